"""When two rows happen: the same time, near, apart, or unknown.

A span is first day to last day, both included. *Short* is at most 62 days (a campaign); longer is a season
or a year. same: short spans that overlap or lie within 7 days, or long spans that share at least half of
the time they cover together. near: other overlaps; a gap of at most 60 days; short spans in the same month of
another year (the yearly event). apart: all else. unknown: a row whose time cannot be read.
"""

from __future__ import annotations

from datetime import date

from thaktho.engines.weave.types import Nearness

SHORT = 62
TOUCH = 7
NEAR = 60

Span = tuple[int, int]

MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")


def span(start: date | None, end: date | None) -> Span | None:
    """Ordinals of first and last day; None when there is no start. An end before the start is not believed."""
    if start is None:
        return None
    last = end if end is not None and end >= start else start
    return start.toordinal(), last.toordinal()


def compare(a: Span | None, b: Span | None) -> Nearness:
    if a is None or b is None:
        return "unknown"
    gap = max(a[0], b[0]) - min(a[1], b[1])
    long_a, long_b = a[1] - a[0] >= SHORT, b[1] - b[0] >= SHORT
    if gap <= 0:
        if long_a != long_b:
            return "near"
        if not long_a:
            return "same"
        return "same" if (1 - gap) * 2 >= max(a[1], b[1]) - min(a[0], b[0]) + 1 else "near"
    if gap <= TOUCH and not long_a and not long_b:
        return "same"
    if gap <= NEAR:
        return "near"
    if not long_a and not long_b and _months(a) & _months(b):
        return "near"
    return "apart"


def _months(s: Span) -> set[int]:
    return {date.fromordinal(day).month for day in (*range(s[0], s[1] + 1, 20), s[1])}


def words(s: Span) -> str:
    """A span in plain Thai: "เม.ย. 2563", or "เม.ย. 2563 – ก.ย. 2563"."""
    first, last = date.fromordinal(s[0]), date.fromordinal(s[1])
    left = f"{MONTHS[first.month - 1]} {first.year + 543}"
    right = f"{MONTHS[last.month - 1]} {last.year + 543}"
    return left if left == right else f"{left} – {right}"
