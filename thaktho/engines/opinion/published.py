"""The consensus lists from published figures alone: ranges of counts, and cells that are not shown.

What a room publishes of secret votes is coarser than the votes: small cells are hidden, some counts are ranges. The lists are
made of exactly that, so that anybody recomputes them from open data, and so that they tell nothing more. Of every range the
worst end counts, what is not shown is not known (`consent`); on exact figures the lists are those of the whole map. Needs no
compiler.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from .consent import RANK, Said, judged
from .ids import id_order
from .rates import CELL, lower_bound, overall

if TYPE_CHECKING:
    from .consent import Numbers
    from .store import Floats

Kind = Literal["group", "network"]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is published of a unit's votes on a statement: `n` votes, and between which counts each answer lies."""

    n: int
    agree: Pair
    passed: Pair
    disagree: Pair

    def __post_init__(self) -> None:
        for low, high in (self.agree, self.passed, self.disagree):
            if not 0 <= low <= high <= self.n:
                raise ValueError("a range is not within the votes of its cell")
        lows, highs = (sum(one[end] for one in (self.agree, self.passed, self.disagree)) for end in (0, 1))
        if not lows <= self.n <= highs:
            raise ValueError("ranges do not add up to the votes of their cell")


@dataclass(frozen=True, slots=True)
class Unit:
    """A group or a network with its cells by statement; a statement that is not in `cells`, or None there, is not shown.
    `heard`: whether 5 or more of it voted in the topic, by the published number of voters."""

    kind: Kind
    id: str
    cells: Mapping[str, Cell | None]
    heard: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement in a list. `bound`: the least of the units' 5 % lower bounds, which stand in `by_group` and `by_network`
    (None: not shown); `units`: the networks that refuse it, or of which it is not known."""

    statement: str
    bound: float
    by_group: Mapping[str, float | None]
    by_network: Mapping[str, float | None]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """`rejected`: what every unit disagrees with; `rejected_not_enough`: what all groups disagree with while a network is not
    known; bounds there are of the disagree rate. `divided`: told of every group, and in no list; `untold`: statements of which
    too little is shown to say even that. So every statement stands somewhere. `unheard`: networks with fewer than 5 voters;
    no list speaks for them."""

    all: tuple[Finding, ...]
    refused_by: tuple[Finding, ...]
    not_enough: tuple[Finding, ...]
    rejected: tuple[Finding, ...]
    divided: tuple[str, ...]
    untold: tuple[str, ...]
    unheard: tuple[str, ...]
    rejected_not_enough: tuple[Finding, ...] = ()

    def json(self) -> dict[str, Any]:
        return asdict(self)


def published(total: Mapping[str, Cell | None], units: Sequence[Unit]) -> Lists:
    """Sort the statements of `total` into lists. Without groups everybody is the one group."""
    names = list(total)
    statements = [names[at] for at in id_order(names)]
    ordered = by_id(units)
    groups = [one for one in ordered if one.kind == "group"]
    networks = [one for one in ordered if one.kind == "network"]
    agreed = _lists(total, groups, networks, statements, "agree")
    turned = _lists(total, groups, networks, statements, "disagree")
    unheard = tuple(one.id for one in networks if not one.heard)
    lists = (agreed["all"], agreed["refused_by"], agreed["not_enough"], turned["all"], turned["not_enough"])
    listed = {line.statement for lines in lists for line in lines}
    rest = [one for one in statements if one not in listed]
    told = [one for one in rest if total[one] is not None and all(unit.cells.get(one) for unit in groups)]
    return Lists(
        *lists[:4], tuple(told), tuple(one for one in rest if one not in told), unheard, turned["not_enough"]
    )


def by_id(units: Sequence[Unit]) -> list[Unit]:
    """Groups first, then networks, each by id."""
    out = []
    for kind in ("group", "network"):
        own = [one for one in units if one.kind == kind]
        out += [own[at] for at in id_order([one.id for one in own])]
    return out


def _lists(
    total: Mapping[str, Cell | None],
    groups: Sequence[Unit],
    networks: Sequence[Unit],
    statements: Sequence[str],
    side: str,
) -> dict[str, tuple[Finding, ...]]:
    said = _said(total, groups, networks, statements, side)
    found = judged(said)
    low = _bounds(said)
    lines: dict[str, list[Finding]] = {name: [] for name in RANK}
    for at, (statement, name) in enumerate(zip(statements, found.lists(), strict=True)):
        if name is None:
            continue
        cell = [None if np.isnan(one) else round(float(one), 6) for one in low[:, at]]
        own = dict(zip((one.id for one in groups), cell, strict=False))
        others = dict(zip((one.id for one in networks), cell[said.groups :], strict=True))
        units = tuple(networks[one].id for one in found.units(at))
        lines[name].append(Finding(statement, round(float(found.bound[at]), 6), own, others, units))
    order = {statement: at for at, statement in enumerate(statements)}
    bound = dict(zip(statements, found.bound.tolist(), strict=True))
    return {
        name: tuple(sorted(ones, key=lambda one: (-bound[one.statement], order[one.statement])))
        for name, ones in lines.items()
    }


def _bounds(said: Said) -> Floats:
    """Each unit's lower bound; nan where it is not told."""
    rate = overall(said.everyone_low, said.everyone_seen)
    low, seen = np.where(said.told, said.low, 0), np.where(said.told, said.seen, 0)
    return np.where(said.told, lower_bound(low, seen, rate), np.nan)


def _said(
    total: Mapping[str, Cell | None],
    groups: Sequence[Unit],
    networks: Sequence[Unit],
    statements: Sequence[str],
    side: str,
) -> Said:
    rows = [one.cells for one in groups] or [total]
    rows += [one.cells for one in networks]
    told, low, high, seen = (np.zeros((len(rows) + 1, len(statements)), np.int64) for _ in range(4))
    for row, cells in enumerate([*rows, total]):
        for at, statement in enumerate(statements):
            cell = cells.get(statement)
            if cell is not None and cell.n >= CELL:
                told[row, at], seen[row, at] = 1, cell.n
                low[row, at], high[row, at] = getattr(cell, side)
    flags: Numbers = told.astype(np.bool_)
    heard = np.array([one.heard for one in networks], np.bool_)
    return Said(
        low[:-1], high[:-1], seen[:-1], flags[:-1], low[-1], seen[-1], flags[-1], max(len(groups), 1), heard
    )
