"""An object's history in words, for the history component: what was done, by whom, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from thaktho.ground.ledger import queries as ledger
from thaktho.ground.ledger.models import Act
from thaktho.ground.programme.models import Programme

from .models import Person
from .queries import persons_by_id

# The last word of a verb (plan.row.edit) says what was done; rooms need not name each.
WORDS = {
    "add": "เพิ่ม",
    "edit": "แก้ไข",
    "remove": "นำออก",
    "restore": "นำกลับ",
    "submit": "ส่ง",
    "return": "ส่งกลับ",
    "accept": "รับ",
    "withdraw": "ถอน",
    "import": "นำเข้า",
    "open": "เปิด",
    "close": "ปิด",
    "join": "รวม",
    "undo": "ย้อนกลับ",
    "approve": "รับรอง",
    "propose": "เสนอ",
    "decide": "ตัดสิน",
    "cancel": "ยกเลิก",
    "hide": "ซ่อน",
    "show": "เปิดให้เห็น",
    "grant": "ให้บทบาท",
    "found": "ตั้งโครงการ",
    "comment": "ให้ความเห็น",
    "flag": "ทำเครื่องหมายให้ตรวจ",
    "settle": "แก้จุดที่ต้องตรวจ",
    "seal": "ปิดผนึก",
}
MOST = 50


@dataclass(frozen=True)
class Line:
    what: str
    who: str
    at: datetime
    why: str
    erased: bool


def lines(programme: Programme, kind: str, id: UUID, *, names: bool = True) -> list[Line]:
    """Newest first. Names of persons only where the reader may see them. Two queries."""
    acts = list(ledger.history(programme.pk, kind, id)[:MOST])
    known = persons_by_id(programme, {act.actor_id for act in acts if act.actor_id}) if names else {}
    return [_line(act, known) for act in acts]


def _line(act: Act, known: dict[UUID, Person]) -> Line:
    detail = getattr(act, "detail", None)
    erased = bool(detail and detail.erased)
    person = known.get(act.actor_id) if act.actor_id else None
    who = str(person) if person else (_("ระบบ") if act.actor_kind == "system" else _("ผู้มีบทบาท"))
    what = WORDS.get(act.verb.rsplit(".", 1)[-1], act.verb)
    return Line(what, who, act.at, "" if erased or not detail else detail.reason, erased)
