"""A report of several pages: a cover, headings, text, points, tables upright or across, pictures. PDF and DOCX.

For papers that tell rather than list: reports of a hearing, answers to a network.
"""

from __future__ import annotations

import datetime as dt
import io
from base64 import b64encode
from dataclasses import dataclass
from typing import Any, Literal

from . import docx_base as dx
from .drafts import data_uri
from .model import EXAMPLE, NetworkMark
from .pdf import Progress, foot, render
from .wording import day, html, office


@dataclass(frozen=True)
class Heading:
    """`level` 1 to 3; with a network, its draft stands before the words."""

    text: str
    level: int = 1
    network: NetworkMark | None = None
    new_page: bool = False


@dataclass(frozen=True)
class Text:
    text: str
    style: Literal["", "lead", "small", "strong"] = ""


@dataclass(frozen=True)
class Points:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Head:
    """A column: its words, its share of the width and how it is set. `turned`: a name longer than its narrow column stands
    on its side, for no word may break."""

    text: str
    share: float
    align: Literal["left", "center", "right"] = "left"
    turned: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; `across` prints it on pages of its own, on their side; `large` for readers who are old."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    across: bool = False
    large: bool = False


@dataclass(frozen=True)
class Picture:
    """SVG of our own making. DOCX cannot hold it and prints `instead`."""

    svg: str
    caption: str = ""
    width: float = 150  # mm
    instead: str = ""


@dataclass(frozen=True)
class Photos:
    """JPEG or PNG bytes with their captions, two beside each other; DOCX holds them too."""

    items: tuple[tuple[bytes, str], ...]


Block = Heading | Text | Points | Grid | Picture | Photos


@dataclass(frozen=True)
class ReportDocument:
    """A report ready to print; the same document gives the same bytes. Without `cover` lines the title stands over the
    first page, without a title nothing does."""

    title: str
    subtitle: str
    office: str
    version_label: str
    printed_on: dt.date
    blocks: tuple[Block, ...]
    cover: tuple[str, ...] = ()
    is_example: bool = False
    example_note: str = EXAMPLE
    keep: tuple[str, ...] = ()
    head: bool = True


_CSS = """
@page { size: A4 portrait; margin: 24mm 20mm 22mm 25mm;
  @top-center { content: element(head); width: 100%; vertical-align: bottom; padding-bottom: 4mm; }
  @bottom-center { content: element(foot); width: 100%; vertical-align: top; padding-top: 4mm; } }
@page:first { @top-center { content: none; } }
@page across { size: A4 landscape; margin: 20mm 15mm 20mm 15mm; }
.runhead { position: running(head); text-align: center; font-size: 10.5pt; } .runfoot { position: running(foot); }
.cover { text-align: center; break-after: page; padding-top: 45mm; }
.cover h1 { font-size: 24pt; line-height: 1.45; margin-bottom: 6mm; } .cover p { font-size: 14pt; } .cover .example { margin-top: 8mm; font-weight: bold; }
.cover .from { margin-top: 50mm; }
.top { text-align: center; margin-bottom: 4mm; } .top h1 { font-size: 16pt; }
h2, h3, h4 { break-after: avoid; } h2 { font-size: 15pt; margin: 7mm 0 2mm; } h3 { font-size: 13pt; margin: 5mm 0 1.5mm; } h4 { font-size: 12pt; margin: 4mm 0 1mm; }
h2 img, h3 img { width: 6mm; height: 6mm; vertical-align: -1.2mm; margin-right: 2mm; image-rendering: pixelated; }
.newpage { break-before: page; margin-top: 0; }
p { margin-bottom: 2mm; orphans: 2; widows: 2; } .lead { font-size: 13pt; } .leads { break-after: avoid; } .small { font-size: 10pt; } .strong { font-weight: bold; }
ul { margin: 0 0 3mm 6mm; } li { margin-bottom: 1mm; break-inside: avoid; }
.grid { font-size: 10.5pt; margin: 1mm 0 4mm; } .grid td { line-height: 1.42; }
.grid th, .grid td { border: 0.25mm solid #000; padding: 1mm 1.5mm; vertical-align: top; text-align: left; }
.grid th { background: #eee; text-align: center; vertical-align: middle; font-weight: bold; }
.grid.large { font-size: 12.5pt; }
.grid .c { text-align: center; } .grid .r { text-align: right; }
.caption { font-weight: bold; break-after: avoid; margin-top: 2mm; }
.across { page: across; } .across .grid { font-size: 8.6pt; } .across .grid th, .across .grid td { padding: 0.8mm; } .across .grid th { font-size: 9pt; line-height: 1.35; }
.across .c { white-space: nowrap; } .across .turned { padding: 0.8mm 0; vertical-align: bottom; } .turned div { position: relative; height: 30mm; }
.turned div > span { position: absolute; left: 50%; bottom: 0; white-space: nowrap; font-size: 9pt; transform-origin: 0 100%; transform: rotate(-90deg) translateY(50%); }
.photos { margin: 1mm 0 3mm; } .photos td { width: 50%; padding: 1.5mm; vertical-align: top; } .photos img { width: 100%; max-height: 62mm; object-fit: contain; } .photos p { font-size: 10pt; line-height: 1.4; text-align: center; }
.picture { break-inside: avoid; margin: 2mm 0 4mm; } .picture svg { width: 100%; height: auto; display: block; }
"""


def report_pdf(doc: ReportDocument, progress: Progress | None = None) -> bytes:
    """The report as PDF bytes."""
    head = (
        f'<div class="runhead">{html(doc.title, doc.keep)}<br><span class="pn"></span></div>'
        if doc.head
        else ""
    )
    under = foot(html(doc.office, doc.keep), html(_foot_text(doc), doc.keep))
    following = (*doc.blocks[1:], None)
    blocks = "".join(
        _html(block, doc.keep, leads=isinstance(after, Grid))
        for block, after in zip(doc.blocks, following, strict=False)
    )
    body = head + under + _begin_html(doc) + blocks
    pages = 3 + sum(len(block.rows) // 15 for block in doc.blocks if isinstance(block, Grid))
    return render(body, _CSS, title=doc.title, made_on=doc.printed_on, progress=progress, pages=pages)


def _foot_text(doc: ReportDocument) -> str:
    parts = [doc.example_note if doc.is_example else "", doc.version_label, f"พิมพ์วันที่ {day(doc.printed_on)}"]
    return " · ".join(part for part in parts if part)


def _begin_html(doc: ReportDocument) -> str:
    title, subtitle = html(doc.title, doc.keep), html(doc.subtitle, doc.keep)
    example = f'<p class="example">({html(doc.example_note)})</p>' if doc.is_example else ""
    if not doc.cover:
        return (
            f'<div class="top"><h1>{title}</h1><p>{subtitle}</p>{example}</div>'
            if doc.title and doc.head
            else ""
        )
    lines = "".join(f"<p>{html(line, doc.keep)}</p>" for line in doc.cover)
    return (
        f'<div class="cover"><h1>{title}</h1><p>{subtitle}</p>{example}<div class="from">{lines}</div></div>'
    )


def _html(block: Block, keep: tuple[str, ...], *, leads: bool) -> str:
    """`leads`: a table follows, and words that lead to it stand on its page."""
    if isinstance(block, Heading):
        mark = f'<img src="{data_uri(block.network.order)}" alt="">' if block.network else ""
        level = min(block.level + 1, 4)
        style = ' class="newpage"' if block.new_page else ""
        return f"<h{level}{style}>{mark}{html(block.text, keep)}</h{level}>"
    if isinstance(block, Text):
        style = " ".join(filter(None, (block.style, "leads" if leads else "")))
        return f'<p class="{style}">{html(block.text, keep)}</p>'
    if isinstance(block, Points):
        return f"<ul>{''.join(f'<li>{html(item, keep)}</li>' for item in block.items)}</ul>"
    if isinstance(block, Picture):
        caption = f'<p class="small">{html(block.caption, keep)}</p>' if block.caption else ""
        drawn = f'<div style="width:{block.width:.0f}mm">{block.svg}</div>'
        return f'<div class="picture">{drawn}{caption}</div>'
    if isinstance(block, Photos):
        return photos_html(block, keep)
    return _grid_html(block, keep)


def photos_html(photos: Photos, keep: tuple[str, ...]) -> str:
    cells = [
        f'<td><img src="data:{_media(data)};base64,{b64encode(data).decode()}" alt=""><p>{html(caption, keep)}</p></td>'
        for data, caption in photos.items
    ]
    rows = "".join(f"<tr>{''.join(cells[at : at + 2])}</tr>" for at in range(0, len(cells), 2))
    return f'<table class="photos"><tbody>{rows}</tbody></table>'


def _media(data: bytes) -> str:
    return "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"


def _grid_html(grid: Grid, keep: tuple[str, ...]) -> str:
    whole = sum(head.share for head in grid.heads)
    columns = "".join(f'<col style="width:{100 * head.share / whole:.2f}%">' for head in grid.heads)
    heads = "".join(_head_html(head, keep) for head in grid.heads)
    styles = [{"left": "", "center": "c", "right": "r"}[head.align] for head in grid.heads]
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td class="{style}">{html(text, keep)}</td>' for text, style in zip(row, styles, strict=True)
        )
        + "</tr>"
        for row in grid.rows
    )
    caption = f'<p class="caption">{html(grid.caption, keep)}</p>' if grid.caption else ""
    table = (
        f'<table class="grid{" large" if grid.large else ""}"><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    return f'<div class="{"across" if grid.across else ""}">{caption}{table}</div>'


def _head_html(head: Head, keep: tuple[str, ...]) -> str:
    words = html(head.text, keep)
    return f'<th class="turned"><div><span>{words}</span></div></th>' if head.turned else f"<th>{words}</th>"


# DOCX

_TWIPS = {False: 9_350, True: 15_100}


def report_docx(doc: ReportDocument) -> bytes:
    """The report as DOCX bytes, to be edited in an office; pictures are told in words."""
    document = dx.new_document(
        landscape=False,
        title=doc.title,
        office=doc.office,
        made_on=doc.printed_on,
        margins=(24, 20, 22, 25),
    )
    dx.fill(
        document.sections[0].footer,
        dx.paragraph(
            dx.run(office(f"{doc.office} · {_foot_text(doc)} · หน้า ", doc.keep), size=13)
            + dx.field("PAGE", size=13),
            align="center",
            top_rule=True,
        ),
    )
    _begin_docx(document, doc)
    pictures, across = 0, False
    for block in doc.blocks:
        turned = isinstance(block, Grid) and block.across
        if turned != across:
            _turn(document, turned)
            across = turned
        if isinstance(block, Grid):
            _grid_docx(document, block, doc.keep)
            continue
        if isinstance(block, Photos):
            photos_docx(document, block, doc.keep)
            continue
        mark = ""
        if isinstance(block, Heading) and block.network:
            pictures += 1
            relation = dx.relation_of(document.part, block.network.order)
            mark = dx.swatch(relation, pictures, block.network.name) + dx.run(" ")
        for xml in _docx(block, doc.keep, mark):
            dx.append(document, dx.element(xml))
    return dx.save(document, doc.printed_on)


def _begin_docx(document: Any, doc: ReportDocument) -> None:
    lines = [
        dx.paragraph(
            dx.run(office(doc.title, doc.keep), size=26, bold=True),
            align="center",
            before=2400 if doc.cover else 0,
        )
    ]
    lines.append(dx.paragraph(dx.run(office(doc.subtitle, doc.keep), size=18), align="center"))
    if doc.is_example:
        lines.append(dx.paragraph(dx.run(f"({office(doc.example_note)})", bold=True), align="center"))
    lines += [
        dx.paragraph(dx.run(office(line, doc.keep), size=18), align="center", before=120)
        for line in doc.cover
    ]
    for xml in lines:
        dx.append(document, dx.element(xml))


def _turn(document: Any, across: bool) -> None:
    """A new section; what follows stands upright or across."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if across else (Mm(210), Mm(297))
    section.left_margin, section.right_margin = (Mm(15), Mm(15)) if across else (Mm(25), Mm(20))


def _docx(block: Heading | Text | Points | Picture, keep: tuple[str, ...], mark: str) -> list[str]:
    if isinstance(block, Heading):
        words = dx.run(office(block.text, keep), size={1: 20, 2: 18}.get(block.level, 16), bold=True)
        return [dx.paragraph(mark + words, before=200, after=60, keep_next=True, new_page=block.new_page)]
    if isinstance(block, Text):
        size = {"lead": 18, "small": 14}.get(block.style, 16)
        words = dx.run(office(block.text, keep), size=size, bold=block.style == "strong")
        return [dx.paragraph(words, after=80)]
    if isinstance(block, Points):
        return [dx.paragraph(dx.run("• " + office(item, keep)), indent=340, after=40) for item in block.items]
    return [
        dx.paragraph(dx.run(office(text, keep), size=14, color=dx.GRAY), after=80)
        for text in (block.instead, block.caption)
        if text
    ]


def _grid_docx(document: Any, grid: Grid, keep: tuple[str, ...]) -> None:
    whole, size = (
        sum(head.share for head in grid.heads),
        11.0 if grid.across else 16.0 if grid.large else 14.0,
    )
    widths = [round(_TWIPS[grid.across] * head.share / whole) for head in grid.heads]
    if grid.caption:
        caption = dx.run(office(grid.caption, keep), bold=True)
        dx.append(document, dx.element(dx.paragraph(caption, keep_next=True, before=120)))
    heads = "".join(
        dx.cell(
            dx.paragraph(dx.run(office(head.text, keep), size=size, bold=True), align="center"),
            width,
            shade="EEEEEE",
            middle=True,
        )
        for head, width in zip(grid.heads, widths, strict=True)
    )
    rows = [dx.row(heads, head=True)]
    for line in grid.rows:
        rows.append(
            dx.row(
                "".join(
                    dx.cell(dx.paragraph(dx.run(office(text, keep), size=size), align=head.align), width)
                    for text, head, width in zip(line, grid.heads, widths, strict=True)
                )
            )
        )
    dx.append(document, dx.table("".join(rows), widths), dx.element(dx.paragraph("")))


def photos_docx(document: Any, photos: Photos, keep: tuple[str, ...]) -> None:
    """One below the other, each with its caption."""
    from docx.shared import Mm

    for data, caption in photos.items:
        document.add_picture(io.BytesIO(data), width=Mm(120))
        document.paragraphs[-1].alignment = 1
        words = dx.run(office(caption, keep), size=14)
        dx.append(document, dx.element(dx.paragraph(words, align="center", after=160)))
