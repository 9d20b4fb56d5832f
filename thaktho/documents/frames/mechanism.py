"""ผังกลไกการทำงาน: who reports to whom, as a landscape chart, and after it each body with its order and its members."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from .model import EXAMPLE, NetworkMark
from .pdf import Progress, foot, render
from .wording import NOT_STATED, day, html, thai

_ACROSS = 4  # columns side by side; more begin another row
_CSS = """
@page { size: A4 landscape; margin: 18mm 15mm 20mm 15mm;
  @bottom-center { content: element(foot); width: 100%; vertical-align: top; padding-top: 4mm; } }
.runfoot { position: running(foot); }
h1 { font-size: 16pt; text-align: center; } .under { text-align: center; margin-bottom: 6mm; }
h2 { font-size: 13pt; margin: 4mm 0 2mm; break-after: avoid; }
.box { border: 0.35mm solid #000; padding: 1.4mm 2mm; background: #fff; font-size: 10.5pt; line-height: 1.4; break-inside: avoid; }
.box b { display: block; font-size: 11.2pt; } .box .kind { font-size: 9pt; } .box .small { font-size: 9.5pt; }
.top { width: 110mm; margin: 0 auto; text-align: center; border-width: 0.6mm; }
.stem { height: 6mm; width: 0; border-left: 0.4mm solid #000; margin: 0 auto; }
.across { break-inside: auto; } .across td { vertical-align: top; padding: 0 2.5mm; }
.bar td { height: 5mm; padding: 0; } .bar .half { width: 100%; } .bar .half td { height: 5mm; }
.r { border-right: 0.2mm solid #000; } .l { border-left: 0.2mm solid #000; } .o { border-top: 0.4mm solid #000; }
.hang { list-style: none; margin-left: 4mm; }
.hang > li { padding: 2.5mm 0 0 4mm; position: relative; border-left: 0.4mm solid #000; }
.hang > li > .box::before { content: ""; position: absolute; left: 0; top: 6.5mm; width: 4mm; border-top: 0.4mm solid #000; }
.hang > li.last { border-color: transparent; }
.hang > li.last::after { content: ""; position: absolute; left: -0.4mm; top: 0; height: 6.8mm; border-left: 0.4mm solid #000; }
.list { font-size: 10.5pt; margin-bottom: 4mm; break-before: page; }
.list th, .list td { border: 0.25mm solid #000; padding: 1mm 1.8mm; text-align: left; vertical-align: top; }
.list th { background: #eee; text-align: center; }
"""


@dataclass(frozen=True)
class Seat:
    """A member as printed: part, then office, then the name where there is one."""

    part: str
    position: str = ""
    name: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class BodyBox:
    """One body and those that report to it. "" prints as ไม่ได้ระบุ in the list, and as nothing in the chart."""

    name: str
    kind: str
    lead: Seat | None = None
    cadence: str = ""
    mandate: str = ""
    order: str = ""  # the appointment order in words
    validity: str = ""
    networks: tuple[NetworkMark, ...] = ()
    seats: tuple[Seat, ...] = ()
    below: tuple[BodyBox, ...] = ()
    is_example: bool = False


@dataclass(frozen=True)
class MechanismDocument:
    title: str
    subtitle: str
    office: str
    printed_on: dt.date
    tops: tuple[BodyBox, ...]
    ways: tuple[tuple[str, str, bool], ...] = ()  # รูปแบบการทำงาน: title, text, whether invented
    example_note: str = EXAMPLE
    keep: tuple[str, ...] = ()


def mechanism_pdf(doc: MechanismDocument, progress: Progress | None = None) -> bytes:
    """The chart as PDF bytes, A4 across, identical for the same ``doc``. ``progress(done, total)`` counts pages."""
    keep = doc.keep
    head = f"<h1>{html(doc.title, keep)}</h1><p class='under'>{html(doc.subtitle, keep)}</p>"
    under = foot(html(doc.office, keep), html(f"พิมพ์วันที่ {day(doc.printed_on)}"))
    charts = "".join(_tree(top, doc) for top in doc.tops) or f"<p class='under'>{html(NOT_STATED)}</p>"
    body = under + head + charts + _ways(doc) + _list(doc)
    return render(body, _CSS, title=doc.title, made_on=doc.printed_on, progress=progress, pages=2)


def _tree(top: BodyBox, doc: MechanismDocument) -> str:
    parts = [_box(top, doc, "top")]
    for start in range(0, len(top.below), _ACROSS):
        parts.append("<div class='stem'></div>" + _across(top.below[start : start + _ACROSS], doc))
    return "".join(parts)


def _across(boxes: tuple[BodyBox, ...], doc: MechanismDocument) -> str:
    """Side by side under one bar, each with what hangs below it."""
    bars, cells = [], []
    for number, box in enumerate(boxes):
        left = "r o" if number else "r"
        right = "l o" if number < len(boxes) - 1 else "l"
        bars.append(
            f"<td><table class='half'><tr><td class='{left}'></td><td class='{right}'></td></tr></table></td>"
        )
        cells.append(f"<td>{_box(box, doc)}{_hang(box.below, doc)}</td>")
    return f"<table class='across'><tr class='bar'>{''.join(bars)}</tr><tr>{''.join(cells)}</tr></table>"


def _hang(boxes: tuple[BodyBox, ...], doc: MechanismDocument) -> str:
    if not boxes:
        return ""
    items = [
        f"<li{' class=last' if number == len(boxes) else ''}>{_box(box, doc)}{_hang(box.below, doc)}</li>"
        for number, box in enumerate(boxes, 1)
    ]
    return f"<ul class='hang'>{''.join(items)}</ul>"


def _box(box: BodyBox, doc: MechanismDocument, more: str = "") -> str:
    keep = doc.keep
    example = _example(doc, box.is_example)
    lines = [f"<span class='kind'>{html(box.kind)}</span><b>{html(thai(box.name), keep)}</b>"]
    if box.lead:
        invented = _example(doc, box.lead.is_example and not box.is_example)
        lines.append(f"<div class='small'>{html(_seat(box.lead), keep)}{invented}</div>")
    about = [thai(box.cadence)] if box.cadence else []
    if box.networks:
        about.append(thai(f"{len(box.networks)} เครือข่าย"))
    if about or example:
        lines.append(f"<div class='small'>{html(' · '.join(about), keep)}{example}</div>")
    return f"<div class='box {more}'>{''.join(lines)}</div>"


def _seat(seat: Seat) -> str:
    who = " ".join(part for part in (seat.name, seat.position) if part)
    return f"{seat.part}: {who}" if who else seat.part


def _ways(doc: MechanismDocument) -> str:
    if not doc.ways:
        return ""
    items = "".join(
        f"<p><b>{html(thai(title), doc.keep)}</b> {html(thai(text), doc.keep)}{_example(doc, invented)}</p>"
        for title, text, invented in doc.ways
    )
    return f"<h2>รูปแบบการทำงาน</h2>{items}"


def _list(doc: MechanismDocument) -> str:
    rows = []
    for box, above in _walk(doc.tops, ""):
        seats = "".join(
            f"<p>{html(thai(_seat(seat)), doc.keep)}{_example(doc, seat.is_example and not box.is_example)}</p>"
            for seat in box.seats
        )
        order = " ".join(filter(None, (box.order, box.validity)))
        cells = (above, box.mandate, box.cadence, order)
        texts = "".join(f"<td>{_text(thai(text), doc)}</td>" for text in cells)
        example = f"<br><span class='gray'>({html(doc.example_note)})</span>" if box.is_example else ""
        rows.append(
            f"<tr><td><b>{html(thai(box.name), doc.keep)}</b>{example}</td>{texts}<td>{seats or _text('', doc)}</td></tr>"
        )
    shares = (20, 14, 20, 10, 14, 22)
    columns = "".join(f'<col style="width:{share}%">' for share in shares)
    heads = "".join(
        f"<th>{html(text)}</th>"
        for text in ("คณะ", "รายงานต่อ", "หน้าที่และอำนาจ", "ประชุม", "คำสั่งแต่งตั้ง", "องค์ประกอบ")
    )
    return f"<table class='list'><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _example(doc: MechanismDocument, invented: bool) -> str:
    return f" <span class='gray'>({html(doc.example_note)})</span>" if invented else ""


def _text(text: str, doc: MechanismDocument) -> str:
    return html(text, doc.keep).replace("\n", "<br>") if text else f'<span class="gray">{NOT_STATED}</span>'


def _walk(boxes: tuple[BodyBox, ...], above: str) -> Iterator[tuple[BodyBox, str]]:
    for box in boxes:
        yield box, above or "–"
        yield from _walk(box.below, box.name)
