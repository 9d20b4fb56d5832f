"""Numbered sheets of a hall: one a person, with its code, a QR, the statements and three boxes each.

What is the same on many sheets (question, statements, boxes) is laid out once and painted under each; only head, code
and QR are laid out for every sheet. A hundred sheets of thirty statements would else take half a minute.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from html import escape
from typing import Any

from .. import qr
from .drafts import data_uri
from .model import EXAMPLE, NetworkMark
from .pdf import Progress, page_of, printer
from .wording import html

_BODY = """
@page { size: A4; margin: 20mm 14mm 10mm 16mm; } @page :first { margin-top: 50mm; }
h1 { font-size: 14pt; line-height: 1.4; margin-bottom: 2mm; } .intro { font-size: 10pt; margin-bottom: 3mm; }
td, th { border: 0.2mm solid #000; padding: 0.5mm 1.6mm; font-size: 10.5pt; line-height: 1.28; vertical-align: middle; }
th { font-size: 9pt; font-weight: 600; } .n { width: 9mm; text-align: center; } .b { width: 19mm; text-align: center; }
.box { display: inline-block; width: 4.2mm; height: 4.2mm; border: 0.35mm solid #000; }
.lock { font-size: 9.5pt; margin-top: 3mm; }
"""
_OVER = """
@page { size: A4; margin: 10mm 14mm 10mm 16mm; }
.head { break-before: page; height: 40mm; position: relative; } .head:first-child { break-before: auto; }
.head .q { position: absolute; right: 0; top: 0; width: 36mm; height: 36mm; } .who { font-size: 13pt; }
.title { margin-right: 42mm; font-size: 10.5pt; } .code { font-size: 21pt; font-weight: 700; letter-spacing: 0.4mm; line-height: 1.35; }
.label { font-size: 9.5pt; } .how { font-size: 9pt; line-height: 1.35; margin-right: 42mm; }
.more { break-before: page; text-align: right; font-size: 11pt; }
"""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its code as printed, the address its QR holds, and which statements stand on it."""

    code: str
    address: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class SheetsDocument:
    """The sheets of one network's door. ``statements`` by their number, all that any of the sheets holds."""

    title: str
    question: str
    who: str
    statements: dict[int, str]
    sheets: tuple[Sheet, ...]
    printed_on: dt.date
    network: NetworkMark | None = None
    is_example: bool = False
    example_note: str = EXAMPLE
    keep: tuple[str, ...] = ()


def sheets_pdf(doc: SheetsDocument, progress: Progress | None = None) -> bytes:
    """The sheets as PDF bytes, identical for the same ``doc``. ``progress(done, total)`` counts sheets. Raises ValueError
    when there are none."""
    if not doc.sheets:
        raise ValueError("no sheets")
    groups: dict[tuple[int, ...], list[int]] = {}
    for place, sheet in enumerate(doc.sheets):
        groups.setdefault(sheet.numbers, []).append(place)
    printed: dict[int, list[Any]] = {}
    last: Any = None
    for numbers, places in groups.items():
        body = _laid(_body(doc, numbers), _BODY, doc)
        for some in (places[n : n + 25] for n in range(0, len(places), 25)):
            last = _laid("".join(_over(doc, doc.sheets[n], len(body.pages)) for n in some), _OVER, doc)
            for at, place in enumerate(some):
                own = last.pages[at * len(body.pages) : (at + 1) * len(body.pages)]
                printed[place] = [_Both(*pair) for pair in zip(body.pages, own, strict=True)]
            if progress:
                progress(len(printed), len(doc.sheets))
    pages = [page for place in range(len(doc.sheets)) for page in printed[place]]
    digest = hashlib.md5(repr(doc).encode()).digest()
    return bytes(last.copy(pages).write_pdf(pdf_identifier=digest))


class _Both:
    """Two pages of the same size painted one over the other; to WeasyPrint, one page."""

    def __init__(self, under: Any, over: Any) -> None:
        self.under, self.over = under, over

    def __getattr__(self, name: str) -> Any:
        return getattr(self.over, name)

    def paint(self, stream: Any, scale: float = 1) -> None:
        self.under.paint(stream, scale)
        self.over.paint(stream, scale)


def _laid(body: str, css: str, doc: SheetsDocument) -> Any:
    return printer(page_of(body, css, title=doc.title, made_on=doc.printed_on))


def _body(doc: SheetsDocument, numbers: tuple[int, ...]) -> str:
    rows = "".join(
        f'<tr><td class="n">{number}</td><td>{html(doc.statements[number], doc.keep)}</td>'
        + '<td class="b"><span class="box"></span></td>' * 3
        + "</tr>"
        for number in numbers
    )
    return (
        f"<h1>{html(doc.question, doc.keep)}</h1>"
        '<p class="intro">ทำเครื่องหมาย ✓ ข้อละหนึ่งช่อง ไม่ต้องเขียนชื่อ ไม่แน่ใจให้เลือกข้าม</p>'
        '<table><thead><tr><th class="n">ข้อ</th><th>ข้อความ</th><th class="b">เห็นด้วย</th><th class="b">ไม่เห็นด้วย</th>'
        f'<th class="b">ข้าม</th></tr></thead><tbody>{rows}</tbody></table>'
        '<p class="lock">คำตอบเป็นความลับ ไม่มีใครจดว่าแผ่นใดเป็นของใคร ตอบบนแผ่นนี้หรือสแกนตอบด้วยโทรศัพท์ก็นับเป็นคนเดียวกัน นับครั้งเดียว</p>'
    )


def _over(doc: SheetsDocument, sheet: Sheet, pages: int) -> str:
    picture = f'<img src="{data_uri(doc.network.order)}" alt=""> ' if doc.network else ""
    example = f' <span class="gray">({html(doc.example_note)})</span>' if doc.is_example else ""
    head = (
        f'<div class="head"><img class="q" src="{qr.png_uri(sheet.address)}" alt=""><p class="who"><span class="net">{picture}<b>{html(doc.who, doc.keep)}</b></span></p>'
        f'<p class="title">{html(doc.title, doc.keep)}{example}</p><p class="label">เลขแผ่น</p><p class="code">{sheet.code}</p>'
        f'<p class="how">สแกนเพื่อตอบด้วยโทรศัพท์ หรือเปิด {escape(sheet.address)}</p></div>'
    )
    return head + f'<p class="more">เลขแผ่น <b>{sheet.code}</b></p>' * (pages - 1)
