"""Who may do what with bodies: the whole table."""

import pytest
import rules

from thaktho.ground.access import permitted

S = "secretariat"
ALL = {S, "executive", "observer", "religion", "community", "visitor"}
TABLE = {
    "bodies.read": ALL, "bodies.inside.read": ALL - {"visitor"}, "bodies.keep": {S}, "bodies.appoint": {S},
    "bodies.body.edit": {S}, "bodies.body.end": {S}, "bodies.body.restore": {S}, "bodies.member.add": {S},
    "bodies.member.remove": {S}, "bodies.way.write": {S}, "bodies.way.remove": {S},
}  # fmt: skip


@pytest.mark.parametrize("verb", TABLE)
def test_every_role(province, verb):
    may = {name for name in ALL if permitted(province.actor(name), verb, province.programme)}
    assert may == TABLE[verb]


def test_every_verb_is_in_the_table():
    assert {name for name in rules.rulesets.default_rules if name.startswith("bodies.")} == set(TABLE)
