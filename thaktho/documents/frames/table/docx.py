"""A list as DOCX, to be edited in an office."""

from __future__ import annotations

from typing import Any

from ..docx_base import (
    GRAY,
    append,
    cell,
    element,
    field,
    fill,
    new_document,
    paragraph,
    row,
    run,
    save,
    tab,
    table,
)
from ..pdf import Progress
from ..wording import money, office
from .model import WIDTH, TableDocument, Value, foot_text, parts, shown, spanned, spans

_SMALL = 14


def table_docx(doc: TableDocument, progress: Progress | None = None) -> bytes:
    """The table as DOCX bytes, to be edited in an office."""
    document = new_document(
        landscape=doc.landscape,
        title=doc.title,
        office=doc.office,
        made_on=doc.printed_on,
        margins=(36, 17, 20, 17),
    )
    _head_and_foot(document, doc)
    widths = [round(WIDTH[doc.landscape] * part) for part in parts(doc)]
    lines = _heads_docx(doc, widths)
    for band in doc.bands:
        if band.title:
            title = paragraph(run(office(band.title, doc.keep), size=_SMALL, bold=True), keep_next=True)
            lines.append(row(cell(title, sum(widths), span=len(widths), shade="F4F4F4")))
        lines += [row(_cells_docx(doc, line, widths)) for line in band.rows]
    lines += _sum_docx(doc, widths)
    append(document, table("".join(lines), widths))
    for number, text in enumerate(doc.notes):
        append(document, element(paragraph(run(office(text, doc.keep), size=13), before=0 if number else 80)))
    if progress:
        progress(len(doc.rows), len(doc.rows))
    return save(document, doc.printed_on)


def _heads_docx(doc: TableDocument, widths: list[int]) -> list[str]:
    """One row of heads; two where a head spans columns."""
    grouped = spanned(doc)
    two = any(words for words, _ in grouped)
    upper, lower = [], []
    for words, places in grouped:
        under = [_head_docx(doc.columns[place].head, widths[place]) for place in places]
        if words:
            upper.append(_head_docx(words, sum(widths[place] for place in places), span=len(places)))
            lower += under
        else:
            head = doc.columns[places[0]].head
            upper.append(_head_docx(head, widths[places[0]], merge="restart" if two else ""))
            lower.append(_head_docx("", widths[places[0]], merge="continue"))
    return [row("".join(upper), head=True)] + ([row("".join(lower), head=True)] if two else [])


def _head_docx(text: str, width: int, *, span: int = 1, merge: str = "") -> str:
    words = paragraph(run(office(text), size=_SMALL, bold=True), align="center")
    return cell(words, width, span=span, shade="EEEEEE", middle=True, merge=merge)


def _cells_docx(doc: TableDocument, line: tuple[Value, ...], widths: list[int]) -> str:
    cells = []
    for value, column, width in zip(line, doc.columns, widths, strict=True):
        color = GRAY if value is None else ""
        text = run(office(shown(value), doc.keep), size=_SMALL, color=color)
        cells.append(cell(paragraph(text, align=column.align), width))
    return "".join(cells)


def _sum_docx(doc: TableDocument, widths: list[int]) -> list[str]:
    if not doc.sum_label:
        return []
    span, sums = spans(doc)
    label = paragraph(run(office(doc.sum_label, doc.keep), size=_SMALL, bold=True), align="right")
    cells = [cell(label, sum(widths[:span]), span=span, shade="F4F4F4")]
    for amount, width in zip(sums, widths[span:], strict=True):
        text = run(money(amount), size=_SMALL, bold=True) if amount is not None else ""
        cells.append(cell(paragraph(text, align="right"), width, shade="F4F4F4"))
    return [row("".join(cells))]


def _head_and_foot(document: Any, doc: TableDocument) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    title, subtitle = office(doc.title, doc.keep), office(doc.subtitle, doc.keep)
    head = paragraph(run(title, size=20, bold=True), align="center")
    example = [paragraph(run(office(doc.example_note), color=GRAY), align="center")] if doc.is_example else []
    fill(section.first_page_header, head, paragraph(run(subtitle), align="center"), *example)
    number = paragraph(run("– ", size=14) + field("PAGE", size=14) + run(" –", size=14), align="right")
    fill(section.header, number, head, paragraph(run(subtitle + " (ต่อ)"), align="center", after=60))
    width = WIDTH[doc.landscape]
    foot_line = paragraph(
        run(office(doc.office, doc.keep), size=13) + tab(13) + run(office(foot_text(doc), doc.keep), size=13) + tab(13)
        + run("หน้า ", size=13) + field("PAGE", size=13) + run(" จาก ", size=13) + field("NUMPAGES", size=13),
        tabs=(("center", width // 2), ("right", width)), top_rule=True,
    )  # fmt: skip
    fill(section.footer, foot_line)
    fill(section.first_page_footer, foot_line)
