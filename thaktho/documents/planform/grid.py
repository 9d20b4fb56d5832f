"""A sheet as a sparse grid of plain cells, whatever file it came from."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import NamedTuple

_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNTIDY = re.compile("[\x00-\x1f\x7f\xa0\ud800-\udfff\ufffe\uffff]")

Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


class Cell(NamedTuple):
    """``value`` as the file stores it; ``formula`` if one stands behind it; ``error`` for an Excel error value."""

    value: Value
    formula: str = ""
    error: bool = False


class Merge(NamedTuple):
    """A merged rectangle, 1-based, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """Rows and columns count from 1, as the spreadsheet shows them. Only cells with something in them are kept."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    widths: dict[int, int] = field(
        default_factory=dict
    )  # CSV only: cells each record has, to find ragged rows
    uncalculated: bool = False  # the file asks to be recalculated: a cached 0 may be no result at all

    def text_of(self, row: int, column: int) -> str:
        """A cell as a person reads it; "" when blank."""
        cell = self.rows.get(row, {}).get(column)
        return show(cell) if cell else ""


def show(cell: Cell) -> str:
    """The cell's text: numbers without a machine's ``.0``, line ends as one kind, edges trimmed."""
    value = cell.value
    if value is None:
        return "=" + cell.formula if cell.formula else ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, str):
        return tidy(value)
    return str(value)


def tidy(text: str) -> str:
    """One kind of line end, no trailing spaces, no characters that a page cannot show."""
    if not _UNTIDY.search(text):
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    text = _UNSHOWABLE.sub("", text)
    return "\n".join(line.strip() for line in text.split("\n")).strip()
