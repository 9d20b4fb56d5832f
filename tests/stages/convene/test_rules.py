"""Who may do what in which phase: the whole table."""

import pytest

from thaktho.ground.access import permitted
from thaktho.stages.convene.models import Meeting

S, C = "secretariat", "religion"  # the secretariat, and the coordinator of the network the seat belongs to
ALL = {"secretariat", "executive", "observer", "religion", "community", "visitor"}
STAFF = ALL - {"visitor"}
PHASES = ("planned", "open", "closed", "minutes_approved", "cancelled")

# verb: {phase: who may}; phases not named: nobody
TABLE = {
    "convene.read": dict.fromkeys(PHASES, ALL),
    "convene.inside.read": dict.fromkeys(PHASES, STAFF),
    "convene.edit": {"planned": {S}, "open": {S}},
    "convene.invite": {"planned": {S}, "open": {S}},
    "convene.agenda": {"planned": {S}, "open": {S}, "closed": {S}},
    "convene.paper": {"planned": {S}, "open": {S}, "closed": {S}},
    "convene.open": {"planned": {S}},
    "convene.close": {"open": {S}},
    "convene.reopen": {"closed": {S}},
    "convene.cancel": {"planned": {S}},
    "convene.respond": {"planned": {S, C}, "open": {S, C}},
    "convene.attend": {"open": {S, C}, "closed": {S}},
    "convene.source": {key: {S} for key in PHASES},
    "convene.decide": {"open": {S}, "closed": {S}},
    "convene.tie": {"open": {S}, "closed": {S}, "minutes_approved": {S}},
    "convene.minutes.write": {"open": {S}, "closed": {S}},
    "convene.minutes.approve": {"closed": {S}},
    "convene.minutes.correct": {"minutes_approved": {S}},
}
OF_A_NETWORK = {"convene.respond", "convene.attend"}


@pytest.fixture
def cast(province):
    return {name: province.actor(name) for name in ALL}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("verb", TABLE)
def test_every_role_in_every_phase(room, cast, verb, phase):
    meeting = room.plan()
    Meeting.objects.filter(pk=meeting.pk).update(state=phase)
    meeting.refresh_from_db()
    subject = room.place(meeting, "religion") if verb in OF_A_NETWORK else meeting
    may = {name for name, actor in cast.items() if permitted(actor, verb, subject)}
    assert may == TABLE[verb].get(phase, set())


@pytest.mark.parametrize("phase", PHASES)
def test_seats_of_no_network_are_the_secretariats(room, cast, phase):
    meeting = room.plan()
    Meeting.objects.filter(pk=meeting.pk).update(state=phase)
    meeting.refresh_from_db()
    may = {name for name, actor in cast.items() if permitted(actor, "convene.attend", meeting)}
    assert may == ({S} if phase in ("open", "closed") else set())


def test_only_the_secretariat_plans(province, cast):
    assert {n for n, actor in cast.items() if permitted(actor, "convene.plan", province.programme)} == {S}


def test_a_role_of_another_province_may_nothing(room, other):
    meeting = room.at("open")
    for verb in TABLE:
        assert not permitted(other.actor("secretariat"), verb, meeting)


def test_every_verb_of_the_room_is_in_the_table():
    import rules

    import thaktho.stages.convene.rules  # noqa: F401

    known = set(rules.rulesets.default_rules)
    assert {name for name in known if name.startswith("convene.")} == {*TABLE, "convene.plan"}
