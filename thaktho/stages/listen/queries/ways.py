"""By which other way than an own phone people answered, after closing. In fives: told exactly, the ways together less the
doors that are told would be the door that is not."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from ..models import Topic, Voter
from ..tally import rounded


@dataclass(frozen=True)
class Way:
    """Whether anybody came this way, and at least how many (0: fewer than five)."""

    any: bool
    least: int

    @property
    def words(self) -> str:
        return "ไม่มี" if not self.any else f"อย่างน้อย {self.least:,} คน" if self.least else "ไม่ถึง 5 คน"


@dataclass(frozen=True)
class Ways:
    assisted: Way
    hands: Way
    aside: Way


def ways(topic: Topic) -> Ways:
    """One query."""
    counts: dict[str, int] = {}
    rows = Voter.objects.filter(topic=topic).order_by().values_list("way", "aside").annotate(Count("pk"))
    for way, aside, count in rows:
        key = "aside" if aside else way
        counts[key] = counts.get(key, 0) + count
    return Ways(
        *(
            Way(bool(counts.get(key)), rounded(counts.get(key, 0), closed=False))
            for key in (Voter.Way.ASSISTED, Voter.Way.HANDS, "aside")
        )
    )
