"""Words to send to an owner: for LINE, and for a letter to owners without a login."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import override

from thaktho.ground.programme.models import Programme
from thaktho.thai.dates import show

from ...editions.models import Edition
from ..models import Commitment
from ..queries.waiting import Owner


def _line(number: int, row: Commitment) -> str:
    today = timezone.localdate()
    due = ""
    if row.due_on:
        days = (row.due_on - today).days
        when = f"เลยกำหนดมา {-days} วัน" if days < 0 else "ครบกำหนดวันนี้" if days == 0 else f"เหลือ {days} วัน"
        due = f" (กำหนด {show(row.due_on, 'medium')} {when})"
    return f"{number}. {row.text}{due} สถานะ {row.get_state_display()}"


@override("th")
def for_line(programme: Programme, edition: Edition, owner: Owner, address: str) -> str:
    """Short, polite, ready to paste."""
    lines = [_line(number, row) for number, row in enumerate(owner.rows, 1)]
    return "\n".join(
        [
            f"เรียน {owner.name}",
            f"พันธสัญญาจาก{edition.title} ที่ขอทราบความคืบหน้า",
            *lines,
            f"รายงานผลได้ที่ {address}",
            f"หรือแจ้ง{programme.office_th}",
            "ขอบคุณที่ช่วยกันทำตามที่ประกาศไว้",
        ]
    )


@override("th")
def for_letter(programme: Programme, edition: Edition, owner: Owner) -> str:
    """The body of an official letter; number and signature are the office's."""
    held = f" เมื่อวันที่ {show(edition.held_on)}" if edition.held_on else ""
    lines = [_line(number, row) for number, row in enumerate(owner.rows, 1)]
    return "\n\n".join(
        [
            "เรื่อง  ขอทราบความคืบหน้าการดำเนินงานตามประกาศเจตนารมณ์",
            f"เรียน  {owner.name}",
            f"ตามที่ได้มี{edition.title}{held} และที่ประชุมได้ร่วมกันประกาศเจตนารมณ์ ซึ่งมีเรื่องที่อยู่ในความรับผิดชอบของท่าน ดังนี้",
            "\n".join(lines),
            f"{programme.office_th}จึงขอความอนุเคราะห์แจ้งผลการดำเนินงาน หรือเหตุที่ยังไม่ได้ดำเนินการ เพื่อรายงานต่อสมัชชาครั้งต่อไปและเผยแพร่ต่อสาธารณะ",
            "จึงเรียนมาเพื่อโปรดพิจารณา",
        ]
    )
