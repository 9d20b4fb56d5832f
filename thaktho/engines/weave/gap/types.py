"""The nouns of gaps: a need and a planned row in, cells out. All frozen.

Areas are official codes as text, each a prefix of what lies in it: "57" > "5701" > "570101" > a village. Years are
fiscal years, BE. On a **need** an axis left out means *whole*: the need asks nothing particular there. On a **row** an
axis left out means *unknown*: it never covers, and is told.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, overload

Basis = Literal["statement", "problem", "assessment", "population", "recorded"]
State = Literal["gap", "partly", "covered", "no_data"]
Axis = Literal["area", "virtue", "group", "year"]

BASES: tuple[Basis, ...] = ("assessment", "statement", "problem", "population", "recorded")
EVERYONE = "everyone"  # a row's group: the public at large


class GapError(ValueError):
    """A need or row that cannot be meant: a weight below zero, an area that is no code, one id said two ways."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes on a statement (counts). `lower` is the lower bound of the share that agrees, 0..1, where the room that
    counted has a better one than `wilson_low`."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0
    lower: float | None = None

    @property
    def low(self) -> float:
        return wilson_low(self.agree, self.agree + self.disagree) if self.lower is None else self.lower


@dataclass(frozen=True, slots=True)
class Need:
    """Something wanted. `weight` >= 0, no unit: 1 is one ordinary need. `tally` belongs to basis "statement"."""

    id: str
    area: str | None = None
    virtue: str | None = None
    group: str | None = None
    years: tuple[int, ...] = ()
    weight: float = 1.0
    basis: Basis = "problem"
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the plan by where, which virtues, for whom and when it acts. An empty tuple is unknown."""

    id: str
    areas: tuple[str, ...] = ()
    virtues: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Axes:
    """What the grid asks for. An axis left empty is not asked: its cells carry None there, which means whole."""

    areas: tuple[str, ...] = ()
    virtues: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


class Ids(Sequence[str]):
    """The ids of rows, in order, kept as one bit a row: ten thousand rows over thousands of cells cost little.
    Counting is free; the names are made when read. Equal to any sequence of the same ids."""

    __slots__ = ("_all", "_bits")

    def __init__(self, bits: int, all_ids: Sequence[str]) -> None:
        self._bits, self._all = bits, all_ids

    def __len__(self) -> int:
        return self._bits.bit_count()

    def __iter__(self) -> Iterator[str]:
        left = self._bits
        while left:
            low = left & -left
            yield self._all[low.bit_length() - 1]
            left ^= low

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        return tuple(self)[at]

    def __contains__(self, one: object) -> bool:
        return any(one == other for other in self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Ids) and other._all is self._all:
            return other._bits == self._bits
        return isinstance(other, Sequence) and not isinstance(other, str) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `pull`: the total of its needs (see `grid.pull`). `urgency` = pull x 1 for a gap, x 1/2 for partly, else 0.

    `rows` cover it, `parts` cover it partly, `maybe` might if what they leave unsaid were known (`unsaid`: of those, how
    many leave each axis unsaid). `wide` and `narrow` count the parts that act on an area above or inside this one,
    `everyone` those for the public at large. `uncounted`: statements that more people refuse than want.
    """

    area: str | None
    virtue: str | None
    group: str | None
    year: int | None
    state: State
    pull: float
    urgency: float
    needs: tuple[str, ...]
    bases: tuple[tuple[Basis, int], ...]
    uncounted: tuple[str, ...]
    rows: Ids
    parts: Ids
    maybe: Ids
    unsaid: tuple[tuple[Axis, int], ...]
    wide: int
    narrow: int
    everyone: int

    @property
    def key(self) -> tuple[str | None, str | None, str | None, int | None]:
        return self.area, self.virtue, self.group, self.year

    @property
    def explanation(self) -> str:
        """Why the cell is what it is: one Thai line, without the cell's own name."""
        from thaktho.engines.weave.gap.telling import explain

        return explain(self)


@dataclass(frozen=True, slots=True)
class Grid:
    """All cells asked for, in the order of the axes, then those of needs that name less than the axes do.
    `outside`: ids of needs whose area, virtue, group or every year stands on no axis."""

    axes: Axes
    cells: tuple[Cell, ...]
    outside: tuple[str, ...]
    _index: dict[tuple[str | None, str | None, str | None, int | None], int] = field(
        default_factory=dict, repr=False, compare=False
    )

    def cell(self, area: str | None = None, virtue: str | None = None, group: str | None = None,
             year: int | None = None) -> Cell:  # fmt: skip
        """KeyError when the grid has no such cell."""
        if not self._index:
            self._index.update({c.key: n for n, c in enumerate(self.cells)})
        return self.cells[self._index[area, virtue, group, year]]

    def urgent(self) -> tuple[Cell, ...]:
        """Gaps and partly covered cells, the most urgent first; then gaps first, more needs first, then by key."""
        found = [c for c in self.cells if c.state in ("gap", "partly")]
        return tuple(sorted(found, key=_order))


def _order(cell: Cell) -> tuple[object, ...]:
    names = (cell.area or "", cell.virtue or "", cell.group or "", cell.year or 0)
    return (-cell.urgency, cell.state != "gap", -len(cell.needs), *names)


def wilson_low(agree: int, votes: int, z: float = 1.96) -> float:
    """Lower end of Wilson's interval for the share that agrees, 0..1 (0 without votes). `z` 1.96 = 95 of 100."""
    if votes <= 0:
        return 0.0
    share, z2 = agree / votes, z * z
    spread = z * math.sqrt(share * (1 - share) / votes + z2 / (4 * votes * votes))
    return max(0.0, (share + z2 / (2 * votes) - spread) / (1 + z2 / votes))
