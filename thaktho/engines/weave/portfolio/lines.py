"""Demands as integer linear lines over the columns (one column for each option of each row), made fit for doubles.

A line says lo <= sum(coefficient * column) <= hi, every column 0 or 1, all numbers exact integers. `fit` makes the
numbers small without changing which 0/1 columns keep the line: divide by the common divisor (rounding the limit the
safe way), clip what is larger than the limit. What is still large is scaled by a power of two, so it stays exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

from thaktho.engines.weave.portfolio.demands import (
    After,
    BudgetFloor,
    Demand,
    Floor,
    Must,
    Not,
    OnlyOne,
)
from thaktho.engines.weave.portfolio.exact import counts, level, takes
from thaktho.engines.weave.portfolio.problem import Candidate, Option, Problem

LARGE = 1 << 17  # coefficients above this are scaled down for the solver


@dataclass(frozen=True, slots=True)
class Column:
    """One way to do one row; 1 when it is taken."""

    row: Candidate
    option: Option


@dataclass(frozen=True, slots=True)
class Line:
    """lo <= sum <= hi; exactly one of lo and hi is given."""

    columns: tuple[int, ...]
    coefficients: tuple[int, ...]
    lo: int | None = None
    hi: int | None = None

    def kept(self, taken: frozenset[int]) -> bool:
        total = sum(c for at, c in zip(self.columns, self.coefficients, strict=True) if at in taken)
        return total <= self.hi if self.hi is not None else total >= (self.lo or 0)

    @property
    def scale(self) -> int:
        """A power of two that brings the largest coefficient to `LARGE` at most."""
        return 1 << max(0, (max(self.coefficients, default=0) // LARGE).bit_length())


def columns_of(problem: Problem) -> tuple[Column, ...]:
    """All options whose money is stated, in the problem's order."""
    return tuple(Column(row, o) for row in problem.candidates for o in row.options if o.costs is not None)


def one_way_each(columns: tuple[Column, ...]) -> list[Line]:
    """A row is done in one way at most."""
    ways: dict[str, list[int]] = {}
    for at, column in enumerate(columns):
        ways.setdefault(column.row.id, []).append(at)
    return [Line(tuple(at), (1,) * len(at), hi=1) for at in ways.values() if len(at) > 1]


def lines_of(demand: Demand, columns: tuple[Column, ...]) -> list[Line]:
    """The demand in lines that are fit for the solver; none when nothing could break it."""
    return [fitted for line in _exact_lines(demand, columns) if (fitted := fit(line)) is not None]


def _exact_lines(demand: Demand, columns: tuple[Column, ...]) -> list[Line]:
    if isinstance(demand, After):
        return _after(demand, columns)
    if isinstance(demand, Must):
        return [
            _sum(columns, lambda c: c.row.id == demand.row and demand.year in (None, c.option.start), lo=1)
        ]
    if isinstance(demand, Not):
        return [_sum(columns, lambda c: c.row.id == demand.row, hi=0)]
    if isinstance(demand, OnlyOne):
        return [_sum(columns, lambda c: c.row.id in demand.rows, hi=1)]
    if isinstance(demand, Floor):
        return [_sum(columns, lambda c: counts(demand, c.row, c.option), lo=demand.rows)]
    limit = level(demand, {}, {})[1]
    if isinstance(demand, BudgetFloor):
        return [_sum(columns, lambda c: takes(demand, c.row, c.option), lo=limit)]
    return [_sum(columns, lambda c: takes(demand, c.row, c.option), hi=limit)]


def _sum(columns: tuple[Column, ...], weigh, lo: int | None = None, hi: int | None = None) -> Line:  # type: ignore[no-untyped-def]
    found = [(at, int(weight)) for at, column in enumerate(columns) if (weight := weigh(column))]
    return Line(tuple(at for at, _ in found), tuple(w for _, w in found), lo, hi)


def _after(demand: After, columns: tuple[Column, ...]) -> list[Line]:
    """For every start s of the row: (row starts by s) <= (first ended by s - gap)."""
    late = [(at, c.option.start) for at, c in enumerate(columns) if c.row.id == demand.row]
    first = [(at, c.option.last + demand.gap) for at, c in enumerate(columns) if c.row.id == demand.first]
    lines = []
    for start in sorted({year for _, year in late}):
        begun = [at for at, year in late if year <= start]
        ended = [at for at, year in first if year <= start]
        lines.append(Line((*begun, *ended), (1,) * len(begun) + (-1,) * len(ended), hi=0))
    return lines


def fit(line: Line) -> Line | None:
    """The same line in the smallest numbers; None when every 0/1 choice keeps it."""
    if min(line.coefficients, default=1) < 0:
        return line
    unit = gcd(*line.coefficients) or 1
    if line.hi is not None:
        hi = line.hi // unit
        if sum(line.coefficients) // unit <= hi:
            return None
        return Line(line.columns, tuple(min(c // unit, hi + 1) for c in line.coefficients), hi=hi)
    lo = -(-(line.lo or 0) // unit)
    if lo <= 0:
        return None
    return Line(line.columns, tuple(min(c // unit, lo) for c in line.coefficients), lo=lo)


def cut(line: Line, taken: frozenset[int]) -> Line:
    """A line that every true solution keeps and this broken one does not."""
    if min(line.coefficients) < 0:
        inside = taken & set(line.columns)
        return Line(line.columns, tuple(-1 if at in inside else 1 for at in line.columns), lo=1 - len(inside))
    if line.lo is not None:
        others = tuple(at for at in line.columns if at not in taken)
        return Line(others, (1,) * len(others), lo=1)
    weights = dict(zip(line.columns, line.coefficients, strict=True))
    cover = sorted(taken & weights.keys(), key=lambda at: (weights[at], at))
    spare = sum(weights[at] for at in cover) - (line.hi or 0)
    for at in tuple(cover):
        if weights[at] < spare:
            cover.remove(at)
            spare -= weights[at]
    top = max(weights[at] for at in cover)
    wide = sorted({*cover, *(at for at, weight in weights.items() if weight >= top)})
    return Line(tuple(wide), (1,) * len(wide), hi=len(cover) - 1)
