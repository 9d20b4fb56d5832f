"""Open data: the table of published figures from which anybody recomputes the lists (`thaktho opinion --tallies`).

A row is a cell: a statement, a unit (`total`, or a group or network with its id), `n` and the range of each answer; all numbers
empty where a cell is not shown. A row without a statement tells how many voters a unit has; a network whose number is empty
there is not heard.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from .ids import id_order
from .published import Cell, Unit, by_id

TOTAL = "total"
NUMBERS = ("n", "agree_low", "agree_high", "pass_low", "pass_high", "disagree_low", "disagree_high")
HEAD = ("statement", "unit_kind", "unit", *NUMBERS)

Line = tuple[str | int, ...]


def lines(
    total: Mapping[str, Cell | None],
    units: Sequence[Unit],
    voters: Mapping[str, int | None] | None = None,
) -> Iterator[Line]:
    """The table's rows below `HEAD`, in canonical order. `voters`: the published numbers of the networks that are heard; where
    it lacks one, 5 stands there: all that `heard` says."""
    told = voters or {}
    ordered = by_id(units)
    for one in ordered:
        if one.kind == "network":
            yield ("", one.kind, one.id, _or(told.get(one.id), 5) if one.heard else "", *("",) * 6)
    names = list(total)
    for statement in (names[at] for at in id_order(names)):
        yield (statement, TOTAL, "", *_numbers(total[statement]))
        for one in ordered:
            yield (statement, one.kind, one.id, *_numbers(one.cells.get(statement)))


def _or(value: int | None, other: int) -> int:
    return other if value is None else value


def _numbers(cell: Cell | None) -> Line:
    if cell is None:
        return ("",) * len(NUMBERS)
    return (cell.n, *cell.agree, *cell.passed, *cell.disagree)


def digest(total: Mapping[str, Cell | None], units: Sequence[Unit]) -> str:
    """SHA-256 of what the lists are made of: equal for equal figures, in whatever order they came."""
    whole = hashlib.sha256(b"thaktho tallies 1\n")
    for line in lines(total, units):
        whole.update(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    return whole.hexdigest()
