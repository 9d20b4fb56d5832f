"""The proceedings as PDF and DOCX: the blocks of a report, numbered part by part."""

from __future__ import annotations

from ..model import NetworkMark
from ..pdf import Progress
from ..report import (
    Block,
    Grid,
    Head,
    Heading,
    Photos,
    Points,
    ReportDocument,
    Text,
    report_docx,
    report_pdf,
)
from ..wording import NOT_STATED
from .model import ProceedingsDocument, Record, RoundTable


def proceedings_pdf(doc: ProceedingsDocument, progress: Progress | None = None) -> bytes:
    return report_pdf(_report(doc), progress)


def proceedings_docx(doc: ProceedingsDocument) -> bytes:
    return report_docx(_report(doc))


def _report(doc: ProceedingsDocument) -> ReportDocument:
    return ReportDocument(
        title=doc.title,
        subtitle=doc.subtitle,
        office=doc.office,
        version_label=doc.version_line,
        printed_on=doc.printed_on,
        blocks=tuple(_blocks(doc)),
        cover=(
            doc.office,
            doc.version_line,
            "ฉบับเผยแพร่ (ไม่มีรายชื่อผู้เข้าร่วม)" if doc.public else "ฉบับฝ่ายเลขานุการ (มีข้อมูลส่วนบุคคล)",
        ),
        is_example=doc.is_example,
        example_note=doc.example_note,
        keep=doc.keep,
    )


class _Parts:
    """Headings with running numbers, one for each part that has something to say."""

    def __init__(self) -> None:
        self.number = 0
        self.blocks: list[Block] = []

    def part(self, title: str, *blocks: Block, new_page: bool = False) -> None:
        self.number += 1
        self.blocks += [Heading(f"{self.number}. {title}", 1, new_page=new_page), *blocks]


def _blocks(doc: ProceedingsDocument) -> list[Block]:
    parts = _Parts()
    facts = Grid(
        (Head("เรื่อง", 3), Head("รายละเอียด", 8)),
        tuple((name, value or NOT_STATED) for name, value in doc.facts),
    )
    parts.part("ข้อมูลการจัดสมัชชา", *([Text(doc.opening)] if doc.opening else []), facts)
    if doc.missing:
        parts.part(
            "เรื่องที่ยังค้างเมื่อจัดทำรายงาน",
            Text("รายงานฉบับนี้จัดทำขณะที่เรื่องต่อไปนี้ยังไม่ครบ"),
            Points(doc.missing),
        )
    rows: tuple[tuple[str, ...], ...]
    if doc.chairs:
        rows = tuple((one.name, one.position or NOT_STATED, one.span) for one in doc.chairs)
        parts.part("ประธานการประชุม", Grid((Head("ชื่อ", 4), Head("ตำแหน่ง", 5), Head("ช่วงเวลา", 4)), rows))
    _attendance(doc, parts)
    if doc.slots:
        rows = tuple(
            (one.day, one.hours, one.hall, _with(one.title, one.speakers), one.held) for one in doc.slots
        )
        heads = (Head("วัน", 3), Head("เวลา", 2.4), Head("ห้อง", 2.6), Head("รายการ", 6), Head("ผล", 3))
        parts.part("กำหนดการตามที่จัดจริง", Grid(heads, rows))
    for record in doc.before:
        _record(parts, record)
    _declaration(doc, parts)
    _rounds(parts, doc.rounds)
    for record in doc.after:
        _record(parts, record)
    if doc.pledges:
        rows = tuple(
            (one.number, _with(one.text, one.carried_from and f"ยกมาจาก {one.carried_from}"), one.owner,
             one.measure or NOT_STATED, one.due or NOT_STATED, one.state)
            for one in doc.pledges
        )  # fmt: skip
        promised = (
            Head("ข้อ", 1.5, "center"), Head("พันธสัญญา", 6), Head("ผู้รับผิดชอบ", 4), Head("ตัวชี้วัด", 3.8), Head("กำหนด", 3.5), Head("สถานะ", 3.5),
        )  # fmt: skip
        parts.part("พันธสัญญา", Grid(promised, rows))
    if doc.photos:
        parts.part("ภาพบรรยากาศ", Photos(tuple((one.data, one.caption) for one in doc.photos)))
    if doc.observations:
        parts.part("ข้อสังเกต", Text(doc.observations))
    if doc.closing:
        parts.part("การปิดประชุม", Text(doc.closing))
    return [*parts.blocks, *_end(doc)]


def _with(text: str, more: str) -> str:
    return f"{text}\n{more}" if more else text


def _attendance(doc: ProceedingsDocument, parts: _Parts) -> None:
    if not doc.attendance:
        return
    heads = (
        Head("เครือข่าย", 6), Head("เชิญ", 2, "right"), Head("มา", 2, "right"), Head("ในงาน", 2, "right"), Head("ออนไลน์", 2, "right"),
    )  # fmt: skip
    rows: list[tuple[str, ...]] = [
        (one.network, str(one.expected), str(one.came), str(one.onsite), str(one.online))
        for one in doc.attendance
    ]
    sums = [
        sum(getattr(one, name) for one in doc.attendance) for name in ("expected", "came", "onsite", "online")
    ]
    rows.append(("รวม", *(str(one) for one in sums)))
    lead = [Text(doc.attendance_lead)] if doc.attendance_lead else []
    parts.part("ผู้มาประชุม", *lead, Grid(heads, tuple(rows)))
    for one in doc.attendance:
        if one.names:
            mark = NetworkMark(one.order, one.network) if one.order else None
            parts.blocks += [
                Heading(f"{one.network} ({one.came} คน)", 2, network=mark),
                Grid(
                    (
                        Head("ที่", 1, "center"),
                        Head("ชื่อ", 5),
                        Head("ตำแหน่ง", 5),
                        Head("หน่วยงาน", 5),
                        Head("มา", 2),
                    ),
                    tuple(
                        (str(at), who.name, who.position, who.organisation, who.mode)
                        for at, who in enumerate(one.names, 1)
                    ),
                ),
            ]


def _record(parts: _Parts, record: Record) -> None:
    lead = [Text(record.lead)] if record.lead else []
    grid = (
        [Grid(tuple(Head(name, share) for name, share in record.heads), record.rows)] if record.rows else []
    )
    if lead or grid:
        parts.part(record.title, *lead, *grid)


def _declaration(doc: ProceedingsDocument, parts: _Parts) -> None:
    if not doc.periods:
        return
    blocks: list[Block] = [Text(doc.declaration_title, "strong")]
    if doc.declaration_lead:
        blocks.append(Text(doc.declaration_lead, "small"))
    if doc.declaration_opening:
        blocks.append(Text(doc.declaration_opening))
    for name, clauses in doc.periods:
        if name:
            blocks.append(Heading(name, 2))
        for clause in clauses:
            blocks.append(Text(f"ข้อ {clause.number}  {clause.body}"))
            if clause.actions:
                blocks.append(Points(tuple(f"ขอให้{who} {what}" for who, what in clause.actions)))
    if doc.declaration_closing:
        blocks.append(Text(doc.declaration_closing))
    if doc.signers:
        blocks.append(Text("ผู้อ่านและลงนามประกาศเจตนารมณ์", "strong"))
        blocks.append(Grid((Head("ชื่อ", 5), Head("ตำแหน่ง", 7)), doc.signers))
    parts.part("ประกาศเจตนารมณ์", *blocks, new_page=True)


LEGEND = "เห็น = เห็นด้วย · สังเกต = เห็นด้วยโดยมีข้อสังเกต · แก้ = ขอปรับแก้ · ยังไม่ = ยังไม่เห็นด้วย · – = ยังไม่ให้เสียง"


def _rounds(parts: _Parts, rounds: tuple[RoundTable, ...]) -> None:
    """When each round was held, then their tables one below the other on turned pages, then the reasons."""
    if not rounds:
        return
    held = []
    for one in rounds:
        why = f"ปิดขณะเสียงยังไม่ครบเพราะ {one.close_reason}" if one.close_reason else ""
        held.append(f"รอบที่ {one.number}: {' · '.join(filter(None, (one.state, one.span, why)))}")
    blocks: list[Block] = [Points(tuple(held))]
    for one in rounds:
        heads = (
            Head("ข้อ", 1.2, "center"),
            *(Head(name, 1.6, "center", turned=True) for name in one.networks),
        )
        rows = tuple((str(number), *voices) for number, voices in one.rows)
        blocks.append(Grid(heads, rows, caption=f"รอบที่ {one.number}: {LEGEND}", across=True))
    for one in rounds:
        if one.notes:
            blocks += [Heading(f"เหตุผลและข้อสังเกต รอบที่ {one.number}", 2), Points(one.notes)]
    parts.part("เสียงของเครือข่าย", *blocks)


def _end(doc: ProceedingsDocument) -> list[Block]:
    sign = "ลงชื่อ ..............................................\n(..............................................)"
    return [
        Heading("ลงนามรายงานการประชุม", 2),
        Grid(
            (Head("ผู้จดรายงาน", 1, "center"), Head("ผู้ตรวจรายงาน", 1, "center")),
            ((f"\n{sign}\n", f"\n{sign}\n"),),
        ),
        Text(f"รหัสตรวจสอบของเนื้อหา (SHA-256) {doc.hash}", "small"),
    ]
