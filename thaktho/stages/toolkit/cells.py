"""A tool as plain cells, and back: one way for the form, for files and for undoing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import organisations_named
from thaktho.stages.capital import cells as amounts
from thaktho.stages.capital.queries import by_ids as capitals
from thaktho.thai.sorting import sort_key
from thaktho.thai.words import search_text

from .models import Tool

Cells = dict[str, Any]
TEXTS = (
    "kind", "name", "aliases", "gist", "cost_text", "time_text", "materials", "teacher", "conditions", "source_text", "url",
)  # fmt: skip
NAMES = (*TEXTS, "steps", "network", "capital")
FREE = ("ฟรี", "ไม่มี", "ไม่มีค่าใช้จ่าย", "ไม่ใช้งบประมาณ", "0")
_NUMBERED = re.compile(r"^\s*(?:ขั้นที่\s*)?[0-9๐-๙]{1,2}\s*[.)]\s*")


def read(tool: Tool) -> Cells:
    found: Cells = {name: getattr(tool, name) for name in TEXTS}
    found["steps"] = "\n".join(tool.steps)
    found["network"] = tool.network.code if tool.network_id and tool.network else ""
    found["capital"] = str(tool.capital_id or "")
    return found


def steps(text: str) -> list[str]:
    """One step a line; a number before it is taken off, the page numbers them itself."""
    lines = [_NUMBERED.sub("", line).strip() for line in text.splitlines()]
    return [line for line in lines if line]


def cost(text: str) -> Decimal | None:
    """The amount where the text is nothing but one: 500, ๕๐๐ บาท, ฟรี. None where it says more, or nothing."""
    bare = text.replace("บาท", "").strip()
    if bare in FREE:
        return Decimal(0)
    try:
        return amounts.number(bare)
    except ValueError:
        return None


def fill(tool: Tool, cells: Mapping[str, Any], *, network: Network | None) -> None:
    """Set the cells given (unsaved)."""
    for name in TEXTS:
        if name in cells:
            setattr(tool, name, cells[name])
    if "steps" in cells:
        tool.steps = steps(cells["steps"])
    if "cost_text" in cells:
        tool.cost = cost(cells["cost_text"])
    if "network" in cells:
        tool.network = network
    if "capital" in cells:
        wanted = UUID(cells["capital"]) if cells["capital"] else None
        tool.capital = capitals(tool.programme, [wanted]).get(wanted) if wanted else None
    index(tool)


def find_teacher(tool: Tool) -> None:
    tool.organisation = organisations_named(tool.programme, [tool.teacher]).get(tool.teacher)


def index(tool: Tool) -> None:
    tool.sort_key = sort_key(tool.name)[:600]
    words = (tool.name, tool.aliases, tool.gist, tool.teacher, tool.conditions, " ".join(tool.steps))
    tool.search_text = search_text(" ".join(filter(None, words)))
