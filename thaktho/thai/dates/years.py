"""One written year: Buddhist or Common Era, four digits or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .fiscal import BE_OFFSET, FIRST_BE, LAST_BE

Era = Literal["", "be", "ce"]

#: Two-digit Buddhist years beside a Thai month: 2530 to 2585. Below, 20 may be ค.ศ. 2020; above, 98
#: may be 1998.
_SHORT_FROM, _SHORT_TO = 30, 85
#: With digits alone (11/3/63) or an English month, 30 to 39 may also be read as ค.ศ.
_SHORT_FROM_BARE = 40


@dataclass(frozen=True)
class Year:
    """`ce` is the CE year; `era` says how it was written (`?` marks a year already reported as
    unreadable)."""

    ce: int
    era: Literal["be", "ce", "?"]
    note: str = ""


def read_year(digits: str, mark: Era, *, latin: bool = False, bare: bool = False) -> Year | str:
    """Read a year, or say why not: a sentence, with `?` in front when it should be asked about."""
    value, width = int(digits), len(digits)
    if width == 2:
        return _two_digits(value, mark, latin or bare)
    if width != 4:
        return f"ปี “{digits}” ไม่ใช่ปีที่อ่านได้"
    if FIRST_BE <= value <= LAST_BE:
        if mark == "ce":
            return f"?เขียนว่า ค.ศ. แต่ {value} เป็นปี พ.ศ. โปรดยืนยันปี"
        return Year(value - BE_OFFSET, "be")
    if FIRST_BE <= value + BE_OFFSET <= LAST_BE:
        if mark == "be":
            return f"?เขียนว่า พ.ศ. แต่ {value} เป็นปี ค.ศ. โปรดยืนยันปี"
        return Year(value, "ce", f"อ่าน {value} เป็นปี ค.ศ. (พ.ศ. {value + BE_OFFSET})")
    return f"ปี {value} อยู่นอกช่วง พ.ศ. {FIRST_BE}–{LAST_BE}"


def _two_digits(value: int, mark: Era, bare: bool) -> Year | str:
    lowest = _SHORT_FROM_BARE if bare and mark != "be" else _SHORT_FROM
    if mark == "ce" or not lowest <= value <= _SHORT_TO:
        return f"?ปี “{value:02d}” สองหลักอ่านได้หลายอย่าง โปรดเขียนปีสี่หลัก"
    return Year(2500 + value - BE_OFFSET, "be")
