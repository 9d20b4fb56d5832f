"""Dates in spreadsheet cells: real dates, Buddhist years typed as CE, bare years, serial numbers, text."""

from __future__ import annotations

import math
from datetime import date, datetime

from .fiscal import BE_OFFSET, FIRST_BE, LAST_BE, fiscal_label
from .reading import Reading, read

#: Excel reads a two-digit year 30-99 as 1930-1999: `11/3/63` becomes 1963, meant as พ.ศ. 2563.
_EXCEL_CENTURY = range(1930, 2000)


def read_value(value: object, *, fiscal_year: int | None = None) -> Reading:
    """Read a cell's value: text as `read` does, dates with their year checked, numbers never guessed.
    Never raises.

    A date whose CE year is 2400-2699 was typed as พ.ศ. and is moved by 543 years (noted in `assumed`).
    Years 1930-1999 are asked about, because spreadsheets make them out of two-digit years.
    """
    if value is None:
        return Reading("invalid", why="ไม่มีข้อความ")
    if isinstance(value, datetime):
        return _date(value.date())
    if isinstance(value, date):
        return _date(value)
    if isinstance(value, bool):
        return Reading("invalid", why="เป็นค่าจริงหรือเท็จ ไม่ใช่วันที่")
    if isinstance(value, (int, float)):
        return _number(value, fiscal_year)
    return read(str(value), fiscal_year=fiscal_year)


def _date(day: date) -> Reading:
    if FIRST_BE <= day.year <= LAST_BE:
        try:
            moved = day.replace(year=day.year - BE_OFFSET)
        except ValueError:
            return Reading("invalid", why=f"ปี {day.year} ไม่มีวันที่ 29 กุมภาพันธ์")
        return Reading(
            "ok", moved, None, fiscal_label(moved, None), "", (f"ปี {day.year} ในช่องวันที่อ่านเป็น พ.ศ.",)
        )
    if day.year in _EXCEL_CENTURY:
        short = day.year % 100
        return Reading("ambiguous", why=f"ช่องวันที่มีปี ค.ศ. {day.year} อาจตั้งใจพิมพ์ พ.ศ. 25{short:02d} โปรดตรวจ")
    if not 2000 <= day.year <= LAST_BE - BE_OFFSET:
        return Reading("invalid", why=f"ปี ค.ศ. {day.year} ในช่องวันที่อยู่นอกช่วง")
    return Reading("ok", day, None, fiscal_label(day, None))


def _number(value: float, fiscal_year: int | None) -> Reading:
    if not math.isfinite(value) or value != int(value):
        return Reading("invalid", why="เป็นตัวเลข ไม่ใช่วันที่")
    whole = int(value)
    if 30_000 <= whole <= 80_000:
        return Reading("ambiguous", why="ตัวเลขนี้อาจเป็นวันที่ของ Excel ที่ไม่ได้จัดรูปแบบ โปรดจัดรูปแบบช่องเป็นวันที่")
    return read(str(whole), fiscal_year=fiscal_year)
