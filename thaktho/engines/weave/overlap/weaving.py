"""Likely overlaps of plan rows: `weave` over a whole plan, `compare` for any one pair. Both judge alike.

Judging is by pairs alone: no figure depends on a third row, on the order of rows, or on who is named first.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from thaktho.engines.weave import places, times
from thaktho.engines.weave.overlap import lexicon as lexicons
from thaktho.engines.weave.overlap import model as models
from thaktho.engines.weave.overlap import reasons
from thaktho.engines.weave.overlap.blocking import Ints, candidates
from thaktho.engines.weave.overlap.features import Deeds, Floats
from thaktho.engines.weave.overlap.labels import label
from thaktho.engines.weave.overlap.lexicon import Lexicon
from thaktho.engines.weave.overlap.profile import Deed, Profile, profile
from thaktho.engines.weave.types import Action, Nearness, Pair, Place, Reason, Row

Progress = Callable[[str, int, int], None]
Found = npt.NDArray[np.int64]

LARGE = 1000  # rows; above it, merely related pairs are limited to the best RELATED_PER_ROW of each row
RELATED_PER_ROW = 10


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
    return pairs


def _judge(profiles: Sequence[Profile], words: Lexicon, *, everything: bool = False,
           tell: Progress = lambda step, done, total: None) -> Iterator[Pair]:  # fmt: skip
    if len(profiles) < 2:
        return
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
    i, j, same, worth = _probabilities(Deeds(deeds, words), i, j, tell)
    judge = models.load()
    is_same = same >= judge.same_at
    is_worth = ~is_same & (worth >= judge.worth_at)
    picked = _expand(rows_of, i, j, np.nonzero(is_same)[0])
    some = _related(len(profiles), rows_of, i, j, worth, np.nonzero(is_worth)[0])
    yield from _make(profiles, deeds, words, i, j, same, picked, "same", tell)
    yield from _make(profiles, deeds, words, i, j, same, some, "related", tell)


def _probabilities(deeds: Deeds, i: Ints, j: Ints, tell: Progress) -> tuple[Ints, Ints, Floats, Floats]:
    """Pairs that may be worth showing, with (same, worth). The costly cosines are taken only where they can matter."""
    judge = models.load()
    parts: list[tuple[Ints, Ints, Floats, Floats]] = []
    step = 100_000
    for at in range(0, max(len(i), 1), step):
        tell("compare", at, len(i))
        a, b = i[at : at + step], j[at : at + step]
        x = deeds.plain(a, b)
        keep = (judge.same.most(x) >= judge.same_at) | (judge.worth.most(x) >= judge.worth_at)
        a, b = a[keep], b[keep]
        x = deeds.complete(x[keep], a, b)
        parts.append((a, b, np.round(judge.same.probability(x), 4), np.round(judge.worth.probability(x), 4)))
    tell("compare", len(i), len(i))
    a, b, c, d = (np.concatenate([part[n] for part in parts]) for n in range(4))
    return a, b, c, d


def _expand(rows_of: list[list[int]], i: Ints, j: Ints, which: Ints) -> Found:
    """(row, row, number of the deed pair), first row < second, for every row pair of every deed pair."""
    sizes = np.array([len(r) for r in rows_of])
    first = np.array([r[0] for r in rows_of], dtype=np.int64)
    single = (sizes[i[which]] == 1) & (sizes[j[which]] == 1) & (i[which] != j[which])
    lone = which[single]
    parts = [np.stack([first[i[lone]], first[j[lone]], lone], axis=1)]
    for k in which[~single].tolist():
        a, b = np.array(rows_of[i[k]]), np.array(rows_of[j[k]])
        left, right = (
            np.triu_indices(len(a), 1) if i[k] == j[k] else np.indices((len(a), len(b))).reshape(2, -1)
        )
        parts.append(np.stack([a[left], b[right], np.full(len(left), k)], axis=1))
    out = np.concatenate(parts)
    out[:, :2].sort(axis=1)
    return out


def _related(count: int, rows_of: list[list[int]], i: Ints, j: Ints, worth: Floats, which: Ints) -> Found:
    """The same for deed pairs that are merely related: in a large plan the best few of each row."""
    if count <= LARGE:
        return _expand(rows_of, i, j, which)
    left = [RELATED_PER_ROW] * count
    out: list[tuple[int, int, int]] = []
    for k in which[np.lexsort((j[which], i[which], -worth[which]))].tolist():
        first, second = rows_of[i[k]], rows_of[j[k]]
        if not any(left[a] for a in first) or not any(left[b] for b in second):
            continue
        for n, a in enumerate(first):
            for b in first[n + 1 :] if i[k] == j[k] else second:
                if left[a] and left[b]:
                    left[a] -= 1
                    left[b] -= 1
                    out.append((min(a, b), max(a, b), k))
    return np.array(out, dtype=np.int64).reshape(-1, 3)


def _make(profiles: Sequence[Profile], deeds: list[Deed], words: Lexicon, i: Ints, j: Ints, same: Floats,
          found: Found, action: Action, tell: Progress) -> Iterator[Pair]:  # fmt: skip
    """Pairs of rows with place, time and reasons, the likeliest first; what is asked again and again is kept."""
    ids: dict[Place, int] = {}
    where = [ids.setdefault(p.place, len(ids)) for p in profiles]
    near: dict[int, tuple[Nearness, Reason | None]] = {}
    why: dict[int, tuple[Reason, ...]] = {}
    spans = times.Spans([p.span for p in profiles])
    teller = reasons.Teller(words)
    found = found[np.lexsort((found[:, 1], found[:, 0], -same[found[:, 2]]))]
    for at in range(0, len(found), 20_000):
        tell("pairs", at, len(found))
        some = found[at : at + 20_000]
        soon = spans.compare(some[:, 0], some[:, 1])
        score = same[some[:, 2]].tolist()
        first, second = i[some[:, 2]].tolist(), j[some[:, 2]].tolist()
        for n, (a, b, k) in enumerate(some.tolist()):
            left, right, time = profiles[a], profiles[b], soon[n]
            key = where[a] * len(ids) + where[b]
            if key not in near:
                place = places.compare(left.place, right.place)
                near[key] = (place, reasons.place(left, right, place))
            if k not in why:
                why[k] = teller.action(deeds[first[n]], deeds[second[n]], action)
            place, place_why = near[key]
            told = why[k]
            if place_why is not None:
                told += (place_why,)
            if time in ("same", "near") and (time_why := reasons.time(left, right, time)) is not None:
                told += (time_why,)
            if (agency := reasons.agency(left, right)) is not None:
                told += (agency,)
            yield Pair(
                left.row.id, right.row.id, action, place, time, score[n], label(action, place, time), told
            )
    tell("pairs", len(found), len(found))
