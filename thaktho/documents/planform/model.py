"""What comes out of a plan form: rows, flags on cells, notes on the file, and the one error."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Flag:
    """A cell that was kept as found but needs a person's eye. ``why`` is Thai and says what to do."""

    file: str
    sheet: str
    row: int
    column: str
    text: str
    why: str


@dataclass(frozen=True)
class FormRow:
    """One row of the form. Texts are "" where the cell is blank; ``budget`` None is blank, 0 is a stated zero.

    ``id`` is the running number or code as written; ``row`` is the row as the spreadsheet shows it;
    ``extra`` holds columns the form does not know, under their printed heads.
    """

    file: str
    sheet: str
    row: int
    id: str | None
    title: str
    problem: str = ""
    good_deed: str = ""
    virtue: str = ""
    indicator: str = ""
    when_text: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    budget: Decimal | None = None
    budget_text: str = ""
    agency: str = ""
    network_text: str = ""
    area: str = ""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetRead:
    """One sheet that held a table: where its head stands and which printed head became which field."""

    name: str
    head_row: int
    columns: dict[str, str]
    network_text: str
    rows: int


@dataclass(frozen=True)
class PlanFile:
    """A plan form as read. ``network_text`` is the one network the title lines name, None if none or several.

    Where sheets name different networks, each row carries its own sheet's name in ``network_text``.
    """

    name: str
    sha256: str
    rows: list[FormRow]
    flags: list[Flag]
    notes: list[str]
    network_text: str | None
    sheets: list[SheetRead]


class StructureError(Exception):
    """The file cannot be taken as a plan form at all. ``why`` is Thai and says what to do."""

    def __init__(
        self,
        file: str,
        why: str,
        *,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        self.file = file
        self.sheet = sheet
        self.row = row
        self.column = column
        self.why = why
        place = [f"แผ่นงาน “{sheet}”"] if sheet else []
        place += [f"แถว {row}"] if row else []
        place += [f"คอลัมน์ “{column}”"] if column else []
        super().__init__(" ".join([f"{file}:", *place, why]))
