"""A cell of a CSV that goes out: what a spreadsheet would run as a formula is made text."""

from __future__ import annotations

RUN = ("=", "+", "-", "@")


def plain(value: object) -> object:
    """Text that begins like a formula, also after blanks and line ends, gets an apostrophe; all else stays."""
    return f"'{value}" if isinstance(value, str) and value.lstrip().startswith(RUN) else value
