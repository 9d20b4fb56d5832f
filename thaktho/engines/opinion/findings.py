"""What a map may say: representative statements of groups, and consensus over groups and declared networks.

A *unit* is a group or a network. Counts are (units, M, 3): disagree, pass, agree. The agree rate is agrees over all votes,
passes included, as Polis counts it: who passes has not agreed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.special import bdtr, betainc, betaincinv, ndtr

from .polis_rules import CONFIDENT, SHOWN, tests
from .store import Flags, Floats, Ints
from .tally import Counts

PRIOR_VOTES = 5.0
CELL = 5  # people: smaller cells are neither judged nor shown
TAIL = 0.05
HALF = 0.5
FALSE_RATE = 0.05
SURE = 0.9

List = Literal["all", "refused_by", "not_enough"]


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
    """A statement that every group agrees with. `bound`: the least of the units' lower bounds. `list`: agreed by every unit
    (`all`); refused by the units in `units` (`refused_by`); or not yet known of the units in `units` (`not_enough`)."""

    statement: int
    bound: float
    list: List
    units: tuple[int, ...]


def discovery(p: Floats) -> Floats:
    """Benjamini and Hochberg's adjusted p values (JRSS B 57, 1995), of the array's shape."""
    flat = p.ravel()
    if not len(flat):
        return p
    order = np.argsort(flat, kind="stable")
    stepped = flat[order] * len(flat) / np.arange(1, len(flat) + 1)
    out = np.empty_like(flat)
    out[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return out.reshape(p.shape)


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


def bounds(cells: Counts, everyone: Counts) -> Floats:
    """The 5 % lower bound of each unit's agree rate: (units, M). Beta posterior; the prior weighs 5 votes and has everybody's
    rate, so that a unit of which little is known is near the whole and its bound is low."""
    agree, seen = cells[..., 2], cells.sum(axis=-1)
    rate = (everyone[:, 2] + 1.0) / (everyone.sum(axis=1) + 2.0)
    return np.asarray(betaincinv(PRIOR_VOTES * rate + agree, PRIOR_VOTES * (1.0 - rate) + seen - agree, TAIL))


def majority(cells: Counts, everyone: Counts) -> Floats:
    """The probability that more than half of each unit agrees, by the same posterior as `bounds`: (units, M)."""
    agree, seen = cells[..., 2], cells.sum(axis=-1)
    rate = (everyone[:, 2] + 1.0) / (everyone.sum(axis=1) + 2.0)
    return np.asarray(
        1.0 - betainc(PRIOR_VOTES * rate + agree, PRIOR_VOTES * (1.0 - rate) + seen - agree, HALF)
    )


def refusal(cells: Counts, everyone: Counts) -> tuple[Floats, Floats]:
    """Two figures for each unit and statement, both small where it refuses, both on the unit's own votes: the exact binomial p
    value of agreeing as often as everybody else, and the probability (flat prior) that half of it or more agrees."""
    agree, seen = cells[..., 2], cells.sum(axis=-1)
    others = everyone.sum(axis=1) - seen
    rate = (everyone[:, 2] - agree + 1.0) / (others + 2.0)
    return np.asarray(bdtr(agree, np.maximum(seen, 1), rate)), np.asarray(
        1.0 - betainc(agree + 1.0, seen - agree + 1.0, HALF)
    )


def consensus(cells: Counts, everyone: Counts, groups: int, kept: Ints) -> list[Consensus]:
    """Statements that every group agrees with (its majority is 90 % sure), sorted into lists, `all` first, each by bound.

    `cells`: the first `groups` units are groups, the others networks. A network refuses when it agrees less often than
    everybody else (corrected over all candidates and networks at a false discovery rate of 5 %) *and* less than half of it
    agrees (95 % sure). A unit with fewer than 5 votes on the statement, or whose majority is not 90 % sure without its
    refusing, is not known yet: unknown is not consent.
    """
    if not len(kept) or not len(cells):
        return []
    agreed, refused, unknown = verdicts(cells[:, kept], everyone[kept], groups)
    least = bounds(cells[:, kept[agreed]], everyone[kept[agreed]]).min(axis=0)
    out = []
    for at, place in enumerate(np.flatnonzero(agreed)):
        name = _name(refused[:, place].any(), unknown[:, place].any())
        flags = refused[:, place] if name == "refused_by" else unknown[:, place]
        units = tuple(int(one) for one in groups + np.flatnonzero(flags))
        out.append(Consensus(int(kept[place]), float(least[at]), name, units))
    rank = {"all": 0, "refused_by": 1, "not_enough": 2}
    return sorted(out, key=lambda one: (rank[one.list], -one.bound, one.statement))


def _name(refused: Any, unknown: Any) -> List:
    return "refused_by" if refused else "not_enough" if unknown else "all"


def verdicts(
    cells: Counts, everyone: Counts, groups: int, *, alone: bool = False
) -> tuple[Flags, Flags, Flags]:
    """(M) whether every group agrees; (networks, M) whether each refuses, and whether it is not known. `alone`: each statement
    is corrected for its networks only, as if it were the only candidate."""
    sure, told = majority(cells, everyone) >= SURE, cells.sum(axis=-1) >= CELL
    agreed = (sure & told)[:groups].all(axis=0)
    unlike, half = refusal(cells[groups:], everyone)
    tested = told[groups:] & agreed
    q = np.ones_like(unlike)
    if alone:
        for place in np.flatnonzero(agreed):
            q[:, place] = discovery(np.where(tested[:, place], unlike[:, place], 1.0))
    else:
        q[tested] = discovery(unlike[tested])
    refused = (q <= FALSE_RATE) & (half <= TAIL) & tested
    return agreed, refused, agreed & ~refused & ~(sure & told)[groups:]


def lists(cells: Counts, everyone: Counts, groups: int) -> list[List | None]:
    """In which list each statement stands by these counts, judged alone; None when a group does not agree."""
    agreed, refused, unknown = verdicts(cells, everyone, groups, alone=True)
    names = [_name(refused[:, place].any(), unknown[:, place].any()) for place in range(len(agreed))]
    return [name if ok else None for name, ok in zip(names, agreed, strict=True)]
