"""What a map may say: representative statements of groups, and consensus over groups and declared networks.

A *unit* is a group or a network. Counts are (units, M, 3): disagree, pass, agree. The agree rate is agrees over all votes,
passes included, as Polis counts it: who passes has not agreed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, ndtr

from . import consent
from .consent import RANK, List, judged
from .polis_rules import CONFIDENT, SHOWN, tests
from .rates import CELL, FALSE_RATE, TAIL, discovery
from .store import Flags, Ints
from .tally import Counts


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that sets a group apart. `share`: smoothed share of the group on that side; `low`, `high`: its 90 %
    interval; `q`: the false discovery rate at which it is found; `hits` of `seen` votes."""

    statement: int
    agree: bool
    share: float
    low: float
    high: float
    q: float
    hits: int
    seen: int


@dataclass(frozen=True, slots=True)
class Consensus:
    """A statement that every group agrees with, or is not known not to. `bound`: the least of the units' lower bounds. `list`:
    agreed by every unit (`all`); refused by the units in `units` (`refused_by`); or not yet known of the units in `units`
    (`not_enough`). Units are codes: groups first, then networks."""

    statement: int
    bound: float
    list: List
    units: tuple[int, ...]


def representative(cells: Counts, kept: Ints, shown: int = SHOWN) -> list[list[Representative]]:
    """For each group the statements that it holds and the others do not, by Polis's metric, strongest first.

    A statement counts when the group's side beats one half *and* the others' share; the larger of the two p values is
    corrected over all groups, statements and sides. `cells` holds the groups only; one group has none.
    """
    groups = len(cells)
    if groups < 2 or not len(kept):
        return [[] for _ in range(groups)]
    found = tests(cells[:, kept])
    p = np.stack([1.0 - ndtr(np.minimum(found.pat, found.rat)), 1.0 - ndtr(np.minimum(found.pdt, found.rdt))])
    q = discovery(p)
    metric = np.stack(
        [found.pa * found.pat * found.ra * found.rat, found.pd * found.pdt * found.rd * found.rdt]
    )
    out: list[list[Representative]] = []
    for group in range(groups):
        seen = cells[group, kept].sum(axis=1)
        side, at = np.nonzero((q[:, group] <= FALSE_RATE) & (seen >= CELL)[None, :])
        order = sorted(range(len(at)), key=lambda one: (-metric[side[one], group, at[one]], at[one]))[:shown]
        out.append(
            [
                _one(cells[group], int(kept[at[one]]), side[one] == 0, float(q[side[one], group, at[one]]))
                for one in order
            ]
        )
    return out


def _one(cells: Counts, statement: int, agree: bool, q: float) -> Representative:
    hits, seen = int(cells[statement, 2 if agree else 0]), int(cells[statement].sum())
    low, high = betaincinv(hits + 1.0, seen - hits + 1.0, [TAIL, 1.0 - TAIL])
    return Representative(
        statement, agree, (hits + 1.0) / (seen + 2.0), float(low), float(high), q, hits, seen
    )


def stands_out(cells: Counts, group: int, statement: int, agree: bool) -> bool:
    """Whether a statement still sets the group apart in other counts: Polis's test of one statement."""
    found = tests(cells[:, [statement]])
    own, other = (found.pat, found.rat) if agree else (found.pdt, found.rdt)
    return bool(own[group, 0] > CONFIDENT and other[group, 0] > CONFIDENT)


def consensus(
    cells: Counts, everyone: Counts, groups: int, kept: Ints, heard: Flags | None = None
) -> list[Consensus]:
    """The statements that every group agrees with, sorted into lists (`consent`), `all` first, each by bound.

    `cells`: the first `groups` units are groups, the others networks; `heard`: which networks have 5 voters or more.
    """
    if not len(kept) or not len(cells):
        return []
    found = judged(consent.exact(cells[:, kept], everyone[kept], groups, heard))
    out = []
    for at, (statement, name) in enumerate(zip(kept.tolist(), found.lists(), strict=True)):
        if name is not None:
            units = tuple(groups + one for one in found.units(at))
            out.append(Consensus(statement, float(found.bound[at]), name, units))
    return sorted(out, key=lambda one: (RANK[one.list], -one.bound, one.statement))


def rejected(
    cells: Counts, everyone: Counts, groups: int, kept: Ints, heard: Flags | None = None
) -> list[Consensus]:
    """The statements that every unit rejects: `all` with disagreeing in the place of agreeing."""
    turned = consensus(cells[..., ::-1], everyone[..., ::-1], groups, kept, heard)
    return [one for one in turned if one.list == "all"]


def lists(cells: Counts, everyone: Counts, groups: int, heard: Flags | None = None) -> list[List | None]:
    """In which list each statement stands by these counts, judged alone; None when a group does not agree."""
    return judged(consent.exact(cells, everyone, groups, heard), alone=True).lists()
