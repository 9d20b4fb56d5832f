"""Setting ballots aside, and taking them back. Their answers leave every figure by the law of steps (`tally.cast`), and
are kept: the secretariat may err, and the seal commits to them as well."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from .. import hot
from ..models import Door, Tally, Topic, Vote, Voter
from .voting import NotOpen, put


class NothingThere(Exception):
    """The ballots were set aside or taken back by somebody else meanwhile, or answered on."""


def set_aside(
    by: Actor, topic: Topic, door: Door, voters: Collection[UUID], reason: str, *, act_id: UUID | None = None
) -> int:
    """Set ballots of one door aside. The line says how many and why, never which or what they answered."""
    if not reason.strip():
        raise ValueError("a reason")
    with acting(by, "listen.ballots.set_aside", topic, act_id=act_id) as act:
        # All tallies of the door: a ballot may be about to answer a statement that it has not answered yet.
        held = _held(topic, door)
        ways = (Voter.Way.PHONE, Voter.Way.ASSISTED)
        found = Voter.objects.filter(topic=topic, door=door, pk__in=voters, aside=False, way__in=ways)
        chosen = set(found.values_list("pk", flat=True))
        if len(chosen) != len(voters) or not chosen:
            raise NothingThere
        Voter.objects.filter(pk__in=chosen).update(aside=True)
        for tally in held:
            _move(tally, chosen, out=True)
        act.note(door=str(door.pk), ballots=len(chosen))
        act.because(reason)
    return len(chosen)


def take_back(by: Actor, topic: Topic, door: Door, reason: str, *, act_id: UUID | None = None) -> int:
    """Count again what was set aside at a door: all of it, for nothing tells one set of ballots from another."""
    with acting(by, "listen.ballots.take_back", topic, act_id=act_id) as act:
        held = _held(topic, door)
        found = Voter.objects.filter(topic=topic, door=door, aside=True).exclude(way=Voter.Way.HANDS)
        chosen = set(found.values_list("pk", flat=True))
        if not chosen:
            raise NothingThere
        for tally in held:
            _move(tally, chosen, out=False)
        Voter.objects.filter(pk__in=chosen).update(aside=False)
        act.note(door=str(door.pk), ballots=len(chosen))
        act.because(reason)
    return len(chosen)


def _held(topic: Topic, door: Door) -> list[hot.Locked]:
    """Every tally of the door, locked in the order in which the closing locks them."""
    rows = Tally.objects.filter(topic=topic, door=door).order_by("pk")
    held = [hot.hold_cell(topic.pk, *row) for row in rows.values_list("pk", "statement_id")]
    if any(tally.closed for tally in held):
        raise NotOpen
    return held


def _move(tally: hot.Locked, voters: set[UUID], *, out: bool) -> None:
    rows = Vote.objects.filter(statement_id=tally.statement_id, voter__in=voters)
    if not rows.exists():
        return
    for voter in sorted(voters):
        # Read one by one: a step of the cell changes what is staged and shown of all the others.
        row = rows.filter(voter=voter).values_list("value", "staged", "shown", "aside").first()
        if row is None:
            continue
        value, staged, shown, aside = row
        if out:
            put(tally, voter, (value, staged, shown), None, aside=value)
        else:
            put(tally, voter, (value, staged, shown), aside)
