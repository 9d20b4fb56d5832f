"""What the grammar makes of tokens: pieces of time, and how each is joined to the one before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .years import Year

PieceKind = Literal["day", "month", "quarter", "calendar_quarter", "fiscal", "calendar", "year"]
Join = Literal["", "range", "and"]


@dataclass(frozen=True)
class Piece:
    """One point or stretch of time as written. `month` holds the quarter's number when `kind` is a
    quarter."""

    kind: PieceKind
    join: Join = ""
    year: Year | None = None
    month: int = 0
    day: int = 0
    weekday: int | None = None
    #: The other order of a numeric date, (day, month), when both can be read.
    other: tuple[int, int] | None = None
    #: Whether the month was not written here but taken from a later day (`30 - 2 พฤษภาคม`).
    borrowed: bool = False


@dataclass
class Parse:
    """Pieces in order, with problems found on the way (`asked`: cannot be decided; `broken`: cannot be
    a date)."""

    pieces: list[Piece] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    opened: bool = False
    dangling: bool = False
    weekday: bool = False
