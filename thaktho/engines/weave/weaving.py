"""Likely overlaps of plan rows: `weave` over a whole plan, `compare` for any one pair. Both judge alike.

Judging is by pairs alone: no figure depends on a third row, on the order of rows, or on who is named first.
"""

from __future__ import annotations

import gc
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
    collecting = gc.isenabled()
    gc.disable()  # hundreds of thousands of small objects that all live on: collecting them again and again is for nothing
    try:
        pairs = list(_judge(profiles, words, tell=tell))
    finally:
        if collecting:
            gc.enable()
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
    picked = _expand(rows_of, i[is_same], j[is_same], np.nonzero(is_same)[0])
    some = _related(len(profiles), rows_of, i, j, worth, np.nonzero(is_worth)[0])
    yield from _make(profiles, deeds, words, i, j, same, picked, "same", tell)
    yield from _make(profiles, deeds, words, i, j, same, some, "related", tell)


def _expand(rows_of: list[list[int]], i: Ints, j: Ints, which: Ints) -> list[tuple[int, int, int]]:
    """(row, row, number of the deed pair) for every row pair of every deed pair."""
    out: list[tuple[int, int, int]] = []
    for a, b, k in zip(i.tolist(), j.tolist(), which.tolist(), strict=True):
        out += [(x, y, k) for x, y in _rows(rows_of[a], rows_of[b], a == b)]
    return out


def _related(count: int, rows_of: list[list[int]], i: Ints, j: Ints, worth: Floats, which: Ints) -> list[tuple[int, int, int]]:
    """The same for deed pairs that are merely related: in a large plan the best few of each row."""
    if count <= LARGE:
        return _expand(rows_of, i[which], j[which], which)
    left = [RELATED_PER_ROW] * count
    out: list[tuple[int, int, int]] = []
    for k in which[np.lexsort((j[which], i[which], -np.round(worth[which], 4)))].tolist():
        first, second = rows_of[i[k]], rows_of[j[k]]
        if not any(left[a] for a in first) or not any(left[b] for b in second):
            continue
        for a, b in _rows(first, second, bool(i[k] == j[k])):
            if left[a] and left[b]:
                left[a] -= 1
                left[b] -= 1
                out.append((a, b, k))
    return out


def _make(profiles: Sequence[Profile], deeds: list[Deed], words: Lexicon, i: Ints, j: Ints, same: Floats,
          found: list[tuple[int, int, int]], action: Action, tell: Progress) -> Iterator[Pair]:  # fmt: skip
    """Pairs of rows with place, time and reasons; what is asked again and again is kept."""
    ids: dict[Place, int] = {}
    where = [ids.setdefault(p.place, len(ids)) for p in profiles]
    near: dict[int, tuple[Nearness, Reason | None]] = {}
    why: dict[int, tuple[Reason, ...]] = {}
    spans = times.Spans([p.span for p in profiles])
    for at in range(0, len(found), 20_000):
        tell("pairs", at, len(found))
        some = found[at : at + 20_000]
        soon = spans.compare(np.array([a for a, _, _ in some]), np.array([b for _, b, _ in some]))
        for (a, b, k), time in zip(some, soon, strict=True):
            left, right = profiles[a], profiles[b]
            key = where[a] * len(ids) + where[b]
            if key not in near:
                place = places.compare(left.place, right.place)
                near[key] = (place, reasons.place(left, right, place))
            if k not in why:
                why[k] = reasons.action(deeds[i[k]], deeds[j[k]], action, words)
            place, place_why = near[key]
            told = why[k]
            if place_why is not None:
                told += (place_why,)
            if time in ("same", "near") and (time_why := reasons.time(left, right, time)) is not None:
                told += (time_why,)
            if (agency := reasons.agency(left, right)) is not None:
                told += (agency,)
            yield Pair(left.row.id, right.row.id, action, place, time, round(float(same[k]), 4), label(action, place, time), told)
    tell("pairs", len(found), len(found))


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


def _rows(first: list[int], second: list[int], itself: bool) -> Iterator[tuple[int, int]]:
    for n, a in enumerate(first):
        for b in first[n + 1 :] if itself else second:
            yield (a, b) if a < b else (b, a)
