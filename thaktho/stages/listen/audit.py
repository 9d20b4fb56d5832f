"""Checking from outside what the room says of itself: tallies against votes, the seal against votes and ledger."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from thaktho.ground.ledger.models import Act

from .actions.sealing import rows
from .actions.voting import cell_of
from .merkle import leaf, root
from .models import Seal, Tally, Topic, Vote
from .tally import Counts


@dataclass(frozen=True)
class Wrong:
    """A stored count that the votes do not give."""

    statement_id: UUID
    door_id: UUID
    what: str
    stored: object
    found: object


def recount(topic: Topic) -> list[Wrong]:
    """Count every vote again and compare: current, staged and shown counts, and the ballots that moved. Empty is well.

    What is published is a pure function of the shown counts (`tally`), so it is right when these are."""
    found: dict[str, dict[tuple[UUID, UUID], Counts]] = {}
    for name in ("value", "staged", "shown"):
        counts: dict[tuple[UUID, UUID], Counts] = defaultdict(Counts)
        votes = (
            Vote.objects.filter(topic=topic).order_by().values_list("statement_id", "voter__door_id", name)
        )
        for statement, door, value, n in votes.annotate(n=Count("voter_id")):
            counts[statement, door] = counts[statement, door].plus(value, n)
        found[name] = counts
    wrong = []
    seen = set()
    for stored in Tally.objects.filter(topic=topic):
        key = (stored.statement_id, stored.door_id)
        seen.add(key)
        cell = cell_of(stored)
        for name, kept in (("value", cell.current), ("staged", cell.staged), ("shown", cell.shown)):
            counted = found[name].get(key, Counts())
            if kept != counted:
                wrong.append(Wrong(*key, name, kept, counted))
    uncounted = Vote.objects.filter(topic=topic, voter__aside=True, value__isnull=False)
    wrong += [
        Wrong(statement, door, "aside", None, value)
        for statement, door, value in uncounted.values_list("statement_id", "voter__door_id", "value")
    ]
    wrong += [
        Wrong(*key, "no tally", None, counts) for key, counts in found["value"].items() if key not in seen
    ]
    return wrong


@dataclass(frozen=True)
class Verdict:
    """Does the seal hold? `root` is recomputed from the votes; a batch seal of an open topic is past and only its
    ledger line is compared."""

    number: int
    votes_hold: bool | None
    ledger_holds: bool
    root: str


def verify(seal: Seal) -> Verdict:
    lines = Act.objects.filter(
        programme_id=seal.programme_id, subject_id=seal.topic_id, verb="listen.topic.seal"
    )
    written = any(
        (line.detail.body.get("root"), line.detail.body.get("number")) == (seal.root, seal.number)
        for line in lines.select_related("detail")
    )
    if not seal.final:
        return Verdict(seal.number, None, written, seal.root)
    again, count = root(leaf(bytes(seal.salt), row) for row in rows(seal.topic))
    return Verdict(seal.number, (again, count) == (seal.root, seal.leaves), written, again)
