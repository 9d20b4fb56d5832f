"""ท่านว่า เราทำ / ไม่ได้ทำ เพราะ: a sheet for each network, for people without a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import override

from thaktho.documents import qr
from thaktho.documents.frames.model import NetworkMark
from thaktho.documents.frames.report import Block, Grid, Head, Heading, Picture, ReportDocument, Text
from thaktho.ground.access import Actor
from thaktho.ground.people.models import Network

from .. import queries
from ..models import Door, Reason, Statement, Topic
from ..queries import fates as reading
from ..queries.topics import doors
from . import words

HEADS = (Head("ข้อ", 8, "center"), Head("ท่านว่า", 29), Head("ผล", 31), Head("เราทำ หรือไม่ได้ทำ เพราะ", 32))
MOST_AGREED, MOST_REFUSED = 4, 3  # a sheet is a page, also for whoever proposed nothing


@dataclass(frozen=True)
class Line:
    answer: reading.Answer
    own: str
    whole: str
    became: str


@dataclass(frozen=True)
class Sheet:
    """What one network said and what it is answered. `agreed`, `refused`: what it answered most clearly, where it proposed
    nothing itself. `unshown`: reasons of statements that were not put to anybody."""

    network: Network
    lines: tuple[Line, ...]
    unshown: tuple[str, ...]
    agreed: tuple[Line, ...] = ()
    refused: tuple[Line, ...] = ()

    @property
    def answered(self) -> int:
        return sum(line.answer.fate is not None for line in self.lines)


def sheets(topic: Topic, only: Network | None = None) -> list[Sheet]:
    """By network, in their declared order; as anybody may read the thread, so that no paper tells a draft. In the language
    of whoever asks: what is printed asks in Thai."""
    by = Actor(topic.programme_id)
    found = reading.answers(topic, by)
    reasons = [
        (row.door_id, str(Reason(row.hidden_for).label))
        for row in queries.moderation_queue(topic, Statement.State.HIDDEN)
        if row.door_id
    ]
    return [
        _sheet(door, door.network, found, [why for id, why in reasons if id == door.pk])
        for door in doors(topic)
        if door.network and only in (None, door.network)
    ]


def _sheet(door: Door, network: Network, found: Sequence[reading.Answer], unshown: list[str]) -> Sheet:
    lines = tuple(_line(one, network) for one in found if one.statement.door_id == door.pk)
    if lines:
        return Sheet(network, lines, tuple(unshown))
    told = [(one, figure) for one in found if (figure := one.standing.published.cells.get(door.pk))]
    agreed = sorted(
        ((one, figure) for one, figure in told if figure.agree.low > figure.disagree.high),
        key=lambda pair: (-pair[1].agree.low / pair[1].n, pair[0].statement.number),
    )
    refused = sorted(
        ((one, figure) for one, figure in told if figure.disagree.low > figure.agree.high),
        key=lambda pair: (-pair[1].disagree.low / pair[1].n, pair[0].statement.number),
    )
    return Sheet(
        network,
        (),
        tuple(unshown),
        tuple(_line(one, network) for one, _ in agreed[:MOST_AGREED]),
        tuple(_line(one, network) for one, _ in refused[:MOST_REFUSED]),
    )


def _line(one: reading.Answer, network: Network) -> Line:
    return Line(one, words.own(one.standing, network.pk), words.whole(one.standing), words.became(one))


@override("th")
def answers_document(
    topic: Topic, found: Sequence[Sheet], address: str, *, on: date | None = None
) -> ReportDocument:
    """Every network on a page of its own; `address` is the public page that the QR opens."""
    blocks: list[Block] = []
    for number, sheet in enumerate(found):
        blocks += _blocks(topic, sheet, address, first=number == 0)
    return ReportDocument(
        title=f"คำตอบถึงเครือข่าย: {topic.title}",
        subtitle=topic.question,
        office=topic.programme.office_th,
        version_label="",
        printed_on=on or timezone.localdate(),
        blocks=tuple(blocks),
        is_example=topic.is_example,
        head=False,
    )


def _blocks(topic: Topic, sheet: Sheet, address: str, *, first: bool) -> list[Block]:
    mark = NetworkMark(sheet.network.order, sheet.network.name)
    blocks: list[Block] = [
        Heading(f"คำตอบถึง{sheet.network.name}", network=mark, new_page=not first),
        Text(f"เรื่อง {topic.title}", "strong"),
        Text(topic.question),
    ]
    if topic.is_example:
        blocks.append(Text("(ข้อมูลตัวอย่าง)", "strong"))
    blocks += _answers(sheet)
    if sheet.unshown:
        blocks.append(
            Text(
                f"อีก {len(sheet.unshown)} ข้อไม่ได้เปิดให้ตอบ เพราะ {' · '.join(dict.fromkeys(sheet.unshown))}",
                "small",
            )
        )
    blocks += [
        Text("เครือข่ายที่ตอบไม่ถึง 5 คนไม่แสดงผล และผลที่เกือบเหมือนกันหมดแสดงเป็นช่วง เพื่อไม่ให้รู้ว่าใครตอบอะไร", "small"),
        Picture(qr.svg(address, "คิวอาร์ของหน้าหัวข้อ"), f"อ่านต่อที่ {address}", 28, f"อ่านต่อที่ {address}"),
    ]
    return blocks


def _answers(sheet: Sheet) -> list[Block]:
    if sheet.lines:
        said = f"ตอบแล้ว {sheet.answered} จาก {len(sheet.lines)} ข้อที่เครือข่ายท่านเสนอ"
        return [Text(said), _grid(sheet.lines)]
    blocks: list[Block] = [Text("เครือข่ายท่านไม่ได้เสนอข้อความในเรื่องนี้ ขอบคุณที่ร่วมตอบ")]
    if not sheet.agreed and not sheet.refused:
        return [*blocks, Text("ยังไม่มีผลของเครือข่ายท่านที่บอกได้ คำตอบของทุกข้ออยู่ที่หน้าหัวข้อ")]
    if sheet.agreed:
        blocks += [Text("ข้อที่เครือข่ายท่านเห็นด้วยมากที่สุด", "strong"), _grid(sheet.agreed, "ข้อความ")]
    if sheet.refused:
        blocks += [Text("ข้อที่เครือข่ายท่านไม่เห็นด้วยมากที่สุด", "strong"), _grid(sheet.refused, "ข้อความ")]
    return blocks


def _grid(lines: Sequence[Line], said: str = "") -> Grid:
    rows = tuple(
        (str(one.answer.statement.number), one.answer.statement.text, f"{one.own}\n{one.whole}", one.became)
        for one in lines
    )
    heads = (HEADS[0], Head(said, HEADS[1].share), *HEADS[2:]) if said else HEADS
    return Grid(heads, rows, large=True)
