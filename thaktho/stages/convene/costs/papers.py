"""A meeting's cost sheet as PDF and XLSX, with its sum in words. What nobody said is said to be unknown; nought is 0."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from thaktho.documents.frames.report import Grid, Head, ReportDocument, Text
from thaktho.documents.frames.stable import stable_zip
from thaktho.documents.spreadsheet_cell import plain
from thaktho.thai.money import in_words, show_money

from ..models import Meeting
from .models import CostLine

UNKNOWN = "ไม่ได้ระบุ"
EXAMPLE = "ข้อมูลตัวอย่าง"
COLUMNS = ("ที่", "รายการ", "จำนวน", "หน่วย", "อัตรา (บาท)", "รวม (บาท)", "แหล่งงบประมาณ")


def total(lines: Sequence[CostLine]) -> tuple[Decimal, int]:
    """The sum of what is known (baht), and how many lines are not."""
    amounts = [line.amount for line in lines]
    return sum((one for one in amounts if one is not None), Decimal(0)), amounts.count(None)


def said_total(lines: Sequence[CostLine]) -> str:
    """รวมทั้งสิ้น 1,200 บาท (หนึ่งพันสองร้อยบาทถ้วน), and what it leaves out."""
    if not lines:
        return ""
    known, unknown = total(lines)
    if unknown == len(lines):
        return "ยังไม่ทราบยอดรวม"
    words = f"รวมทั้งสิ้น {show_money(known)} ({in_words(known)})"
    return f"{words} ยังไม่รวม {unknown} รายการที่ไม่ได้ระบุจำนวนหรืออัตรา" if unknown else words


def number(value: Decimal | None) -> str:
    return UNKNOWN if value is None else show_money(value, unit=False)


def document(meeting: Meeting, lines: Sequence[CostLine], printed_on: date) -> ReportDocument:
    heads = (
        Head("ที่", 5, "center"), Head("รายการ", 30), Head("จำนวน", 11, "right"), Head("หน่วย", 11),
        Head("อัตรา", 13, "right"), Head("รวม", 14, "right"), Head("แหล่งงบ", 16),
    )  # fmt: skip
    rows = tuple(
        (
            str(at),
            line.item,
            number(line.quantity),
            line.unit,
            number(line.rate),
            number(line.amount),
            line.purse or UNKNOWN,
        )
        for at, line in enumerate(lines, 1)
    )
    blocks = (Grid(heads, rows), Text(said_total(lines), "strong")) if lines else (Text("ยังไม่มีรายการ"),)
    return ReportDocument(
        title="ประมาณการค่าใช้จ่ายในการประชุม",
        subtitle=meeting.title,
        office=meeting.programme.office_th,
        version_label="",
        printed_on=printed_on,
        blocks=blocks,
        is_example=any(line.is_example for line in lines),
    )


def xlsx(meeting: Meeting, lines: Sequence[CostLine], printed_on: date) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "ค่าใช้จ่าย"
    mark = f" ({EXAMPLE})" if any(line.is_example for line in lines) else ""
    sheet.append([plain(f"{meeting.title}{mark}")])
    sheet.append(list(COLUMNS))
    for at, line in enumerate(lines, 1):
        known = [value if value is not None else UNKNOWN for value in (line.quantity, line.rate, line.amount)]
        sheet.append(
            [
                at,
                plain(line.item),
                known[0],
                plain(line.unit),
                known[1],
                known[2],
                plain(line.purse) or UNKNOWN,
            ]
        )
    sheet.append(["", plain(said_total(lines))])
    for row in (1, 2):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFG", (6, 44, 12, 12, 14, 16, 26), strict=True):
        sheet.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return stable_zip(out.getvalue(), printed_on)
