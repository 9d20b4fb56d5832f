"""Setting ballots aside, and taking them back. Their answers leave every figure by the law of steps (`tally.cast`), and
are kept: the secretariat may err, and the seal commits to them as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from .. import hot
from ..alike import ballots, key_of
from ..models import Door, Tally, Topic, Vote, Voter
from ..tally import Answer, cast_all
from .voting import NotOpen

MOST_AT_ONCE = 2000  # ballots: all tallies of their door are held meanwhile
IN_AN_UPDATE = 1000


class NothingThere(Exception):
    """The ballots were set aside or taken back by somebody else meanwhile, or answered on."""


def set_aside(
    by: Actor,
    topic: Topic,
    door: Door,
    voters: Collection[UUID],
    reason: str,
    *,
    alike: str = "",
    act_id: UUID | None = None,
) -> int:
    """Set ballots of one door aside. The line says how many and why, never which or what they answered. `alike`: only if
    all of them still answer so (`alike.key_of`)."""
    if not reason.strip():
        raise ValueError("a reason")
    if len(voters) > MOST_AT_ONCE:
        raise ValueError(f"{MOST_AT_ONCE} at once")
    with acting(by, "listen.ballots.set_aside", topic, act_id=act_id) as act:
        # All tallies of the door: a ballot may be about to answer a statement that it has not answered yet.
        held = _held(topic, door)
        ways = (Voter.Way.PHONE, Voter.Way.ASSISTED)
        found = Voter.objects.filter(topic=topic, door=door, pk__in=voters, aside=False, way__in=ways)
        chosen = set(found.values_list("pk", flat=True))
        if len(chosen) != len(voters) or not chosen or (alike and not _still(chosen, door, alike)):
            raise NothingThere
        Voter.objects.filter(pk__in=chosen).update(aside=True)
        for tally in held:
            _move(tally, _votes(tally).filter(value__isnull=False), out=True)
        act.note(door=str(door.pk), ballots=len(chosen))
        act.because(reason)
    return len(chosen)


def take_back(by: Actor, topic: Topic, door: Door, reason: str, *, act_id: UUID | None = None) -> int:
    """Count again what was set aside at a door: all of it, for nothing tells one set of ballots from another."""
    with acting(by, "listen.ballots.take_back", topic, act_id=act_id) as act:
        held = _held(topic, door)
        found = Voter.objects.filter(topic=topic, door=door, aside=True).exclude(way=Voter.Way.HANDS)
        count = found.count()
        if not count:
            raise NothingThere
        for tally in held:
            _move(tally, _votes(tally).filter(value=None, aside__isnull=False), out=False)
        found.update(aside=False)
        act.note(door=str(door.pk), ballots=count)
        act.because(reason)
    return count


def _held(topic: Topic, door: Door) -> list[hot.Locked]:
    """Every tally of the door, locked in the order in which the closing locks them."""
    rows = Tally.objects.filter(topic=topic, door=door).order_by("pk")
    held = [hot.hold_cell(topic.pk, *row) for row in rows.values_list("pk", "statement_id")]
    if any(tally.closed for tally in held):
        raise NotOpen
    return held


def _still(voters: Collection[UUID], door: Door, alike: str) -> bool:
    """Asked under the locks: somebody may have answered on since these ballots were compared."""
    rows = Vote.objects.filter(voter__in=voters, value__isnull=False).order_by("voter_id", "statement_id")
    found = [
        key_of(door.pk, answers) for _, answers in ballots(rows.values_list("voter", "statement", "value"))
    ]
    return len(found) == len(voters) and set(found) == {alike}


def _votes(tally: hot.Locked) -> QuerySet[Vote]:
    """Answers in a cell of ballots that are marked as set aside. In the order of their random ids."""
    rows = Vote.objects.filter(statement_id=tally.statement_id, voter__door=tally.door_id, voter__aside=True)
    return rows.exclude(voter__way=Voter.Way.HANDS).order_by("voter_id")


def _move(tally: hot.Locked, rows: QuerySet[Vote], *, out: bool) -> None:
    """One after the other in memory, then written by what they have in common: everybody at this door waits."""
    found = list(rows.values_list("voter", "value", "staged", "shown", "aside"))
    if not found:
        return
    before = [Answer(*row[1:4]) for row in found]
    wanted = [None if out else row[4] for row in found]
    cell, after, steps = cast_all(tally.cell, zip(before, wanted, strict=True))
    for _ in range(min(steps, 2)):  # a third changes no ballot any more
        hot.step(tally)
    same: dict[tuple[Answer, int | None], list[UUID]] = defaultdict(list)
    for row, answer in zip(found, after, strict=True):
        same[answer, row[1] if out else None].append(row[0])
    for (answer, aside), voters in same.items():
        moving = not (answer.value == answer.staged == answer.shown)
        fields = {"value": answer.value, "staged": answer.staged, "shown": answer.shown, "aside": aside}
        for at in range(0, len(voters), IN_AN_UPDATE):
            part = Vote.objects.filter(
                statement_id=tally.statement_id, voter__in=voters[at : at + IN_AN_UPDATE]
            )
            part.update(**fields, moving=moving)
    hot.write(tally.id, cell)
    tally.cell = cell
