"""A row's history in words: what was changed, by whom, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from thaktho.ground.ledger.queries import history
from thaktho.ground.people.queries import persons_by_id
from thaktho.ground.programme.models import Programme

from ..cells import LABELS, shown
from ..models import PlanRow

WORDS = {
    "plan.row.add": pgettext_lazy("history", "เพิ่มแถว"),
    "plan.row.edit": pgettext_lazy("history", "แก้"),
    "plan.row.settle": gettext_lazy("ตอบช่องที่อ่านไม่ได้"),
    "plan.row.comment": gettext_lazy("ให้ความเห็น"),
    "plan.row.remove": gettext_lazy("นำออกจากแผน"),
    "plan.row.restore": gettext_lazy("นำกลับเข้าแผน"),
    "plan.row.move": gettext_lazy("ย้ายลำดับ"),
    "plan.row.from_statements": gettext_lazy("สร้างจากข้อความของผู้ร่วมเสนอ"),
}


@dataclass(frozen=True)
class HistoryLine:
    what: str
    who: str
    at: datetime
    why: str
    erased: bool
    changes: list[tuple[str, str, str]]  # label, before, after


def row_history(programme: Programme, row: PlanRow) -> list[HistoryLine]:
    """Newest first. Two queries."""
    acts = list(history(programme.pk, PlanRow.thread_kind, row.pk)[:300])
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


def _changes(changes: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (LABELS.get(name, name), shown(name, before), shown(name, after))
        for name, (before, after) in changes.items()
    ]
