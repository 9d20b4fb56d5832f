"""A network's plan from draft to accepted: every role, in every state, for every verb."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from thaktho.stages.plan import actions, queries
from thaktho.stages.plan.models import NetworkPlan, PlanRow
from thaktho.stages.plan.states import Closed, Refused

from .conftest import fresh, plan

STATES = ["draft", "submitted", "returned", "accepted"]
ROLES = ["secretariat", "religion", "youth", "executive", "observer", "visitor"]
OWN, OFFICE = {"religion", "secretariat"}, {"secretariat"}

# verb -> (roles, states in which the coordinator may, states in which the secretariat may)
EDITS = (OWN, {"draft", "returned"}, set(STATES))
TABLE = {
    "add": EDITS,
    "save": EDITS,
    "remove": EDITS,
    "move": EDITS,
    "settle": EDITS,
    "comment": (OWN | {"executive", "observer"}, set(STATES), set(STATES)),
    "import": EDITS,
    "submit": (OWN, {"draft", "returned"}, {"draft", "returned"}),
    "return": (OFFICE, set(), {"submitted"}),
    "accept": (OFFICE, set(), {"submitted"}),
    "reopen": (OFFICE, set(), {"accepted"}),
    "due": (OFFICE, set(), set(STATES)),
}


def do(verb, by, network, row):
    match verb:
        case "add":
            actions.add_row(by, network, {"title": "ใหม่"})
        case "save":
            actions.save_row(by, row, {"problem": "ใหม่"}, row.version)
        case "remove":
            actions.remove_row(by, row, "เหตุ")
        case "move":
            actions.move_row(by, row, 1)
        case "settle":
            actions.settle(by, row, row.flags.get())
        case "comment":
            actions.comment(by, row, "problem", "ถาม")
        case "import":
            actions.bring(by, network, "แผน.csv", "กิจกรรม,งบประมาณ\nก,1\n".encode())
        case "submit":
            actions.submit(by, network)
        case "return":
            actions.return_plan(by, network, "เหตุ")
        case "accept":
            actions.accept(by, network)
        case "reopen":
            actions.reopen(by, network, "เหตุ")
        case "due":
            actions.set_due(by, network, date(2020, 6, 30))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", TABLE)
def test_role_and_phase(province, make, verb, state):
    row = make(when_text="วันพระใหญ่")
    NetworkPlan.objects.update(state=state)
    PlanRow.objects.update(state=state)
    roles, coordinator, office = TABLE[verb]
    for role in ROLES:
        allowed = state in (office if role == "secretariat" else coordinator)
        wanted = PermissionDenied if role not in roles else None if allowed else Closed
        assert answer(verb, province.actor(role), province.networks["religion"], row) is wanted, role


def answer(verb, by, network, row):
    """Do it in a transaction that is taken back: None when it was done, else the error's kind."""
    with transaction.atomic():
        try:
            do(verb, by, network, fresh(row))
        except (PermissionDenied, Refused) as error:
            return type(error)
        finally:
            transaction.set_rollback(True)
    return None


def test_submit_sends_drafts_together(province, make):
    rows = [make(), make()]
    actions.submit(province.actor("religion"), province.networks["religion"])
    assert {fresh(row).state for row in rows} == {"submitted"}
    assert plan(province).submitted_at


def test_an_empty_plan_is_not_sent(province):
    with pytest.raises(Refused):
        actions.submit(province.actor("religion"), province.networks["religion"])
    assert not NetworkPlan.objects.filter(state="submitted").exists()


def test_return_named_rows_and_those_with_a_comment(province, make):
    a, b, c = make("ก"), make("ข"), make("ค")
    by, network = province.actor("secretariat"), province.networks["religion"]
    actions.submit(province.actor("religion"), network)
    actions.comment(by, b, "indicator", "วัดอย่างไร")
    actions.return_plan(by, network, "ขอแก้ตัวชี้วัด", [a.pk])
    assert [fresh(row).state for row in (a, b, c)] == ["returned", "returned", "submitted"]
    assert plan(province).return_reason == "ขอแก้ตัวชี้วัด"
    with pytest.raises(Closed):
        actions.save_row(province.actor("religion"), fresh(c), {"problem": "ก"}, 1)
    actions.save_row(province.actor("religion"), fresh(a), {"problem": "ก"}, 1)
    actions.submit(province.actor("religion"), network)
    assert {fresh(row).state for row in (a, b, c)} == {"submitted"}


def test_return_without_naming_returns_all(province, make):
    rows = [make(), make()]
    actions.submit(province.actor("religion"), province.networks["religion"])
    actions.return_plan(province.actor("secretariat"), province.networks["religion"], "ขอใหม่")
    assert {fresh(row).state for row in rows} == {"returned"}


def test_a_return_needs_a_reason(province, make):
    make()
    actions.submit(province.actor("religion"), province.networks["religion"])
    with pytest.raises(Refused):
        actions.return_plan(province.actor("secretariat"), province.networks["religion"], " ")


def test_reopened_rows_stay_accepted_unless_named(province, make):
    a, b = make("ก"), make("ข")
    network, office = province.networks["religion"], province.actor("secretariat")
    actions.submit(province.actor("religion"), network)
    actions.accept(office, network)
    actions.reopen(office, network, "เพิ่มกิจกรรม", [b.pk])
    assert (fresh(a).state, fresh(b).state) == ("accepted", "returned")
    make("ค")


def test_who_is_late_stands_first(province, make):
    today = date(2020, 7, 1)
    actions.set_due(province.actor("secretariat"), province.networks["youth"], today - timedelta(days=2))
    actions.set_due(province.actor("secretariat"), province.networks["religion"], today + timedelta(days=6))
    states = queries.network_states(province.programme, today=today)
    assert states[0].network.code == "youth" and states[0].late and states[0].days_left == -2
    assert not states[1].late and states[1].days_left == 6


def test_joined_rows_are_corrected_where_they_were_joined(province, make):
    a, b = make("ก"), make("ข")
    PlanRow.objects.filter(pk=a.pk).update(joined_into=b)
    with pytest.raises(Closed):
        actions.save_row(province.actor("secretariat"), fresh(a), {"problem": "ก"}, 1)
