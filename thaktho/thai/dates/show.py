"""Dates as Thai offices print them. Years shown are Buddhist in Thai and CE in English.

Django's and Babel's Thai formats print CE years under Thai month names, so the forms are made here.
"""

from __future__ import annotations

from datetime import date, time
from typing import Literal

from ..numerals import Digits, digits
from .fiscal import be_year, fiscal_span, fiscal_year, month_end
from .names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, MONTHS, SHORT_MONTHS, WEEKDAYS

Style = Literal["long", "medium", "short", "numeric"]
Lang = Literal["th", "en"]


def show(
    day: date, style: Style = "long", kind: Digits = "arabic", *, weekday: bool = False, lang: Lang = "th"
) -> str:
    """`11 มีนาคม 2563`, `11 มี.ค. 2563`, `11 มี.ค. 63` or `11/03/2563`; with `weekday`, `วันพุธที่ 11 …` before it.

    In English `11 March 2020`, `11 Mar 2020`, `11 Mar 20`, `11/03/2020`. A short year outside BE
    2530-2585 is written in full, so that every form can be read back.
    """
    shown = (
        f"{day.day:02d}/{day.month:02d}/{_year(day, style, lang)}"
        if style == "numeric"
        else (f"{day.day} {_month(day, style, lang)} {_year(day, style, lang)}")
    )
    if weekday:
        shown = (
            f"{ENGLISH_WEEKDAYS[day.weekday()]}, {shown}"
            if lang == "en"
            else f"วัน{WEEKDAYS[day.weekday()]}ที่ {shown}"
        )
    return digits(shown, kind)


def show_span(
    start: date, end: date | None = None, style: Style = "long", kind: Digits = "arabic", *, lang: Lang = "th"
) -> str:
    """The shortest clear form of a span: `1–10 เมษายน 2563`, `15 ก.พ. – 15 เม.ย. 2565`, whole months
    and fiscal years.

    ValueError when `end` is before `start`.
    """
    if end is None or end == start:
        return show(start, style, kind, lang=lang)
    if end < start:
        raise ValueError(f"span ends before it starts: {start} to {end}")
    if style == "numeric":
        return f"{show(start, style, kind, lang=lang)} – {show(end, style, kind, lang=lang)}"
    whole = _whole_years(start, end, lang) or _whole_months(start, end, style, lang)
    return digits(whole or _days(start, end, style, lang), kind)


def _days(start: date, end: date, style: Style, lang: Lang) -> str:
    last = show(end, style, lang=lang)
    if start.year != end.year:
        return f"{show(start, style, lang=lang)} – {last}"
    if start.month != end.month:
        return f"{start.day} {_month(start, style, lang)} – {last}"
    return f"{start.day}–{last}"


def _whole_years(start: date, end: date, lang: Lang) -> str:
    first, last = fiscal_year(start), fiscal_year(end)
    if start != fiscal_span(first)[0] or end != fiscal_span(last)[1]:
        return ""
    years = str(first) if first == last else f"{first}–{last}"
    return f"fiscal year {years} BE" if lang == "en" else f"ปีงบประมาณ {years}"


def _whole_months(start: date, end: date, style: Style, lang: Lang) -> str:
    if start.day != 1 or end != month_end(end.year, end.month):
        return ""
    last = f"{_month(end, style, lang)} {_year(end, style, lang)}"
    if start.year != end.year:
        return f"{_month(start, style, lang)} {_year(start, style, lang)} – {last}"
    return last if start.month == end.month else f"{_month(start, style, lang)} – {last}"


def _month(day: date, style: Style, lang: Lang) -> str:
    if lang == "en":
        name = ENGLISH_MONTHS[day.month - 1]
        return name if style == "long" else name[:3]
    return (MONTHS if style == "long" else SHORT_MONTHS)[day.month - 1]


def _year(day: date, style: Style, lang: Lang) -> str:
    if lang == "en":
        return f"{day.year % 100:02d}" if style == "short" and 2000 <= day.year < 2100 else str(day.year)
    be = be_year(day)
    return f"{be % 100:02d}" if style == "short" and 2530 <= be <= 2585 else str(be)


def show_time(moment: time, kind: Digits = "arabic") -> str:
    """`13.30 น.`: 24 hours, a dot between."""
    return digits(f"{moment.hour:02d}.{moment.minute:02d} น.", kind)


def series_number(number: int, year: int, kind: Digits = "arabic") -> str:
    """Number of a meeting or paper in its year (BE): `2/2565`. Whether the year is fiscal or calendar
    is the series' own rule."""
    return digits(f"{number}/{year}", kind)
