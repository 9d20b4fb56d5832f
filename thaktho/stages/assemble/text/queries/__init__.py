"""Reads of the declaration. What other chambers call stands in `living`."""

from .amendments import Filters, Row, amendment, amendments, amendments_of, filter_counts
from .hearings import by_receipt, comments_of, hearing, hearings, open_hearings, placed
from .living import (
    FrozenClause,
    clause,
    clause_diff,
    clause_numbers,
    compare,
    frozen_clauses,
    frozen_revisions,
    is_agreed,
    latest_version,
    living_clauses,
    numbers,
    text_of,
    told_clauses,
    version,
)
from .veiling import sees_draft, sees_hidden, veil
from .waits import waiting

__all__ = [
    "Filters",
    "FrozenClause",
    "Row",
    "amendment",
    "amendments",
    "amendments_of",
    "by_receipt",
    "clause",
    "clause_diff",
    "clause_numbers",
    "comments_of",
    "compare",
    "filter_counts",
    "frozen_clauses",
    "frozen_revisions",
    "hearing",
    "hearings",
    "is_agreed",
    "latest_version",
    "living_clauses",
    "numbers",
    "open_hearings",
    "placed",
    "sees_draft",
    "sees_hidden",
    "text_of",
    "told_clauses",
    "veil",
    "version",
    "waiting",
]
