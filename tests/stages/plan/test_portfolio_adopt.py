"""One scenario is adopted, with a reason; it can be taken back, and the next takes its place."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from thaktho.stages.plan.actions import portfolio as actions
from thaktho.stages.plan.models import Portfolio
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
