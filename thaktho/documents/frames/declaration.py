"""ประกาศเจตนารมณ์ in its signed form, as PDF and DOCX: title, opening, clauses by period, closing, day, signatures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from . import docx_base as dx
from .model import EXAMPLE
from .pdf import Progress, foot, render
from .wording import clean, day, html, office

Kind = Literal["title", "under", "text", "period", "clause", "action", "date"]
Actions = tuple[tuple[str, str], ...]  # (addressee, action)
Clauses = tuple[tuple[str, str, Actions], ...]  # (number as printed after ข้อ, body, actions)

_CSS = """
@page { size: A4 portrait; margin: 25mm 20mm 24mm 30mm;
  @top-center { content: element(head); width: 100%; vertical-align: bottom; padding-bottom: 4mm; }
  @bottom-center { content: element(foot); width: 100%; vertical-align: top; padding-top: 4mm; } }
@page:first { @top-center { content: none; } }
.runhead { position: running(head); text-align: center; } .runfoot { position: running(foot); }
.title { text-align: center; font-weight: bold; font-size: 15pt; } .under { text-align: center; }
.text { text-indent: 25mm; margin-top: 3mm; } .period { font-weight: bold; margin-top: 4mm; break-after: avoid; }
.clause { text-indent: 25mm; margin-top: 2.5mm; orphans: 2; widows: 2; } .clause b { margin-right: 2mm; font-weight: 600; }
.action { margin: 1mm 0 0 25mm; padding-left: 5mm; text-indent: -5mm; }
.last { break-after: avoid; } /* nobody signs a page without words */
.date { text-indent: 25mm; margin-top: 5mm; break-after: avoid; }
.signs { margin-top: 4mm; } .signs td { text-align: center; vertical-align: top; padding: 11mm 2mm 0; width: 50%; }
"""


@dataclass(frozen=True)
class DeclarationDocument:
    """``signers`` are (name, position, holding line): the third line says for whom one acts, "" in one's own office. A
    name "" leaves the dots for a pen; ``on`` None leaves the day to be written in."""

    title: str
    opening: str
    periods: tuple[tuple[str, Clauses], ...]  # (name, clauses); "" is no heading
    closing: str = ""
    place: str = ""
    on: dt.date | None = None
    signers: tuple[tuple[str, str, str], ...] = ()
    office: str = ""
    is_example: bool = False
    version_line: str = ""
    printed_on: dt.date | None = None
    example_note: str = EXAMPLE
    keep: tuple[str, ...] = ()

    @property
    def made_on(self) -> dt.date:
        """The day inside the file: the same paper is the same bytes, whenever it is printed."""
        return self.printed_on or self.on or dt.date(2000, 1, 1)


@dataclass(frozen=True)
class Block:
    kind: Kind
    text: str
    number: str = ""


def blocks(doc: DeclarationDocument) -> list[Block]:
    """What stands above the signatures, in order."""
    made = [Block("title", doc.title)]
    if doc.is_example:
        made.append(Block("under", f"({doc.example_note})"))
    made += _texts(doc.opening)
    for name, clauses in doc.periods:
        if name:
            made.append(Block("period", name))
        for number, body, actions in clauses:
            first, *rest = [line for line in clean(body).split("\n") if line.strip()] or [""]
            made.append(Block("clause", first, number=f"ข้อ {number}"))
            made += [Block("text", line) for line in rest]
            made += [Block("action", f"ขอให้{addressee} {action}") for addressee, action in actions]
    made += _texts(doc.closing)
    made.append(Block("date", _given(doc)))
    return made


def _texts(text: str) -> list[Block]:
    return [Block("text", line) for line in clean(text).split("\n") if line.strip()]


def _given(doc: DeclarationDocument) -> str:
    place = f" ณ {doc.place}" if doc.place else ""
    if doc.on is None:
        return f"ประกาศ{place} วันที่ {'.' * 10} เดือน {'.' * 24} พ.ศ. {'.' * 12}"
    words = day(doc.on).split(" ")
    return f"ประกาศ{place} เมื่อวันที่ {' '.join(words[:-1])} พ.ศ. {words[-1]}"


def _foot_text(doc: DeclarationDocument) -> str:
    printed = f"พิมพ์วันที่ {day(doc.printed_on)}" if doc.printed_on else ""
    parts = (doc.example_note if doc.is_example else "", doc.version_line, printed)
    return " · ".join(part.replace(" ", "\u00a0") for part in parts if part)


def declaration_pdf(doc: DeclarationDocument, progress: Progress | None = None) -> bytes:
    """The declaration as PDF bytes, identical for the same ``doc``. ``progress(done, total)`` counts pages."""
    keep = doc.keep
    made = blocks(doc)
    body = '<div class="runhead pn"></div>' + foot(html(doc.office, keep), html(_foot_text(doc), keep))
    for place, block in enumerate(made, 2):  # the one before the day is last
        label = f"<b>{html(block.number)}</b> " if block.number else ""
        dash = "– " if block.kind == "action" else ""
        style = f"{block.kind} last" if place == len(made) else block.kind
        body += f'<p class="{style}">{label}{dash}{html(block.text, keep)}</p>'
    body += _signatures(doc)
    pages = 1 + sum(len(block.text) for block in made) // 2200
    return render(body, _CSS, title=doc.title, made_on=doc.made_on, progress=progress, pages=pages)


def _lines(signer: tuple[str, str, str]) -> list[str]:
    name, position, holding = signer
    lines = ["." * 44, f"({name or '.' * 40})"]
    return lines + [line for text in (position, holding) for line in clean(text).split("\n") if line.strip()]


def _signatures(doc: DeclarationDocument) -> str:
    """Two beside each other; a single last one in the middle. A block is never parted over two pages."""
    rows = []
    for start in range(0, len(doc.signers), 2):
        pair = doc.signers[start : start + 2]
        cells = "".join(
            f'<td colspan="{1 if len(pair) == 2 else 2}">{"<br>".join(html(line, doc.keep) for line in _lines(one))}</td>'
            for one in pair
        )
        rows.append(f"<tr>{cells}</tr>")
    return f'<table class="signs">{"".join(rows)}</table>' if rows else ""


def declaration_docx(doc: DeclarationDocument) -> bytes:
    """The declaration as DOCX bytes, identical for the same ``doc``."""
    document = dx.new_document(
        landscape=False, title=doc.title, office=doc.office, made_on=doc.made_on, margins=(25, 20, 24, 30)
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
    for block in blocks(doc):
        dx.append(document, dx.element(_paragraph(block, doc.keep)))
    if doc.signers:
        dx.append(document, _signature_table(doc), dx.element(dx.paragraph("")))
    return dx.save(document, doc.made_on)


def _paragraph(block: Block, keep: tuple[str, ...]) -> str:
    text = office(block.text, keep)
    if block.kind == "title":
        return dx.paragraph(dx.run(text, size=20, bold=True), align="center")
    if block.kind == "under":
        return dx.paragraph(dx.run(text), align="center")
    if block.kind == "period":
        return dx.paragraph(dx.run(text, bold=True), before=200, keep_next=True)
    if block.kind == "action":
        return dx.paragraph(dx.run(f"– {text}"), before=40, indent=1418)
    label = dx.run(office(block.number) + " ", bold=True) if block.number else ""
    return dx.paragraph(
        dx.tab() + label + dx.run(text),
        before=240 if block.kind == "date" else 120,
        keep_next=block.kind == "date",
        tabs=(("left", 1418),),
    )


def _signature_table(doc: DeclarationDocument) -> object:
    rows = []
    for start in range(0, len(doc.signers), 2):
        pair = doc.signers[start : start + 2]
        cells = ""
        for one in pair:
            lines = _lines(one)
            inner = "".join(
                dx.paragraph(dx.run(office(line, doc.keep)), align="center", before=0 if place else 560)
                for place, line in enumerate(lines)
            )
            cells += dx.cell(inner, 4536 if len(pair) == 2 else 9072, span=1 if len(pair) == 2 else 2)
        rows.append(dx.row(cells))
    table = dx.table("".join(rows), [4536, 4536])
    for edge in table.iter():
        if edge.tag.endswith("}tblBorders"):
            edge.getparent().remove(edge)  # signatures stand on paper, not in boxes
            break
    return table
