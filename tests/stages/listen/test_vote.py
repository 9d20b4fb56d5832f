"""Casting votes: counted exactly, whatever comes twice, late, changed or at once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import Lock
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Count

from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, audit, hot
from thaktho.stages.listen.models import Tally, Vote, Voter


def test_a_vote_is_counted_once(asked):
    first = asked.statements[0]
    voter = uuid4()
    for _ in range(3):
        assert asked.vote(voter, "youth", first, 1)[first.pk] == 1
    tally = Tally.objects.get(statement=first, door=asked.door("youth"))
    assert (tally.agree, tally.passed, tally.disagree, tally.acts) == (1, 0, 0, 1)
    assert Vote.objects.count() == Voter.objects.count() == 1


def test_an_answer_may_be_changed(asked):
    first = asked.statements[0]
    voter = uuid4()
    for value in (1, -1, 0, 1, -1):
        asked.vote(voter, "youth", first, value)
    tally = Tally.objects.get(statement=first, door=asked.door("youth"))
    assert (tally.agree, tally.passed, tally.disagree) == (0, 0, 1)
    assert audit.recount(asked.topic) == []


def test_a_ballot_never_changes_its_network(asked):
    voter = uuid4()
    asked.vote(voter, "youth", asked.statements[0], 1)
    asked.vote(voter, "religion", asked.statements[1], 1)
    assert Voter.objects.get().door == asked.door("youth")
    assert Tally.objects.get(statement=asked.statements[1], door=asked.door("youth")).agree == 1


def test_nothing_is_taken_when_closed(asked):
    voter = uuid4()
    asked.vote(voter, "youth", asked.statements[0], 1)
    stale = asked.topic  # a page that was read before the closing
    actions.close_topic(asked.province.actor("secretariat"), type(stale).objects.get(pk=stale.pk))
    assert stale.state == "open"
    for someone in (voter, uuid4()):
        with pytest.raises(actions.NotOpen):
            asked.vote(someone, "youth", asked.statements[0], -1)
    asked.topic.refresh_from_db()
    with pytest.raises(PermissionDenied):
        asked.vote(voter, "youth", asked.statements[0], -1)
    assert Vote.objects.get().value == 1
    assert Voter.objects.count() == 1


def test_hidden_statements_and_foreign_doors_take_no_vote(asked, asking):
    first = asked.statements[0]
    actions.hide(asked.province.actor("secretariat"), first, "off_topic")
    with pytest.raises(actions.NotOpen):
        asked.vote(uuid4(), "youth", first, 1)
    elsewhere = asking()
    with pytest.raises(actions.NotOpen):
        actions.cast_vote(
            asked.province.visitor, asked.topic, uuid4(), elsewhere.door("youth"), asked.statements[1].pk, 1
        )
    with pytest.raises(ValueError):
        asked.vote(uuid4(), "youth", asked.statements[1], 2)
    assert not Vote.objects.exists() and not Voter.objects.exists()


def test_a_vote_is_no_line_of_the_ledger(asked):
    before = Act.objects.count()
    asked.answers("youth", asked.statements[0], 1, 1, 1, 1, 1, -1)
    assert Act.objects.count() == before


def test_tallies_equal_a_recount_after_anything(asked):
    """Random votes, changes and repeats; two of the networks; a close at the end."""
    chance = random.Random(7)
    voters = {uuid4(): network for network in ("youth", "religion") for _ in range(13)}
    for _ in range(260):
        voter = chance.choice(list(voters))
        asked.vote(voter, voters[voter], chance.choice(asked.statements), chance.choice([-1, 0, 1]))
    assert audit.recount(asked.topic) == []
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    assert audit.recount(asked.topic) == []
    rows = Vote.objects.values("voter", "statement").annotate(n=Count("value"))
    assert all(row["n"] == 1 for row in rows)


def test_few_queries(asked, queries):
    voter = uuid4()
    asked.vote(voter, "youth", asked.statements[0], 1)
    door = asked.door("youth")
    with queries(6):  # begin, lock, answers, tally, vote, commit
        actions.cast_vote(asked.province.visitor, asked.topic, voter, door, asked.statements[1].pk, 1)
    with queries(4):
        actions.cast_vote(asked.province.visitor, asked.topic, voter, door, asked.statements[1].pk, 1)


@pytest.mark.django_db(transaction=True)
def test_a_crowd_at_once(asked):
    """Threads race on one statement: eight people, each pressing twice, some changing their mind."""
    first, second = asked.statements[:2]
    people = [uuid4() for _ in range(8)]
    # SQLite in memory has one shared cache that refuses instead of waiting; on disk, and on PostgreSQL, they race.
    queue = nullcontext() if connection.vendor == "postgresql" else Lock()

    def press(turn: int) -> None:
        try:
            voter = people[turn % 8]
            with queue:
                asked.vote(voter, "youth", first, 1)
                asked.vote(voter, "youth", second, -1 if turn < 8 else 1)
                asked.vote(voter, "youth", first, 1)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(press, range(16)))
    assert Voter.objects.count() == 8
    assert Vote.objects.count() == 16
    tally = Tally.objects.get(statement=first, door=asked.door("youth"))
    assert (tally.agree, tally.acts) == (8, 8)
    assert audit.recount(asked.topic) == []


@pytest.mark.django_db(transaction=True)
def test_a_refused_vote_leaves_nothing_behind_and_the_next_is_counted(asked, monkeypatch):
    """Outside a test's own transaction, where a vote opens and ends one itself."""
    first, second = asked.statements[:2]
    voter = uuid4()
    with pytest.raises(actions.NotOpen):  # the voter's row is written before the statement is found missing
        actions.cast_vote(asked.province.visitor, asked.topic, voter, asked.door("youth"), uuid4(), 1)
    assert not Voter.objects.exists()
    asked.vote(voter, "youth", first, 1)

    def torn(*args: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(hot, "_tally", torn)
        with pytest.raises(OSError):
            asked.vote(voter, "youth", second, 1)
    assert Vote.objects.count() == 1
    asked.vote(voter, "youth", second, -1)
    assert Vote.objects.count() == 2
    assert audit.recount(asked.topic) == []
