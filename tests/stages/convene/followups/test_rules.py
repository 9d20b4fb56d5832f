"""Who may do what with a follow-up: the whole table."""

import pytest
import rules

from thaktho.ground.access import permitted
from thaktho.stages.convene.followups import actions
from thaktho.stages.convene.followups.models import FollowUp
from thaktho.stages.convene.models import Meeting

S, C, P = "secretariat", "religion", "observer"  # the coordinator of its network; the person it was given to
ALL = {"secretariat", "executive", "observer", "religion", "community", "visitor"}
STAFF = ALL - {"visitor"}
OPEN, ENDED = ("todo", "doing"), ("done", "dropped")
TABLE = {
    "followups.edit": {key: {S} for key in OPEN},
    "followups.report": {key: {S, C, P} for key in OPEN},
    "followups.drop": {key: {S} for key in OPEN},
    "followups.reopen": {key: {S} for key in ENDED},
}
OF_MEETING = {
    "followups.assign": {"open": {S}, "closed": {S}, "minutes_approved": {S}},
    "followups.carry": {"planned": {S}, "open": {S}},
}


@pytest.mark.parametrize("state", OPEN + ENDED)
@pytest.mark.parametrize("verb", TABLE)
def test_every_role_in_every_state(room, verb, state):
    meeting = room.at("open")
    made = actions.assign(
        room.by,
        meeting,
        text="ทำ",
        network=room.province.networks["religion"],
        person=room.province.persons[P],
    )
    FollowUp.objects.filter(pk=made.pk).update(state=state)
    made.refresh_from_db()
    assert {n for n in ALL if permitted(room.province.actor(n), verb, made)} == TABLE[verb].get(state, set())


@pytest.mark.parametrize("phase", ["planned", "open", "closed", "minutes_approved", "cancelled"])
@pytest.mark.parametrize("verb", OF_MEETING)
def test_every_role_in_every_phase_of_the_meeting(room, verb, phase):
    meeting = room.plan()
    Meeting.objects.filter(pk=meeting.pk).update(state=phase)
    meeting.refresh_from_db()
    assert {n for n in ALL if permitted(room.province.actor(n), verb, meeting)} == OF_MEETING[verb].get(
        phase, set()
    )


def test_of_the_programme(province):
    may = {
        verb: {n for n in ALL if permitted(province.actor(n), verb, province.programme)}
        for verb in ("followups.read", "followups.keep")
    }
    assert may == {"followups.read": STAFF, "followups.keep": {S}}


def test_another_province_may_nothing(room, other):
    made = actions.assign(room.by, room.at("open"), text="ทำ", owner="ใคร")
    for verb in TABLE:
        assert not permitted(other.actor("secretariat"), verb, made)


def test_every_verb_is_in_a_table():
    known = {name for name in rules.rulesets.default_rules if name.startswith("followups.")}
    assert known == {*TABLE, *OF_MEETING, "followups.read", "followups.keep"}
