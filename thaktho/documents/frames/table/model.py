"""A list to print: columns, bands of rows, and what every format asks of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..model import EXAMPLE
from ..wording import NOT_STATED, day, money

Value = str | Decimal | None  # None: not stated; 0 is zero; "" is an empty cell

WIDTH = {True: 14_910, False: 9_980}  # twips between margins of 17 mm
FIGURE = 133  # twips of one bold digit


@dataclass(frozen=True)
class Column:
    """A column: its head, its share of the width, and how it is set. A column that `sums` gets a sum in each band.
    Neighbours `under` the same words stand below them: one head spans them."""

    head: str
    share: float
    align: Literal["left", "center", "right"] = "left"
    sums: bool = False
    under: str = ""


@dataclass(frozen=True)
class Band:
    """Rows under one heading; "" prints no heading."""

    title: str
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class TableDocument:
    """A table ready to print. `sum_label` "" prints no sum. The same document gives the same bytes."""

    title: str
    subtitle: str
    office: str
    version_label: str
    printed_on: dt.date
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    sum_label: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = True
    is_example: bool = False
    example_note: str = EXAMPLE
    keep: tuple[str, ...] = ()

    def sums(self, rows: tuple[tuple[Value, ...], ...]) -> list[Decimal | None]:
        """The sum of each column that counts; None where no row states a figure."""
        found: list[Decimal | None] = []
        for place, column in enumerate(self.columns):
            cells = [line[place] for line in rows] if column.sums else []
            stated = [cell for cell in cells if isinstance(cell, Decimal)]
            found.append(sum(stated, Decimal(0)) if stated else None)
        return found

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        return tuple(line for band in self.bands for line in band.rows)


def parts(doc: TableDocument) -> list[float]:
    """Each column's part of the width. A column of money is as wide as its longest figure: a figure is never broken."""
    whole = sum(column.share for column in doc.columns)
    shares = []
    for place, total in enumerate(doc.sums(doc.rows)):
        figures = [line[place] for line in doc.rows] + [total]
        longest = max((len(money(one)) for one in figures if isinstance(one, Decimal)), default=0)
        needed = (longest * FIGURE + 2 * FIGURE) / WIDTH[doc.landscape] if longest else 0
        shares.append(max(doc.columns[place].share / whole, needed))
    return [share / sum(shares) for share in shares]


def spanned(doc: TableDocument) -> list[tuple[str, list[int]]]:
    """The places of the columns, those under the same words together: ("", [0]), ("", [1]), ("ไตรมาสที่", [2, 3, 4, 5])."""
    found: list[tuple[str, list[int]]] = []
    for place, column in enumerate(doc.columns):
        if column.under and found and found[-1][0] == column.under:
            found[-1][1].append(place)
        else:
            found.append((column.under, [place]))
    return found


def foot_text(doc: TableDocument) -> str:
    example = f"{doc.example_note} · " if doc.is_example else ""
    return f"{example}{doc.version_label} · พิมพ์วันที่ {day(doc.printed_on)}"


def shown(value: Value) -> str:
    """A cell's text: money with Thai digits, ไม่ได้ระบุ for None."""
    if value is None:
        return NOT_STATED
    return money(value) if isinstance(value, Decimal) else value


def spans(doc: TableDocument) -> tuple[int, list[Decimal | None]]:
    """How many columns the sum's label takes, and the sums of the others."""
    first = next((place for place, column in enumerate(doc.columns) if column.sums), len(doc.columns))
    return max(first, 1), doc.sums(doc.rows)[max(first, 1) :]
