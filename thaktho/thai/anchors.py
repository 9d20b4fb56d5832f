"""Where a quoted stretch of a text stands, and where it stands after the text was changed.

>>> find("ปลูกป่า และดูแลป่า", "ป่า", near=15)
Anchor(start=15, end=18)
"""

from __future__ import annotations

from typing import NamedTuple

from .textdiff import cluster_ends


class Anchor(NamedTuple):
    start: int
    end: int


def fits(text: str, start: int, end: int) -> bool:
    """Whether start:end is a stretch of `text` that cuts no written letter."""
    if not 0 <= start < end <= len(text):
        return False
    ends = cluster_ends(text) | {0}
    return start in ends and end in ends


def find(text: str, quote: str, near: int = 0) -> Anchor | None:
    """The place of the quote nearest to `near` that cuts no written letter; None when the words no longer stand."""
    if not quote:
        return None
    found: list[int] = []
    at = text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    ends = cluster_ends(text) | {0}
    whole = [start for start in found if start in ends and start + len(quote) in ends]
    if not whole:
        return None
    start = min(whole, key=lambda one: (abs(one - near), one))
    return Anchor(start, start + len(quote))
