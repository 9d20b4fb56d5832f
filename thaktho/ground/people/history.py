"""An object's history in words, for the history component: what was done, by whom, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from thaktho.ground.ledger import queries as ledger
from thaktho.ground.ledger.models import Act
from thaktho.ground.programme.models import Programme

from .models import Person
from .queries import persons_by_id

# The last word of a verb (plan.row.edit) says what was done; rooms need not name each.
WORDS = {
    "add": pgettext_lazy("act", "เพิ่ม"),
    "edit": pgettext_lazy("act", "แก้ไข"),
    "remove": pgettext_lazy("act", "นำออก"),
    "restore": pgettext_lazy("act", "นำกลับ"),
    "submit": pgettext_lazy("act", "ส่ง"),
    "return": pgettext_lazy("act", "ส่งกลับ"),
    "accept": pgettext_lazy("act", "รับ"),
    "withdraw": pgettext_lazy("act", "ถอน"),
    "import": pgettext_lazy("act", "นำเข้า"),
    "open": pgettext_lazy("act", "เปิด"),
    "close": pgettext_lazy("act", "ปิด"),
    "join": pgettext_lazy("act", "รวม"),
    "undo": pgettext_lazy("act", "ย้อนกลับ"),
    "approve": pgettext_lazy("act", "รับรอง"),
    "propose": pgettext_lazy("act", "เสนอ"),
    "decide": pgettext_lazy("act", "ตัดสิน"),
    "cancel": pgettext_lazy("act", "ยกเลิก"),
    "hide": pgettext_lazy("act", "ซ่อน"),
    "show": pgettext_lazy("act", "เปิดให้เห็น"),
    "grant": pgettext_lazy("act", "ให้บทบาท"),
    "found": pgettext_lazy("act", "ตั้งโครงการ"),
    "comment": pgettext_lazy("act", "ให้ความเห็น"),
    "flag": pgettext_lazy("act", "ทำเครื่องหมายให้ตรวจ"),
    "settle": pgettext_lazy("act", "แก้จุดที่ต้องตรวจ"),
    "seal": pgettext_lazy("act", "ปิดผนึก"),
    "confirm": pgettext_lazy("act", "ยืนยัน"),
    "unconfirm": pgettext_lazy("act", "ถอนการยืนยัน"),
    "verify": pgettext_lazy("act", "ตรวจสอบ"),
    "unverify": pgettext_lazy("act", "ถอนการตรวจสอบ"),
    "retire": pgettext_lazy("act", "เลิกใช้"),
    "adopt": pgettext_lazy("act", "บอกว่ามีเครื่องมือนี้"),
    "appoint": pgettext_lazy("act", "แต่งตั้ง"),
    "end": pgettext_lazy("act", "ให้สิ้นสุด"),
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
    what = str(WORDS.get(act.verb.rsplit(".", 1)[-1], act.verb))
    return Line(what, who, act.at, "" if erased or not detail else detail.reason, erased)
