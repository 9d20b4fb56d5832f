"""รายงานผลการรับฟังความคิดเห็น: what was asked of whom, what was found, how sure that is, and how to check it. Every figure
in it is published already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import override

from thaktho.documents import qr
from thaktho.documents.frames.report import Block, Grid, Head, Heading, Picture, Points, ReportDocument, Text
from thaktho.ground.access import Actor
from thaktho.ground.ledger import queries as ledger
from thaktho.thai import dates

from .. import queries
from ..models import Fate, OpinionMap, Topic
from ..queries import fates as reading
from ..queries import found as found_lists
from ..queries.fates import Answer
from ..queries.standings import Column, in_words
from . import words
from .mapped import map_blocks
from .method import CHECKING, METHOD

STEADY_NOTE = "“คงเดิม” คือข้อค้นพบนี้คงเดิมกี่ครั้งใน 10 ครั้งที่สุ่มคนออกหนึ่งในห้า"
MOST_LISTED = 40  # of one list; the rest stand in the appendix


@dataclass(frozen=True)
class Heard:
    """All that the report tells of a topic, read once."""

    topic: Topic
    answers: Sequence[Answer]
    columns: list[Column]
    part: queries.TookPart
    moderated: queries.Moderated
    map: OpinionMap | None
    seal: str
    gaps: Sequence[str]

    def list(self, name: str) -> list[Answer]:
        """A list, those first that every network is surest to agree with."""
        lines = [one for one in self.answers if one.finding.list == name]
        return sorted(lines, key=lambda one: (-(one.finding.bound or 0.0), one.statement.number))


def heard(topic: Topic) -> Heard:
    seal = topic.seals.filter(final=True).order_by("-number").first()
    part = queries.took_part(topic)
    return Heard(
        topic,
        reading.answers(topic, Actor(topic.programme_id)),
        queries.columns(topic),
        part,
        queries.moderated(topic),
        queries.final_map(topic) or queries.newest_map(topic),
        seal.root if seal else "",
        queries.balance(topic, part).gaps,
    )


@override("th")  # paper is Thai
def report_document(topic: Topic, address: str, *, on: date | None = None) -> ReportDocument:
    told = heard(topic)
    programme = topic.programme
    blocks: list[Block] = [
        *_summary(told),
        *_asked(told),
        *_findings(told),
        *map_blocks(
            told.map, {str(one.statement.number): one.statement.text for one in told.answers}, told.columns
        ),
        *_became(told),
        Heading("วิธีคิด และข้อจำกัด"),
        *(Text(text) for text in METHOD),
        *_moderation(told),
        *_checking(told, address),
        *_appendix(told),
    ]
    return ReportDocument(
        title="รายงานผลการรับฟังความคิดเห็น",
        subtitle=topic.title,
        office=programme.office_th,
        version_label="",
        printed_on=on or timezone.localdate(),
        blocks=tuple(blocks),
        cover=tuple(filter(None, [topic.question, programme.name_th, _when(topic)])),
        is_example=topic.is_example,
    )


def _when(topic: Topic) -> str:
    first = timezone.localdate(topic.opens_at) if topic.opens_at else None
    closed = (
        ledger.history(topic.programme_id, Topic.thread_kind, topic.pk)
        .filter(verb="listen.topic.close")
        .first()
    )
    last = timezone.localdate(closed.at) if closed else None
    if first and last and first != last:
        return f"รับฟังระหว่างวันที่ {dates.show_span(first, last)}"
    return f"รับฟังเมื่อวันที่ {dates.show(first)}" if first else ""


def _summary(told: Heard) -> list[Block]:
    counts = {name: len(told.list(name)) for name in found_lists.labels()}
    points = [
        f"มีผู้ตอบ {told.part.people:,} คน จาก {_heard_networks(told)} เครือข่าย ต่อข้อความ {len(told.answers)} ข้อ",
        f"ทุกเครือข่ายที่ได้ยินเห็นด้วย {counts['all']} ข้อ",
        f"ส่วนใหญ่เห็นด้วยแต่มีเครือข่ายที่ไม่เห็นด้วย {counts['refused_by']} ข้อ ทุกเครือข่ายไม่เห็นด้วย {counts['rejected']} ข้อ",
        f"ยังเห็นต่างกัน {counts['divided']} ข้อ และยังบอกไม่ได้เพราะเสียงไม่พอ {counts['not_enough']} ข้อ",
    ]
    return [
        Heading("สรุป"),
        Points(tuple(points)),
        Text("ผู้ตอบคือผู้ที่มาหรือได้รับเชิญให้ตอบ ไม่ใช่ตัวแทนทางสถิติของคนทั้งจังหวัด ตัวเลขจึงบอกความเห็นของผู้ตอบเท่านั้น"),
    ]


def _heard_networks(told: Heard) -> int:
    return sum(told.part.by_door.get(column.door_id, 0) >= 5 for column in told.columns if column.network)


def _asked(told: Heard) -> list[Block]:
    topic, way = told.topic, told.part
    rows = []
    for column in told.columns:
        count = told.part.by_door.get(column.door_id, 0)
        said = sum(one.statement.door_id == column.door_id for one in told.answers)
        rows.append((column.name, f"{count:,}" if count >= 5 else "ไม่ถึง 5", str(said)))
    blocks: list[Block] = [
        Heading("ถามใคร ถามอย่างไร"),
        Text(f"คำถาม: {topic.question}", "strong"),
        *([Text(topic.intro)] if topic.intro else []),
        Points(
            tuple(
                filter(
                    None,
                    [
                        f"{_when(topic)}" if topic.opens_at else "",
                        f"เป็นหัวข้อของการประชุม {topic.meeting.title}" if topic.meeting else "",
                        "ตอบเองทางโทรศัพท์เป็นหลัก",
                        f"ผู้ประสานงานป้อนให้ {way.assisted.words}",
                        f"นับมือที่โต๊ะ {way.hands.words}" if way.hands.any else "",
                        f"บัตรที่แยกออกไม่นับ {way.aside.words}" if way.aside.any else "",
                    ],
                )
            )
        ),
        Grid(
            (Head("เครือข่าย", 60), Head("ผู้ตอบ (คน)", 20, "right"), Head("ข้อความที่เสนอ", 20, "right")),
            tuple(rows),
            "ผู้ตอบและข้อความที่เสนอ ตามเครือข่าย",
        ),
    ]
    if told.gaps:
        blocks += [
            Text("เสียงที่ยังขาด", "strong"),
            Points(tuple(told.gaps)),
            Text("ผลในรายงานนี้ไม่ได้พูดแทนผู้ที่เสียงยังขาด"),
        ]
    return blocks


def _findings(told: Heard) -> list[Block]:
    blocks: list[Block] = [Heading("ผลที่พบ"), *_agreed(told), *_refused(told), *_rejected(told), *_open(told)]
    return blocks


def _agreed(told: Heard) -> list[Block]:
    lines = told.list("all")
    blocks: list[Block] = [Heading("ทุกเครือข่ายเห็นด้วย", 2)]
    if not lines:
        return [*blocks, Text("ไม่มีข้อใดที่รู้แน่ว่าทุกเครือข่ายเห็นด้วย")]
    rows = []
    for one in lines[:MOST_LISTED]:
        weakest = one.standing.weakest
        least = f"{weakest[0].name}: {in_words(weakest[1])}" if weakest else ""
        rows.append(
            (
                str(one.statement.number),
                one.statement.text,
                one.standing.words,
                least,
                f"ร้อยละ {one.finding.percent}" if one.finding.percent else "เกินครึ่ง",
                _steady(one),
            )
        )
    heads = (
        Head("ข้อ", 6, "center"),
        Head("ข้อความ", 33),
        Head("รวม", 18),
        Head("เครือข่ายที่เห็นด้วยน้อยที่สุด", 22),
        Head("อย่างน้อย", 12, "center"),
        Head("คงเดิม", 12, "center"),
    )
    note = (
        "“อย่างน้อย” คือร้อยละที่เห็นด้วยซึ่งเชื่อได้ร้อยละ 95 ว่าไม่ต่ำกว่านี้ในเครือข่ายที่เห็นด้วยน้อยที่สุด เรียงตามค่านี้ ไม่ใช่ตามค่าเฉลี่ยของทุกคน"
        f" “เกินครึ่ง” คือเชื่อได้ร้อยละ 90 ว่าเกินครึ่ง {STEADY_NOTE}"
    )
    return [*blocks, Grid(heads, tuple(rows)), Text(note, "small"), *_rest(lines)]


def _refused(told: Heard) -> list[Block]:
    lines = told.list("refused_by")
    blocks: list[Block] = [Heading("ส่วนใหญ่เห็นด้วย แต่มีเครือข่ายที่ไม่เห็นด้วย", 2)]
    if not lines:
        return [*blocks, Text("ไม่มีข้อใดที่รู้แน่ว่ามีเครือข่ายไม่เห็นด้วย")]
    rows = []
    for one in lines[:MOST_LISTED]:
        against = "\n".join(
            f"{column.name}: {in_words(one.standing.published.cells.get(column.door_id))}"
            for column in one.finding.networks
        )
        number = str(one.statement.number)
        rows.append((number, one.statement.text, one.standing.words, against, _steady(one)))
    heads = (
        Head("ข้อ", 6, "center"),
        Head("ข้อความ", 36),
        Head("รวม", 19),
        Head("เครือข่ายที่ไม่เห็นด้วย", 27),
        Head("คงเดิม", 12, "center"),
    )
    return [
        *blocks,
        Grid(heads, tuple(rows)),
        Text(f"ก่อนนำข้อเหล่านี้ไปทำแผน ควรคุยกับเครือข่ายที่ไม่เห็นด้วยก่อน {STEADY_NOTE}", "small"),
        *_rest(lines),
    ]


def _rejected(told: Heard) -> list[Block]:
    lines = told.list("rejected")
    if not lines:
        return []
    points = tuple(
        f"ข้อ {one.statement.number} {one.statement.text} ({one.standing.words}) {_steady(one, full=True)}".strip()
        for one in lines[:MOST_LISTED]
    )
    return [Heading("ทุกเครือข่ายไม่เห็นด้วย", 2), Points(points), *_rest(lines)]


def _steady(one: Answer, *, full: bool = False) -> str:
    """How steady a finding is; a weak one is marked in words, not by its number alone."""
    found = one.finding
    if found.steady is None:
        return "" if full else "–"
    said = found.steadiness if full else f"{found.steady} ใน 10"
    return f"ยังไม่มั่นคง{' ' if full else chr(10)}{said}" if found.weak else said


def _open(told: Heard) -> list[Block]:
    few, divided = told.list("not_enough"), told.list("divided")
    blocks: list[Block] = []
    if divided:
        heading = Heading("ยังเห็นต่างกัน", 2)
        points = tuple(
            f"ข้อ {one.statement.number} {one.statement.text} ({one.standing.words})" for one in divided
        )
        blocks += [heading, Points(points[:MOST_LISTED]), *_rest(divided)]
    if few:
        points = tuple(f"ข้อ {one.statement.number} {one.statement.text}: {_why_few(one)}" for one in few)
        blocks += [
            Heading("ยังบอกไม่ได้ เพราะเสียงไม่พอ", 2),
            Text("ยังไม่พอไม่ใช่ศูนย์ และไม่ใช่การยินยอม"),
            Points(points[:MOST_LISTED]),
            *_rest(few),
        ]
    return blocks


def _why_few(one: Answer) -> str:
    if one.standing.total is None:
        return "ผู้ตอบยังไม่พอ"
    shown = f"{one.standing.words} " if one.standing.words else ""
    return (
        f"{shown}แต่ยังไม่รู้แน่ของเครือข่าย {words.names(one.finding.networks)}"
        if one.finding.networks
        else shown.strip()
    )


def _rest(lines: Sequence[Answer]) -> list[Block]:
    more = len(lines) - MOST_LISTED
    return [Text(f"อีก {more} ข้ออยู่ในภาคผนวก", "small")] if more > 0 else []


def _became(told: Heard) -> list[Block]:
    decided = [one for one in told.answers if one.fate or one.led_to]
    counts = {
        kind: sum(one.fate is not None and one.fate.kind == kind for one in told.answers)
        for kind in Fate.Kind.values
    }
    blocks: list[Block] = [
        Heading("ความเห็นเหล่านี้ไปไหนต่อ"),
        Text(
            f"ตอบผู้เสนอแล้ว {sum(counts.values())} จาก {len(told.answers)} ข้อ: นำไปใช้ {counts['used']} ข้อ"
            f" รวมกับข้ออื่น {counts['joined']} ข้อ ไม่ได้นำไปใช้ {counts['not_taken']} ข้อ"
        ),
    ]
    if decided:
        rows = tuple(
            (str(one.statement.number), one.statement.text, words.became(one))
            for one in decided[:MOST_LISTED]
        )
        heads = (Head("ข้อ", 6, "center"), Head("ข้อความ", 42), Head("นำไปใช้ รวม หรือไม่ใช้เพราะอะไร", 52))
        blocks.append(Grid(heads, rows))
    return blocks


def _moderation(told: Heard) -> list[Block]:
    count = told.moderated
    points = [
        f"{told.topic.get_moderation_display()}",
        f"เปิดให้ตอบ {count.shown} ข้อ ไม่เปิด {count.hidden_count} ข้อ",
    ]
    points += [f"ไม่เปิดเพราะ {label}: {number} ข้อ" for label, number in count.reasons]
    if count.waiting:
        points.append(f"ยังไม่ได้ตรวจ {count.waiting} ข้อ")
    return [
        Heading("การตรวจถ้อยคำ"),
        Text("ตรวจเพียงถ้อยคำ ความเห็นที่ไม่ตรงกับจังหวัดไม่ใช่เหตุให้ซ่อน ผู้เสนออ่านเหตุผลได้ด้วยรหัสติดตาม"),
        Points(tuple(points)),
    ]


def _checking(told: Heard, address: str) -> list[Block]:
    points = []
    if told.seal:
        points.append(f"คำตอบปิดผนึกแล้ว รหัสตรวจสอบ (Merkle root) {told.seal}")
    else:
        points.append("คำตอบยังไม่ปิดผนึก ระบบปิดผนึกเองภายในสิบนาทีหลังปิดรับ")
    if told.map:
        manifest = told.map.manifest
        points.append(f"แผนที่ความเห็น ฉบับที่ {told.map.number} รหัสตรวจสอบ (SHA-256) {told.map.digest}")
        points += [
            f"{name} {value}"
            for name, value in manifest.get("input", {}).items()
            if value
            and name.endswith("_sha256")  # numbers of people and answers are told by their own law only
        ]
        points.append(f"เครื่องคำนวณ {manifest.get('engine', '')} รุ่น {manifest.get('version', '')}")
    return [
        Heading("ตรวจสอบรายงานนี้ได้อย่างไร"),
        *(Text(text) for text in CHECKING),
        Picture(qr.svg(address, "คิวอาร์ของหน้าหัวข้อ"), f"หน้าหัวข้อ {address}", 24, f"หน้าหัวข้อ {address}"),
        Points(tuple(points)),
    ]


def _appendix(told: Heard) -> list[Block]:
    heads = [Head("ข้อ", 4, "center"), Head("ข้อความ", 22), Head("รวม", 8, "center")]
    heads += [Head(column.short_name, 6, "center", turned=True) for column in told.columns]
    rows = []
    for one in told.answers:
        figures = (one.standing.total, *(figure for _, figure in one.standing.cells))
        # How many stands under the share: a column is narrow, and a range may not break.
        cells = [words.share(figure).replace(" (", "\n(") for figure in figures]
        rows.append((str(one.statement.number), one.statement.text, *cells))
    caption = "ภาคผนวก: ร้อยละที่เห็นด้วย (จำนวนผู้ตอบ) ของทุกข้อ ตามเครือข่าย\n– คือตอบไม่ถึง 5 คน ไม่แสดง · ช่วงเช่น 80–100 ใช้เมื่อคนน้อยและตอบเกือบเหมือนกัน"
    return [Grid(tuple(heads), tuple(rows), caption, across=True)]
