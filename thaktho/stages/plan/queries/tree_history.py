"""What was changed in a tree: by whom, when, why, and what stood there before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thaktho.ground.ledger.queries import history
from thaktho.ground.people.queries import persons_by_id
from thaktho.ground.programme.models import Programme

from ..models import Branch, Kpi, PlanTree
from ..upward import aims

WORDS = {
    "plan.tree.make": gettext_lazy("ตั้งโครงแผน"),
    "plan.tree.edit": gettext_lazy("แก้หัวโครงแผน"),
    "plan.tree.state": gettext_lazy("เปลี่ยนสถานะโครงแผน"),
    "plan.branch.add": gettext_lazy("เพิ่มกิ่ง"),
    "plan.branch.edit": gettext_lazy("แก้กิ่ง"),
    "plan.branch.move": gettext_lazy("ย้ายกิ่ง"),
    "plan.branch.remove": gettext_lazy("นำกิ่งออก"),
    "plan.branch.restore": gettext_lazy("นำกิ่งกลับ"),
    "plan.kpi.add": gettext_lazy("เพิ่มตัวชี้วัด"),
    "plan.kpi.edit": gettext_lazy("แก้ตัวชี้วัด"),
    "plan.kpi.move": gettext_lazy("ย้ายลำดับตัวชี้วัด"),
    "plan.kpi.remove": gettext_lazy("นำตัวชี้วัดออก"),
    "plan.kpi.restore": gettext_lazy("นำตัวชี้วัดกลับ"),
    "plan.row.hang": gettext_lazy("ผูกแถวกับโครงแผน"),
}
LABELS = {
    "title": gettext_lazy("ชื่อแผน"),
    "first_year": gettext_lazy("ปีแรก"),
    "last_year": gettext_lazy("ปีสุดท้าย"),
    "vision": gettext_lazy("วิสัยทัศน์"),
    "mission": gettext_lazy("พันธกิจ"),
    "state": gettext_lazy("สถานะ"),
    "kind": gettext_lazy("ชนิด"),
    "text": gettext_lazy("ข้อความ"),
    "upward": gettext_lazy("แผนระดับบน"),
    "name": gettext_lazy("ตัวชี้วัด"),
    "unit": gettext_lazy("หน่วยนับ"),
    "direction": gettext_lazy("ทิศทาง"),
    "baseline": gettext_lazy("ค่าฐาน"),
    "baseline_year": gettext_lazy("ปีฐาน"),
    "measured_by": gettext_lazy("แหล่งข้อมูล"),
    "targets": gettext_lazy("เป้าหมายรายปี"),
}


@dataclass(frozen=True)
class TreeLine:
    """One act on a tree, in words."""

    what: str
    text: str
    who: str
    at: datetime
    why: str
    erased: bool
    version: int
    changes: list[tuple[str, str, str]]


def tree_history(programme: Programme, tree: PlanTree, since: int = 0) -> list[TreeLine]:
    """Newest first; with `since`, only what came after that version. Two queries."""
    acts = list(history(programme.pk, PlanTree.thread_kind, tree.pk)[:300])
    persons = persons_by_id(programme, {act.actor_id for act in acts if act.actor_id})
    lines = []
    for act in acts:
        body: dict[str, Any] = act.detail.body
        version = int(body.get("version", 0))
        if version <= since:
            continue
        who = persons.get(act.actor_id) or (_("ระบบ") if act.actor_kind == "system" else _("ไม่ทราบ"))
        changes = [
            (str(LABELS.get(name, name)), _shown(name, before), _shown(name, after))
            for name, (before, after) in body.get("changes", {}).items()
        ]
        text = str(body.get("text", ""))
        if "rows" in body:
            text = _("%(n)s แถว → %(branch)s") % {"n": body["rows"], "branch": text or _("ไม่ผูก")}
        what = str(WORDS.get(act.verb, act.verb))
        lines.append(
            TreeLine(what, text, str(who), act.at, act.detail.reason, act.detail.erased, version, changes)
        )
    return lines


def _shown(name: str, value: Any) -> str:
    if name == "kind":
        return str(dict(Branch.Kind.choices).get(value, value))
    if name == "state":
        return str(dict(PlanTree.State.choices).get(value, value))
    if name == "direction":
        return str(dict(Kpi.Direction.choices).get(value, value))
    if name == "upward":
        known = aims()
        return ", ".join(known[code].name if code in known else code for code in value)
    if isinstance(value, dict):
        return " · ".join(f"{year}: {amount}" for year, amount in value.items())
    return "" if value is None else str(value)
