"""Read a register's table: the head row is found by its words, every row below it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from thaktho.documents.planform import StructureError
from thaktho.documents.planform.container import kind_of
from thaktho.documents.planform.form import bare, is_blank, key
from thaktho.documents.planform.grid import Grid, show
from thaktho.documents.planform.text_table import read_text
from thaktho.documents.planform.workbook import read_workbook

from .model import Column, Line, Register, RegisterFile

_HEAD_WITHIN = 40
_LEAST_HEADS = 2
_EVERY = 100
MOST_LINES = 20_000
Progress = Callable[[int, int], None]


def read_register(
    data: bytes, *, name: str, register: Register, progress: Progress | None = None
) -> RegisterFile:
    """The lines of every sheet that holds this register's table.

    Raises StructureError when no sheet does, when a required head is missing, and for damaged or armed files.
    """
    known = _known(register)
    notes: list[str] = []
    if kind_of(data, name) == "xlsx":
        grids, hidden = read_workbook(data, name)
        notes += [f"แผ่นงาน “{sheet}” ถูกซ่อนอยู่ จึงไม่ได้อ่าน" for sheet in hidden]
    else:
        grids = [read_text(data, name, lambda record: sum(1 for text in record if _field(text, known)))]
    lines: list[Line] = []
    tables = 0
    for grid in grids:
        head = _find_head(grid, known)
        if head is None:
            continue
        tables += 1
        lines += _lines(grid, *head, notes, progress, name)
        if len(lines) > MOST_LINES:
            raise StructureError(
                name, f"มีเกิน {MOST_LINES:,} แถว กรุณาแยกเป็นหลายไฟล์ แล้วส่งทีละไฟล์", sheet=grid.name
            )
    if not tables:
        raise StructureError(name, _no_table(register))
    return RegisterFile(name, hashlib.sha256(data).hexdigest(), lines, notes)


def _known(register: Register) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in register.columns:
        for text in (column.head, *column.also, column.name):
            found.setdefault(key(text), column)
            found.setdefault(bare(text), column)
    return found


def _field(text: str, known: dict[str, Column]) -> Column | None:
    return known.get(key(text)) or known.get(bare(text))


def _find_head(grid: Grid, known: dict[str, Column]) -> tuple[int, dict[int, Column], dict[int, str]] | None:
    """(row, columns, printed heads) of the row with most known heads; None without the required ones."""
    best: tuple[int, dict[int, Column], dict[int, str]] | None = None
    for number in sorted(grid.rows)[:_HEAD_WITHIN]:
        columns: dict[int, Column] = {}
        printed = {}
        for place, cell in sorted(grid.rows[number].items()):
            text = show(cell)
            printed[place] = text
            column = _field(text, known)
            if column is not None and column not in columns.values():
                columns[place] = column
        if len(columns) >= _LEAST_HEADS and (best is None or len(columns) > len(best[1])):
            best = number, columns, printed
    if best is None:
        return None
    needed = {column for column in known.values() if column.required}
    return best if needed <= set(best[1].values()) else None


def _lines(
    grid: Grid,
    head: int,
    columns: dict[int, Column],
    printed: dict[int, str],
    notes: list[str],
    progress: Progress | None,
    name: str,
) -> list[Line]:
    unknown = {place: text for place, text in printed.items() if place not in columns and text}
    if unknown:
        notes.append(f"คอลัมน์ที่ไม่รู้จัก ไม่ได้นำเข้า: {', '.join(unknown.values())}")
    rows = [number for number in sorted(grid.rows) if number > head]
    found = []
    for done, number in enumerate(rows):
        if progress and done % _EVERY == 0:
            progress(done, len(rows))
        cells, broken = {}, []
        for place, column in columns.items():
            cell = grid.rows[number].get(place)
            text = show(cell) if cell else ""
            if cell and (cell.error or (cell.formula and cell.value is None)):
                broken.append(column.name)
            cells[column.name] = "" if is_blank(text) else text
        extra = {text: grid.text_of(number, place) for place, text in unknown.items()}
        if any(cells.values()):
            extra = {head: text for head, text in extra.items() if text}
            found.append(Line(grid.name, number, cells, extra, tuple(broken)))
    return found


def _no_table(register: Register) -> str:
    needed = " และ ".join(f"“{column.head}”" for column in register.columns if column.required)
    return f"ไม่พบตารางของ{register.title} ต้องมีหัวคอลัมน์ {needed} กรุณาใช้แบบฟอร์มที่ดาวน์โหลดจากระบบ แล้วส่งใหม่"
