"""Which offers fit which lacks, and how well: whole tables at once, no pair looks at a third.

A pair fits when kinds are equal; the networks differ (or `within`); both come from different rows; the offer is to be had
in the lack's year; known time windows overlap; the subject agrees. Subject: a topic shared (`same`), a broader theme
shared (`theme`), or the offer is of use to anything, or is a venue (`open`); two known subjects without anything
shared do not fit; an action must be the very one that is missing. A venue known to lie in
another amphoe does not fit. Asked for pairs that share something (`shared`), those of the subject `open` fit only where
the lack was stated and a word of it stands in the offer, or where the offer is a venue of the same amphoe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from thaktho.engines.weave.collaborate.types import CLOSENESS, STATED, SUBJECT, TIMING, Closeness, Lack, Offer

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
NEAR: tuple[Closeness, ...] = (
    "elsewhere",
    "unknown",
    "province",
    "amphoe",
    "tambon",
)  # by points, the fewest first
SHORTEST = 4  # letters of a word that may name a thing
FOREVER = (date.min.toordinal(), date.max.toordinal())


@dataclass(frozen=True, slots=True)
class Fits:
    """Every pair that fits, by lack and then offer: positions, points, and how each came about. `subject` counts
    0 open, 1 theme, 2 same; `place` is a position in NEAR; `time` 1 where the windows are known to overlap."""

    lack: Ints
    offer: Ints
    points: Ints
    subject: Ints
    place: Ints
    time: Ints


def fits(
    lacks: Sequence[Lack], offers: Sequence[Offer], *, within: bool = False, shared: bool = False
) -> Fits:
    """All pairs that fit. 1,000 x 1,000 take a few hundredths of a second."""
    if not lacks or not offers:
        none = np.zeros(0, dtype=np.int64)
        return Fits(none, none, none, none, none, none)
    ok = _ids([n.kind for n in lacks], [o.kind for o in offers])
    ok &= _years(lacks, offers)
    if not within:
        ok &= ~_ids([n.network for n in lacks], [o.network for o in offers])
    rows = _ids([n.row or f"lack {n.id}" for n in lacks], [o.source or f"offer {o.id}" for o in offers])
    ok &= ~rows
    venue = np.array([o.kind == "place" for o in offers])
    subject = _subject(lacks, offers)
    ok &= (subject >= 0) | venue
    ok &= (subject == 2) | ~np.array([o.kind == "action" for o in offers])
    subject = np.maximum(subject, 0)
    place = _places(lacks, offers)
    wide = _wide([n.areas for n in lacks])[:, None] | _wide([o.areas for o in offers])[None, :]
    ok &= ~(venue & ((place == 0) | (place == 2) & ~wide))
    if shared:
        ok &= (subject > 0) | (venue & (place >= NEAR.index("amphoe"))) | _named(lacks, offers)
    time, clash = _times(lacks, offers)
    ok &= ~clash
    i, j = np.nonzero(ok)
    points = (
        np.array([SUBJECT["open"], SUBJECT["theme"], SUBJECT["same"]])[subject[i, j]]
        + np.array([CLOSENESS[n] for n in NEAR])[place[i, j]]
        + np.array([TIMING["unknown"], TIMING["overlap"]])[time[i, j]]
        + np.array([STATED if n.stated else 0 for n in lacks])[i]
    )
    return Fits(
        i.astype(np.int64),
        j.astype(np.int64),
        points.astype(np.int64),
        subject[i, j],
        place[i, j],
        time[i, j],
    )


def _ids(left: Sequence[str], right: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Where two lists of names are equal, as a table."""
    known = {name: n for n, name in enumerate(dict.fromkeys((*left, *right)))}
    a, b = np.array([known[x] for x in left]), np.array([known[x] for x in right])
    return np.asarray(a[:, None] == b[None, :])


def _years(lacks: Sequence[Lack], offers: Sequence[Offer]) -> npt.NDArray[np.bool_]:
    out = np.ones((len(lacks), len(offers)), dtype=bool)
    when = np.array([n.year or 0 for n in lacks])
    for j, offer in enumerate(offers):
        if offer.years:
            out[:, j] = (when == 0) | np.isin(when, np.array(offer.years))
    return out


def _subject(lacks: Sequence[Lack], offers: Sequence[Offer]) -> Ints:
    """2 same, 1 theme, 0 open (the offer serves anything, or the lack names no subject), -1 nothing shared."""
    same = _shared([n.topics for n in lacks], [o.topics for o in offers])
    theme = _shared([broader(n.topics) for n in lacks], [broader(o.topics) for o in offers])
    anything = (
        np.array([not o.topics for o in offers])[None, :] | np.array([not n.topics for n in lacks])[:, None]
    )
    return np.where(same, 2, np.where(theme, 1, np.where(anything, 0, -1))).astype(np.int64)


def _named(lacks: Sequence[Lack], offers: Sequence[Offer]) -> npt.NDArray[np.bool_]:
    """Where what people said is lacking and what is offered have a word in common."""
    asked = [_words(lack.text) if lack.stated else frozenset() for lack in lacks]
    return np.asarray(_shared(asked, [_words(offer.text) for offer in offers]), dtype=bool)


@lru_cache(maxsize=16384)
def _words(text: str) -> frozenset[str]:
    """Words that name something: "คน" and "ที่" are in everything."""
    from thaktho.thai.words import words

    return frozenset(word for word in words(text) if len(word) >= SHORTEST and not word.isdecimal())


def broader(topics: frozenset[str]) -> frozenset[str]:
    """Topics and the themes above them."""
    from thaktho.engines.weave.overlap import lexicon

    words = lexicon.load()
    return topics | {a for t in topics if t in words.concepts for a in words.ancestors(t)}


def _shared(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> npt.NDArray[np.bool_]:
    names = {t: n for n, t in enumerate(sorted(set().union(*left) & set().union(*right)))}

    def table(sets: Sequence[frozenset[str]]) -> Any:
        out = np.zeros((len(sets), max(len(names), 1)), dtype=np.float32)
        for n, topics in enumerate(sets):
            for topic in topics:
                if topic in names:
                    out[n, names[topic]] = 1.0
        return out

    return np.asarray(table(left) @ table(right).T > 0)


def _wide(areas: Sequence[tuple[str, ...]]) -> npt.NDArray[np.bool_]:
    """Where a whole province is named."""
    return np.array([any(len(code) == 2 for code in some) for some in areas], dtype=bool)


def closeness(a: tuple[str, ...], b: tuple[str, ...]) -> Closeness:
    """How near two sets of areas are, by their nearest pair."""
    return NEAR[max((_near(x, y) for x in a for y in b), default=1)]


def _near(a: str, b: str) -> int:
    for size, near in ((6, 4), (4, 3), (2, 2)):
        if len(a) >= size and len(b) >= size and a[:size] == b[:size]:
            return near
    return 0


def _places(lacks: Sequence[Lack], offers: Sequence[Offer]) -> Ints:
    """Nearest pair of areas; reckoned once for each pair of sets, of which there are few."""
    left = {a: n for n, a in enumerate(dict.fromkeys(n.areas for n in lacks))}
    right = {a: n for n, a in enumerate(dict.fromkeys(o.areas for o in offers))}
    one = {c: n for n, c in enumerate(sorted({c for a in (*left, *right) for c in a}))}
    near = np.array([[_near(a, b) for b in one] for a in one], dtype=np.int64).reshape(len(one), len(one))
    table = np.ones((len(left), len(right)), dtype=np.int64)
    for a, i in left.items():
        if not a:
            continue
        best = near[[one[c] for c in a]].max(axis=0)
        for b, j in right.items():
            if b:
                table[i, j] = max(best[one[c]] for c in b)
    return table[np.ix_([left[n.areas] for n in lacks], [right[o.areas] for o in offers])]


def _times(lacks: Sequence[Lack], offers: Sequence[Offer]) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Where both windows are known and overlap (1), and where they are known to miss each other."""
    a, b = np.array([window(n) for n in lacks]), np.array([window(o) for o in offers])
    known_a, known_b = (np.array([x.start is not None for x in some]) for some in (lacks, offers))
    known = known_a[:, None] & known_b[None, :]
    meets = np.maximum(a[:, None, 0], b[None, :, 0]) <= np.minimum(a[:, None, 1], b[None, :, 1])
    return (known & meets).astype(np.int64), known & ~meets


def window(thing: Lack | Offer) -> tuple[int, int]:
    """First and last day as ordinals. An end before the start is not believed."""
    if thing.start is None:
        return FOREVER
    end = thing.end if thing.end is not None and thing.end >= thing.start else thing.start
    return thing.start.toordinal(), end.toordinal()
