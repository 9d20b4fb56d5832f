"""Likely overlaps of plan rows: `weave` over a whole plan, `compare` for any one pair. Both judge alike.

Judging is by pairs alone: no figure depends on a third row, on the order of rows, or on who is named first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from thaktho.engines.weave import lexicon as lexicons
from thaktho.engines.weave import model as models
from thaktho.engines.weave import places, reasons, times
from thaktho.engines.weave.blocking import Ints, candidates
from thaktho.engines.weave.features import Deeds, Floats
from thaktho.engines.weave.labels import label
from thaktho.engines.weave.lexicon import Lexicon
from thaktho.engines.weave.profile import Deed, Profile, profile
from thaktho.engines.weave.types import Action, Nearness, Pair, Place, Reason, Row

Progress = Callable[[str, int, int], None]

LARGE = 1000  # rows; above it, merely related pairs are limited to the best RELATED_PER_ROW of each row
RELATED_PER_ROW = 20


class DoubleIdError(ValueError):
    """Two rows have one id: a pair could not say which it means."""


def compare(row_a: Row, row_b: Row, *, home: str | None = None) -> Pair | None:
    """Judge one pair. None when nothing is to be proposed (the actions differ), or a row is paired with itself.

    `home` is the code of the programme's own province, which settles names that many provinces have.
    """
    if row_a.id == row_b.id:
        return None
    words = lexicons.load()
    found = list(_judge([profile(row_a, words, home), profile(row_b, words, home)], words, everything=True))
    return found[0] if found else None


def weave(rows: Sequence[Row], *, progress: Progress | None = None, home: str | None = None) -> list[Pair]:
    """Every likely overlap, inside a network too, the likeliest first: same before related, then score, then ids.

    `progress(step, done, total)` is called now and then; steps are "read", "compare", "pairs". Raises
    DoubleIdError for a repeated id. 10,000 rows take seconds (`bench/weave.py`).
    """
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise DoubleIdError(row.id)
        seen.add(row.id)
    words = lexicons.load()
    tell = progress or (lambda step, done, total: None)
    profiles: list[Profile] = []
    for n, row in enumerate(rows):
        if n % 200 == 0:
            tell("read", n, len(rows))
        profiles.append(profile(row, words, home))
    tell("read", len(rows), len(rows))
    pairs = list(_judge(profiles, words, tell=tell))
    pairs.sort(key=lambda p: (p.action != "same", -p.score, p.id_a, p.id_b))
    return pairs


def _judge(profiles: Sequence[Profile], words: Lexicon, *, everything: bool = False,
           tell: Progress = lambda step, done, total: None) -> Iterator[Pair]:  # fmt: skip
    profiles = sorted(profiles, key=lambda p: p.row.id)
    index: dict[Deed, int] = {}
    rows_of: list[list[int]] = []
    for n, p in enumerate(profiles):
        at = index.setdefault(p.deed, len(index))
        if at == len(rows_of):
            rows_of.append([])
        rows_of[at].append(n)
    deeds = list(index)
    if everything:
        i = np.array([0], dtype=np.int64)
        j = np.array([len(deeds) - 1], dtype=np.int64)
    else:
        i, j = candidates(deeds, words)
        alone = np.array([len(r) == 1 for r in rows_of], dtype=bool)
        keep = (i != j) | ~alone[i]
        i, j = i[keep], j[keep]
    same, worth = _probabilities(Deeds(deeds, words), i, j, tell)
    judge = models.load()
    is_same = same >= judge.same_at
    is_worth = ~is_same & (worth >= judge.worth_at)
    maker = _Maker(profiles, words)
    picked = np.nonzero(is_same)[0]
    for done, k in enumerate(picked):
        if done % 500 == 0:
            tell("pairs", done, len(picked))
        why = reasons.action(deeds[i[k]], deeds[j[k]], "same", words)
        score = _score(same[k])
        for a, b in _rows(rows_of[i[k]], rows_of[j[k]], i[k] == j[k]):
            yield maker.make(a, b, "same", score, why)
    yield from _related(maker, rows_of, deeds, i[is_worth], j[is_worth], same[is_worth], worth[is_worth])
    tell("pairs", len(picked), len(picked))


def _related(maker: _Maker, rows_of: list[list[int]], deeds: list[Deed], i: Ints, j: Ints, same: Floats,
             worth: Floats) -> Iterator[Pair]:  # fmt: skip
    count = len(maker.profiles)
    left = np.full(count, RELATED_PER_ROW if count > LARGE else count, dtype=np.int64)
    for k in np.lexsort((j, i, -np.round(worth, 4))):
        first = [a for a in rows_of[i[k]] if left[a] > 0]
        second = [b for b in rows_of[j[k]] if left[b] > 0]
        if not first or not second:
            continue
        why: tuple[Reason, ...] | None = None
        for a, b in _rows(first, second, i[k] == j[k]):
            if left[a] <= 0 or left[b] <= 0:
                continue
            left[a] -= 1
            left[b] -= 1
            if why is None:
                why = reasons.action(deeds[i[k]], deeds[j[k]], "related", maker.words)
            yield maker.make(a, b, "related", _score(same[k]), why)


def _probabilities(deeds: Deeds, i: Ints, j: Ints, tell: Progress) -> tuple[Floats, Floats]:
    judge = models.load()
    same, worth = np.zeros(len(i)), np.zeros(len(i))
    step = 100_000
    for at in range(0, len(i), step):
        tell("compare", at, len(i))
        x = deeds.features(i[at : at + step], j[at : at + step])
        same[at : at + step] = judge.same.probability(x)
        worth[at : at + step] = judge.worth.probability(x)
    tell("compare", len(i), len(i))
    return same, worth


def _score(value: float) -> float:
    return round(float(value), 4)


def _rows(first: list[int], second: list[int], itself: bool) -> Iterator[tuple[int, int]]:
    for n, a in enumerate(first):
        for b in first[n + 1 :] if itself else second:
            yield (a, b) if a < b else (b, a)


class _Maker:
    """Makes pairs of rows; keeps what is asked again and again: nearness of two places, of two spans."""

    def __init__(self, profiles: Sequence[Profile], words: Lexicon) -> None:
        self.profiles, self.words = profiles, words
        self._place: dict[tuple[Place, Place], tuple[Nearness, Reason | None]] = {}
        self._time: dict[tuple[times.Span | None, times.Span | None], tuple[Nearness, Reason | None]] = {}

    def make(self, a: int, b: int, action: Action, score: float, why: tuple[Reason, ...]) -> Pair:
        left, right = self.profiles[a], self.profiles[b]
        where, at = (left.place, right.place), (left.span, right.span)
        if where not in self._place:
            near = places.compare(*where)
            self._place[where] = (near, reasons.place(left, right, near))
        if at not in self._time:
            soon = times.compare(*at)
            self._time[at] = (soon, reasons.time(left, right, soon))
        (place, place_why), (time, time_why) = self._place[where], self._time[at]
        more = tuple(r for r in (place_why, time_why, reasons.agency(left, right)) if r is not None)
        return Pair(left.row.id, right.row.id, action, place, time, score, label(action, place, time), why + more)
