"""By which way people answered, after closing: on a phone, through a facilitator, with hands at a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from ..models import Topic, Voter
from ..tally import rounded


@dataclass(frozen=True)
class Ways:
    """How many ballots came by each way, and how many were set aside; (there are any, how many may be told)."""

    phone: tuple[int, int]
    assisted: tuple[int, int]
    hands: tuple[int, int]
    aside: tuple[int, int]


def ways(topic: Topic) -> Ways:
    """Two numbers each: 0 or 1 or more, as a count, and the count as it may be told (0 under five). One query."""
    counts: dict[str, int] = {}
    for way, aside, count in (
        Voter.objects.filter(topic=topic).order_by().values_list("way", "aside").annotate(Count("pk"))
    ):
        key = "aside" if aside else way
        counts[key] = counts.get(key, 0) + count

    def told(key: str) -> tuple[int, int]:
        count = counts.get(key, 0)
        return min(count, 1), rounded(count, closed=True)

    return Ways(told(Voter.Way.PHONE), told(Voter.Way.ASSISTED), told(Voter.Way.HANDS), told("aside"))
