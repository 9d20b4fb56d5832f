"""The only writer of the declaration: its words, versions, hearings, comments, amendments, and how they become text."""

from .advising import advise, decide, follow, unadvise, undecide
from .agreeing import agree, proclaim, reopen, unproclaim
from .amending import Wish, submit, support, unsupport, withdraw
from .clauses import add_clause, edit_clause, move_clause, remove_clause, restore_clause
from .commenting import answer, comment
from .composing import compose, compose_add, compose_strike, restore_revision
from .hearings import change_hearing, close_hearing, open_hearing, plan_hearing
from .hiding import hide, hide_amendment, show, show_amendment
from .versions import canonical, make_version, true_to_hash
from .writing import add_period, begin, edit_period, move_period, remove_period, write

__all__ = [
    "Wish",
    "add_clause",
    "add_period",
    "advise",
    "agree",
    "answer",
    "begin",
    "canonical",
    "change_hearing",
    "close_hearing",
    "comment",
    "compose",
    "compose_add",
    "compose_strike",
    "decide",
    "edit_clause",
    "edit_period",
    "follow",
    "hide",
    "hide_amendment",
    "make_version",
    "move_clause",
    "move_period",
    "open_hearing",
    "plan_hearing",
    "proclaim",
    "remove_clause",
    "remove_period",
    "reopen",
    "restore_clause",
    "restore_revision",
    "show",
    "show_amendment",
    "submit",
    "support",
    "true_to_hash",
    "unadvise",
    "undecide",
    "unproclaim",
    "unsupport",
    "withdraw",
    "write",
]
