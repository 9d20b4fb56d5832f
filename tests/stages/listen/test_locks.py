"""Nobody waits in a circle. Only PostgreSQL has rows to lock: python -m tests.tools.postgres …"""

from __future__ import annotations

import threading
import time
from uuid import uuid4

import pytest
from django.db import connection, connections

from tests.conftest import make_province
from thaktho.stages.listen import actions, audit, hot
from thaktho.stages.listen.models import Door, Topic, Voter
from thaktho.stages.listen.tally import Counts

from .conftest import ask

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hall():
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL")
    return ask(make_province("chiang-rai", "57", "เชียงราย"))


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def while_held(monkeypatch, name, first, then):
    """`first` holds its tally by `hot.<name>` until `then` waits for something, or is done. Returns what went wrong."""
    holds, done, wrong = threading.Event(), threading.Event(), []
    real = getattr(hot, name)

    def slowly(*args):
        held = real(*args)
        got = held[0] if isinstance(held, tuple) else held
        if got is not None and not holds.is_set():
            holds.set()
            end = time.monotonic() + 20
            while not (done.is_set() or somebody_waits()) and time.monotonic() < end:
                done.wait(0.02)
        return held

    monkeypatch.setattr(hot, name, slowly)

    def after():
        assert holds.wait(20)
        try:
            then()
        finally:
            done.set()

    def run(work):
        try:
            work()
        except Exception as error:  # noqa: BLE001 - told to whoever started the thread
            wrong.append(f"{type(error).__name__}: {error}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in (first, after)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return wrong


def close(hall):
    actions.close_topic(hall.province.actor("secretariat"), Topic.objects.get(pk=hall.topic.pk))


def count_hands(hall):
    by, counts = hall.province.actor("secretariat"), {row.pk: Counts(3, 1, 1) for row in hall.statements}
    actions.count_hands(by, hall.topic, hall.door("youth"), "1", 5, counts)


def test_a_first_answer_while_the_topic_is_closed(hall, monkeypatch):
    def vote():
        hall.vote(uuid4(), "youth", hall.statements[0], 1)

    assert while_held(monkeypatch, "hold", vote, lambda: close(hall)) == []
    assert Voter.objects.count() == 1 and audit.recount(hall.topic) == []


def test_hands_while_the_topic_is_closed(hall, monkeypatch):
    wrong = while_held(monkeypatch, "hold_cell", lambda: count_hands(hall), lambda: close(hall))
    assert not [error for error in wrong if "NotOpen" not in error], wrong
    assert audit.recount(hall.topic) == []


def test_hands_while_sheets_are_printed_at_their_door(hall, monkeypatch):
    def sheets():
        actions.print_sheets(hall.province.actor("secretariat"), hall.door("youth"), 5)

    assert while_held(monkeypatch, "hold_cell", lambda: count_hands(hall), sheets) == []
    assert Door.objects.get(pk=hall.door("youth").pk).sheets == 5 and Voter.objects.count() == 5


def test_a_seal_of_an_open_topic_stops_no_first_answer(hall, monkeypatch):
    """What holds the topic's row for long lets ballots come in meanwhile."""
    from thaktho.stages.listen.actions import sealing

    votes = []
    real = sealing._seal

    def slowly(*args):
        def vote():
            hall.vote(uuid4(), "youth", hall.statements[0], -1)
            votes.append(1)
            connections.close_all()

        thread = threading.Thread(target=vote)
        thread.start()
        thread.join(20)
        assert votes == [1]  # in, while the seal still holds the topic
        return real(*args)

    hall.vote(uuid4(), "youth", hall.statements[0], 1)
    monkeypatch.setattr(sealing, "_seal", slowly)
    assert actions.seal_topic(hall.province.system, hall.topic) is not None
    assert Voter.objects.count() == 2
