"""Read a date as Thai people write it, or say what to ask. Nothing ambiguous is ever guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .clean import ASKED, Clean, clean
from .fiscal import fiscal_label
from .grammar import parse
from .pieces import Parse
from .resolve import Asked, Broken, Span, resolve
from .tokens import tokens

#: Longer text is no date; the bound also keeps hostile cells cheap to read.
_LONGEST = 2000

Status = Literal["ok", "ambiguous", "invalid"]

_WHY_ASKED = {
    "unfilled": "ยังมีช่องที่ไม่ได้กรอก โปรดระบุวันที่ให้ครบ",
    "called_off": "ข้อความบอกว่าเลื่อนหรือยกเลิก โปรดระบุวันที่จริง",
    "recurring": "เป็นกิจกรรมที่ทำซ้ำ โปรดระบุวันเริ่มและวันสิ้นสุด",
    "nth": "บอกเป็นสัปดาห์หรือลำดับของวันในเดือน โปรดระบุวันที่",
    "open": "ไม่ได้บอกวันสิ้นสุด โปรดระบุ",
    "deadline": "บอกเพียงวันครบกำหนด ไม่ได้บอกวันเริ่ม โปรดระบุ",
    "vague": "บอกเวลาโดยประมาณหรือมีทางเลือก โปรดระบุวันที่แน่นอน",
    "era": "ศักราชนี้ไม่ใช่ พ.ศ. หรือ ค.ศ. โปรดเขียนเป็น พ.ศ.",
}
_WHY_LUNAR = "เป็นวันทางจันทรคติหรือเทศกาลที่วันที่เปลี่ยนทุกปี โปรดระบุวันที่ทางสุริยคติ"
_WHY_TERM = "ปีการศึกษาและภาคเรียนของแต่ละแห่งเริ่มไม่ตรงกัน โปรดระบุวันที่"
_WHY_ZONE = "เวลาเป็น UTC ซึ่งในไทยตรงกับอีกวันหนึ่ง โปรดยืนยันวันที่"
_WHY_NO_END = "ไม่ได้บอกวันสิ้นสุด โปรดระบุ"
_WHY_NO_START = "ไม่ได้บอกวันเริ่มหรือวันสิ้นสุด โปรดระบุ"
_WHY_PART = "มีเพียงบางส่วนของวันที่ โปรดระบุวัน เดือน ปี"
_WHY_NUMBERS = "มีตัวเลขอื่นปนอยู่กับวันที่ โปรดเขียนเฉพาะวันที่"
_ONLY_PART = re.compile(r"(?:ใน|เมื่อ)?วันที่\s*\d{1,2}(?:/\d{1,2})?|\d{1,2}/\d{1,2}")
_WHY_NOTHING = "ไม่พบวันที่ในข้อความนี้"


@dataclass(frozen=True)
class Reading:
    """What was read.

    `start` and `end` are set only when `status` is ok; `end` is None for a single day. `fy_be` is the
    fiscal year, `2563`, or `2565-2566` when the span crosses. `why` is a Thai sentence to show when
    not ok. `assumed` lists what was corrected or filled in, to be shown beside the result.
    """

    status: Status
    start: date | None = None
    end: date | None = None
    fy_be: str = ""
    why: str = ""
    assumed: tuple[str, ...] = ()


def read(text: str, *, fiscal_year: int | None = None) -> Reading:
    """Read the date, range, month, quarter or fiscal year written in `text`. Never raises.

    `fiscal_year` (BE) is the year of the form the text stands in: it fills a missing year (noted in
    `assumed`), October to December going to the calendar year before. A bare year (`ปี 2563`) is
    ambiguous: offices use calendar, fiscal and school years. Lunar days, recurring days and open ends
    are ambiguous; days that do not exist and texts that are no date (codes, telephone numbers, laws,
    money) are invalid.
    """
    if not text.strip():
        return Reading("invalid", why="ไม่มีข้อความ")
    if len(text) > _LONGEST:
        return Reading("invalid", why="ข้อความยาวเกินกว่าจะเป็นวันที่ โปรดเขียนเฉพาะวันที่")
    cleaned = clean(text)
    parsed = parse(tokens(cleaned.text))
    try:
        return _judge(cleaned, parsed, fiscal_year)
    except Broken as broken:
        return Reading("invalid", why=str(broken))
    except Asked as asked:
        return Reading("ambiguous", why=str(asked))


def _judge(cleaned: Clean, parsed: Parse, fiscal_year: int | None) -> Reading:
    flags = cleaned.flags
    notes = list(dict.fromkeys(parsed.notes))
    if "era" in flags:
        raise Asked(_WHY_ASKED["era"])
    if parsed.broken:
        raise Broken(parsed.broken[0])
    dated = [piece for piece in parsed.pieces if piece.kind in ("day", "month")]
    if not dated and flags & {"law", "code", "phone"} and not _names_a_period(parsed):
        raise Broken("เป็นเลขที่ รหัส หรือชื่อกฎหมาย ไม่ใช่วันที่")
    if not parsed.pieces and not parsed.asked:
        _nothing(cleaned, parsed)
    for flag in ASKED:
        if flag in flags:
            raise Asked(_WHY_ASKED[flag])
    if "zone" in flags:
        raise Asked(_WHY_ZONE)
    if parsed.asked:
        raise Asked(parsed.asked[0])
    days = [piece for piece in parsed.pieces if piece.kind == "day"]
    if "lunar" in flags and not days:
        raise Asked(_WHY_LUNAR)
    if "academic" in flags and not dated:
        raise Asked(_WHY_TERM)
    if parsed.weekday and dated and not days:
        raise Asked(_WHY_ASKED["nth"])
    span = resolve(parsed.pieces, fiscal_year, notes)
    if parsed.stray:
        if not days:
            raise Broken(_WHY_NOTHING) if flags & {"code", "law"} else Asked(_WHY_NUMBERS)
        raise Asked(_WHY_NUMBERS)
    if parsed.dangling:
        raise Asked(_WHY_NO_START)
    if parsed.opened and span.single:
        raise Asked(_WHY_NO_END)
    return _ok(span, notes)


def _names_a_period(parsed: Parse) -> bool:
    return any(piece.kind in ("fiscal", "quarter", "calendar_quarter", "calendar") for piece in parsed.pieces)


def _nothing(cleaned: Clean, parsed: Parse) -> None:
    """No date at all: say whether to ask for one, or that this is something else."""
    flags = cleaned.flags
    for flag in ASKED:
        if flag in flags and flag not in ("unfilled", "vague", "deadline", "called_off"):
            raise Asked(_WHY_ASKED[flag])
    if "lunar" in flags:
        raise Asked(_WHY_LUNAR)
    if "academic" in flags:
        raise Asked(_WHY_TERM)
    if flags & {"relative", "undecided", "feast", "occasion"} or parsed.weekday:
        raise Asked(_WHY_PART)
    if len(parsed.stray) == 1 and _may_be_compact(parsed.stray[0]):
        raise Asked("ตัวเลขติดกันอาจเป็นวันที่ โปรดเขียนวัน เดือน ปี แยกกัน")
    if _ONLY_PART.fullmatch(cleaned.text.strip()):
        raise Asked(_WHY_PART)
    raise Broken(_WHY_NOTHING)


def _may_be_compact(digits: str) -> bool:
    """Whether an unbroken number could be ddmmyyyy or yyyymmdd."""
    if not digits.isdigit() or len(digits) != 8:
        return False
    for day, month, year in ((digits[:2], digits[2:4], digits[4:]), (digits[6:], digits[4:6], digits[:4])):
        if (
            1 <= int(day) <= 31
            and 1 <= int(month) <= 12
            and (1900 <= int(year) <= 2100 or 2440 <= int(year) <= 2650)
        ):
            return True
    return False


def _ok(span: Span, notes: list[str]) -> Reading:
    end = None if span.single else span.end
    return Reading("ok", span.start, end, fiscal_label(span.start, end), "", tuple(dict.fromkeys(notes)))
