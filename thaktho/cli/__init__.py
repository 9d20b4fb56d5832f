"""The `thaktho` command. Each verb is one module with `add(verbs)` and `run(args) -> exit code`.

Only the module of the verb that was asked for is imported, so that `thaktho dates` starts without Django.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence

from .speech import Parser

VERBS = (
    "weave",
    "dates",
    "opinion",
    "run",
    "prepare",
    "worker",
    "verify-ledger",
    "found",
    "load-places",
    "sweep-files",
    "hall-backup",
    "hall-takeover",
    "manage",
)


def main(argv: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if argv is None else argv)
    args = parser(given).parse_args(given)
    return int(args.run(args))


def parser(given: Sequence[str] = ()) -> Parser:
    """The parser of one verb when a verb was given, else of all, for the help."""
    top = Parser(prog="thaktho", description="ถักทอ: รวมแผนของทุกเครือข่ายในจังหวัดเป็นแผนเดียว")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="คำสั่ง", title="คำสั่ง")
    wanted = [verb for verb in VERBS if verb in given[:1]] or VERBS
    for verb in wanted:
        module = f"thaktho.cli.{verb.replace('-', '_')}"
        if importlib.util.find_spec(module):
            importlib.import_module(module).add(verbs)
    return top
