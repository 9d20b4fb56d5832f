"""Likely overlaps of plan rows: `weave` over a whole plan, `compare` for any one pair. Both judge alike.

Judging is by pairs alone: no figure depends on a third row, on the order of rows, or on who is named first.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from thaktho.engines.weave import places, times
from thaktho.engines.weave.overlap import lexicon as lexicons
from thaktho.engines.weave.overlap import model as models
from thaktho.engines.weave.overlap import reasons
from thaktho.engines.weave.overlap.blocking import CROWDS, Crowds, Ints, candidates
from thaktho.engines.weave.overlap.features import NAMES, Deeds, Floats
from thaktho.engines.weave.overlap.labels import label
from thaktho.engines.weave.overlap.lexicon import Lexicon
from thaktho.engines.weave.overlap.profile import Deed, Profile, profile
from thaktho.engines.weave.overlap.slips import Spellings
from thaktho.engines.weave.overlap.store import Profiles
from thaktho.engines.weave.types import Action, Nearness, Pair, Place, Reason, Row

Progress = Callable[[str, int, int], None]
Found = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

TWIN = 0.75  # titles this alike, letter by letter, are one title
SPELT_ALIKE = 0.95
MANY = 50_000  # objects made at one go
SLIP = 0.9  # of the least score that is called same: a slip of a letter or two stands first among the related
CONFLICT, LETTERS, BARE = (NAMES.index(name) for name in ("conflict", "letters", "bare"))


class DoubleIdError(ValueError):
    """Two rows have one id: a pair could not say which it means."""


def compare(
    row_a: Row, row_b: Row, *, home: str | None = None, lexicon: Lexicon | None = None
) -> Pair | None:
    """Judge one pair. None when nothing is to be proposed (the actions differ), or a row is paired with itself.

    `home` is the code of the programme's own province, which settles names that many provinces have; `lexicon` the
    programme's own (`Lexicon.with_additions`), else the shipped one.
    """
    if row_a.id == row_b.id:
        return None
    words = lexicon or lexicons.load()
    both = [profile(row_a, words, home), profile(row_b, words, home)]
    if row_b.id < row_a.id:
        both.reverse()
    found = judge(both, np.array([0]), np.array([1]), words)
    return found[0] if found else None


def weave(rows: Sequence[Row], *, progress: Progress | None = None, home: str | None = None, lexicon: Lexicon | None = None,
          profiles: Profiles | None = None, crowds: Crowds = CROWDS) -> list[Pair]:  # fmt: skip
    """Every likely overlap, inside a network too, the likeliest first: same before related, then score, then ids.

    `progress(step, done, total)` is called now and then; steps are "read", "compare", "pairs". Raises
    DoubleIdError for a repeated id. `profiles` are what an earlier weaving read (see `store`): rows that did not
    change are then not read again. 10,000 rows take seconds (`bench/weave.py`).
    """
    words = lexicon or lexicons.load()
    tell = progress or (lambda step, done, total: None)
    with at_one_go():
        known = sorted(read(rows, words, home, profiles, tell).values(), key=lambda p: p.row.id)
        i, j = candidates(known, words, crowds)
        return judge(known, i, j, words, tell)


def read(
    rows: Sequence[Row], words: Lexicon, home: str | None, profiles: Profiles | None, tell: Progress
) -> dict[str, Profile]:
    """Id -> profile of every row, from what was read before where the row is the same."""
    kept = profiles or Profiles()
    out: dict[str, Profile] = {}
    with kept.reading(words, home):
        for n, row in enumerate(rows):
            if n % 200 == 0:
                tell("read", n, len(rows))
            if row.id in out:
                raise DoubleIdError(row.id)
            out[row.id] = kept.of(row)
    tell("read", len(rows), len(rows))
    return out


@contextmanager
def at_one_go() -> Iterator[None]:
    """No garbage collection: hundreds of thousands of small objects that all live on would be walked again and again.

    Nor once more afterwards, when the next small change would set off the collector: what is many is called old at once
    (`freeze` and `unfreeze` move it there without a look). What a small change leaves stays young, to be collected.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if gc.get_count()[0] > MANY and gc.get_freeze_count() == 0:
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def judge(profiles: Sequence[Profile], i: Ints, j: Ints, words: Lexicon,
          tell: Progress = lambda step, done, total: None) -> list[Pair]:  # fmt: skip
    """The proposals among the row pairs (i, j), the likeliest first. `profiles` stand in order of their rows' ids."""
    if len(i) == 0:
        tell("compare", 0, 0)
        tell("pairs", 0, 0)
        return []
    index: dict[Deed, int] = {}
    deed_of = np.array([index.setdefault(p.deed, len(index)) for p in profiles], dtype=np.int64)
    deeds = list(index)
    spelt = Spellings([p.row.title for p in profiles], [len(p.deed.letters) for p in profiles])
    i, j, same, worth, slip = _probabilities(Deeds(deeds, words), spelt, deed_of, i, j, tell)
    bar = models.load()
    is_same = same >= bar.same_at
    out: list[Pair] = []
    for action, which in (("same", is_same), ("related", ~is_same & (worth >= bar.worth_at))):
        picked = np.nonzero(which)[0]
        picked = picked[np.lexsort((j[picked], i[picked], -same[picked]))]
        found = np.stack([i[picked], j[picked]], axis=1)
        out += _make(profiles, words, found, same[picked], slip[picked], action, tell)  # type: ignore[arg-type]
    tell("pairs", len(out), len(out))
    return out


def _probabilities(
    deeds: Deeds, spelt: Spellings, deed_of: Ints, i: Ints, j: Ints, tell: Progress
) -> tuple[Ints, Ints, Floats, Floats, Bools]:
    """Row pairs that may be worth showing, with (same, worth, slip). The costly cosines are taken only where they can matter."""
    bar = models.load()
    parts: list[tuple[Ints, Ints, Floats, Floats, Bools]] = []
    step = 100_000
    for at in range(0, len(i), step):
        tell("compare", at, len(i))
        a, b = i[at : at + step], j[at : at + step]
        x = deeds.plain(deed_of[a], deed_of[b])
        keep = (bar.same.most(x) >= bar.same_at) | (bar.worth.most(x) >= bar.worth_at) | (x[:, CONFLICT] == 0)
        near = spelt.near(a, b)
        keep |= deeds.spelt_alike(deed_of[a], deed_of[b]) | near
        a, b = a[keep], b[keep]
        x = deeds.complete(x[keep], deed_of[a], deed_of[b])
        same, worth = np.round(bar.same.probability(x), 4), np.round(bar.worth.probability(x), 4)
        same = _with_twins(deeds, deed_of[a], deed_of[b], x, same)
        slip = spelt.slip(a, b, near[keep] & (same < bar.same_at))
        same = np.where(slip, np.maximum(same, round(SLIP * bar.same_at, 4)), same)
        worth = np.where(slip, np.maximum(worth, bar.worth_at), worth)
        shown = (same >= bar.same_at) | (worth >= bar.worth_at)
        parts.append((a[shown], b[shown], same[shown], worth[shown], slip[shown]))
    tell("compare", len(i), len(i))
    left, right, chance, use, slips = (np.concatenate(found) for found in zip(*parts, strict=True))
    return left, right, chance, use, slips


def _with_twins(deeds: Deeds, i: Ints, j: Ints, x: Floats, same: Floats) -> Floats:
    """Titles that differ by a slip of the fingers are the same, though the slip may hide the action from the lexicon."""
    may = np.nonzero((same < TWIN) & (x[:, CONFLICT] == 0) & (x[:, LETTERS] + x[:, BARE] >= TWIN / 4))[0]
    alike = deeds.twins(i[may], j[may])
    out = np.where(deeds.spelt_alike(i, j), np.maximum(same, SPELT_ALIKE), same)
    out[may] = np.where(alike >= TWIN, np.round(np.maximum(alike, out[may]), 4), out[may])
    return out


def _make(profiles: Sequence[Profile], words: Lexicon, found: Found, score: Floats, slip: Bools, action: Action,
          tell: Progress) -> list[Pair]:  # fmt: skip
    """Pairs with place, time and reasons; what is asked again and again is kept."""
    ids: dict[Place, int] = {}
    where = [ids.setdefault(p.place, len(ids)) for p in profiles]
    near: dict[int, tuple[Nearness, Reason | None]] = {}
    spans = times.Spans([p.span for p in profiles])
    teller = reasons.Teller(words)
    out: list[Pair] = []
    for at in range(0, len(found), 20_000):
        tell("pairs", at, len(found))
        some = found[at : at + 20_000]
        soon = spans.compare(some[:, 0], some[:, 1])
        scores, slips = score[at : at + 20_000].tolist(), slip[at : at + 20_000].tolist()
        for (a, b), time, chance, slipped in zip(some.tolist(), soon, scores, slips, strict=True):
            left, right = profiles[a], profiles[b]
            key = where[a] * len(ids) + where[b]
            if key not in near:
                place = places.compare(left.place, right.place)
                near[key] = (place, reasons.place(left, right, place))
            place, place_why = near[key]
            told = (reasons.SLIP,) if slipped else teller.action(left.deed, right.deed, action)
            if place_why is not None:
                told += (place_why,)
            if time in ("same", "near") and (time_why := reasons.time(left, right, time)) is not None:
                told += (time_why,)
            if (agency := reasons.agency(left, right)) is not None:
                told += (agency,)
            out.append(
                Pair(left.row.id, right.row.id, action, place, time, chance, label(action, place, time), told)
            )
    return out
