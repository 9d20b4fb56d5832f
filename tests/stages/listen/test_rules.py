"""The whole table: every role, every state of a topic, every verb."""

from __future__ import annotations

from copy import copy

import pytest

from thaktho.ground.access import permitted
from thaktho.stages.listen.models import Topic

ROLES = ("visitor", "observer", "executive", "religion", "youth", "secretariat")
STATES = ("draft", "open", "closed", "sealed")

ALL = set(ROLES)
WORK = {"secretariat", "youth", "religion"}
OWN = {"secretariat", "youth"}  # asked of the door of the youth network
S = {"secretariat"}
NONE: set[str] = set()

# verb: (asked of, who in draft, open, closed, sealed)
TABLE = {
    "listen.read": ("programme", ALL, ALL, ALL, ALL),
    "listen.work": ("programme", WORK, WORK, WORK, WORK),
    "listen.topic.add": ("programme", S, S, S, S),
    "listen.topic.read": ("topic", WORK, ALL, ALL, ALL),
    "listen.topic.edit": ("topic", S, S, NONE, NONE),
    "listen.topic.open": ("topic", S, NONE, NONE, NONE),
    "listen.topic.close": ("topic", NONE, S, NONE, NONE),
    "listen.topic.seal": ("topic", NONE, NONE, NONE, NONE),
    "listen.topic.destroy_secret": ("topic", NONE, NONE, NONE, NONE),
    "listen.topic.renew_secret": ("topic", NONE, NONE, NONE, NONE),
    "listen.topic.audit": ("topic", NONE, NONE, S, S),
    "listen.statement.propose": ("topic", NONE, ALL, NONE, NONE),
    "listen.statement.type": ("door", OWN, OWN, NONE, NONE),
    "listen.statement.seed": ("topic", S, S, NONE, NONE),
    "listen.statement.show": ("statement", S, S, NONE, NONE),
    "listen.statement.hide": ("statement", S, S, S, S),
    "listen.vote": ("topic", NONE, ALL, NONE, NONE),
    "listen.ballot.assist": ("door", NONE, OWN, NONE, NONE),
    "listen.sheet.print": ("door", OWN, OWN, NONE, NONE),
    "listen.hands.count": ("door", NONE, OWN, NONE, NONE),
    "listen.ballots.look": ("topic", NONE, S, S, S),
    "listen.ballots.set_aside": ("topic", NONE, S, NONE, NONE),
    "listen.ballots.take_back": ("topic", NONE, S, NONE, NONE),
    "listen.door.print": ("door", OWN, OWN, NONE, NONE),
    "listen.fates.decide": ("topic", NONE, NONE, WORK, WORK),
    "listen.fates.undo": ("topic", NONE, NONE, WORK, WORK),
    "listen.fate.decide": ("said", NONE, NONE, OWN, OWN),
    "listen.fate.undo": ("said", NONE, NONE, OWN, OWN),
    "listen.paper.ask": ("topic", NONE, NONE, WORK, WORK),
    "listen.map.make": ("topic", NONE, NONE, NONE, NONE),
    "listen.map.check": ("topic", NONE, NONE, NONE, NONE),
    "listen.votes.take": ("topic", NONE, NONE, NONE, S),
    "listen.bundle.join": ("topic", WORK, WORK, WORK, WORK),
    "listen.bundle.apart": ("topic", WORK, WORK, WORK, WORK),
    "listen.bundle.undo": ("topic", WORK, WORK, WORK, WORK),
    "listen.theme.edit": ("topic", WORK, WORK, WORK, WORK),
    "listen.theme.sort": ("topic", WORK, WORK, WORK, WORK),
    "listen.rendering.edit": ("topic", WORK, WORK, NONE, NONE),
    "listen.rendering.remove": ("topic", WORK, WORK, S, S),
}


@pytest.mark.parametrize("verb", TABLE)
def test_table(asking, other, verb):
    asked = asking(opened=False)
    kind, *expected = TABLE[verb]
    for state, allowed in zip(STATES, expected, strict=True):
        Topic.objects.filter(pk=asked.topic.pk).update(state=state)
        asked.topic.refresh_from_db()
        statement = asked.statements[0]
        statement.topic = asked.topic
        said = copy(statement)
        said.door = asked.door("youth")
        subject = {
            "programme": asked.province.programme,
            "topic": asked.topic,
            "door": asked.door("youth"),
            "statement": statement,
            "said": said,
        }[kind]
        found = {role for role in ROLES if permitted(asked.province.actor(role), verb, subject)}
        assert found == allowed, (verb, state)
        assert not any(permitted(other.actor(role), verb, subject) for role in ROLES)


def test_no_verb_is_missing():
    from rules.rulesets import default_rules

    assert {name for name in default_rules if name.startswith("listen.")} == set(TABLE)


def test_statements_only_where_everyone_may(asking):
    asked = asking(proposers="facilitators")
    assert not permitted(asked.province.visitor, "listen.statement.propose", asked.topic)
