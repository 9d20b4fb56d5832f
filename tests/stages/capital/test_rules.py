"""Who may do what with an entry in which state: the whole table."""

import pytest
import rules

from thaktho.ground.access import permitted
from thaktho.ground.people import actions as people
from thaktho.ground.people.models import User
from thaktho.ground.people.queries import actor_of
from thaktho.stages.capital import actions

S, C, L = (
    "secretariat",
    "religion",
    "liaison",
)  # the secretariat, the entry's coordinator, its amphoe's liaison
ALL = {S, C, L, "executive", "observer", "community", "visitor", "liaison elsewhere"}
STAFF = ALL - {"visitor"}
STATES = ("unconfirmed", "confirmed", "retired", "human without consent")

# verb: {state: who may}
TABLE = {
    "capital.entry.read": {
        "unconfirmed": STAFF, "confirmed": ALL, "retired": STAFF, "human without consent": STAFF,
    },
    "capital.entry.edit": {key: {S, C} for key in STATES},
    "capital.entry.retire": {key: {S, C} for key in STATES},
    "capital.entry.restore": {key: {S, C} for key in STATES},
    "capital.entry.confirm": {key: {S, L} for key in STATES},
    "capital.entry.unconfirm": {key: {S, L} for key in STATES},
}  # fmt: skip
OF_A_NETWORK = {
    "capital.entry.add": {S, C}, "capital.import": {S, C}, "capital.import.apply": {S, C},
    "capital.import.cancel": {S, C}, "capital.import.undo": {S, C}, "capital.import.stage": set(),
}  # fmt: skip
OF_THE_PROGRAMME = {
    "capital.read": ALL, "capital.inside.read": STAFF, "capital.edit": {S, C, "community"}, "capital.secretariat": {S},
}  # fmt: skip


@pytest.fixture
def cast(province, register):
    actors = {name: province.actor(name) for name in ALL if not name.startswith("liaison")}
    for name, code in (("liaison", "5705"), ("liaison elsewhere", "5707")):
        user = User.objects.create(username=f"x-{code}")
        person = people.add_person(
            province.system, province.programme, given_name=name, user=user, is_example=True
        )
        people.grant(province.system, person, "liaison", scope="place", scope_id=code)
        actors[name] = actor_of(province.programme, user)
    return actors


def subject(register, state):
    kind = "human" if state.startswith("human") else "social"
    entry = register.add(kind=kind, area_text="อ.พาน")
    if state in ("confirmed", "human without consent"):
        actions.confirm(register.by, entry, 2565)
    if state == "retired":
        actions.retire(register.by, entry, "เลิกแล้ว")
    return register.fresh(entry)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", TABLE)
def test_every_role_in_every_state(register, cast, verb, state):
    entry = subject(register, state)
    assert {name for name, actor in cast.items() if permitted(actor, verb, entry)} == TABLE[verb][state]


@pytest.mark.parametrize("verb", OF_A_NETWORK)
def test_of_a_network(province, cast, verb):
    may = {name for name, actor in cast.items() if permitted(actor, verb, province.networks["religion"])}
    assert may == OF_A_NETWORK[verb]


@pytest.mark.parametrize("verb", OF_THE_PROGRAMME)
def test_of_the_programme(province, cast, verb):
    may = {name for name, actor in cast.items() if permitted(actor, verb, province.programme)}
    assert may == OF_THE_PROGRAMME[verb]


@pytest.mark.parametrize("verb", ["capital.entry.add", "capital.import"])
def test_what_belongs_to_no_network_is_the_secretariats(province, cast, verb):
    assert {name for name, actor in cast.items() if permitted(actor, verb, province.programme)} == {S}


def test_a_role_of_another_province_may_nothing(register, other):
    entry = register.confirmed()
    for verb in TABLE:
        assert not permitted(other.actor("secretariat"), verb, entry)


def test_every_verb_of_the_room_is_in_a_table():
    known = {name for name in rules.rulesets.default_rules if name.startswith("capital.")}
    assert known == {*TABLE, *OF_A_NETWORK, *OF_THE_PROGRAMME}
