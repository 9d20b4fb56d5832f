"""Read a plan form: no row is lost, nothing is guessed in silence, what cannot be a plan is refused by name."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from pathlib import Path

from thaktho.thai.numerals import to_arabic

from .container import kind_of
from .form import form
from .grid import Grid
from .heads import MOST_CELLS, find_head, score
from .model import Flag, FormRow, PlanFile, SheetRead, StructureError
from .table import TableReader
from .text_table import read_text
from .titles import network_in_titles
from .workbook import read_workbook

_ANNEX = "ภาคผนวก"
Progress = Callable[[int, int], None]


def read_plan(
    source: Path | bytes, *, name: str, fiscal_year: int | None = None, progress: Progress | None = None
) -> PlanFile:
    """Read an XLSX or CSV plan form into rows, flags and notes.

    ``name`` is the file's name as people know it; ``fiscal_year`` (BE) helps dates that give no year;
    ``progress(done, total)`` counts spreadsheet rows. Raises StructureError when the file is no plan form, is
    damaged or armed, or says the same number twice; OSError when ``source`` cannot be opened.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    notes: list[str] = []
    hidden: list[str] = []
    parts: list[int] = []
    if kind_of(data, name) == "xlsx":
        grids, hidden = read_workbook(data, name)
        notes += [
            f"แผ่นงาน “{sheet}” ถูกซ่อนอยู่ จึงไม่ได้อ่าน หากเป็นส่วนของแผน กรุณายกเลิกการซ่อนแล้วส่งใหม่" for sheet in hidden
        ]
    else:
        grids = [read_text(data, name, score)]
    rows: list[FormRow] = []
    flags: list[Flag] = []
    sheets: list[SheetRead] = []
    headless: list[tuple[Grid, int, str]] = []
    done, total = 0, sum(len(grid.rows) for grid in grids)
    for grid in grids:
        _refuse_wide(name, grid)
        head = None if grid.name.strip().startswith(_ANNEX) else find_head(grid, name)
        if head is None or not head.title:
            if head is None:
                notes.append(f"แผ่นงาน “{grid.name}” ไม่มีตารางแผน จึงไม่ได้อ่าน")
            else:
                headless.append(
                    (grid, head.top, ", ".join(head.printed[column] for column in head.fields.values()))
                )
            done += len(grid.rows)
            continue
        before = done

        def tick(count: int, start: int = before) -> None:
            if progress:
                progress(start + count, total)

        table = TableReader(grid, head, name, fiscal_year, tick)
        table.read()
        network = network_in_titles(grid, head.top)
        sheets.append(SheetRead(grid.name, head.top, table.columns(), network, len(table.rows)))
        rows += table.rows
        parts += table.parts
        flags += table.flags
        notes += [f"แผ่นงาน “{grid.name}”: {note}" for note in table.notes] if len(grids) > 1 else table.notes
        done += len(grid.rows)
    _refuse_without_table(name, grids, sheets, headless, hidden)
    for grid, row, found in headless:
        why = f"แผ่นงานนี้มีหัวตาราง ({found}) แต่ไม่มีหัว “กิจกรรม” หรือ “โครงการ” จึงไม่ได้อ่าน หากเป็นส่วนของแผน กรุณาเพิ่มหัวแล้วส่งใหม่"
        flags.append(Flag(name, grid.name, row, form().printed["title"], "", why))
    if not rows:
        why = "ไม่มีแถว มีแต่หัวตาราง กรุณาตรวจว่าเลือกไฟล์ถูก หรือกรอกกิจกรรมใต้หัวตาราง แล้วส่งใหม่"
        flags.append(Flag(name, sheets[0].name, sheets[0].head_row, form().printed["title"], "", why))
    _refuse_repeated_ids(name, rows, parts, sheets)
    if progress:
        progress(total, total)
    network_text, rows = _networks(rows, sheets)
    return PlanFile(name, hashlib.sha256(data).hexdigest(), rows, flags, notes, network_text, sheets)


def _refuse_wide(name: str, grid: Grid) -> None:
    """No plan form has a thousand cells in a row; judging each of them as a head would take hours."""
    for number, cells in grid.rows.items():
        if len(cells) > MOST_CELLS:
            why = "แถวนี้มีเกิน 1,000 ช่อง ไม่ใช่ตารางแผน กรุณาลบคอลัมน์ที่ไม่ใช้ แล้วส่งใหม่"
            raise StructureError(name, why, sheet=grid.name if not grid.widths else None, row=number)


def _refuse_without_table(
    name: str,
    grids: list[Grid],
    sheets: list[SheetRead],
    headless: list[tuple[Grid, int, str]],
    hidden: list[str],
) -> None:
    if sheets:
        return
    column = form().printed["title"]
    if headless:
        grid, row, found = headless[0]
        why = f"หัวตารางขาด “กิจกรรม” หรือ “โครงการ” (พบเพียง {found}) กรุณาเพิ่มหัวคอลัมน์นี้ แล้วส่งใหม่"
        raise StructureError(name, why, sheet=grid.name, row=row, column=column)
    if not any(grid.rows for grid in grids):
        raise StructureError(
            name, "ไฟล์ว่าง ไม่มีข้อมูลในแผ่นงานใด กรุณาตรวจว่าเลือกไฟล์ถูก แล้วส่งใหม่", sheet=_only_sheet(grids)
        )
    why = (
        "ไม่พบหัวตารางของแผน ต้องมีหัว “กิจกรรม” หรือ “โครงการ” และหัวอื่นของแบบฟอร์ม เช่น ที่ ตัวชี้วัด "
        "วัน/เดือน/ปี ที่ดำเนินงาน งบประมาณ ผู้รับผิดชอบ กรุณาใช้แบบฟอร์มที่ดาวน์โหลดจากระบบ แล้วส่งใหม่"
    )
    if hidden:
        why += f" (แผ่นงานที่ซ่อนอยู่ไม่ได้อ่าน: {', '.join(hidden)} หากแผนอยู่ในนั้น กรุณายกเลิกการซ่อน)"
    raise StructureError(name, why, sheet=_only_sheet(grids), column=column)


def _only_sheet(grids: list[Grid]) -> str | None:
    return grids[0].name if len(grids) == 1 and not grids[0].widths else None


def _refuse_repeated_ids(name: str, rows: list[FormRow], parts: list[int], sheets: list[SheetRead]) -> None:
    """A code may stand once in a file; a running number once in a part of a table.

    Numbers may begin again on each sheet and after a section line, a total or another head.
    """
    running = {sheet.name: _is_running(sheet) for sheet in sheets}
    heads = {
        sheet.name: next((head for head, field in sheet.columns.items() if field == "id"), "")
        for sheet in sheets
    }
    seen: dict[tuple[str, int, str], FormRow] = {}
    for row, part in zip(rows, parts, strict=True):
        if row.id is None:
            continue
        number = to_arabic(row.id).strip(" .)")
        place = (row.sheet, part, number) if running[row.sheet] else ("", 0, row.id)
        if place in seen:
            first = seen[place]
            where = (
                f"แถว {first.row}" if first.sheet == row.sheet else f"แผ่นงาน “{first.sheet}” แถว {first.row}"
            )
            why = f"“{row.id}” ซ้ำกับ{where} กรุณาแก้ให้ไม่ซ้ำกัน แล้วส่งใหม่"
            raise StructureError(name, why, sheet=row.sheet, row=row.row, column=heads[row.sheet])
        seen[place] = row


def _is_running(sheet: SheetRead) -> bool:
    head = next((head for head, field in sheet.columns.items() if field == "id"), "")
    return head.strip().lower() != "id" and not head.strip().startswith("รหัส")


def _networks(rows: list[FormRow], sheets: list[SheetRead]) -> tuple[str | None, list[FormRow]]:
    """The file's one network; where the sheets name several, each row is given its sheet's."""
    named = {sheet.network_text for sheet in sheets if sheet.network_text}
    if len(named) == 1:
        return named.pop(), rows
    if not named:
        return None, rows
    of_sheet = {sheet.name: sheet.network_text for sheet in sheets}
    filled = [
        row if row.network_text else dataclasses.replace(row, network_text=of_sheet[row.sheet])
        for row in rows
    ]
    return None, filled
