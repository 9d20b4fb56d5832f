"""Dates of digits only: 11/03/2563, 2020-03-11, 11.3.63. Thai offices write day, month, year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .years import Year, read_year

_PARTS = re.compile(r"(\d+)[/.-](\d+)[/.-](\d+)")


@dataclass(frozen=True)
class Numeric:
    """A day as read. `other` is (day, month) in month-first order, when a CE year makes that possible
    as well."""

    year: Year
    month: int
    day: int
    other: tuple[int, int] | None
    notes: tuple[str, ...]


def read(text: str) -> Numeric | str:
    """Read a numeric date, or say why not: a sentence, with `?` in front when it should be asked about.

    Whether the day exists is not checked here.
    """
    match = _PARTS.fullmatch(text)
    if match is None:
        return f"“{text}” ไม่ใช่วันที่"
    first, second, third = match.groups()
    if len(first) == 4:
        return _year_first(first, int(second), int(third))
    if len(first) > 2 or len(third) not in (2, 4):
        return f"“{text}” ไม่ใช่วันที่"
    day, month = int(first), int(second)
    if len(third) == 2 and day > 31:
        return f"?“{text}” มีปีสองหลักและลำดับไม่ชัด โปรดเขียนวัน เดือน ปี พ.ศ. สี่หลัก"
    if day > 31 or month > 31 or (day > 12 and month > 12):
        return f"“{text}” ไม่มีวันเดือนนี้"
    year = read_year(third, "", bare=True)
    if isinstance(year, str):
        return year
    notes = (year.note,) if year.note else ()
    if year.era == "be" or day > 12 or day == month:
        return Numeric(year, month, day, None, notes)
    if month > 12:
        return Numeric(year, day, month, None, (*notes, f"อ่าน “{text}” เป็นเดือน/วัน/ปี เพราะไม่มีเดือนที่ {month}"))
    return Numeric(year, month, day, (month, day), notes)


def _year_first(year_digits: str, month: int, day: int) -> Numeric | str:
    year = read_year(year_digits, "")
    if isinstance(year, str):
        return year
    return Numeric(year, month, day, None, (year.note,) if year.note else ())
