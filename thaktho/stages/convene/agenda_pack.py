"""ระเบียบวาระพร้อมเอกสาร: the agenda as a paper, each item with its numbered papers."""

from __future__ import annotations

from datetime import date

from django.utils.translation import override

from thaktho.documents.frames.report import Grid, Head, Heading, Points, ReportDocument, Text

from .models import AgendaItem, Meeting, Paper
from .summary import when

NONE = "ไม่มี"


@override("th")  # what leaves the house is Thai
def document(meeting: Meeting, *, inside: bool, printed_on: date) -> ReportDocument:
    """All six items in their order; one nobody brought forward says ไม่มี. `inside`: also papers that are not public."""
    shown = [paper for paper in meeting.papers.all() if inside or paper.public]
    items: dict[int, list[AgendaItem]] = {kind.value: [] for kind in AgendaItem.Kind}
    for item in meeting.agenda.all():
        items[item.kind].append(item)
    blocks: list[Heading | Text | Points | Grid] = []
    for kind in AgendaItem.Kind:
        blocks.append(Heading(f"ระเบียบวาระที่ {kind.value} {kind.label}", 3))
        if not items[kind.value]:
            blocks.append(Text(NONE))
        for item in items[kind.value]:
            blocks.append(Text(f"{item.label} {item.title}", "strong"))
            if item.text:
                blocks.append(Text(item.text))
            if own := [paper for paper in shown if paper.agenda_id == item.pk]:
                blocks.append(Points(tuple(_named(paper, item) for paper in own)))
    if whole := [paper for paper in shown if paper.agenda_id is None]:
        blocks += [Heading("เอกสารประกอบทั้งการประชุม", 3), Points(tuple(_named(one) for one in whole))]
    if shown:
        rows = tuple(
            (
                str(number),
                paper.agenda.label if paper.agenda else "–",
                paper.title,
                "" if paper.public else "ภายใน",
            )
            for number, paper in enumerate(shown, 1)
        )
        heads = (Head("ที่", 6, "center"), Head("วาระ", 8, "center"), Head("เอกสาร", 40), Head("หมายเหตุ", 10))
        blocks += [Heading("บัญชีเอกสาร", 2), Grid(heads, rows)]
    number = f" ครั้งที่ {meeting.printed_number}" if meeting.printed_number else ""
    day = when(meeting.held_on, meeting.held_until, meeting.starts_at, meeting.ends_at)
    return ReportDocument(
        title=f"ระเบียบวาระ{meeting.title}{number}",
        subtitle="\n".join(filter(None, (day, f"ณ {meeting.place_text}" if meeting.place_text else ""))),
        office=meeting.programme.office_th,
        version_label="",
        printed_on=printed_on,
        blocks=tuple(blocks),
        is_example=meeting.is_example,
    )


def _named(paper: Paper, item: AgendaItem | None = None) -> str:
    """เอกสารประกอบวาระ 5.1 หมายเลข 1: …"""
    under = f"วาระ {item.label} " if item else ""
    return f"เอกสารประกอบ{under}หมายเลข {paper.order}: {paper.title}"
