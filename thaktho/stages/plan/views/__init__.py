"""Pages of the plan."""

from .home import home
from .imports import import_again, import_apply, import_cancel, import_new, import_page, import_undo
from .papers import csv, template, xlsx
from .paste import paste
from .plans import accept, due, give_back, reopen, submit
from .row import comment, flag, history, move, new, remove, removed, restore, row
from .sheet import all_rows, cell, rows
from .statements import from_statements

__all__ = [
    "accept",
    "all_rows",
    "cell",
    "comment",
    "csv",
    "due",
    "flag",
    "from_statements",
    "give_back",
    "history",
    "home",
    "import_again",
    "import_apply",
    "import_cancel",
    "import_new",
    "import_page",
    "import_undo",
    "move",
    "new",
    "paste",
    "remove",
    "removed",
    "reopen",
    "restore",
    "row",
    "rows",
    "submit",
    "template",
    "xlsx",
]
