"""What all units hold together: the judgement behind the consensus lists, from exact counts or from published ranges.

A *unit* is a group or a declared network. Of every cell (a unit's votes on a statement) it needs how many votes there are and
between which numbers those on the asked side lie; exact counts are a range of one. Where a range leaves a question open the
worst is supposed: a unit agrees only if it does at the range's low end, and refuses only if it does at its high end. A cell
that is not told (fewer than 5 votes, or not shown) is not known, and nothing in it changes any figure.

Not every network can be asked. One with fewer than 5 voters in the whole topic never fills a cell, and would keep every
statement in `not_enough` for ever; it is *unheard*: named beside every finding, counted neither for nor against. As a
meeting has a quorum, so have the lists: where less than half of the declared networks are heard, nothing is said of all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from .rates import (
    CELL,
    SURE,
    TAIL,
    UNLIKE,
    discovery,
    discovery_by_column,
    half_or_more,
    lower_bound,
    most,
    overall,
    unlike,
)

if TYPE_CHECKING:
    import numpy.typing as npt

    from .store import Flags, Floats

    Numbers = npt.NDArray[Any]

List = Literal["all", "refused_by", "not_enough"]
RANK: dict[List, int] = {"all": 0, "refused_by": 1, "not_enough": 2}


@dataclass(frozen=True, slots=True)
class Said:
    """How many votes lie on one side. By (unit, M), groups first: between `low` and `high` of `seen` votes, where `told`;
    `everyone_*` (M): the same of all people. `groups`: how many units are groups; `heard` (networks): 5 voters or more."""

    low: Numbers
    high: Numbers
    seen: Numbers
    told: Flags
    everyone_low: Numbers
    everyone_seen: Numbers
    everyone_told: Flags
    groups: int
    heard: Flags


@dataclass(frozen=True, slots=True)
class Verdicts:
    """By statement: `agreed`, every group agrees; `open`, none is known not to and not all are known. By (network, M): whether
    it refuses, whether it is not known. `few`: less than half of the networks are heard. `bound` (M): the least of the
    units' lower bounds."""

    agreed: Flags
    open: Flags
    refused: Flags
    unknown: Flags
    few: bool
    bound: Floats

    def lists(self) -> list[List | None]:
        """Where each statement stands; None where a group does not agree."""
        refused = self.agreed & self.refused.any(axis=0)
        unknown = self.open | (self.agreed & (self.few | self.unknown.any(axis=0)))
        told: list[List | None] = [None, "all", "not_enough", "refused_by"]
        code = np.where(refused, 3, np.where(unknown, 2, np.where(self.agreed, 1, 0)))
        return [told[one] for one in code.tolist()]

    def units(self, at: int) -> tuple[int, ...]:
        """The networks (codes) that put a statement where it is: those that refuse, or of which it is not known."""
        flags = self.refused[:, at] if self.refused[:, at].any() else self.unknown[:, at]
        return tuple(np.flatnonzero(flags).tolist())


def exact(cells: Numbers, everyone: Numbers, groups: int, heard: Flags | None = None, side: int = 2) -> Said:
    """From counts (units, M, 3) and (M, 3): disagree, pass, agree. `side`: 2 agree, 0 disagree."""
    hits, seen = cells[..., side], cells.sum(axis=-1)
    all_ = everyone.sum(axis=-1)
    networks = np.ones(len(cells) - groups, np.bool_) if heard is None else heard
    return Said(hits, hits, seen, seen >= CELL, everyone[:, side], all_, all_ >= CELL, groups, networks)


def judged(said: Said, *, alone: bool = False) -> Verdicts:
    """Judge every statement. `alone`: each is corrected for its networks only, as if it were the only candidate, and bounds
    are left out (nan)."""
    low, high, seen = (np.where(said.told, one, 0) for one in (said.low, said.high, said.seen))
    rate = overall(said.everyone_low, said.everyone_seen)
    agrees = (most(low, seen, rate) >= SURE) & said.told
    groups, told = said.groups, said.told[: said.groups]
    known = said.everyone_told & (agrees[:groups] | ~told).all(axis=0)
    whole = most(said.everyone_low, said.everyone_seen, rate) >= SURE
    agreed = known & told.all(axis=0)
    heard = said.heard[:, None]
    tested = said.told[groups:] & agreed & heard
    refused = _refused(said, high[groups:], seen[groups:], tested, alone=alone)
    few = bool(len(said.heard)) and 2 * int(said.heard.sum()) < len(said.heard)
    unknown = agreed & ~refused & ~agrees[groups:] & (heard | few)
    bound = np.full(len(rate), np.nan) if alone else _bound(said, low, seen, rate)
    return Verdicts(agreed, known & whole & ~agreed, refused, unknown, few, bound)


def _refused(said: Said, high: Numbers, seen: Numbers, tested: Flags, *, alone: bool) -> Flags:
    """A network refuses when it agrees less often than everybody else (corrected over all candidates and networks at a false
    discovery rate of 1 %) *and* less than half of it agrees (95 % sure)."""
    others = np.maximum(said.everyone_seen - seen, 0)
    p = unlike(high, seen, overall(np.clip(said.everyone_low - high, 0, others), others))
    q = np.ones_like(p)
    if alone:
        q = discovery_by_column(np.where(tested, p, 1.0))
    else:
        q[tested] = discovery(p[tested])
    return np.asarray((q <= UNLIKE) & (half_or_more(high, seen) <= TAIL) & tested)


def _bound(said: Said, low: Numbers, seen: Numbers, rate: Floats) -> Floats:
    """The least lower bound of groups and heard networks; a cell that is not told stands as one without votes."""
    asked = np.concatenate([np.ones(said.groups, np.bool_), said.heard])
    if not asked.any():
        return np.zeros(len(rate))
    return np.asarray(lower_bound(low[asked], seen[asked], rate).min(axis=0))
