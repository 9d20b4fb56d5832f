"""What rows lack and what they could lend, read off the rows themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from thaktho.engines.weave.collaborate.types import Lack, Offer


@dataclass(frozen=True, slots=True)
class Means:
    """A row of the plan by what it has to work with. None = the plan does not say, which is no lack; an empty text or
    tuple = said to have none."""

    id: str
    network: str
    title: str
    topics: frozenset[str] | None = None
    areas: tuple[str, ...] = ()
    year: int | None = None
    start: date | None = None
    end: date | None = None
    venue: str | None = None
    tools: tuple[str, ...] | None = None
    people: tuple[str, ...] | None = None


@lru_cache(maxsize=32768)
def topics_in(text: str) -> frozenset[str]:
    """Activities and themes of the lexicon that a text names."""
    from thaktho.engines.weave.overlap import lexicon

    words = lexicon.load()
    return frozenset(c for c in words.find(text) if words.concepts[c].kind in ("activity", "theme"))


def lacks_of(rows: Sequence[Means], steps: Mapping[str, Sequence[str]] | None = None) -> list[Lack]:
    """What each row goes without: a tool, a venue, people, a time, and steps. Ids are "<row>/<kind>", for a step
    "<row>/action/<step>".

    `steps`: for an activity (a code) the other activities it needs, as a tool of the library tells; a row that names the
    first and not the others lacks those.
    """
    out: list[Lack] = []
    for row in rows:
        topics = _topics(row)

        def lack(kind: str, row: Means = row, topics: frozenset[str] = topics) -> Lack:
            return Lack(
                f"{row.id}/{kind}", row.network, kind, row.id, row.title, topics, row.areas, row.year, row.start, row.end  # type: ignore[arg-type]
            )  # fmt: skip

        out += [lack("tool")] if row.tools == () else []
        out += [lack("human")] if row.people == () else []
        out += [lack("place")] if row.venue == "" else []
        out += [lack("time")] if row.start is None and topics else []
        for step in sorted({s for t in topics for s in (steps or {}).get(t, ())} - topics):
            out.append(Lack(f"{row.id}/action/{step}", row.network, "action", row.id, row.title,
                            frozenset((step,)), row.areas, row.year, row.start, row.end))  # fmt: skip
    return out


def offers_of(rows: Sequence[Means], capacity: int | None = None) -> list[Offer]:
    """What each row could lend: its action, its venue, its occasion (where its time is known), its tools and people.
    Ids are "<row>/<kind>", for tools and people "<row>/<kind>/<place in the list>"."""
    out: list[Offer] = []
    for row in rows:
        topics = _topics(row)
        years = (row.year,) if row.year is not None else ()

        def offer(kind: str, text: str, about: frozenset[str], more: str = "", row: Means = row,
                  years: tuple[int, ...] = years) -> Offer:  # fmt: skip
            return Offer(
                f"{row.id}/{kind}{more}", row.network, kind, text, about, row.areas, years, row.start, row.end, capacity, "", row.id  # type: ignore[arg-type]
            )  # fmt: skip

        out += [offer("action", row.title, topics)] if topics else []
        out += [offer("place", row.venue, frozenset())] if row.venue else []
        out += [offer("time", row.title, topics)] if topics and row.start else []
        out += [offer("tool", t, topics_in(t) or topics, f"/{n}") for n, t in enumerate(row.tools or ())]
        out += [offer("human", p, topics, f"/{n}") for n, p in enumerate(row.people or ())]
    return out


def _topics(row: Means) -> frozenset[str]:
    return topics_in(row.title) if row.topics is None else row.topics
