"""รายงานการประชุม as PDF and DOCX, in the order of the office regulation (reference/domain.md §8.5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from . import docx_base as dx
from .drafts import data_uri
from .model import AgendaItem, AttendeeGroup, MinutesDocument, NetworkMark
from .pdf import Progress, foot, render
from .wording import NOT_STATED, day, html, office, thai

WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
Kind = Literal["title", "head", "group", "person", "line", "agenda", "sub", "text", "resolution", "sign"]

_CSS = """
@page { size: A4 portrait; margin: 25mm 20mm 22mm 30mm;
  @top-center { content: element(head); width: 100%; vertical-align: bottom; padding-bottom: 4mm; }
  @bottom-center { content: element(foot); width: 100%; vertical-align: top; padding-top: 4mm; } }
@page:first { @top-center { content: none; } }
.runhead { position: running(head); text-align: center; } .runfoot { position: running(foot); }
.title { text-align: center; font-weight: bold; } .title.first { font-size: 14pt; }
.head, .agenda { font-weight: bold; margin-top: 3.5mm; break-after: avoid; }
.group { margin: 1.5mm 0 0 6mm; break-after: avoid; }
.person { margin-left: 6mm; border: 0; } .person td { vertical-align: top; padding: 0 2mm 0 0; }
.line { margin-top: 3.5mm; } .sub { font-weight: bold; margin: 1.5mm 0 0 12.5mm; break-after: avoid; }
.text { text-indent: 25mm; } .resolution { margin: 1mm 0 1mm 12.5mm; } .resolution b { margin-right: 3mm; }
.sign { margin: 9mm 0 0 45%; text-align: center; break-inside: avoid; }
.sign + .sign { break-before: avoid; }
"""


@dataclass(frozen=True)
class Block:
    """One block of the page. ``text`` with, by kind: number and position (person), network (group), name (sign)."""

    kind: Kind
    text: str
    number: str = ""
    more: str = ""
    network: NetworkMark | None = None


def minutes_pdf(doc: MinutesDocument, progress: Progress | None = None) -> bytes:
    """The minutes as PDF bytes, identical for the same ``doc``. ``progress(done, total)`` counts pages."""
    keep = doc.keep
    body = '<div class="runhead pn"></div>' + foot(html(doc.office, keep), html(_foot_text(doc), keep))
    for number, block in enumerate(blocks(doc)):
        body += _html(block, keep, first=number == 0)
    pages = 2 + sum(len(group.people) for group in doc.present) // 30 + len(doc.agenda) // 3
    return render(
        body, _CSS, title=f"{doc.title} {doc.series}", made_on=doc.printed_on, progress=progress, pages=pages
    )


def minutes_docx(doc: MinutesDocument) -> bytes:
    """The minutes as DOCX bytes, identical for the same ``doc``."""
    document = dx.new_document(
        landscape=False,
        title=f"{doc.title} {doc.series}",
        office=doc.office,
        made_on=doc.printed_on,
        margins=(25, 20, 22, 30),
    )
    section = document.sections[0]
    section.different_first_page_header_footer = True
    dx.fill(section.first_page_header, dx.paragraph(""))
    dx.fill(section.header, dx.paragraph(dx.run("– ") + dx.field("PAGE") + dx.run(" –"), align="center"))
    under = dx.paragraph(
        dx.run(office(doc.office), size=13) + dx.tab(13) + dx.run(office(_foot_text(doc)), size=13) + dx.tab(13)
        + dx.run("หน้า ", size=13) + dx.field("PAGE", size=13) + dx.run(" จาก ", size=13) + dx.field("NUMPAGES", size=13),
        tabs=(("center", 4536), ("right", 9072)), top_rule=True,
    )  # fmt: skip
    dx.fill(section.footer, under)
    dx.fill(section.first_page_footer, under)
    pictures = 0
    for number, block in enumerate(blocks(doc)):
        picture = ""
        if block.network:
            pictures += 1
            relation = dx.relation_of(document.part, block.network.order)
            picture = dx.swatch(relation, pictures, block.network.name) + dx.run(" ")
        for xml in _docx(block, doc.keep, picture, first=number == 0):
            dx.append(document, dx.element(xml))
    return dx.save(document, doc.printed_on)


def blocks(doc: MinutesDocument) -> list[Block]:
    """The minutes as blocks in official order; lists nobody is on are left out."""
    made = [
        Block("title", f"รายงานการประชุม{doc.title}"),
        *([Block("title", f"ครั้งที่ {doc.series}")] if doc.series else []),
        Block("title", f"เมื่อ{long_day(doc.held_on)}"),
        *([Block("title", f"ณ {doc.place}")] if doc.place else []),
    ]
    if doc.is_example:
        made.append(Block("title", f"({doc.example_note})"))
    for head, groups in (("ผู้มาประชุม", doc.present), ("ผู้ไม่มาประชุม", doc.absent), ("ผู้เข้าร่วมประชุม", doc.others)):
        made += _attendance(head, groups)
    made.append(Block("line", f"เริ่มประชุมเวลา {_hour(doc.started)}"))
    for item in doc.agenda:
        made += _agenda(item, top=True)
    made.append(Block("line", f"เลิกประชุมเวลา {_hour(doc.ended)}"))
    made.append(Block("sign", "ผู้จดรายงานการประชุม", number=doc.recorder.name, more=doc.recorder.position))
    made.append(Block("sign", "ผู้ตรวจรายงานการประชุม", number=doc.checker.name, more=doc.checker.position))
    return made


def _hour(text: str) -> str:
    """An hour nobody noted is said to be unknown; no invented one is printed."""
    return f"{text} น." if text else NOT_STATED


def long_day(date: dt.date) -> str:
    """วันพุธที่ ๑๑ มีนาคม พ.ศ. ๒๕๖๓."""
    words = day(date).split(" ")
    return f"วัน{WEEKDAYS[date.weekday()]}ที่ {' '.join(words[:-1])} พ.ศ. {words[-1]}"


def _attendance(head: str, groups: tuple[AttendeeGroup, ...]) -> list[Block]:
    """People are numbered through all groups of one list."""
    groups = tuple(group for group in groups if group.people)
    made = [Block("head", head)] if groups else []
    number = 0
    for group in groups:
        if group.title:
            made.append(Block("group", group.title, network=group.network))
        for person in group.people:
            number += 1
            more = " ".join(
                text for text in (person.position, f"({person.note})" if person.note else "") if text
            )
            made.append(Block("person", person.name, number=f"{number}.", more=more))
    return made


def _agenda(item: AgendaItem, *, top: bool) -> list[Block]:
    label = f"ระเบียบวาระที่ {item.number}" if top and item.number else item.number
    made = [Block("agenda" if top else "sub", item.title, number=label)]
    made += [Block("text", text) for text in item.text.split("\n") if text.strip()]
    for inner in item.items:
        made += _agenda(inner, top=False)
    if item.resolution:
        made.append(Block("resolution", item.resolution, number="มติที่ประชุม"))
    return made


def _foot_text(doc: MinutesDocument) -> str:
    parts = [doc.example_note if doc.is_example else "", doc.version_label, f"พิมพ์วันที่ {day(doc.printed_on)}"]
    # Where the foot is too narrow it breaks between its parts, and nowhere else.
    return " · ".join(part.replace(" ", "\u00a0") for part in parts if part)


def _html(block: Block, keep: tuple[str, ...], *, first: bool) -> str:
    text, number, more = html(block.text, keep), html(block.number, keep), html(block.more, keep)
    if block.kind == "person":
        return (
            f'<table class="person"><tr><td style="width:9mm;text-align:right">{number}</td><td style="width:43%">{text}</td>'
            f"<td>{more}</td></tr></table>"
        )
    if block.kind == "group":
        picture = f'<img src="{data_uri(block.network.order)}" alt="">' if block.network else ""
        return f'<p class="group net">{picture}{text}</p>'
    if block.kind == "resolution":
        return f'<p class="resolution"><b>{number}</b> {text}</p>'
    if block.kind == "sign":
        position = f"<br>{more}" if more else ""
        return f'<p class="sign">{"." * 40}<br>({number or "." * 36}){position}<br>{text}</p>'
    inner = f"{number}&ensp;{text}" if number else text
    return f'<p class="{block.kind}{" first" if first else ""}">{inner}</p>'


def _docx(block: Block, keep: tuple[str, ...], picture: str, *, first: bool) -> list[str]:
    text, number, more = office(block.text, keep), office(block.number, keep), office(block.more, keep)
    if block.kind == "title":
        return [dx.paragraph(dx.run(text, size=18 if first else 16, bold=True), align="center")]
    if block.kind == "person":
        runs = dx.run(thai(number)) + dx.tab() + dx.run(text) + dx.tab() + dx.run(more)
        return [dx.paragraph(runs, tabs=(("left", 850), ("left", 4700)), indent=340)]
    if block.kind == "group":
        return [dx.paragraph(picture + dx.run(text), before=80, keep_next=True, indent=340)]
    if block.kind == "resolution":
        return [
            dx.paragraph(dx.run(number + "  ", bold=True) + dx.run(text), before=60, after=60, indent=709)
        ]
    if block.kind == "sign":
        lines = ["." * 40, f"({number or '.' * 36})", *([more] if more else []), text]
        last = len(lines) - 1
        return [
            dx.paragraph(
                dx.run(line), align="center", indent=4500, before=0 if place else 480, keep_next=place < last
            )
            for place, line in enumerate(lines)
        ]
    if block.kind in ("head", "agenda", "sub"):
        label = f"{number}  {text}" if number else text
        indent = 709 if block.kind == "sub" else 0
        return [
            dx.paragraph(
                dx.run(label, bold=True), before=80 if indent else 200, keep_next=True, indent=indent
            )
        ]
    if block.kind == "text":
        return [dx.paragraph(dx.tab() + dx.run(text), tabs=(("left", 1418),))]
    return [dx.paragraph(dx.run(text), before=200)]
