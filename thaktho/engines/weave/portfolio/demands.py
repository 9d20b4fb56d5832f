"""The demands people make of a portfolio. All frozen, hashable and compared by value; each stands for itself.

Every demand, a lock on a row as much as a cap on a fund, may turn up in a clash (`results.Clash`), so each can be
said as one Thai sentence (`sentences.say`). Years are Buddhist-era fiscal years; `None` means any.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from thaktho.engines.weave.portfolio.money import Amount, hundredths

Kind = Literal["amphoe", "virtue", "network", "group"]
KINDS: tuple[Kind, ...] = ("amphoe", "virtue", "network", "group")


@dataclass(frozen=True, slots=True)
class BudgetCap:
    """At most `baht` (0 allowed) of `fund` in `year`. None: all funds together, the whole plan. `network`: its rows only."""

    year: int | None
    fund: str | None
    baht: Amount
    network: str | None = None

    def __post_init__(self) -> None:
        hundredths(self.baht)


@dataclass(frozen=True, slots=True)
class BudgetFloor:
    """At least `baht` of `fund` in `year` is used. None and `network` as in `BudgetCap`."""

    year: int | None
    fund: str | None
    baht: Amount
    network: str | None = None

    def __post_init__(self) -> None:
        hundredths(self.baht)


@dataclass(frozen=True, slots=True)
class PeopleCap:
    """At most `days` of work (in the problem's unit, person-days unless said otherwise), of one network or of all."""

    year: int | None
    days: Amount
    network: str | None = None

    def __post_init__(self) -> None:
        hundredths(self.days)


@dataclass(frozen=True, slots=True)
class Floor:
    """At least `rows` chosen rows carry `code` of `kind`. With a year: rows that run in that year.

    A row of several amphoe counts once for each. A row of the whole province counts for those it lists, no others.
    """

    kind: Kind
    code: str
    rows: int = 1
    year: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of floor: {self.kind!r}")
        if self.rows < 0:
            raise ValueError("a floor is not below zero")


@dataclass(frozen=True, slots=True)
class Must:
    """People decided that this row is in, starting in `year` (None: any year). `why` is said after the sentence."""

    row: str
    year: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    """People decided that this row is out."""

    row: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class After:
    """`row` only with `first`, and starting at least `gap` years after the last year of `first` (0: the same year will do)."""

    row: str
    first: str
    gap: int = 1

    def __post_init__(self) -> None:
        if self.row == self.first:
            raise ValueError(f"a row cannot follow itself: {self.row}")
        if self.gap < 0:
            raise ValueError("a gap is not below zero")


@dataclass(frozen=True, slots=True)
class OnlyOne:
    """At most one of these rows: two writings of one thing, or two that would stand in each other's way."""

    rows: frozenset[str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", frozenset(self.rows))
        if len(self.rows) < 2:
            raise ValueError("an exclusion needs two rows")


Demand = BudgetCap | BudgetFloor | PeopleCap | Floor | Must | Not | After | OnlyOne

# Earlier ones are tried first when a clash is made smaller, so later ones are what a reader is likelier to see.
CLASSES: tuple[type, ...] = (BudgetFloor, Floor, PeopleCap, OnlyOne, After, Not, Must, BudgetCap)


def order(demand: Demand) -> tuple[int, tuple[str, ...]]:
    """A total order over demands, the same whatever order they came in."""
    values = (getattr(demand, name) for name in type(demand).__slots__)
    return CLASSES.index(type(demand)), tuple(_text(value) for value in values)


def _text(value: object) -> str:
    if isinstance(value, frozenset):
        return "\x1f".join(sorted(value))
    if isinstance(value, int | Decimal):
        return f"{Decimal(value):030.2f}"
    return "" if value is None else str(value)


def rows_named(demand: Demand) -> tuple[str, ...]:
    """The ids of rows a demand speaks of."""
    if isinstance(demand, Must | Not):
        return (demand.row,)
    if isinstance(demand, After):
        return (demand.row, demand.first)
    if isinstance(demand, OnlyOne):
        return tuple(sorted(demand.rows))
    return ()


def year_named(demand: Demand) -> int | None:
    if isinstance(demand, BudgetCap | BudgetFloor | PeopleCap | Floor | Must):
        return demand.year
    return None


def each(
    kind: Kind, codes: tuple[str, ...] | list[str], rows: int = 1, year: int | None = None
) -> tuple[Floor, ...]:
    """One floor for each code: "every amphoe at least one row"."""
    return tuple(Floor(kind, code, rows, year) for code in codes)
