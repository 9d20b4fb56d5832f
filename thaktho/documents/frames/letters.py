"""หนังสือภายนอก and บันทึกข้อความ as PDF and DOCX, after the office regulation (reference/domain.md §8.5).

One letter or a thousand: each copy begins a new page. The place of the emblem (3 cm on a letter, 1.5 cm on a memorandum)
is kept empty until the office has put its own picture there.
"""

from __future__ import annotations

import base64
import datetime as dt
import io
from dataclasses import dataclass
from typing import Any, Literal

from .. import qr
from . import docx_base as dx
from .model import EXAMPLE
from .pdf import Progress, render
from .wording import day, html, office, thai

# What a letter says to whom: the words before the name, and those above the signature.
SALUTATIONS = {
    "rian": ("เรียน", "ขอแสดงความนับถือ"),
    "krab": ("กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"),
    "monk": ("นมัสการ", "ขอนมัสการด้วยความเคารพ"),
}


@dataclass(frozen=True)
class Copy:
    """One copy: whom it goes to, and its words as they are said to them. ``link``: the page where they answer, printed
    with a QR; "" prints none."""

    salutation: Literal["rian", "krab", "monk"]
    name: str
    subject: str
    paragraphs: tuple[str, ...]
    position: str = ""
    link: str = ""

    @property
    def to(self) -> str:
        return " ".join(filter(None, (self.name, self.position)))


@dataclass(frozen=True)
class LetterDocument:
    """A letter ready to print. ``emblem`` is the picture's bytes (PNG or JPEG), b"" leaves its place empty.

    ``number`` and ``dated_on`` may be missing in a draft: a place to write them by hand is printed then.
    """

    kind: Literal["external", "internal"]
    number: str
    office: str
    address: str
    dated_on: dt.date | None
    subject: str
    references: tuple[str, ...]
    enclosures: tuple[tuple[str, str], ...]  # (what, how many in words or "")
    signer: str
    signer_lines: tuple[str, ...]
    section: str
    phone: str
    copies: tuple[Copy, ...]
    printed_on: dt.date
    emblem: bytes = b""
    reply_words: str = ""  # beside the QR: โปรดแจ้งตอบรับภายใน…
    draft: bool = False
    is_example: bool = False
    example_note: str = EXAMPLE
    keep: tuple[str, ...] = ()


_CSS = """
@page { size: A4 portrait; margin: 25mm 20mm 20mm 30mm; @top-center { content: element(mark); width: 100%; } }
@page:first { margin-top: 15mm; }
@page letter:first { margin-top: 15mm; }
html { line-height: 1.42; }
.copy { page: letter; break-after: page; } .copy:last-child { break-after: auto; }
.mark { position: running(mark); text-align: right; font-size: 9.5pt; color: #606060; }
.emblem { height: 30mm; text-align: center; } .emblem img { height: 30mm; }
.top { width: 100%; } .top td { vertical-align: top; padding: 0; border: 0; } .top .from { width: 52%; padding-left: 12mm; }
.date { margin: 2mm 0 0 50%; }
.memo td { vertical-align: middle; border: 0; padding: 0; } .memo .e { width: 22mm; height: 15mm; } .memo .e img { height: 15mm; }
.memo .t { text-align: center; font-weight: bold; font-size: 20pt; padding-right: 22mm; }
.line { border: 0; margin-top: 1.6mm; } .line td { border: 0; padding: 0; vertical-align: top; } .line .l { width: 13mm; } .line.some .l { width: 18mm; } .line.wide .l { width: 30mm; }
.line ol { list-style: none; } .rule { border-bottom: 0.2mm solid #000; height: 1.5mm; }
.body { margin-top: 3mm; text-indent: 25mm; orphans: 2; widows: 2; }
.end { margin-top: 5mm; break-inside: avoid; } .closing, .sign { margin-left: 44%; text-align: center; } .sign { margin-top: 17mm; }
.below { margin-top: 6mm; break-inside: avoid; } .below td { border: 0; padding: 0; vertical-align: bottom; } .below .q { width: 62mm; text-align: center; font-size: 9.5pt; line-height: 1.3; }
.qr img { width: 24mm; height: 24mm; image-rendering: pixelated; }
.example { text-align: center; font-weight: bold; }
"""


def letters_pdf(doc: LetterDocument, progress: Progress | None = None) -> bytes:
    """All copies in one PDF; identical for the same ``doc``."""
    mark = " · ".join(filter(None, (doc.example_note if doc.is_example else "", "ร่าง" if doc.draft else "")))
    body = f'<div class="mark">{html(mark)}</div>' if mark else ""
    body += "".join(f'<section class="copy">{_copy(doc, copy)}</section>' for copy in doc.copies)
    return render(
        body, _CSS, title=doc.subject, made_on=doc.printed_on, progress=progress, pages=len(doc.copies)
    )


def _copy(doc: LetterDocument, copy: Copy) -> str:
    before, closing = SALUTATIONS[copy.salutation]
    memo = doc.kind == "internal"
    made = _memo_head(doc) if memo else _head(doc)
    made += _line("เรื่อง", copy.subject, doc.keep)
    made += '<div class="rule"></div>' if memo else ""
    made += _line(before, copy.to, doc.keep)
    if doc.references:
        made += _list("อ้างถึง", doc.references, doc.keep)
    if doc.enclosures:
        made += _list("สิ่งที่ส่งมาด้วย", tuple(_enclosed(doc)), doc.keep, wide=True)
    made += "".join(f'<p class="body">{html(text, doc.keep)}</p>' for text in copy.paragraphs)
    lines = "".join(f"<br>{html(line, doc.keep)}" for line in doc.signer_lines)
    signed = f'<p class="sign">({html(doc.signer, doc.keep) or "." * 40}){lines}</p>'
    made += f'<div class="end">{"" if memo else f"<p class={chr(34)}closing{chr(34)}>{html(closing)}</p>"}{signed}</div>'
    return made + _below(doc, copy)


def _head(doc: LetterDocument) -> str:
    """The emblem, the number left, the office right; the date from the middle on."""
    made = f'<div class="emblem">{_emblem(doc)}</div>'
    if doc.is_example:
        made += f'<p class="example">({html(doc.example_note)})</p>'
    place = "<br>".join(html(text, doc.keep) for text in (doc.office, doc.address) if text)
    made += f'<table class="top"><tr><td>ที่ {_number(doc)}</td><td class="from">{place}</td></tr></table>'
    return made + f'<p class="date">{_dated(doc)}</p>'


def _memo_head(doc: LetterDocument) -> str:
    example = f'<p class="example">({html(doc.example_note)})</p>' if doc.is_example else ""
    where = " ".join(filter(None, (doc.office, doc.section, f"โทร. {doc.phone}" if doc.phone else "")))
    return (
        f'<table class="memo"><tr><td class="e">{_emblem(doc)}</td><td class="t">บันทึกข้อความ</td></tr></table>{example}'
        f"<p><b>ส่วนราชการ</b> {html(where, doc.keep)}</p>"
        f'<table class="top"><tr><td><b>ที่</b> {_number(doc)}</td><td class="from"><b>วันที่</b> {_dated(doc)}</td></tr></table>'
    )


def _emblem(doc: LetterDocument) -> str:
    if not doc.emblem:
        return ""
    kind = "jpeg" if doc.emblem.startswith(b"\xff\xd8") else "png"
    return f'<img src="data:image/{kind};base64,{base64.b64encode(doc.emblem).decode()}" alt="">'


def _number(doc: LetterDocument) -> str:
    return html(doc.number) or "." * 24


def _dated(doc: LetterDocument) -> str:
    return html(day(doc.dated_on)) if doc.dated_on else "." * 32


def _enclosed(doc: LetterDocument) -> list[str]:
    """Numbered where there is more than one."""
    said = [f"{what} จำนวน {many}" if many else what for what, many in doc.enclosures]
    return said if len(said) == 1 else [f"{number}. {text}" for number, text in enumerate(said, 1)]


def _line(label: str, text: str, keep: tuple[str, ...]) -> str:
    wide = " some" if len(label) > 6 else ""
    return f'<table class="line{wide}"><tr><td class="l">{html(label)}</td><td>{html(text, keep)}</td></tr></table>'


def _list(label: str, texts: tuple[str, ...], keep: tuple[str, ...], *, wide: bool = False) -> str:
    inner = "".join(f"<li>{html(text, keep)}</li>" for text in texts)
    return f'<table class="line{" wide" if wide else ""}"><tr><td class="l">{html(label)}</td><td><ol>{inner}</ol></td></tr></table>'


def _below(doc: LetterDocument, copy: Copy) -> str:
    """Who handles it, and beside it where to answer."""
    own = ""
    if doc.kind == "external":
        own = "<br>".join(
            html(text, doc.keep) for text in (doc.section, f"โทร. {doc.phone}" if doc.phone else "") if text
        )
    asked = ""
    if copy.link:
        picture = f'<img src="{qr.png_uri(copy.link, mask=0)}" alt="">'
        asked = f'<div class="qr">{picture}</div>{html(doc.reply_words, doc.keep)}'
    if not (own or asked):
        return ""
    return f'<table class="below"><tr><td>{own}</td><td class="q">{asked}</td></tr></table>'


# DOCX

_LEFT_OF_MIDDLE = 4000


def letters_docx(doc: LetterDocument) -> bytes:
    """All copies in one DOCX, each on a page of its own, to be mended in an office."""
    document = dx.new_document(
        landscape=False,
        title=doc.subject,
        office=doc.office,
        made_on=doc.printed_on,
        margins=(15, 20, 20, 30),
    )
    for number, copy in enumerate(doc.copies):
        for xml in _docx_copy(document, doc, copy, number):
            dx.append(document, dx.element(xml))
    return dx.save(document, doc.printed_on)


def _docx_copy(document: Any, doc: LetterDocument, copy: Copy, number: int) -> list[str]:
    before, closing = SALUTATIONS[copy.salutation]

    def say(text: str, **how: Any) -> str:
        return dx.run(office(text, doc.keep), **how)

    made = _docx_head(document, doc, number, say)
    made.append(_docx_line("เรื่อง", copy.subject, say))
    made.append(_docx_line(before, copy.to, say))
    if doc.references:
        made.append(_docx_line("อ้างถึง", "\n".join(doc.references), say))
    if doc.enclosures:
        made.append(_docx_line("สิ่งที่ส่งมาด้วย", "\n".join(_enclosed(doc)), say, at=1701))
    for text in copy.paragraphs:
        made.append(dx.paragraph(dx.tab() + say(text), before=120, tabs=(("left", 1418),)))
    if doc.kind == "external":
        made.append(
            dx.paragraph(say(closing), align="center", indent=_LEFT_OF_MIDDLE, before=240, keep_next=True)
        )
    lines = [f"({doc.signer or '.' * 40})", *doc.signer_lines]
    for place, line in enumerate(lines):
        made.append(
            dx.paragraph(
                say(line),
                align="center",
                indent=_LEFT_OF_MIDDLE,
                before=0 if place else 960,
                keep_next=place < len(lines) - 1,
            )
        )
    if doc.kind == "external":
        below = [doc.section, f"โทร. {doc.phone}" if doc.phone else ""]
        made += [
            dx.paragraph(say(text), before=0 if place else 360)
            for place, text in enumerate(filter(None, below))
        ]
    if copy.link:
        made.append(dx.paragraph(say(f"{doc.reply_words} ") + dx.run(copy.link, size=14), before=120))
    return made


def _docx_head(document: Any, doc: LetterDocument, number: int, say: Any) -> list[str]:
    new_page = number > 0
    example = (
        [dx.paragraph(say(f"({doc.example_note})", bold=True), align="center")] if doc.is_example else []
    )
    dated = thai(day(doc.dated_on)) if doc.dated_on else "." * 32
    letter_number = doc.number or "." * 24
    high = 15 if doc.kind == "internal" else 30
    picture = _docx_emblem(document, doc, number, high)
    if doc.kind == "internal":
        where = " ".join(filter(None, (doc.office, doc.section, f"โทร. {doc.phone}" if doc.phone else "")))
        return [
            dx.paragraph(picture + dx.tab() + say("บันทึกข้อความ", size=29, bold=True), tabs=(("center", 4536),), new_page=new_page),
            *example,
            dx.paragraph(say("ส่วนราชการ ", bold=True) + say(where)),
            dx.paragraph(
                say("ที่ ", bold=True) + say(letter_number) + dx.tab() + say("วันที่ ", bold=True) + say(dated),
                tabs=(("left", 4536),),
            ),
        ]  # fmt: skip
    # Where there is no picture its height stays empty: 30 mm are 1701 twips.
    emblem = dx.paragraph(
        picture or dx.run(""), align="center", new_page=new_page, after=0 if picture else 1380
    )
    lines = [text for text in (doc.office, *doc.address.split("\n")) if text] or [""]
    made = [emblem, *example]
    for place, line in enumerate(lines):
        left = say(f"ที่ {letter_number}") if place == 0 else dx.run("")
        made.append(dx.paragraph(left + dx.tab() + say(line), tabs=(("left", 5250),)))
    made.append(dx.paragraph(dx.tab() + say(dated), tabs=(("left", 4536),), before=80, after=60))
    return made


def _docx_line(label: str, text: str, say: Any, at: int = 737) -> str:
    at = max(at, 1134 if len(label) > 6 else at)
    inner = (dx.run("") + dx.tab()).join(say(line) for line in text.split("\n")[:1])
    made = say(label) + dx.tab() + inner
    for line in text.split("\n")[1:]:
        made += "<w:r><w:br/></w:r>" + dx.tab() + say(line)
    return dx.paragraph(made, tabs=(("left", at),), before=60)


def _docx_emblem(document: Any, doc: LetterDocument, number: int, high: int) -> str:
    """The picture inline, ``high`` mm; its parts are stored once a document."""
    if not doc.emblem:
        return ""
    from PIL import Image

    relation, _ = document.part.get_or_add_image(io.BytesIO(doc.emblem))
    with Image.open(io.BytesIO(doc.emblem)) as picture:
        wide = high * picture.width / max(picture.height, 1)
    size = f'cx="{round(wide * 36000)}" cy="{high * 36000}"'
    id = 1000 + number
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr id="{id}" name="emblem {id}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{id}" name="emblem"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch>'
        f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
