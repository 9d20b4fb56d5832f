"""Reading the table of published figures (`thaktho.engines.opinion.tallies`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from thaktho.engines.opinion.published import Cell, Kind, Unit
from thaktho.engines.opinion.rates import CELL
from thaktho.engines.opinion.tallies import NUMBERS, TOTAL

from .tables import Fault, head, rows

KINDS: dict[str, Kind] = {"group": "group", "network": "network"}
Key = tuple[str, str]
Read = tuple[dict[str, Cell | None], list[Unit], list[Fault]]


def read_tallies(path: Path) -> Read:
    """(total by statement, units, faults). A statement without a total of its own is in it with None."""
    columns = head(path, ("statement", "kind", "unit", *NUMBERS))
    total: dict[str, Cell | None] = {}
    cells: dict[Key, dict[str, Cell | None]] = {}
    heard: dict[Key, bool] = {}
    seen: set[tuple[str, str, str]] = set()
    faults = []
    for row in rows(path, columns):
        statement, kind, unit = (row.cells[key] for key in ("statement", "kind", "unit"))
        why = row.fault or _wrong(row.cells, (statement, kind, unit) in seen)
        if why:
            faults.append(Fault(row.line, why))
            continue
        seen.add((statement, kind, unit))
        if kind != TOTAL:
            cells.setdefault((kind, unit), {})
        if not statement:
            heard[kind, unit] = int(row.cells["n"] or 0) >= CELL
            continue
        total.setdefault(statement, None)
        if kind == TOTAL:
            total[statement] = _cell(row.cells)
        else:
            cells[kind, unit][statement] = _cell(row.cells)
    units = [Unit(KINDS[key[0]], key[1], own, heard.get(key, True)) for key, own in cells.items()]
    return total, units, faults


def _cell(cells: Mapping[str, str]) -> Cell | None:
    if not cells["n"]:
        return None
    n, *ends = (int(cells[name]) for name in NUMBERS)
    return Cell(n, (ends[0], ends[1]), (ends[2], ends[3]), (ends[4], ends[5]))


def _wrong(cells: Mapping[str, str], twice: bool) -> str:
    kind, statement = cells["kind"], cells["statement"]
    if kind != TOTAL and kind not in KINDS:
        return f"unit_kind “{kind}” ไม่ใช่ total, group หรือ network"
    if (kind == TOTAL) == bool(cells["unit"]):
        return "แถว total ต้องไม่มี unit" if kind == TOTAL else "ไม่มีรหัส unit"
    if twice:
        return "หน่วยนี้กับข้อความนี้มีอยู่แล้วในแถวก่อนหน้า"
    told = [cells[name] for name in (NUMBERS if statement else NUMBERS[:1])]
    if any(told) and not all(told):
        return "ตัวเลขไม่ครบ ช่องที่ไม่เปิดเผยต้องเว้นว่างทุกตัวเลข"
    odd = next((one for one in told if one and not (one.isascii() and one.isdecimal() and len(one) < 16)), "")
    if odd:
        return f"“{odd}” ไม่ใช่จำนวนเต็มที่ไม่ติดลบ"
    try:
        _ = _cell(cells) if statement else None
    except ValueError:
        return f"ช่วงตัวเลขขัดกับจำนวน n {cells['n']}"
    return ""
