"""Meeting numbers `n/ปี`: whether the year fits the day, as the series counts years."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

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
    words = {"due": due, "number": number, "year": year}
    other = be_year(day) if basis == "fiscal" else fiscal_year(day)
    if basis == "fiscal":
        said = gettext("ชุดนี้นับเลขตามปีงบประมาณ วันประชุมอยู่ในปีงบประมาณ %(due)s แต่เลขที่พิมพ์คือ %(number)s/%(year)s")
        also = gettext("ซึ่งเป็นเลขตามปีปฏิทิน")
    else:
        said = gettext("ชุดนี้นับเลขตามปีปฏิทิน วันประชุมอยู่ในปีปฏิทิน %(due)s แต่เลขที่พิมพ์คือ %(number)s/%(year)s")
        also = gettext("ซึ่งเป็นเลขตามปีงบประมาณ")
    return f"{said % words} {also}" if year == other else said % words
