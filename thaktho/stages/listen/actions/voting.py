"""Votes: the one exception to the ledger. One short transaction, no line; a job seals them (`sealing`).

Who locks what, always in this order, so that nobody waits in a circle: the tally of (statement, door), several of them
in the order of their ids; then votes of that cell. A vote reads the voter's answers after it holds the tally: two
submits of the same phone, two tabs, a release and the closing all queue there.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, Case, F, When
from django.db.models import Value as Literal

from thaktho.ground.access import Actor, demand

from ..codes import voter_id
from ..models import Door, Tally, Topic, Value, Vote, Voter
from ..tally import Cell, Counts, cast


class NotOpen(Exception):
    """The topic was closed, or the statement is not one that may be answered."""


class AlreadyCast(Exception):
    """This assisted ballot was handed in before."""


def find_voter(topic: Topic, cookie: str) -> UUID:
    """The voter whom a cookie makes. Needs `topic.secret`; a sealed topic has none."""
    return voter_id(topic.secret.key, topic.pk, cookie)


def cast_vote(
    by: Actor, topic: Topic, voter: UUID, door: Door | Callable[[], Door | None], statement_id: UUID, value: int
) -> dict[UUID, int]:
    """Cast or change one answer; the same answer twice changes nothing. Returns all answers of this voter.

    `door` (or what finds it) is where the voter came in. It counts at the first answer only: a ballot never changes
    its network.
    """
    demand(by, "listen.vote", topic)
    if value not in Value.values:
        raise ValueError(value)
    with transaction.atomic():
        tally = _lock(topic, voter, statement_id)
        if tally is None:
            came_by = door() if callable(door) else door
            if came_by is None or not _register(topic, voter, came_by):
                raise NotOpen
            tally = _lock(topic, voter, statement_id)
        if tally is None or tally.closed:
            raise NotOpen
        answers = {
            row[0]: row[1:]
            for row in Vote.objects.filter(voter_id=voter).values_list("statement_id", "value", "staged", "shown")
        }
        answers[statement_id] = (_put(tally, voter, answers.get(statement_id), value), None, None)
    return {statement: row[0] for statement, row in answers.items()}


def cast_ballot(by: Actor, topic: Topic, door: Door, voter: UUID, answers: dict[UUID, int]) -> None:
    """Hand in an assisted ballot: all its answers at once, and only once."""
    demand(by, "listen.ballot.assist", door)
    if not answers or not set(answers.values()) <= set(Value.values):
        raise ValueError("no answers")
    with transaction.atomic():
        tallies = list(
            Tally.objects.select_for_update(of=("self",))
            .filter(topic=topic, door=door, statement__in=answers, statement__state="shown")
            .order_by("pk")
        )
        if len(tallies) != len(answers) or any(tally.closed for tally in tallies):
            raise NotOpen
        if not _register(topic, voter, door, assisted=True):
            raise AlreadyCast
        for tally in tallies:
            _put(tally, voter, None, answers[tally.statement_id])


def _lock(topic: Topic, voter: UUID, statement_id: UUID) -> Tally | None:
    """The tally of this voter's door, locked. None: no such voter yet, or no such shown statement."""
    return (
        Tally.objects.select_for_update(of=("self",))
        .filter(topic=topic, statement=statement_id, statement__state="shown", door__voters=voter)
        .first()
    )


def _register(topic: Topic, voter: UUID, door: Door, *, assisted: bool = False) -> bool:
    """The voter's row, made with the first answer: opening a page makes none. False when it was there already."""
    if door.topic_id != topic.pk:
        return False
    paper = Voter(pk=voter, programme_id=topic.programme_id, topic=topic, door=door, assisted=assisted)
    if assisted:
        if Voter.objects.filter(pk=voter).exists():
            return False
        Voter.objects.bulk_create([paper])
        return True
    Voter.objects.bulk_create([paper], ignore_conflicts=True)
    return True


def _put(tally: Tally, voter: UUID, before: tuple[int, int | None, int | None] | None, value: int) -> int:
    """Write one answer under the lock of its tally, and let the cell take a step if it is due."""
    old, staged, shown = before or (None, None, None)
    if old == value:
        return value
    cell, stepped = cast(cell_of(tally), old=old, staged=staged, new=value)
    _write(tally, cell)
    moving = not (value == staged == shown)
    if before is None:
        Vote.objects.bulk_create(
            [
                Vote(
                    programme_id=tally.programme_id,
                    topic_id=tally.topic_id,
                    voter_id=voter,
                    statement_id=tally.statement_id,
                    value=value,
                    moving=moving,
                )
            ]
        )
    else:
        Vote.objects.filter(voter_id=voter, statement_id=tally.statement_id).update(value=value, moving=moving)
    if stepped:
        moved = Vote.objects.filter(statement_id=tally.statement_id, moving=True, voter__door=tally.door_id)
        moved.update(
            shown=F("staged"),
            staged=F("value"),
            # It stands still once what is shown is what it says.
            moving=Case(When(staged=F("value"), then=Literal(False)), default=Literal(True), output_field=BooleanField()),
        )
    return value


def cell_of(tally: Tally) -> Cell:
    return Cell(
        current=Counts(tally.agree, tally.passed, tally.disagree),
        staged=Counts(tally.staged_agree, tally.staged_passed, tally.staged_disagree),
        shown=Counts(tally.shown_agree, tally.shown_passed, tally.shown_disagree),
        moved=tally.moved,
    )


def _write(tally: Tally, cell: Cell) -> None:
    Tally.objects.filter(pk=tally.pk).update(
        agree=cell.current.agree,
        passed=cell.current.passed,
        disagree=cell.current.disagree,
        staged_agree=cell.staged.agree,
        staged_passed=cell.staged.passed,
        staged_disagree=cell.staged.disagree,
        shown_agree=cell.shown.agree,
        shown_passed=cell.shown.passed,
        shown_disagree=cell.shown.disagree,
        moved=cell.moved,
        acts=F("acts") + 1,
    )
