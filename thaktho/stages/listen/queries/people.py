"""Who took part: numbers only, in steps while a topic is open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.translation import gettext

from thaktho.ground.programme.models import Programme

from .. import tally
from ..models import Door, Statement, Tally, Topic, Voter
from ..tally import rounded
from .topics import OVER


@dataclass(frozen=True)
class Way:
    """Whether anybody came this way, and at least how many (0: fewer than five)."""

    any: bool = False
    least: int = 0

    @property
    def words(self) -> str:
        if not self.any:
            return gettext("ไม่มี")
        return gettext("อย่างน้อย %(n)s คน") % {"n": f"{self.least:,}"} if self.least else gettext("ไม่ถึง 5 คน")


@dataclass(frozen=True)
class TookPart:
    """How many answered: `people` and `by_door` in steps of five while the topic is open; answers, and people by the way
    in which they answered, in fives for good, for the published cells subtracted from them would leave a cell that is not.
    `assisted` by a facilitator's hand, `hands` counted at tables; `aside`: ballots set aside, in none of the others."""

    by_door: dict[UUID, int]
    people: int
    votes: int
    assisted: Way = Way()
    hands: Way = Way()
    aside: Way = Way()
    closed: bool = True


def took_part(topic: Topic) -> TookPart:
    closed = topic.state in OVER
    counts: dict[UUID, int] = defaultdict(int)
    by_way: dict[str, int] = defaultdict(int)
    voters = Voter.objects.filter(topic=topic).order_by().values_list("door_id", "way", "aside")
    for door_id, way, aside, count in voters.annotate(Count("pk")):
        if aside:
            by_way["aside"] += 0 if way == Voter.Way.HANDS else count
            continue
        counts[door_id] += count
        by_way[way] += count
    sums = Tally.objects.filter(topic=topic).aggregate(a=Sum("agree"), p=Sum("passed"), d=Sum("disagree"))
    votes = sum(value or 0 for value in sums.values())
    return TookPart(
        {door_id: rounded(count, closed=closed) for door_id, count in counts.items()},
        tally.people(list(counts.values())) if closed else rounded(sum(counts.values()), closed=False),
        rounded(votes, closed=False),
        *(_way(by_way[way]) for way in (Voter.Way.ASSISTED, Voter.Way.HANDS, "aside")),
        closed,
    )


def _way(count: int) -> Way:
    return Way(count > 0, rounded(count, closed=False))


def assisted_so_far(door: Door) -> int:
    """How many ballots were handed in for this door; its facilitator counted them by hand."""
    return Voter.objects.filter(door=door, way=Voter.Way.ASSISTED).count()


def count_by_network(programme: Programme) -> dict[UUID, int]:
    """For the cloth: shown statements by network. Statements are public, so they are counted exactly."""
    rows = Statement.objects.filter(
        programme=programme, state=Statement.State.SHOWN, door__network__isnull=False
    )
    rows = rows.exclude(topic__state=Topic.State.DRAFT).order_by()
    return dict(rows.values_list("door__network").annotate(Count("id")))
