"""Polis's rules for statements, written anew from their published description (no code of Polis was used).

Sources: Small, Bjorkegren, Erkkila, Shaw and Megill, Polis: scaling deliberation by mapping high dimensional opinion spaces,
Recerca 26 (2021); the public documentation of its mathematics. Checked against the official engine's own output of the
biodiversity conversation in tests/engines/opinion.

Counts are (groups, M, 3) in the order disagree, pass, agree. +1 = agree throughout.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .store import Flags, Floats, Ints
from .tally import Counts

CONFIDENT = 1.2816  # the 90 % point of the normal distribution
SHOWN = 5
META_PRIORITY = 49.0


@dataclass(frozen=True, slots=True)
class Tests:
    """For each (group, statement), side agree and side disagree: probability `pa`, `pd`, its test `pat`, `pdt`, ratio to
    everyone else `ra`, `rd`, its test `rat`, `rdt`."""

    pa: Floats
    pd: Floats
    pat: Floats
    pdt: Floats
    ra: Floats
    rd: Floats
    rat: Floats
    rdt: Floats


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement shown for a group, or in the consensus: its code, the side, and whether it is the best-agree one."""

    statement: int
    agree: bool
    best: bool = False


def one_proportion(hits: Counts, all_: Counts) -> Floats:
    """The z of a share against one half, smoothed."""
    return np.asarray(2.0 * np.sqrt(all_ + 1.0) * ((hits + 1.0) / (all_ + 1.0) - 0.5))


def two_proportions(hits: Counts, all_: Counts, hits_out: Counts, all_out: Counts) -> Floats:
    """The z of a share against another, smoothed; 0 where both are whole."""
    x1, n1, x2, n2 = hits + 1.0, all_ + 1.0, hits_out + 1.0, all_out + 1.0
    p = (x1 + x2) / (n1 + n2)
    spread = np.sqrt(np.maximum(p * (1.0 - p), 0.0) * (1.0 / n1 + 1.0 / n2))
    return np.where(spread > 0, (x1 / n1 - x2 / n2) / np.where(spread > 0, spread, 1.0), 0.0)


def tests(cells: Counts) -> Tests:
    """All of Polis's tests, each group against the people of all other groups."""
    agree, refuse, seen = cells[..., 2], cells[..., 0], cells.sum(axis=-1)
    out = cells.sum(axis=0) - cells
    agree_out, refuse_out, seen_out = out[..., 2], out[..., 0], out.sum(axis=-1)
    pa, pd = (agree + 1.0) / (seen + 2.0), (refuse + 1.0) / (seen + 2.0)
    return Tests(
        pa, pd, one_proportion(agree, seen), one_proportion(refuse, seen),
        pa / ((agree_out + 1.0) / (seen_out + 2.0)), pd / ((refuse_out + 1.0) / (seen_out + 2.0)),
        two_proportions(agree, seen, agree_out, seen_out), two_proportions(refuse, seen, refuse_out, seen_out),
    )  # fmt: skip


def representative(found: Tests, group: int, kept: Ints) -> list[Shown]:
    """What Polis shows for a group: best-agree first, then the sufficient by metric, 5 at most, agrees before disagrees; the
    single best when none is sufficient. `kept`: statement codes in statement order."""
    if not len(kept):
        return []
    at = (group, kept)
    agree = found.rat[at] > found.rdt[at]
    p, pt = np.where(agree, found.pa[at], found.pd[at]), np.where(agree, found.pat[at], found.pdt[at])
    r, rt = np.where(agree, found.ra[at], found.rd[at]), np.where(agree, found.rat[at], found.rdt[at])
    enough = ((found.rat[at] > CONFIDENT) & (found.pat[at] > CONFIDENT)) | (
        (found.rdt[at] > CONFIDENT) & (found.pdt[at] > CONFIDENT)
    )
    metric = r * rt * p * pt
    best = _best_agree(found, group, kept)
    if not enough.any():
        if best is not None:
            return [Shown(best, True, best=True)]
        one = int(np.argmax(np.maximum(found.rat[at], found.rdt[at])))
        return [Shown(int(kept[one]), bool(agree[one]))]
    order = sorted(np.flatnonzero(enough), key=lambda one: (-metric[one], one))
    shown = [] if best is None else [Shown(best, True, best=True)]
    shown += [Shown(int(kept[one]), bool(agree[one])) for one in order if int(kept[one]) != best]
    return sorted(shown[:SHOWN], key=lambda one: not one.agree)


def _best_agree(found: Tests, group: int, kept: Ints) -> int | None:
    """The statement the group agrees with best, found in statement order; None when nothing passes."""
    best: int | None = None
    for code in kept:
        at = (group, int(code))
        ra, rat, pa, pat = found.ra[at], found.rat[at], found.pa[at], found.pat[at]
        if best is None:
            better = bool(pat > CONFIDENT or (ra > 1.0 and pa > 0.5))
        else:
            old = (group, best)
            if found.ra[old] > 1.0:
                better = bool(
                    ra * rat * pa * pat > found.ra[old] * found.rat[old] * found.pa[old] * found.pat[old]
                )
            else:
                better = bool(pa * pat > found.pa[old] * found.pat[old])
        if better:
            best = int(code)
    return best


def consensus(everyone: Counts, kept: Ints) -> tuple[list[int], list[int]]:
    """Polis's majority statements: (agreed, disagreed), 5 at most each, by p x test over all people."""
    seen = everyone[kept].sum(axis=1)
    lists = []
    for hits in (everyone[kept, 2], everyone[kept, 0]):
        p, pt = (hits + 1.0) / (seen + 2.0), one_proportion(hits, seen)
        good = np.flatnonzero((p > 0.5) & (pt > CONFIDENT))
        order = sorted(good, key=lambda one, p=p, pt=pt: (-p[one] * pt[one], one))  # type: ignore[misc]
        lists.append([int(kept[one]) for one in order[:SHOWN]])
    return lists[0], lists[1]


def group_aware(cells: Counts) -> Floats:
    """Product over groups of (A + 1) / (S + 2): (M)."""
    return np.asarray(((cells[..., 2] + 1.0) / (cells.sum(axis=-1) + 2.0)).prod(axis=0))


def extremity(centre: Floats, axis: Floats) -> Floats:
    """How far out a statement lies: sqrt(M) |1 - mean_j| |pc_j|."""
    return np.asarray(np.sqrt(len(axis)) * np.abs(1.0 - centre) * np.sqrt((axis**2).sum(axis=1)))


def priorities(everyone: Counts, far: Floats, meta: Flags) -> Floats:
    """The weight with which Polis draws the next statement."""
    seen = everyone.sum(axis=1)
    agree, passed = (everyone[:, 2] + 1.0) / (seen + 2.0), (everyone[:, 1] + 1.0) / (seen + 2.0)
    importance = (1.0 - passed) * (far + 1.0) * agree
    return np.where(meta, META_PRIORITY, (importance * (1.0 + 8.0 * 2.0 ** (-seen / 5.0))) ** 2)
