"""The networks' colours and woven drafts, from criteria/drafts.yaml to static/web/threads.css.

python -m thaktho.web.drafts        writes the style sheet
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "criteria" / "drafts.yaml"
SHEET = HERE / "static" / "web" / "threads.css"
SIZE = 6

Bits = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True)
class Thread:
    order: int
    light: str
    dark: str
    band: str
    bits: Bits


@cache
def threads() -> tuple[Thread, ...]:
    """The threads of the table, and after them the same colours with the draft turned."""
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))["threads"]
    first = tuple(
        Thread(row["order"], row["light"], row["dark"], row["band"], read(row["draft"])) for row in rows
    )
    more = (Thread(t.order + len(first), t.light, t.dark, t.band, turned(t.bits)) for t in first)
    return (*first, *more)


def number(order: int) -> int:
    """Which thread a network of this order takes; beyond the last one they begin again."""
    return (order - 1) % len(threads()) + 1


def read(draft: str) -> Bits:
    return tuple(
        tuple(bool(int(row, 16) >> (SIZE - 1 - column) & 1) for column in range(SIZE))
        for row in draft.split()
    )


def turned(bits: Bits) -> Bits:
    """A quarter turn; where a turn changes nothing (a diamond), figure and ground change places."""
    turn = tuple(tuple(bits[SIZE - 1 - column][row] for column in range(SIZE)) for row in range(SIZE))
    return turn if turn != bits else tuple(tuple(not bit for bit in row) for row in bits)


def path(bits: Bits) -> str:
    """The figure as one SVG path: a stroke for every run of set bits."""
    runs = []
    for y, row in enumerate(bits):
        x = 0
        while x < SIZE:
            start = x
            while x < SIZE and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start} {y}.5h{x - start}")
            x += 1
    return "".join(runs)


def picture(bits: Bits) -> str:
    return (
        "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 6 6' "
        f"shape-rendering='crispEdges'%3E%3Cpath d='{path(bits)}' stroke='%23000'/%3E%3C/svg%3E\")"
    )


def sheet() -> str:
    light = "\n".join(
        f".n{thread.order}{{--n:{thread.light};--nb:{thread.band};--draft:{picture(thread.bits)}}}"
        for thread in threads()
    )
    dark = "\n".join(f".n{thread.order}{{--n:{thread.dark}}}" for thread in threads())
    # Lengths as classes, because the content policy forbids inline styles: w0 to w100 set --w in per cent.
    lengths = "".join(f".w{n}{{--w:{n}%}}" for n in range(101))
    return (
        "/* Written by `python -m thaktho.web.drafts` from criteria/drafts.yaml. Do not edit. */\n"
        f"@layer tokens{{\n{light}\n@media screen and (prefers-color-scheme:dark){{\n{dark}\n}}\n{lengths}\n}}\n"
    )


if __name__ == "__main__":
    SHEET.write_text(sheet(), encoding="utf-8")
