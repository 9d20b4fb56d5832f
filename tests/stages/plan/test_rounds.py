"""Rounds: one at a time, each network by its own day, on time or late; closing, and taking that back."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from thaktho.stages.plan import actions, queries
from thaktho.stages.plan.models import NetworkPlan, Submission
from thaktho.stages.plan.queries.rounds import round_standings, standing_of
from thaktho.stages.plan.states import Refused

DUE = date(2020, 6, 30)
ROLES = ["secretariat", "religion", "executive", "observer", "visitor"]


@pytest.fixture
def opened(province):
    return actions.make_round(province.actor("secretariat"), province.programme, title="รอบที่ 1", due_on=DUE)


def sent(days_late):
    """A submission so many days after its deadline."""
    at = timezone.make_aware(datetime(2020, 6, 30, 12)) + timedelta(days=days_late)
    return Submission(sent_at=at, due_on=DUE, rows=3)


# first submission, today, closed, sent before the round -> state, days
TABLE = [
    (sent(0), DUE, False, False, ("on_time", 0)),
    (sent(-5), DUE, True, False, ("on_time", 0)),
    (sent(2), DUE, False, True, ("late", 2)),
    (None, DUE, False, False, ("waiting", 0)),
    (None, DUE - timedelta(days=3), False, False, ("waiting", 3)),
    (None, DUE + timedelta(days=1), False, False, ("overdue", 1)),
    (None, DUE + timedelta(days=1), False, True, ("before", 0)),
    (None, DUE, True, False, ("missed", 0)),
    (None, DUE, True, True, ("before", 0)),
]


@pytest.mark.parametrize("first, today, closed, before, wanted", TABLE)
def test_the_table_of_how_a_network_did(first, today, closed, before, wanted):
    assert standing_of(first, DUE, today, closed=closed, sent_before=before) == wanted


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", ["make", "edit", "close", "reopen"])
def test_who_keeps_rounds(province, role, verb):
    by, office = province.actor(role), province.actor("secretariat")
    fields = {"title": "รอบ", "due_on": DUE}
    found = None
    if verb != "make":
        found = actions.make_round(office, province.programme, **fields)
    if verb == "reopen":
        actions.close_round(office, found)
    acts = {
        "make": lambda: actions.make_round(by, province.programme, **fields),
        "edit": lambda: actions.edit_round(by, found, **fields),
        "close": lambda: actions.close_round(by, found),
        "reopen": lambda: actions.reopen_round(by, found),
    }
    if role == "secretariat":
        acts[verb]()
        return
    with pytest.raises(PermissionDenied):
        acts[verb]()


def test_sending_a_plan_is_recorded_in_the_open_round(province, make, opened):
    make("ก")
    by = province.actor("religion")  # roles are granted today, before the journey
    with time_machine.travel("2020-07-02T03:00:00+00:00"):
        actions.submit(by, province.networks["religion"])
        lines = {line.network.code: line for line in round_standings(opened)}
    assert (lines["religion"].state, lines["religion"].days, lines["religion"].last.rows) == ("late", 2, 1)
    assert (lines["youth"].state, lines["youth"].days) == ("overdue", 2)


def test_without_a_round_a_plan_is_sent_as_before(province, make):
    make("ก")
    actions.submit(province.actor("religion"), province.networks["religion"])
    assert Submission.objects.count() == 0


def test_an_extension_stands_before_the_rounds_day(province, make, opened):
    make("ก")
    actions.set_due(province.actor("secretariat"), province.networks["religion"], date(2020, 7, 5))
    by = province.actor("religion")
    with time_machine.travel("2020-07-02T03:00:00+00:00"):
        states = {state.network.code: state for state in queries.network_states(province.programme)}
        assert states["youth"].late and not states["religion"].late
        assert states["religion"].plan.due_on == date(2020, 7, 5)
        actions.submit(by, province.networks["religion"])
        lines = {line.network.code: line for line in round_standings(opened)}
    assert lines["religion"].state == "on_time" and lines["religion"].extended


def test_the_desk_says_who_is_overdue(province, make, opened):
    make("ก")
    office, by = province.actor("secretariat"), province.actor("religion")
    with time_machine.travel("2020-07-02T03:00:00+00:00"):
        lines = queries.waiting(office, province.programme)
        assert any("เลยกำหนด" in line.title and line.due_on == DUE for line in lines)
        own = queries.waiting(by, province.programme)
        assert own[0].due_on == DUE and own[0].late(date(2020, 7, 2))


def test_a_new_round_ends_the_extensions_of_the_last(province, make, opened):
    by = province.actor("secretariat")
    make("ก")
    actions.set_due(by, province.networks["religion"], date(2020, 7, 5))
    with pytest.raises(Refused, match="ยังเปิดอยู่"):
        actions.make_round(by, province.programme, title="รอบที่ 2", due_on=DUE)
    actions.close_round(by, opened)
    second = actions.make_round(by, province.programme, title="รอบที่ 2", due_on=date(2021, 6, 30))
    assert second.number == 2 and NetworkPlan.objects.get().due_on is None
    with pytest.raises(Refused, match="สองรอบ"):
        actions.reopen_round(by, opened)


def test_closing_is_taken_back(province, opened):
    by = province.actor("secretariat")
    actions.close_round(by, opened)
    assert {line.state for line in round_standings(_again(opened))} == {"missed"}
    with pytest.raises(Refused):
        actions.edit_round(by, opened, title="ก", due_on=DUE)
    assert actions.reopen_round(by, opened).closed_at is None


def _again(found):
    found.refresh_from_db()
    return found


@pytest.mark.parametrize(
    "fields", [{"title": " ", "due_on": DUE}, {"title": "ก", "due_on": DUE, "opens_on": date(2020, 7, 1)}]
)
def test_a_round_makes_sense(province, fields):
    with pytest.raises(Refused):
        actions.make_round(province.actor("secretariat"), province.programme, **fields)
