"""A row's history in words: what was changed, by whom, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from thaktho.ground.ledger.actions import kind_of
from thaktho.ground.ledger.models import Act
from thaktho.ground.ledger.queries import history
from thaktho.ground.people.queries import persons_by_id
from thaktho.ground.programme.models import Programme

from ..cells import LABELS, shown
from ..models import NetworkPlan, PlanRow

WORDS = {
    "plan.row.add": pgettext_lazy("history", "เพิ่มแถว"),
    "plan.row.edit": pgettext_lazy("history", "แก้"),
    "plan.row.settle": gettext_lazy("ตอบช่องที่อ่านไม่ได้"),
    "plan.row.comment": gettext_lazy("ให้ความเห็น"),
    "plan.row.remove": gettext_lazy("นำออกจากแผน"),
    "plan.row.restore": gettext_lazy("นำกลับเข้าแผน"),
    "plan.row.move": gettext_lazy("ย้ายลำดับ"),
    "plan.row.from_statements": gettext_lazy("สร้างจากข้อความของผู้ร่วมเสนอ"),
    "plan.row.split": gettext_lazy("แยกแถว"),
    "plan.row.hang": gettext_lazy("ย้ายไปใต้กิ่งของแผน"),
    "plan.row.bulk": gettext_lazy("แก้หลายแถวพร้อมกัน"),
    "plan.row.paste": gettext_lazy("วางจากตารางอื่น"),
    "plan.row.load": gettext_lazy("บันทึกเข้าระบบ"),
    "plan.pair.decide": gettext_lazy("ตัดสินคู่ที่อาจซ้ำกัน"),
    "plan.import.apply": gettext_lazy("นำเข้าจากไฟล์"),
    "plan.import.undo": gettext_lazy("ย้อนการนำเข้า"),
    "plan.lack.state": gettext_lazy("บอกสิ่งที่ขาด"),
    "plan.acceptance.ask": gettext_lazy("ขอให้หน่วยงานตอบรับ"),
    "plan.acceptance.answer": gettext_lazy("บันทึกคำตอบของหน่วยงาน"),
    "plan.lint.waive": gettext_lazy("ปล่อยข้อที่ระบบเตือน"),
    "plan.submit": gettext_lazy("เครือข่ายส่งแผน"),
    "plan.return": gettext_lazy("ส่งแผนกลับให้แก้"),
    "plan.accept": gettext_lazy("รับแผน"),
    "plan.reopen": gettext_lazy("เปิดแก้แผนอีกครั้ง"),
}
OF_ITS_PLAN = ("plan.submit", "plan.return", "plan.accept", "plan.reopen")
MOST = 300


@dataclass(frozen=True)
class HistoryLine:
    what: str
    who: str
    at: datetime
    why: str
    erased: bool
    changes: list[tuple[str, str, str]]  # label, before, after


def row_history(programme: Programme, row: PlanRow) -> list[HistoryLine]:
    """What happened to the row, and since it stands to its network's plan as a whole. Newest first. Four queries."""
    acts = list(history(programme.pk, PlanRow.thread_kind, row.pk)[:MOST])
    if acts and len(acts) < MOST:
        acts += _of_its_plan(programme, row, acts[-1].at)
        acts.sort(key=lambda act: act.number, reverse=True)
    persons = persons_by_id(programme, {act.actor_id for act in acts if act.actor_id})
    return [
        HistoryLine(
            what=str(WORDS.get(act.verb, act.verb)),
            who=str(persons.get(act.actor_id) or (_("ระบบ") if act.actor_kind == "system" else _("ไม่ทราบ"))),
            at=act.at,
            why=act.detail.reason or str(act.detail.body.get("comment", "")),
            erased=act.detail.erased,
            changes=_changes(act.detail.body.get("changes", {})),
        )
        for act in acts
    ]


def _of_its_plan(programme: Programme, row: PlanRow, since: datetime) -> list[Act]:
    plan = NetworkPlan.objects.filter(programme=programme, network=row.network_id).first()
    if plan is None:
        return []
    acts = history(programme.pk, kind_of(plan), plan.pk).filter(verb__in=OF_ITS_PLAN, at__gte=since)
    return list(acts[:MOST])


def _changes(changes: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (LABELS.get(name, name), shown(name, before), shown(name, after))
        for name, (before, after) in changes.items()
    ]
