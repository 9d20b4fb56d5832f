"""Who is on the spot: delegates of this edition, by the person, each day anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.tools.assembly import add_delegate
from thaktho.stages.assemble.consensus import actions, queries
from thaktho.stages.assemble.consensus.here import delegates_here
from thaktho.stages.assemble.day.actions import registering
from thaktho.stages.assemble.day.actions.registering import Expected
from thaktho.stages.assemble.models import Participant, Round

from .conftest import CODES


def test_whoever_is_written_down_at_the_door_as_a_delegate_makes_no_quorum(floor):
    round = floor.round()
    floor.all_say(round)
    floor.come(floor.delegate("youth"))
    for code in CODES[:2]:
        who = Expected("ผู้มาใหม่", kind="delegate", network=floor.network(code))
        registering.walk_in(floor.desk, floor.edition, who)
    assert delegates_here(floor.edition.pk) == {floor.network("youth").pk: 1}
    assert queries.outcome_now(round).quorum is False


def test_yesterdays_arrivals_make_no_quorum_today(floor):
    round = floor.round()
    floor.all_say(round)
    for code in CODES:
        floor.come(floor.delegate(code), days_ago=1)
    assert queries.present_networks(round) == set()


def test_a_round_that_goes_on_past_midnight_keeps_its_quorum(floor):
    round = floor.round()
    floor.all_say(round)
    for code in CODES:
        floor.come(floor.delegate(code), days_ago=1)
    floor.come(floor.delegate("youth"))
    Round.objects.filter(pk=round.pk).update(opened_at=timezone.now() - timedelta(days=1))
    round.refresh_from_db()
    assert len(queries.present_networks(round)) == len(CODES)
    assert delegates_here(floor.edition.pk) == {floor.network("youth").pk: 1}
    closed = actions.close_round(floor.desk, round)
    assert closed.result["quorum"] is True and closed.result["present"] == len(CODES)


def test_a_seat_that_was_given_up_is_not_here(floor):
    floor.come(floor.delegate("youth"))
    actions.end_delegate(floor.desk, floor.delegate("youth"), "ลาออก")
    assert delegates_here(floor.edition.pk) == {}
    assert queries.present_networks(floor.round()) == set()


@pytest.mark.parametrize("bound", ["to the seat", "by the person", "to a dead seat"])
def test_who_came_votes_whatever_seat_the_badge_was_bound_to(floor, bound):
    old = floor.delegate("youth")
    if bound == "to the seat":
        floor.come(old, person=None)
    elif bound == "by the person":
        floor.come(old, delegate=None)
    else:
        floor.come(old)
        actions.end_delegate(floor.desk, old, "ย้ายเครือข่าย")
        old = add_delegate(floor.made, "religion", old.name, person=old.person)
    row = floor.resolution(only_present=True)
    assert row.entitled == 1 and actions.cast(floor.by(old), row, "yes").again is False


def test_a_badge_of_a_dead_seat_is_bound_to_its_holders_other_one(floor):
    old = floor.delegate("youth")
    registering.import_delegates(floor.desk, floor.edition)
    actions.end_delegate(floor.desk, old, "ย้ายเครือข่าย")
    new = add_delegate(floor.made, "religion", old.name, person=old.person)
    code = Participant.objects.get(person=old.person).code
    assert registering.import_delegates(floor.desk, floor.edition) == 0
    badge = Participant.objects.get(person=old.person)
    assert (badge.delegate, badge.network, badge.code) == (new, floor.network("religion"), code)


def test_who_was_replaced_leaves_the_list_and_the_new_one_has_a_badge_of_their_own(floor):
    old = floor.delegate("youth")
    registering.import_delegates(floor.desk, floor.edition)
    code = Participant.objects.get(delegate=old).code
    new = actions.replace(floor.desk, old, "ป่วย", name="คนใหม่", letter_number="ชร 2")
    assert registering.import_delegates(floor.desk, floor.edition) == 1
    assert Participant.objects.get(person=new.person).code != code
    assert not Participant.objects.filter(person=old.person).exists()


def test_who_came_before_being_replaced_was_there(floor):
    old = floor.delegate("youth")
    badge = floor.come(old)
    actions.replace(floor.desk, old, "กลับก่อน", name="คนใหม่", letter_number="ชร 2")
    registering.import_delegates(floor.desk, floor.edition)
    assert Participant.objects.filter(pk=badge.pk, came_at__isnull=False).exists()
    assert Participant.objects.count() == 5
