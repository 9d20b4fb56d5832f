"""Who may do what with a tool in which state: the whole table."""

import pytest
import rules

from thaktho.ground.access import permitted
from thaktho.stages.toolkit import actions

S, C = "secretariat", "religion"
ALL = {S, C, "executive", "observer", "community", "visitor"}
STAFF = ALL - {"visitor"}
STATES = ("unverified", "verified", "retired")

TABLE = {
    "toolkit.tool.read": {"unverified": STAFF, "verified": ALL, "retired": STAFF},
    "toolkit.tool.edit": {key: {S, C} for key in STATES},
    "toolkit.tool.retire": {key: {S, C} for key in STATES},
    "toolkit.tool.restore": {key: {S, C} for key in STATES},
    "toolkit.tool.verify": {key: {S} for key in STATES},
    "toolkit.tool.unverify": {key: {S} for key in STATES},
}
OF_A_NETWORK = {
    "toolkit.tool.add": {S, C}, "toolkit.adopt": {S, C}, "toolkit.import": {S, C}, "toolkit.import.apply": {S, C},
    "toolkit.import.cancel": {S, C}, "toolkit.import.undo": {S, C}, "toolkit.import.stage": set(),
}  # fmt: skip
OF_THE_PROGRAMME = {
    "toolkit.read": ALL, "toolkit.inside.read": STAFF, "toolkit.edit": {S, C, "community"}, "toolkit.secretariat": {S},
    "toolkit.start": {S},
}  # fmt: skip


@pytest.fixture
def cast(province):
    return {name: province.actor(name) for name in ALL}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", TABLE)
def test_every_role_in_every_state(library, cast, verb, state):
    tool = library.verified() if state == "verified" else library.tool()
    if state == "retired":
        actions.retire(library.by, tool, "เลิก")
    tool = library.now(tool)
    assert {name for name, actor in cast.items() if permitted(actor, verb, tool)} == TABLE[verb][state]


@pytest.mark.parametrize("verb", OF_A_NETWORK)
def test_of_a_network(province, cast, verb):
    may = {name for name, actor in cast.items() if permitted(actor, verb, province.networks["religion"])}
    assert may == OF_A_NETWORK[verb]


@pytest.mark.parametrize("verb", OF_THE_PROGRAMME)
def test_of_the_programme(province, cast, verb):
    may = {name for name, actor in cast.items() if permitted(actor, verb, province.programme)}
    assert may == OF_THE_PROGRAMME[verb]


def test_every_verb_of_the_room_is_in_a_table():
    known = {name for name in rules.rulesets.default_rules if name.startswith("toolkit.")}
    assert known == {*TABLE, *OF_A_NETWORK, *OF_THE_PROGRAMME}
