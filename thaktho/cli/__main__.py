"""The `thaktho` command. Each verb is one module with `add(subparsers)` and `run(args) -> exit code`.

A verb imports what it needs inside `run`, so that `thaktho dates` starts without Django or numpy.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Sequence

VERBS = ("weave", "dates", "load-places", "verify-ledger", "worker", "sweep-files", "manage")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="thaktho", description="ถักทอ: weave a province's plans into one")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name in VERBS:
        module = f"thaktho.cli.{name.replace('-', '_')}"
        if importlib.util.find_spec(module):
            importlib.import_module(module).add(verbs)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    args = parser().parse_args(argv)
    return int(args.run(args))


if __name__ == "__main__":
    sys.exit(main())
