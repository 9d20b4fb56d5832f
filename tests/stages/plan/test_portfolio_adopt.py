"""One scenario is adopted, with a reason; it can be taken back, and the next takes its place."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from thaktho.stages.plan.actions import portfolio as actions
from thaktho.stages.plan.actions import versions
from thaktho.stages.plan.models import PlanRow, Portfolio
from thaktho.stages.plan.portfolios.answer import seen
from thaktho.stages.plan.queries import portfolio as queries
from thaktho.stages.plan.states import Refused

from .loom_cast import capped, computed, costed

ROLES = ["secretariat", "religion", "executive", "observer", "visitor"]
# (state, adopted) -> whether it may be adopted, and released
TABLE = {
    ("waiting", False): (False, False),
    ("done", False): (True, False),
    ("done", True): (False, True),
    ("impossible", False): (False, False),
    ("failed", False): (False, False),
}


@pytest.fixture
def scenario(province):
    costed(province, "religion", "ตักบาตร", (2563, "", "10"))
    return computed(province)


@pytest.mark.parametrize("state, adopted", TABLE)
def test_role_and_phase(province, scenario, state, adopted):
    if adopted:
        actions.adopt(province.actor("secretariat"), scenario, "เหตุ")
    Portfolio.objects.update(state=state)
    may_adopt, may_release = TABLE[state, adopted]
    for role in ROLES:
        for verb, may in ((adopt, may_adopt), (actions.release, may_release)):
            wanted = PermissionDenied if role != "secretariat" else None if may else Refused
            assert answer(verb, province.actor(role), scenario) is wanted, (role, verb)


def adopt(by, scenario):
    return actions.adopt(by, scenario, "เหตุ")


def answer(verb, by, scenario):
    with transaction.atomic():
        try:
            verb(by, Portfolio.objects.get(pk=scenario.pk))
        except (PermissionDenied, Refused) as error:
            return type(error)
        finally:
            transaction.set_rollback(True)
    return None


def test_the_next_takes_its_place(province, scenario):
    by = province.actor("secretariat")
    actions.adopt(by, scenario, "เหตุแรก")
    other = computed(province, capped(2563, None, "100"))
    actions.adopt(by, other, "เหตุสอง")
    assert [found.pk for found in Portfolio.objects.filter(adopted_at__isnull=False)] == [other.pk]


def test_without_a_reason_nothing_is_adopted(province, scenario):
    with pytest.raises(Refused):
        actions.adopt(province.actor("secretariat"), scenario, " ")


def now(programme):
    return {fact.id: seen(fact) for fact in queries.facts(programme)}


def test_a_scenario_says_when_rows_changed_since(province, scenario):
    programme = province.programme
    assert not queries.drift(scenario, now(programme)).any
    before = PlanRow.objects.get()
    costed(province, "youth", "ค่าย", (2563, "", "20"))
    PlanRow.objects.filter(pk=before.pk).update(title="ตักบาตรเทโว")
    found = queries.drift(scenario, now(programme))
    assert (found.new, found.changed, found.gone) == (1, 1, 0)
    actions.adopt(province.actor("secretariat"), scenario, "เหตุ")
    for address in (f"plan/portfolio/{scenario.pk}/", "plan/portfolio/"):
        text = province.client("secretariat").get(province.url(address)).text
        assert "แถวในแผนเปลี่ยนไป" in text and f"?from={scenario.pk}" in text
    PlanRow.objects.filter(pk=before.pk).update(state="draft")
    assert queries.drift(scenario, now(programme)).gone == 1


def test_one_computed_before_this_was_kept_knows_which_rows_there_were(province, scenario):
    del scenario.result["seen"]
    costed(province, "youth", "ค่าย", (2563, "", "20"))
    found = queries.drift(scenario, now(province.programme))
    assert (found.new, found.changed, found.gone) == (1, 0, 0)


def test_it_can_be_taken_from_the_top_of_its_page(province, scenario):
    text = province.client("secretariat").get(province.url(f"plan/portfolio/{scenario.pk}/")).text
    assert 'href="#adopt"' in text and 'id="adopt"' in text
    assert (
        'href="#adopt"'
        not in province.client("observer").get(province.url(f"plan/portfolio/{scenario.pk}/")).text
    )


def test_a_version_says_whether_it_follows_the_adopted_one(province, scenario):
    client, by = province.client("secretariat"), province.actor("secretariat")
    new = province.url("plan/versions/new/")
    assert "ทางเลือกที่รับไว้" not in client.get(new).text
    actions.adopt(by, scenario, "เหตุ")
    assert "ตรงกับทางเลือกที่รับไว้ “ทางเลือก”" in client.get(new).text
    first = versions.make_version(by, province.programme, title="แผน")
    costed(province, "youth", "ค่าย", (2563, "", "2000"))
    told = "มี 1 แถวอยู่นอกทางเลือก รวม 2,000 บาท"
    assert told in client.get(new).text
    second = versions.make_version(by, province.programme, title="แผน")
    page = province.url("plan/versions/%s/")
    assert told in client.get(page % second.number).text
    assert "แถวในฉบับนี้ตรงกับ" in client.get(page % first.number).text
