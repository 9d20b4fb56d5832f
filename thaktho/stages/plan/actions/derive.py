"""What follows from what was typed: days from a time, codes from virtues, places from an area, sums from money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from thaktho.ground.places.queries import locate

from .. import groups
from ..cells import Cells, in_order
from ..groups import in_order as in_list
from ..models import PlanRow
from ..reading import VirtueWords, baht, plain, when, year_of

# field -> (the text that stands there, why it cannot be read); None settles what stood flagged before.
Flags = dict[str, tuple[str, str] | None]


def derive(row: PlanRow, before: Cells, changes: Cells) -> tuple[Cells, Flags]:
    """The changes together with what follows from them, and the cells to flag. Nothing that was typed is lost."""
    cells, flags = dict(changes), Flags()
    programme = row.programme
    if "when_text" in cells:
        reading = when(cells["when_text"], _only_year(programme.years))
        if "dates" not in changes:
            cells["dates"] = [day.isoformat() for day in (reading.start, reading.end) if day]
        flags["when_text"] = (cells["when_text"], reading.why) if reading.why and not cells["dates"] else None
    if "virtues_text" in cells:
        named = VirtueWords.of(programme).read(cells["virtues_text"])
        chosen = cells.get("virtues", before.get("virtues", []))
        cells["virtues"] = list(dict.fromkeys([*chosen, *named]))
    if "area_text" in cells:
        # A text that names no place is no fault: the form says so and offers the list.
        cells["areas"] = sorted(
            {*cells.get("areas", []), *(place.pk for place in locate(programme, cells["area_text"]))}
        )
    if "groups_text" in cells:
        cells["groups"] = in_list(
            [*cells.get("groups", before.get("groups", [])), *groups.read(cells["groups_text"])]
        )
    if "budget" in cells:
        days = cells.get("dates", before.get("dates", []))
        cells["budget"], why = _money(cells["budget"], days)
        flags["budget"] = (cells["budget"]["text"], why) if why else None
    return cells, flags


def _only_year(years: list[int]) -> int | None:
    """A time without a year is read only where the programme has one year; otherwise somebody is asked."""
    return years[0] if len(years) == 1 else None


def _money(typed: dict[str, Any], days: list[str]) -> tuple[dict[str, Any], str]:
    """The budget cell with its lines read. `text` is the sum as typed; lines are [year, fund, amount as typed]."""
    lines: dict[tuple[int | None, str], Decimal] = {}
    why = ""
    for year, fund, amount in typed["lines"]:
        read = baht(amount)
        if read.why:
            why = why or f"“{amount}”: {read.why}"
        elif read.amount is not None:
            key = (year, fund.strip())
            lines[key] = lines.get(key, Decimal(0)) + read.amount
    text = typed["text"].strip()
    stated = baht(text)
    if stated.why:
        why = why or f"“{text}”: {stated.why}"
    elif stated.amount is not None and not lines and not why:
        lines[(_year(days), "")] = stated.amount
    elif stated.amount is not None and sum(lines.values()) != stated.amount and not why:
        why = f"ยอดรวมที่พิมพ์ {stated.amount:,.0f} บาท ไม่เท่ากับผลรวมของรายการ {sum(lines.values()):,.0f} บาท กรุณาแก้ข้อใดข้อหนึ่ง"
    return {
        "text": text,
        "lines": in_order([year, fund, plain(amount)] for (year, fund), amount in lines.items()),
    }, why


def _year(days: list[str]) -> int | None:
    return year_of(date.fromisoformat(days[0]), date.fromisoformat(days[-1])) if days else None
