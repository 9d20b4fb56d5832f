"""The cells of a row that a real plan has besides the form's: its place in the tree, for whom, what comes of it, risks.

Called by `cells.py`; the same canonical JSON shapes. A direction of "" is up, so that a file without it says nothing.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext, gettext_lazy

from .groups import in_order, names
from .models import Branch, PlanRow, Risk

TEXTS = ("groups_text", "output", "outcome")
LABELS = {
    "branch": gettext_lazy("ผูกกับโครงแผน"),
    "part_of": gettext_lazy("เป็นกิจกรรมของโครงการ"),
    "groups": gettext_lazy("กลุ่มเป้าหมาย"),
    "groups_text": gettext_lazy("กลุ่มเป้าหมายตามที่พิมพ์"),
    "people": gettext_lazy("จำนวนคน"),
    "output": gettext_lazy("ผลผลิต"),
    "outcome": gettext_lazy("ผลลัพธ์"),
    "direction": gettext_lazy("ทิศทางของตัวชี้วัด"),
    "risks": gettext_lazy("ความเสี่ยง"),
}


def read(row: PlanRow) -> dict[str, Any]:
    cells: dict[str, Any] = {name: getattr(row, name) for name in TEXTS}
    cells["branch"] = str(row.branch_id or "")
    cells["part_of"] = str(row.part_of_id or "")
    cells["groups"] = in_order(row.groups)
    cells["people"] = row.people
    cells["direction"] = "" if row.direction == "up" else row.direction
    cells["risks"] = [[risk.text, risk.likelihood, risk.impact, risk.response] for risk in row.risks.all()]
    return cells


def apply(row: PlanRow, cells: dict[str, Any]) -> None:
    """Set the fields; the caller saves."""
    for name in TEXTS:
        if name in cells:
            setattr(row, name, cells[name])
    for name in ("branch", "part_of"):
        if name in cells:
            setattr(row, f"{name}_id", UUID(cells[name]) if cells[name] else None)
    if "groups" in cells:
        row.groups = in_order(cells["groups"])
    if "people" in cells:
        row.people = cells["people"]
    if "direction" in cells:
        row.direction = cells["direction"] or "up"


def relations(row: PlanRow, cells: dict[str, Any]) -> None:
    if "risks" in cells:
        row.risks.all().delete()
        Risk.objects.bulk_create(
            Risk(
                programme_id=row.programme_id,
                row=row,
                text=text,
                likelihood=likelihood,
                impact=impact,
                response=response,
            )
            for text, likelihood, impact, response in cells["risks"]
        )


def shown(name: str, value: Any) -> str | None:
    """One line for histories; None for cells that are shown like all others."""
    if name == "groups":
        known = names()
        return ", ".join(known.get(code, code) for code in value)
    if name == "risks":
        scale = dict(Risk.SCALE)
        return " · ".join(
            gettext("%(text)s (โอกาส%(likely)s ผลกระทบ%(grave)s)")
            % {"text": text, "likely": scale[likelihood], "grave": scale[impact]}
            + (f" → {response}" if response else "")
            for text, likelihood, impact, response in value
        )
    if name == "direction":
        return gettext("ยิ่งน้อยยิ่งดี")
    if name == "branch":
        return Branch.objects.filter(pk=value).values_list("text", flat=True).first() or gettext("กิ่งที่ลบแล้ว")
    if name == "part_of":
        return PlanRow.objects.filter(pk=value).values_list("title", flat=True).first() or gettext(
            "แถวที่ลบแล้ว"
        )
    return None
