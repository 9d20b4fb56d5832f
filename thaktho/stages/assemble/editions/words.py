"""The table of stages in words: who may do what, as a page and a paper say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..stages import MAY, ORDER
from .models import Stage

ROLES: dict[str, Any] = {
    "secretariat": _("ฝ่ายเลขานุการ"),
    "executive": _("ผู้บริหารจังหวัด"),
    "coordinator": _("ผู้ประสานงานของเครือข่าย"),
    "delegate": _("ผู้แทนเครือข่าย"),
    "speaker": _("ผู้แทนที่แจ้งเสียงของเครือข่าย"),
    "owner": _("เจ้าของงาน"),
    "staff": _("ผู้มีบทบาททุกคน"),
    "anyone": _("ทุกคน"),
}

CHAMBERS: dict[str, Any] = {
    "editions": _("งานของปี"),
    "issues": _("ประเด็นสมัชชา"),
    "text": _("ประกาศเจตนารมณ์"),
    "consensus": _("ฉันทมติ"),
    "day": _("วันงาน"),
    "after": _("หลังงาน"),
}

VERBS: dict[str, Any] = {
    "editions.edit": _("แก้ข้อมูลของปี และกำหนดวันของแต่ละขั้น"),
    "editions.move": _("เลื่อนไปขั้นถัดไป หรือย้อนกลับ"),
    "editions.end": _("ปิดหรือยกเลิกสมัชชาของปี"),
    "editions.task.write": _("เพิ่มและแก้งาน"),
    "editions.task.do": _("เริ่มงานและบอกว่างานเสร็จ"),
    "editions.paper": _("แนบเอกสาร ผูกการประชุม"),
    "editions.tab": _("เขียนและเผยแพร่สี่แท็บ"),
    "editions.photo": _("เพิ่มและเผยแพร่ภาพ"),
    "editions.unphoto": _("นำภาพลงจากหน้าเว็บ"),
    "editions.rehearse": _("ซ้อมวันงาน"),
    "issues.call": _("เปิดและปิดรับประเด็น"),
    "issues.propose": _("เสนอประเด็น"),
    "issues.score": _("ให้คะแนนประเด็นตามเกณฑ์"),
    "issues.decide": _("ตัดสินประเด็น"),
    "text.draft": _("ยกร่างและแก้ข้อ"),
    "text.version": _("ออกร่างฉบับใหม่"),
    "text.hearing": _("เปิดและปิดเวทีรับฟัง"),
    "text.close": _("ปิดเวทีรับฟัง"),
    "text.comment": _("ให้ความเห็นต่อข้อ"),
    "text.answer": _("ตอบความเห็น"),
    "text.hide": _("ไม่แสดงถ้อยคำที่ไม่เหมาะสม และเปิดให้เห็นอีกครั้ง"),
    "text.amend": _("เสนอแก้ถ้อยคำ"),
    "text.support": _("สนับสนุนข้อเสนอแก้"),
    "text.advise": _("ให้คำแนะนำต่อข้อเสนอแก้"),
    "text.decide": _("ตัดสินข้อเสนอแก้"),
    "text.compose": _("ประกอบข้อความสุดท้าย"),
    "text.proclaim": _("บันทึกการประกาศเจตนารมณ์"),
    "consensus.nominate": _("เสนอชื่อผู้แทน"),
    "consensus.appoint": _("แต่งตั้งผู้แทน"),
    "consensus.replace": _("เปลี่ยนตัวผู้แทน"),
    "consensus.rules": _("กำหนดกติกาฉันทมติ"),
    "consensus.round": _("เปิดและปิดรอบรับเสียง"),
    "consensus.stance": _("แจ้งเสียงของเครือข่าย"),
    "consensus.inner": _("ให้ความเห็นภายในเครือข่าย"),
    "consensus.dissent": _("บันทึกความเห็นต่าง"),
    "consensus.resolution": _("จัดการลงมติ"),
    "consensus.finish": _("ปิด ประกาศผล หรือยกเลิกรอบและการลงมติที่ค้างอยู่"),
    "consensus.vote": _("ลงมติ"),
    "day.plan": _("จัดกำหนดการและห้อง"),
    "day.people": _("จัดรายชื่อผู้เข้าร่วม"),
    "day.run": _("ดำเนินวันงานและจอภาพ"),
    "day.speak": _("ขออภิปราย"),
    "day.register": _("ลงทะเบียนหน้างาน"),
    "day.booth": _("จัดร้านในตลาดนัดคุณธรรม"),
    "day.honour": _("จัดรายชื่อผู้ได้รับยกย่อง"),
    "day.present": _("บันทึกการมอบเกียรติบัตร"),
    "day.certify": _("ออกเกียรติบัตร"),
    "day.satisfied": _("ตอบแบบความพึงพอใจ"),
    "after.proceedings": _("จัดทำรายงานการประชุม"),
    "after.commit": _("แปลงข้อเป็นพันธสัญญา"),
    "after.report": _("รายงานความก้าวหน้าของพันธสัญญา"),
    "after.carry": _("ยกข้อที่ยังไม่เสร็จไปปีถัดไป"),
}


def verb_words(verb: str) -> str:
    return str(VERBS[verb.removeprefix("assemble.")])


@dataclass(frozen=True)
class Line:
    """One verb: in which stages, by whom. `cells` follows the stages, each the roles in words."""

    chamber: str
    verb: str
    cells: list[str]
    roles: list[tuple[str, str]]  # (role in words, stages in words)


def table() -> list[Line]:
    """Every verb with what each stage allows; read from the same table the rules are made of."""
    return [
        Line(
            str(CHAMBERS[verb.split(".")[1]]),
            verb_words(verb),
            [_roles([role for role, held in may.items() if stage in held]) for stage in ORDER],
            [(str(ROLES[role]), _span(held)) for role, held in may.items()],
        )
        for verb, may in MAY.items()
    ]


def _roles(roles: list[str]) -> str:
    if "anyone" in roles:
        roles = ["anyone"]
    return " · ".join(str(ROLES[role]) for role in roles)


def _span(held: frozenset[str]) -> str:
    """Stages stand in one run in the table: first and last say all."""
    run = [stage for stage in ORDER if stage in held]
    names = [str(Stage(stage).label) for stage in (run[0], run[-1])]
    return names[0] if len(run) == 1 else f"{names[0]} – {names[1]}"


def now(stage: str) -> list[tuple[str, list[str]]]:
    """In this stage: by role, what may be done. Roles in their order, those with nothing left out."""
    found = []
    for role, words in ROLES.items():
        may = [verb_words(verb) for verb, roles in MAY.items() if stage in roles.get(role, ())]
        if may:
            found.append((str(words), may))
    return found
