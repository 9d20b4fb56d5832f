"""What somebody typed, read: dates, money, virtues. What cannot be read is kept as typed, with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from thaktho.ground.programme.models import Programme
from thaktho.ground.programme.queries import Virtue, virtues_of_years
from thaktho.thai import dates, money
from thaktho.thai.dates import fiscal_year
from thaktho.thai.words import search_text

_BETWEEN = re.compile(r"[,;/\n]| และ |\s{2,}")
NO_MONEY = "ไม่ใช้งบประมาณ"


@dataclass(frozen=True)
class When:
    start: date | None = None
    end: date | None = None
    why: str = ""
    assumed: str = ""


def when(text: str, year: int | None = None) -> When:
    """The days a text means. Blank is no fault; unreadable text comes back with `why`."""
    if not text.strip():
        return When()
    reading = dates.read(text, fiscal_year=year)
    if reading.status == "ok" and reading.start:
        return When(reading.start, reading.end or reading.start, assumed=reading.assumed or "")
    return When(why=reading.why or "อ่านเป็นวันที่ไม่ได้ เก็บข้อความเดิมไว้แล้ว")


@dataclass(frozen=True)
class Money:
    amount: Decimal | None = None
    why: str = ""


def baht(text: str) -> Money:
    """An amount in baht. Blank is not said; «ไม่ใช้งบประมาณ» and 0 are zero."""
    if not text.strip():
        return Money()
    reading = money.read_money(text)
    if reading.status == "blank":
        return Money()
    if reading.status != "ok" or reading.amount is None:
        return Money(why=reading.why or "อ่านจำนวนเงินไม่ได้ กรุณาพิมพ์เป็นตัวเลข เช่น 20,000")
    if reading.amount < 0:
        return Money(why="งบประมาณติดลบ กรุณาตรวจจำนวนเงิน")
    if reading.amount > money.LARGEST:
        return Money(why="จำนวนเงินมากผิดปกติ กรุณาตรวจหน่วย (บาท)")
    return Money(reading.amount.quantize(Decimal("0.01")))


def year_of(start: date | None, end: date | None) -> int | None:
    """The one fiscal year in which the days lie, or None when they cross a year's end or are not known."""
    if start is None:
        return None
    first, last = fiscal_year(start), fiscal_year(end or start)
    return first if first == last else None


def plain(amount: Decimal | None) -> str:
    """A number without needless zeros: 20000.00 is 20000."""
    if amount is None:
        return ""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass
class VirtueWords:
    """The names by which a programme's virtues of some years are known."""

    by_code: dict[str, Virtue] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, programme: Programme, years: list[int] | None = None) -> VirtueWords:
        found = cls()
        for virtues in virtues_of_years(programme, years or programme.years).values():
            for virtue in virtues:
                found.by_code.setdefault(virtue.code, virtue)
                for name in (virtue.code, virtue.name_th, virtue.name_en, *virtue.aliases):
                    found._codes.setdefault(search_text(name), virtue.code)
        return found

    def read(self, text: str) -> list[str]:
        """Codes of the virtues named in a text, in the set's order; words that name none are simply not codes."""
        parts = [part for part in re.split(r"[,;/\n\s]+|และ", text) if part] + _BETWEEN.split(text)
        named = {self._codes.get(search_text(part)) for part in parts if part.strip()}
        return [code for code in self.by_code if code in named]

    def names(self, codes: list[str]) -> list[str]:
        return [self.by_code[code].name_th for code in codes if code in self.by_code]
