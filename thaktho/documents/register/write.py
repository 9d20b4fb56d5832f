"""A register as XLSX: the empty form to fill in, or its rows; what is written is read back the same."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from .model import Column, Register

FONT = "TH Sarabun New"
_EMPTY_ROWS = 100
_HEAD_ROW = 2
_MOST_LETTERS = 32_767


def write_register(
    register: Register,
    rows: Sequence[Mapping[str, str]] = (),
    *,
    subtitle: str,
    made_on: dt.date,
    foot: str = "",
) -> bytes:
    """The table with its guide. Identical bytes for the same arguments. Text is never taken for a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties(
        {"title": register.title, "created": dt.datetime(made_on.year, made_on.month, made_on.day)}
    )
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(14)
    sheet = book.add_worksheet(register.sheet)
    guide = book.add_worksheet("คำชี้แจง")
    _table(book, sheet, register, rows, subtitle)
    lists = _guide(book, guide, register, foot)
    last = _HEAD_ROW + max(len(rows), _EMPTY_ROWS)
    for place, column in enumerate(register.columns):
        if source := lists.get(column.name):
            sheet.data_validation(
                _HEAD_ROW + 1, place, last, place,
                {"validate": "list", "source": source, "error_type": "information", "error_title": "ไม่อยู่ในรายการ",
                 "error_message": "คำนี้ไม่อยู่ในรายการ หากต้องการใช้จริงให้กด ตกลง"},
            )  # fmt: skip
    sheet.activate()
    book.close()
    return out.getvalue()


def _table(
    book: Any, sheet: Any, register: Register, rows: Sequence[Mapping[str, str]], subtitle: str
) -> None:
    base = {"font_name": FONT, "font_size": 14}
    body = {**base, "valign": "top", "text_wrap": True, "border": 1, "num_format": "@"}
    title = book.add_format({**base, "bold": True, "font_size": 18})
    head = book.add_format(
        {**body, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#EEEEEE"}
    )
    text, guarded = book.add_format(body), book.add_format({**body, "quote_prefix": True})
    sheet.write_string(0, 0, register.title, title)
    sheet.write_string(1, 0, subtitle or " ")
    for place, column in enumerate(register.columns):
        sheet.write_string(_HEAD_ROW, place, column.head, head)
        sheet.set_column(place, place, column.width)
    for number, row in enumerate(rows, _HEAD_ROW + 1):
        for place, column in enumerate(register.columns):
            said = row.get(column.name, "")[:_MOST_LETTERS]
            if said:
                sheet.write_string(number, place, said, guarded if said[0] in "=+-@\t" else text)
            else:
                sheet.write_blank(number, place, None, text)
    for number in range(_HEAD_ROW + 1 + len(rows), _HEAD_ROW + 1 + (0 if rows else _EMPTY_ROWS)):
        for place in range(len(register.columns)):
            sheet.write_blank(number, place, None, text)
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_footer('&C&"' + FONT + '"&12หน้า &P จาก &N')


def _guide(book: Any, sheet: Any, register: Register, foot: str) -> dict[str, str]:
    """How to fill it in, and the lists to choose from; says where each list stands."""
    bold = book.add_format({"font_name": FONT, "font_size": 16, "bold": True})
    plain = book.add_format({"font_name": FONT, "font_size": 16, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, "วิธีกรอก", bold)
    row = 1
    for text in (*register.guide, foot):
        if text:
            sheet.merge_range(row, 0, row, 1, "", plain)
            sheet.write_string(row, 0, text, plain)
            row += 1
    row += 1
    for column in register.columns:
        sheet.write_string(row, 0, column.head + (" (จำเป็น)" if column.required else ""), bold)
        sheet.write_string(row, 1, column.hint or " ", plain)
        row += 1
    return _lists(sheet, [column for column in register.columns if column.choices], bold, plain)


def _lists(sheet: Any, columns: list[Column], bold: Any, plain: Any) -> dict[str, str]:
    found = {}
    for place, column in enumerate(columns, 3):
        sheet.set_column(place, place, 30)
        sheet.write_string(0, place, column.head, bold)
        for row, choice in enumerate(column.choices, 1):
            sheet.write_string(row, place, choice, plain)
        letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]
        found[column.name] = f"='คำชี้แจง'!${letter}$2:${letter}${len(column.choices) + 1}"
    return found
