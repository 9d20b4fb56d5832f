"""Votes: the one exception to the ledger. One short transaction, no line; a job seals them (`sealing`).

Who locks what, always in this order, so that nobody waits in a circle: the tally of (statement, door), several of them
in the order of their ids; then votes of that cell. A vote reads the voter's answers after it holds the tally: two
submits of the same phone, two tabs, a release and the closing all queue there.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction

from thaktho.ground.access import Actor, demand

from .. import hot
from ..codes import voter_id
from ..models import Door, Tally, Topic, Value, Voter
from ..tally import Cell, Counts, cast


class NotOpen(Exception):
    """The topic was closed, or the statement is not one that may be answered."""


class NeedsSheet(Exception):
    """Here a ballot is a numbered sheet: one made up would be a second one of somebody."""


class AlreadyCast(Exception):
    """This assisted ballot was handed in before."""


def find_voter(topic: Topic, cookie: str) -> UUID:
    """The voter whom a cookie makes. Needs the topic's secret; a sealed topic has none."""
    return voter_id(topic_key(topic), topic.pk, cookie)


def topic_key(topic: Topic) -> bytes:
    """The topic's secret: read with the topic on ballot pages, by itself elsewhere."""
    return bytes(getattr(topic, "ballot_key", None) or topic.secret.key)


def cast_vote(
    by: Actor,
    topic: Topic,
    voter: UUID,
    door: Door | Callable[[], Door | None],
    statement_id: UUID,
    value: int,
) -> dict[UUID, int]:
    """Cast or change one answer; the same answer twice changes nothing. Returns all answers of this voter.

    `door` (or what finds it) is where the voter came in. It counts at the first answer only: a ballot never changes
    its network.
    """
    demand(by, "listen.vote", topic)
    if value not in Value.values:
        raise ValueError(value)
    with hot.one_transaction():
        tally, answers = hot.hold(topic, voter, statement_id)
        if tally is None and answers:  # it is no new one: set aside, or the statement was hidden meanwhile
            raise NotOpen
        if tally is None:
            came_by = door() if callable(door) else door
            if came_by is None or not _register(topic, voter, came_by):
                raise NotOpen
            tally, answers = hot.hold(topic, voter, statement_id)
        if tally is None or tally.closed or was_set_aside(answers):
            raise NotOpen
        put(tally, voter, answers.get(statement_id), value)
    given = {statement: row[0] for statement, row in answers.items() if row[0] is not None}
    return given | {statement_id: value}


def was_set_aside(answers: dict[UUID, hot.Answer]) -> bool:
    """Asked again of the answers, which are read under the tally's lock: a ballot may have been set aside while this
    vote waited for that lock, and its row was looked at before."""
    return any(row[0] is None for row in answers.values())


def cast_ballot(by: Actor, topic: Topic, door: Door, voter: UUID, answers: dict[UUID, int]) -> None:
    """Hand in an assisted ballot: all its answers at once, and only once."""
    demand(by, "listen.ballot.assist", door)
    if topic.proof == Topic.Proof.SHEET:
        raise NeedsSheet
    if not answers or not set(answers.values()) <= set(Value.values):
        raise ValueError("no answers")
    with transaction.atomic():
        if not _register(topic, voter, door, way=Voter.Way.ASSISTED):
            raise AlreadyCast
        # In the order of the tallies' ids, as the closing locks them: two ballots never wait for each other in a circle.
        tallies = Tally.objects.filter(topic=topic, door=door, statement__in=answers).order_by("pk")
        wanted = list(tallies.values_list("statement_id", flat=True))
        if len(wanted) != len(answers):
            raise NotOpen
        for statement_id in wanted:
            tally, _ = hot.hold(topic, voter, statement_id)
            if tally is None or tally.closed:
                raise NotOpen
            put(tally, voter, None, answers[statement_id])


def _register(topic: Topic, voter: UUID, door: Door, *, way: str = Voter.Way.PHONE) -> bool:
    """The voter's row, made with the first answer: opening a page makes none. False when it was there already."""
    if door.topic_id != topic.pk:
        return False
    if way == Voter.Way.PHONE:
        hot.register(topic, voter, door.pk)
        return True
    paper = Voter(pk=voter, programme_id=topic.programme_id, topic=topic, door=door, way=way)
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def put(
    tally: hot.Locked, voter: UUID, before: hot.Answer | None, value: int | None, *, aside: int | None = None
) -> None:
    """Write one answer under the lock of its tally, and let the cell take a step if it is due. `value` None takes the
    ballot out of the cell; `aside` then keeps what it had answered."""
    old, staged, shown = before or (None, None, None)
    if old == value:
        return
    cell, stepped = cast(tally.cell, old=old, staged=staged, new=value)
    moving = not (value == staged == shown)
    hot.put(tally, cell, voter, value, new=before is None, moving=moving, stepped=stepped, aside=aside)
    tally.cell, tally.stepped = cell, stepped


def cell_of(tally: Tally) -> Cell:
    return Cell(
        current=Counts(tally.agree, tally.passed, tally.disagree),
        staged=Counts(tally.staged_agree, tally.staged_passed, tally.staged_disagree),
        shown=Counts(tally.shown_agree, tally.shown_passed, tally.shown_disagree),
        moved=tally.moved,
        asked=tally.asked,
    )
