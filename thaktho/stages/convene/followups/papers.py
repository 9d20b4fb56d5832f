"""The list to print and the message for LINE. Both are Thai, whatever the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import override

from thaktho.documents.frames.report import Grid, Head, ReportDocument, Text
from thaktho.ground.programme.models import Programme
from thaktho.thai import dates

from .models import FollowUp

MOST_IN_LINE = 20
HEADS = (
    Head("ที่", 5, "center"),
    Head("เรื่อง", 34),
    Head("ผู้รับผิดชอบ", 22),
    Head("กำหนด", 14),
    Head("สถานะ", 11),
    Head("ความคืบหน้า", 24),
)


@override("th")
def printed(
    programme: Programme, rows: Iterable[FollowUp], *, title: str, today: date, names: bool = True
) -> ReportDocument:
    rows = list(rows)
    lines = tuple(
        (
            str(number),
            _what(row),
            row.owner_line or "ไม่ได้ระบุ",
            dates.show(row.due_on, "medium") if row.due_on else "ไม่ได้ระบุ",
            _state(row, today),
            getattr(row, "last_report", None) or "ยังไม่มีรายงาน",
        )
        for number, row in enumerate(rows, 1)
    )
    late = sum(is_late(row, today) for row in rows)
    lead = f"ทั้งหมด {len(rows)} เรื่อง" + (f" เลยกำหนด {late} เรื่อง" if late else "")
    blocks = (Text(lead), Grid(HEADS, lines, across=True)) if rows else (Text("ไม่มีงานในรายการนี้"),)
    return ReportDocument(
        title="ข้อสั่งการและงานที่มอบหมาย",
        subtitle=title,
        office=programme.office_th,
        version_label="",
        printed_on=today,
        blocks=blocks,
        is_example=any(row.is_example for row in rows),
    )


def _what(row: FollowUp) -> str:
    number = row.decision.printed_number if row.decision else ""
    came = f"มติที่ {number} {row.meeting.title}" if number else row.meeting.title
    mark = " (ข้อมูลตัวอย่าง)" if row.is_example else ""
    return f"{row.text}{mark}\n({came})"


def is_late(row: FollowUp, today: date) -> bool:
    return row.is_open and row.due_on is not None and row.due_on < today


@override("th")
def _state(row: FollowUp, today: date) -> str:
    said = str(row.get_state_display())
    if row.state == FollowUp.State.DROPPED:
        return f"{said} เพราะ{row.drop_reason}"
    return f"{said} (เลยกำหนด)" if is_late(row, today) else said


@override("th")
def line_text(rows: Iterable[FollowUp], *, today: date, title: str = "งานที่มอบหมาย", url: str = "") -> str:
    """For LINE: what, who by network and office, until when. No person's name: groups are read by many."""
    rows = list(rows)
    lines = [f"{title} ({len(rows)} เรื่อง)"]
    for number, row in enumerate(rows[:MOST_IN_LINE], 1):
        owner = " · ".join(filter(None, (row.network.name if row.network else "", row.owner)))
        due = f"ภายใน {dates.show(row.due_on, 'medium')}" if row.due_on else ""
        late = "เลยกำหนด" if is_late(row, today) else ""
        lines.append(f"{number}. {row.text}")
        if more := " · ".join(filter(None, (owner, due, late))):
            lines.append(f"   {more}")
    if len(rows) > MOST_IN_LINE:
        lines.append(f"และอีก {len(rows) - MOST_IN_LINE} เรื่อง")
    if any(row.is_example for row in rows):
        lines.append("(มีข้อมูลตัวอย่าง)")
    if url:
        lines += ["", url]
    return "\n".join(lines)
