"""Comments on a cell: asked by who reads the row, answered under it, and found on the desk of who is named."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.stages.plan.weaving_cast import row
from thaktho.ground.base import new_id
from thaktho.stages.plan import actions, queries
from thaktho.stages.plan.models import CellFlag
from thaktho.stages.plan.queries.comments import may_be_told, waits_for
from thaktho.stages.plan.states import Refused

from .conftest import fresh
from .test_pages import row_url


@pytest.fixture
def made(province):
    return row(province, "religion", "อบรมสามเณร")


def person(province, who):
    return province.actor(who).person_id


def desk(province, who):
    return [
        line.title
        for line in queries.waiting(province.actor(who), province.programme)
        if "ถามท่าน" in line.title
    ]


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("secretariat", True),
        ("executive", True),
        ("observer", True),
        ("religion", True),
        ("youth", False),
        ("visitor", False),
    ],
)
def test_who_reads_a_row_s_comments_may_write_one(province, made, who, may):
    if may:
        assert actions.comment(province.actor(who), made, "indicator", "วัดอย่างไร").author_id == person(
            province, who
        )
        return
    with pytest.raises(PermissionDenied):
        actions.comment(province.actor(who), made, "indicator", "วัดอย่างไร")


def test_who_is_named_finds_it_on_their_desk_until_they_answer(province, made):
    asked = actions.comment(
        province.actor("secretariat"), made, "indicator", "วัดอย่างไร", mentions=[person(province, "religion")]
    )
    assert len(desk(province, "religion")) == 1 and desk(province, "youth") == []
    actions.reply(province.actor("religion"), asked, "นับหัว", mentions=[person(province, "secretariat")])
    assert desk(province, "religion") == []
    assert (
        waits_for(province.actor("secretariat"), province.programme).asked == []
    )  # who asked sees the answer at the row
    assert [reply.why for reply in asked.replies.all()] == ["นับหัว"]


def test_an_answer_is_not_open_itself(province, made):
    asked = actions.comment(province.actor("secretariat"), made, "indicator", "วัดอย่างไร")
    actions.reply(province.actor("religion"), asked, "นับหัว")
    assert list(queries.flags_of([made.pk])) == [made.pk] and len(queries.flags_of([made.pk])[made.pk]) == 1


def test_only_who_reads_the_row_can_be_named(province, made):
    assert person(province, "youth") not in {found.pk for found in may_be_told(made)}
    with pytest.raises(Refused):
        actions.comment(province.actor("secretariat"), made, "", "ดูด้วย", mentions=[person(province, "youth")])
    assert not CellFlag.objects.exists()


def test_what_is_closed_is_not_answered(province, made):
    asked = actions.comment(province.actor("secretariat"), made, "indicator", "วัดอย่างไร")
    actions.settle(province.actor("secretariat"), made, asked)
    with pytest.raises(Refused):
        actions.reply(province.actor("religion"), asked, "นับหัว")
    with pytest.raises(Refused):
        actions.comment(province.actor("secretariat"), made, "indicator", "  ")


def test_the_page_carries_the_talk(province, made):
    secretary, coordinator = province.client("secretariat"), province.client("religion")
    address = province.url(f"plan/rows/{made.pk}/comment/")
    form = {"field": "indicator", "text": "วัดอย่างไร", "mentions": [str(person(province, "religion"))]}
    assert secretary.post(address, form).status_code == 302
    asked = CellFlag.objects.get()
    page = coordinator.get(province.url(f"plan/rows/{made.pk}/")).content.decode()
    assert "วัดอย่างไร" in page and "แจ้งถึง" in page
    assert coordinator.post(address, {"answers": str(asked.pk), "text": "นับหัว"}).status_code == 302
    assert "นับหัว" in secretary.get(province.url(f"plan/rows/{made.pk}/")).content.decode()
    assert province.client("youth").post(address, form).status_code in (403, 404)


def test_who_asked_learns_of_the_answer_and_closes_it(province, make):
    """An answer in words, then the cell changed: both reach the asker's desk; what was said stays on the row's page."""
    own, by = make("ตักบาตร"), province.actor("secretariat")
    asked = actions.comment(by, own, "indicator", "วัดอย่างไร")
    assert waits_for(by, province.programme).answered == []
    actions.reply(province.actor("religion"), asked, "นับจำนวนคน")
    assert waits_for(by, province.programme).answered == [asked]
    assert "มีคำตอบเรื่องแถว" in province.client("secretariat").get(province.url("desk/")).content.decode()
    actions.save_row(province.actor("religion"), fresh(own), {"indicator": "จำนวนคน"}, fresh(own).version)
    assert waits_for(by, province.programme).answered == [asked]
    page = province.client("religion").get(row_url(province, own)).content.decode()
    assert "นับจำนวนคน" in page and "ความเห็นที่ปิดแล้ว 1 เรื่อง" in page
    with pytest.raises(Refused):
        actions.acknowledge(province.actor("religion"), asked)
    client = province.client("secretariat")
    client.post(row_url(province, own, "comment/"), {"seen": asked.pk, "act_id": new_id()})
    assert waits_for(by, province.programme).answered == []


def test_names_to_tell_say_what_somebody_is_here(province, make):
    page = province.client("secretariat").get(row_url(province, make("ตักบาตร"))).content.decode()
    assert "· ผู้ประสานงานศาสนา" in page
