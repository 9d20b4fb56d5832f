"""The years of Thai offices. Dates are stored as CE; every year number here is a Buddhist year (CE + 543).

Fiscal year N runs from 1 October N-1 to 30 September N; its first quarter is October to December.
"""

from __future__ import annotations

import calendar
from datetime import date

BE_OFFSET = 543
FIRST_BE, LAST_BE = 2400, 2699


def be_year(day: date) -> int:
    """Buddhist year of `day`, counted from 1 January (the rule since BE 2484)."""
    return day.year + BE_OFFSET


def fiscal_year(day: date) -> int:
    """Fiscal year (BE) that `day` falls in: 30 September 2563 is in 2563, 1 October 2563 in 2564."""
    return be_year(day) + (1 if day.month >= 10 else 0)


def fiscal_quarter(day: date) -> int:
    """Quarter 1-4 of the fiscal year; October to December is 1."""
    return (day.month - 10) % 12 // 3 + 1


def fiscal_span(year: int) -> tuple[date, date]:
    """First and last day of fiscal year `year` (BE)."""
    return date(year - BE_OFFSET - 1, 10, 1), date(year - BE_OFFSET, 9, 30)


def quarter_span(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter of fiscal year `year` (BE). ValueError unless `quarter` is 1-4."""
    if quarter not in (1, 2, 3, 4):
        raise ValueError(f"quarter must be 1-4, not {quarter}")
    first = (9 + 3 * (quarter - 1)) % 12 + 1
    ce = year - BE_OFFSET - (1 if quarter == 1 else 0)
    return date(ce, first, 1), month_end(ce, first + 2)


def month_end(ce: int, month: int) -> date:
    """Last day of a month of a CE year."""
    return date(ce, month, calendar.monthrange(ce, month)[1])


def fiscal_label(start: date, end: date | None) -> str:
    """`2563`, or `2565-2566` when the span crosses a fiscal year's end."""
    first, last = fiscal_year(start), fiscal_year(end or start)
    return str(first) if first == last else f"{first}-{last}"
