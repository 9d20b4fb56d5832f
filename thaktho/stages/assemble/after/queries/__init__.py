"""Reading what remains: commitments, their chains over the years, who is waited for, the score, the proceedings."""

from ...text.queries import clause_numbers, is_agreed
from .chains import chain, editions_to_carry, followed, heads, next_edition, open_from_before
from .commitments import (
    anything_of,
    clauses_to_choose,
    commitment,
    history,
    linked_rows,
    of_edition,
    reports,
    rows_to_link,
)
from .listing import Counts, Filters, counts, editions_with, listing, page_rows, records
from .papers import made, proceedings, words
from .proposing import Proposal, proposals
from .score import Line, Score, score
from .waiting import Owner, owners_to_remind, waiting

__all__ = [
    "Counts",
    "Filters",
    "Line",
    "Owner",
    "Proposal",
    "Score",
    "anything_of",
    "chain",
    "clause_numbers",
    "clauses_to_choose",
    "commitment",
    "counts",
    "editions_to_carry",
    "editions_with",
    "followed",
    "heads",
    "history",
    "is_agreed",
    "linked_rows",
    "listing",
    "made",
    "next_edition",
    "of_edition",
    "open_from_before",
    "owners_to_remind",
    "page_rows",
    "proceedings",
    "proposals",
    "records",
    "reports",
    "rows_to_link",
    "score",
    "waiting",
    "words",
]
