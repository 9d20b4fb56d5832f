"""Meeting numbers `n/ปี`: whether the year fits the day, as the series counts years."""

from __future__ import annotations

from datetime import date

from thaktho.thai.dates import be_year, fiscal_year


def year_for(basis: str, day: date) -> int:
    """The year (BE) a meeting on that day is numbered in."""
    return fiscal_year(day) if basis == "fiscal" else be_year(day)


def doubt(basis: str, number: int | None, year: int | None, day: date) -> str:
    """What is odd about the number, in Thai, or "". A doubt is confirmed by people, never refused: papers do err."""
    if not number or not year:
        return ""
    due = year_for(basis, day)
    if year == due:
        return ""
    counted = "ปีงบประมาณ" if basis == "fiscal" else "ปีปฏิทิน"
    other = be_year(day) if basis == "fiscal" else fiscal_year(day)
    words = f"ชุดนี้นับเลขตาม{counted} วันประชุมอยู่ใน{counted} {due} แต่เลขที่พิมพ์คือ {number}/{year}"
    if year == other:
        words += " ซึ่งเป็นเลขตาม" + ("ปีปฏิทิน" if basis == "fiscal" else "ปีงบประมาณ")
    return words
