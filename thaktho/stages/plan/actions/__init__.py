"""The only writer of the plan: rows, a network's plan as a whole, imports, and many rows at once."""

from .bulk import NewRow, load_rows, paste, row_from_statements, unlink_statement
from .imports import apply_import, bring, cancel_import, read_batch, sweep, undo_import
from .plans import accept, reopen, return_plan, set_due, submit
from .rows import Conflict, NoTitle, add_row, comment, move_row, remove_row, restore_row, save_row, settle

__all__ = [
    "Conflict",
    "NewRow",
    "NoTitle",
    "accept",
    "add_row",
    "apply_import",
    "bring",
    "cancel_import",
    "comment",
    "load_rows",
    "move_row",
    "paste",
    "read_batch",
    "remove_row",
    "reopen",
    "restore_row",
    "return_plan",
    "row_from_statements",
    "save_row",
    "set_due",
    "settle",
    "submit",
    "sweep",
    "undo_import",
    "unlink_statement",
]
