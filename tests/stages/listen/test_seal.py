"""Closing and sealing: what was voted stands, the secret is gone, the root gives it away if anything is touched."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.access import system
from thaktho.ground.ledger import queries as ledger
from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, audit, tasks
from thaktho.stages.listen.models import Seal, TopicSecret, Vote, Voter

from .test_ballot import fields


def machine(asked):
    return system(asked.topic.programme_id)


def close_and_seal(asked):
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    return actions.seal_topic(machine(asked), asked.topic)


def test_the_final_seal_recomputes_from_the_votes(asked):
    for number, statement in enumerate(asked.statements):
        asked.answers("youth", statement, *[1] * (number + 4), -1, 0)
    before = set(Vote.objects.values_list("voter", "statement", "value"))
    seal = close_and_seal(asked)
    assert seal.final and seal.leaves == len(before)
    assert set(Vote.objects.values_list("voter", "statement", "value")) == before
    verdict = audit.verify(seal)
    assert verdict.votes_hold and verdict.ledger_holds
    assert audit.recount(asked.topic) == []
    assert ledger.verify(asked.topic.programme_id).broken is None


@pytest.mark.parametrize("harm", ["change", "remove", "move"])
def test_a_touched_vote_shows(asked, harm):
    voters = asked.answers("youth", asked.statements[0], 1, 1, 1, 1, 1, -1)
    seal = close_and_seal(asked)
    touched = Vote.objects.filter(voter_id=voters[0])
    if harm == "change":
        touched.update(value=-1)
    elif harm == "remove":
        touched.delete()
    else:
        Voter.objects.filter(pk=voters[0]).update(door=asked.door("religion"))
    assert audit.verify(seal).votes_hold is False
    assert audit.recount(asked.topic)


def test_the_secret_dies_with_the_seal(asked):
    voter = actions.find_voter(type(asked.topic).objects.get(pk=asked.topic.pk), "a cookie")
    asked.vote(voter, "youth", asked.statements[0], 1)
    assert TopicSecret.objects.filter(topic=asked.topic).exists()
    close_and_seal(asked)
    asked.topic.refresh_from_db()
    assert asked.topic.state == "sealed"
    assert not TopicSecret.objects.filter(topic=asked.topic).exists()
    verbs = Act.objects.filter(subject_id=asked.topic.pk).values_list("verb", flat=True)
    assert "listen.topic.destroy_secret" in verbs
    assert Voter.objects.filter(pk=voter).exists()


def test_rows_are_laid_anew_in_the_order_of_their_random_ids(asked):
    from django.db import connection

    asked.answers("youth", asked.statements[0], *[1, -1, 0] * 6)
    close_and_seal(asked)
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    for table, key in (("listen_voter", "id"), ("listen_vote", "voter_id")):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {key} FROM {table} ORDER BY {place}")
            found = [row[0] for row in cursor.fetchall()]
        assert found == sorted(found) and len(found) == 18


def test_batches_are_sealed_while_open_and_only_when_something_changed(asked):
    assert actions.seal_topic(machine(asked), asked.topic) is None
    voter = uuid4()
    asked.vote(voter, "youth", asked.statements[0], 1)
    first = actions.seal_topic(machine(asked), asked.topic)
    assert actions.seal_topic(machine(asked), asked.topic) is None
    asked.vote(voter, "youth", asked.statements[0], -1)
    second = actions.seal_topic(machine(asked), asked.topic)
    assert (first.number, second.number) == (1, 2) and first.root != second.root
    assert audit.verify(first).ledger_holds and audit.verify(first).votes_hold is None
    Seal.objects.filter(pk=first.pk).update(root="0" * 64)
    assert not audit.verify(Seal.objects.get(pk=first.pk)).ledger_holds


def test_no_hand_seals(asked):
    for who in ("secretariat", "executive", "youth", "visitor"):
        with pytest.raises(PermissionDenied):
            actions.seal_topic(asked.province.actor(who), closed(asked))


def closed(asked):
    asked.topic.state = "closed"
    return asked.topic


def test_the_clock_closes_and_seals(asked, asking):
    from datetime import timedelta

    from django.utils import timezone

    late = asking()
    late.answers("youth", late.statements[0], 1, 1)
    actions.edit_topic(
        asked.province.actor("secretariat"), late.topic, closes_at=timezone.now() - timedelta(minutes=1)
    )
    assert tasks.close_due() == 1 and tasks.close_due() == 0
    late.topic.refresh_from_db()
    assert late.topic.state == "closed"
    assert tasks.seal_all() == 1 and tasks.seal_all() == 0
    late.topic.refresh_from_db()
    asked.topic.refresh_from_db()
    assert (late.topic.state, asked.topic.state) == ("sealed", "open")


def test_a_half_done_sealing_is_finished(asked, monkeypatch):
    """The worker dies between the seal and the end of the secret: the next round ends it."""
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    monkeypatch.setattr("thaktho.stages.listen.actions.sealing.destroy_secret", lambda *a, **k: None)
    actions.seal_topic(machine(asked), asked.topic)
    assert TopicSecret.objects.filter(topic=asked.topic).exists()
    tasks.seal_all()
    assert not TopicSecret.objects.filter(topic=asked.topic).exists()


@pytest.mark.django_db(transaction=True)
def test_the_database_is_asked_to_let_go_of_what_was_destroyed(asked):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked.answers("youth", asked.statements[0], 1, 1, -1)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    with CaptureQueriesContext(connection) as asked_of:
        assert tasks.seal_all() == 1
    said = [query["sql"] for query in asked_of.captured_queries]
    wanted = {"sqlite": "wal_checkpoint(TRUNCATE)", "postgresql": 'VACUUM "listen_vote"'}[connection.vendor]
    assert any(wanted in sql for sql in said)


def test_what_goes_wrong_with_one_topic_keeps_no_other_waiting(asking, asked, monkeypatch):
    other = asking(title="อีกหัวข้อ")
    for each in (asked, other):
        each.answers("youth", each.statements[0], 1)
    seal = actions.seal_topic

    def fails_once(by, topic):
        if topic.pk == other.topic.pk:
            raise RuntimeError("disk")
        return seal(by, topic)

    monkeypatch.setattr(actions, "seal_topic", fails_once)
    assert tasks.seal_all() == 1
    assert Seal.objects.get().topic_id == asked.topic.pk


def test_a_topic_restored_without_its_secret_goes_on(asked):
    """The backup may leave the secrets out: who answered is counted still, and new people can answer."""
    asked.answers("youth", asked.statements[0], 1, -1)
    TopicSecret.objects.all().delete()
    client = asked.province.client()
    page = client.get(asked.url(f"enter/{asked.door('youth').token}/"), follow=True)
    assert page.status_code == 200
    client.post(asked.url("ballot/"), fields(page) | {"value": 1})
    assert Vote.objects.count() == 3 and TopicSecret.objects.count() == 1
    assert audit.recount(asked.topic) == []
