"""What a house is asked to do with topics, beside `acts`: a hall of sheets, seals in between, a closing in the rush."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

from tests.faults.acts import _actor, _programme, _province


def ask_hall() -> dict[str, Any]:
    """A hall topic with ten sheets at each of two doors: their addresses, one phone each."""
    from tests.stages.listen.conftest import ask
    from thaktho.stages.listen import actions
    from thaktho.stages.listen.sheets import sheet_code

    asked = ask(_province(), opened=False, kind="hall", proof="sheet")
    by = asked.province.actor("secretariat")
    actions.seed_all(by, asked.topic, [f"ข้อความในห้องที่ {n}" for n in range(20)])
    doors = {}
    for network in ("youth", "religion"):
        door = asked.door(network)
        actions.print_sheets(by, door, 10)
        codes = [sheet_code(actions.topic_key(asked.topic), door.pk, serial) for serial in range(1, 11)]
        doors[door.token] = codes
    actions.open_topic(by, asked.topic)
    return {"code": asked.topic.code, "doors": doors}


def standing() -> dict[str, Any]:
    """How many ballots and votes there are, in which state the topic is, and what a recount says."""
    from thaktho.stages.listen import audit
    from thaktho.stages.listen.models import Topic, Vote, Voter

    topic = Topic.objects.get()
    return {
        "state": topic.state,
        "ballots": Voter.objects.count(),
        "votes": Vote.objects.filter(value__isnull=False).count(),
        "wrong": len(audit.recount(topic)),
    }


def seal() -> dict[str, Any]:
    """What the worker does every ten minutes, done now, again and again while people vote."""
    from thaktho.stages.listen import tasks

    return {"sealed": sum(tasks.seal_all() for _ in range(3))}


def close_in_a_rush(people: int) -> dict[str, Any]:
    """Everybody votes as fast as they can; in the middle somebody closes. What each was told, and what is counted."""
    from django.db import connection

    from tests.stages.listen.conftest import ask
    from thaktho.ground.access import system
    from thaktho.stages.listen import actions, audit
    from thaktho.stages.listen.models import Topic, Vote

    asked = ask(_province())
    topic, doors = asked.topic, [asked.door(name) for name in ("youth", "religion")]
    told: list[tuple[str, str, int]] = []
    begun, over = threading.Semaphore(0), threading.Event()

    def vote(place: int) -> None:
        voter, answered = uuid4(), []
        try:
            while not over.is_set():
                for n, statement in enumerate(asked.statements):
                    value = (place + n + len(answered)) % 3 - 1
                    try:
                        actions.cast_vote(
                            asked.province.visitor, topic, voter, doors[place % 2], statement.pk, value
                        )
                    except actions.NotOpen:
                        return
                    answered.append((voter.hex, statement.pk.hex, value))
                    begun.release()
        finally:
            told.extend({(v, s): (v, s, value) for v, s, value in answered}.values())
            connection.close()

    threads = [threading.Thread(target=vote, args=(place,)) for place in range(people)]
    for thread in threads:
        thread.start()
    for _ in range(people * 6):
        begun.acquire(timeout=30)
    actions.close_topic(_actor("secretariat"), Topic.objects.get(pk=topic.pk))
    counted = Vote.objects.count()
    for thread in threads:
        thread.join(30)
    over.set()
    stored = {
        (voter.hex, statement.hex, value)
        for voter, statement, value in Vote.objects.values_list("voter_id", "statement_id", "value")
    }
    found = {
        "told": len(told),
        "lost": len(set(told) - stored),
        "more": len(stored) - len(set(told)),
        "after": Vote.objects.count() - counted,
        "wrong": len(audit.recount(topic)),
    }
    fresh = Topic.objects.get(pk=topic.pk)
    sealed = actions.seal_topic(system(_programme().pk), fresh)
    return found | {"seal_holds": bool(sealed and audit.verify(sealed).votes_hold)}
