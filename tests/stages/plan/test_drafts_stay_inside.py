"""What is not sent yet is not told of by way of what was: pages of sent rows, sums, the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.stages.plan.test_comments import desk, person
from tests.stages.plan.test_split import part
from tests.stages.plan.weaving_cast import row
from thaktho.ground.people.models import RoleGrant
from thaktho.stages.plan import actions
from thaktho.stages.plan.actions import split
from thaktho.stages.plan.models import PlanRow


@pytest.fixture
def sent(province):
    return row(province, "religion", "กิจกรรมที่ส่งแล้ว")


def page(province, who, path):
    return province.client(who).get(province.url(path)).content.decode()


def test_a_piece_that_was_given_back(province, sent):
    kept, back = split.split_row(
        province.actor("secretariat"), sent, [part("ส่วนที่ส่งแล้ว"), part("ส่วนที่ส่งกลับ")], "สองพื้นที่"
    )
    PlanRow.objects.filter(pk=back.pk).update(state="returned")
    public, own = (page(province, who, f"plan/rows/{sent.pk}/") for who in ("visitor", "religion"))
    assert kept.title in public and back.title not in public
    assert back.title in own


def test_the_project_of_an_activity(province, make, sent):
    project = make("โครงการที่ยังร่าง")
    PlanRow.objects.filter(pk=sent.pk).update(part_of=project)
    assert project.title not in page(province, "visitor", f"plan/rows/{sent.pk}/")
    assert project.title in page(province, "executive", f"plan/rows/{sent.pk}/")


@pytest.mark.parametrize("path", ["plan/rows/{row}/", "plan/budget/", "plan/rows/?branch={branch}"])
def test_the_branches_of_a_draft_tree(province, cast, sent, path):
    PlanRow.objects.filter(pk=sent.pk).update(branch=cast.programme)
    path = path.format(row=sent.pk, branch=cast.programme.pk)
    assert cast.programme.text not in page(province, "visitor", path)
    assert cast.programme.text in page(province, "executive", path)
    actions.set_tree_state(province.actor("secretariat"), cast.tree, "use")
    assert cast.programme.text in page(province, "visitor", path)


def test_who_coordinates_no_more_is_told_nothing(province, make):
    actions.comment(
        province.actor("secretariat"), make("ร่าง"), "title", "ดูหน่อย", mentions=[person(province, "religion")]
    )
    assert len(desk(province, "religion")) == 1
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleGrant.objects.filter(person=province.persons["religion"]).update(granted_until=yesterday)
    assert desk(province, "religion") == []
