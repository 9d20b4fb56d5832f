"""When two rows happen: the same time, near, apart, or unknown.

A span is first day to last day, both included. *Short* is at most 62 days (a campaign); longer is a season
or a year. same: short spans that overlap or lie within 7 days, or long spans that share at least half of
the time they cover together. near: other overlaps; a gap of at most 60 days; short spans in the same month of
another year (the yearly event). apart: all else. unknown: a row whose time cannot be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from thaktho.engines.weave.types import NEARNESS, Nearness

Ints = npt.NDArray[np.int64]

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
    """How near two spans are; symmetric."""
    table = Spans([a, b])
    return table.compare(np.array([0]), np.array([1]))[0]


class Spans:
    """Many spans, compared many pairs at a time."""

    def __init__(self, spans: Sequence[Span | None]) -> None:
        self.known = np.array([s is not None for s in spans], dtype=bool)
        self.first = np.array([s[0] if s else 0 for s in spans], dtype=np.int64)
        self.last = np.array([s[1] if s else 0 for s in spans], dtype=np.int64)
        self.months = np.array([_months(s) if s else 0 for s in spans], dtype=np.int64)

    def compare(self, i: Ints, j: Ints) -> list[Nearness]:
        """Nearness of each pair of indices."""
        gap = np.maximum(self.first[i], self.first[j]) - np.minimum(self.last[i], self.last[j])
        cover = np.maximum(self.last[i], self.last[j]) - np.minimum(self.first[i], self.first[j]) + 1
        long_i, long_j = self.last[i] - self.first[i] >= SHORT, self.last[j] - self.first[j] >= SHORT
        short = ~long_i & ~long_j
        same = short & (gap <= TOUCH) | long_i & long_j & (gap <= 0) & ((1 - gap) * 2 >= cover)
        near = (gap <= NEAR) | short & ((self.months[i] & self.months[j]) != 0)
        code = np.where(same, 0, np.where(near, 1, 2))
        code = np.where(self.known[i] & self.known[j], code, 3)
        return [NEARNESS[c] for c in code.tolist()]


def _months(s: Span) -> int:
    """The calendar months a span touches, as bits."""
    days = (*range(s[0], min(s[1], s[0] + 366) + 1, 20), s[1])
    return sum(1 << m for m in {date.fromordinal(day).month for day in days})


@lru_cache(maxsize=65536)
def words(s: Span) -> str:
    """A span in plain Thai: "เม.ย. 2563", or "เม.ย. 2563 – ก.ย. 2563"."""
    first, last = date.fromordinal(s[0]), date.fromordinal(s[1])
    left = f"{MONTHS[first.month - 1]} {first.year + 543}"
    right = f"{MONTHS[last.month - 1]} {last.year + 543}"
    return left if left == right else f"{left} – {right}"
