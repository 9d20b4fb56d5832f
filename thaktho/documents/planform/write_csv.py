"""Plan rows as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from .form import form
from .model import FormRow

_ORDER = (
    "id", "virtue", "problem", "good_deed", "title", "indicator", "when", "area", "budget", "agency", "network",
)  # fmt: skip
# What a spreadsheet would run, and what only looks like such a cell guarded before: each gets one apostrophe more.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def write_csv(rows: Iterable[FormRow]) -> bytes:
    """The rows under the form's Thai heads, UTF-8 with its mark; unknown columns follow under their own heads.

    A cell that begins like a formula gets an apostrophe before it; ``read_plan`` takes it off again.
    """
    rows = list(rows)
    extras = list(dict.fromkeys(name for row in rows for name in row.extra))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guard(text) for text in [*(form().printed[name] for name in _ORDER), *extras]])
    for row in rows:
        budget = row.budget_text if row.budget is None else f"{row.budget:f}"
        cells = [
            row.id or "", row.virtue, row.problem, row.good_deed, row.title, row.indicator, row.when_text, row.area,
            budget, row.agency, row.network_text,
        ]  # fmt: skip
        writer.writerow([guard(text) for text in [*cells, *(row.extra.get(name, "") for name in extras)]])
    return out.getvalue().encode("utf-8-sig")


def guard(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if _DANGEROUS.match(text) else text
