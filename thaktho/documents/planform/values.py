"""Cells to dates and money through ``thaktho.thai``, with the reason wherever a person must look."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from thaktho.thai import dates, money

from .form import is_blank
from .grid import Cell, show

_BE_AS_CE = 2400


@lru_cache(maxsize=4096)
def _read_date(text: str, fiscal_year: int | None) -> dates.Reading:
    """Plans repeat their times: each wording is read once."""
    return dates.read(text, fiscal_year=fiscal_year)


FORMULA = "เซลล์นี้เป็นสูตรที่ยังไม่มีผลคำนวณ กรุณาเปิดไฟล์ด้วยโปรแกรมตารางคำนวณ บันทึกใหม่ หรือพิมพ์ค่าจริงแทนสูตร"
ERROR = "เซลล์นี้เป็นค่าผิดพลาดของสูตร กรุณาแก้สูตรหรือพิมพ์ค่าจริง"


class When(NamedTuple):
    """``text`` as shown in the row; ``why`` is "" when all is well."""

    text: str
    start: dt.date | None
    end: dt.date | None
    why: str = ""


class Money(NamedTuple):
    """``amount`` None is blank or unreadable, 0 a stated zero; ``why`` is "" when all is well."""

    text: str
    amount: Decimal | None
    why: str = ""


def read_when(cell: Cell | None, fiscal_year: int | None) -> When:
    """A date cell, a date text in any Thai form, or words that are no date (kept, with the reason)."""
    if cell is None:
        return When("", None, None)
    value = cell.value
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return _date_cell(value)
    text = show(cell)
    if is_blank(text):
        return When("", None, None)
    if isinstance(value, int | float) and not isinstance(value, bool) and 20_000 <= value < 80_000:
        why = "เป็นตัวเลขลำดับวันของ Excel ไม่ใช่วันที่ กรุณาจัดรูปแบบเซลล์เป็นวันที่ หรือพิมพ์วันที่เป็นข้อความ"
        return When(text, None, None, why)
    reading = _read_date(text, fiscal_year)
    if reading.status == "ok":
        return When(text, reading.start, reading.end or reading.start)
    return When(text, None, None, reading.why or "อ่านวันที่ไม่ได้ กรุณาพิมพ์เช่น 11 มีนาคม 2563")


def span(first: Cell | None, last: Cell | None, fiscal_year: int | None) -> When:
    """Two cells, beginning and end, as one time."""
    start, end = read_when(first, fiscal_year), read_when(last, fiscal_year)
    if not start.text or not end.text:
        return start if start.text else end
    text = f"{start.text} – {end.text}"
    why = start.why or end.why
    if not why and start.start and end.end and end.end < start.start:
        why = "วันสิ้นสุดมาก่อนวันเริ่มต้น กรุณาตรวจทั้งสองช่อง"
    if why:
        return When(text, None, None, why)
    return When(text, start.start, end.end)


def read_budget(cell: Cell | None, *, uncalculated: bool = False) -> Money:
    """A number, a text with a number (๑,๒๐๐ บาท), ไม่ใช้งบประมาณ (zero), or words (kept, with the reason)."""
    if cell is None:
        return Money("", None)
    text = show(cell)
    if isinstance(cell.value, dt.date):
        why = "ช่องงบประมาณเป็นวันที่ กรุณาพิมพ์จำนวนเงินเป็นตัวเลข"
        return Money(text, None, why)
    if is_blank(text):
        return Money("", None)
    if uncalculated and cell.formula and cell.value == 0:
        return Money(text, None, FORMULA)
    reading = money.read_money(text if isinstance(cell.value, bool) else cell.value)
    if reading.status == "ok":
        if reading.amount is not None and reading.amount < 0:
            return Money(text, None, "งบประมาณติดลบ กรุณาตรวจจำนวนเงิน")
        return Money(text, reading.amount)
    if reading.status == "blank":
        return Money("", None)
    return Money(text, None, reading.why or "อ่านจำนวนเงินไม่ได้ กรุณาพิมพ์เป็นตัวเลข เช่น 12000")


def _date_cell(value: dt.date) -> When:
    if value.year <= _BE_AS_CE:
        return When(dates.show(value), value, value)
    try:
        real = value.replace(year=value.year - 543)
    except ValueError:
        return When(value.isoformat(), None, None, "วันที่นี้ไม่มีจริง กรุณาตรวจปี")
    why = f"เซลล์เก็บปี {value.year} เป็นปี ค.ศ. ระบบอ่านเป็น พ.ศ. {value.year} ({dates.show(real)}) กรุณาตรวจว่าถูกต้อง"
    return When(dates.show(real), real, real, why)
