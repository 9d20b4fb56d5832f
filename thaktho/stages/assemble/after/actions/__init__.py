"""The only writer of what remains: commitments, reports, reminders, what is carried on, the proceedings."""

from .carry import carry, carry_all
from .commit import Promise, add, edit, link_row, need_from, prepare, remove, unlink_row
from .proceedings import make, withdraw_picture, write_words
from .remind import ask, remind_all
from .report import report, take_back

__all__ = [
    "Promise",
    "add",
    "ask",
    "carry",
    "carry_all",
    "edit",
    "link_row",
    "make",
    "need_from",
    "prepare",
    "remind_all",
    "remove",
    "report",
    "take_back",
    "unlink_row",
    "withdraw_picture",
    "write_words",
]
