"""The integrated plan as DOCX: the same page as the PDF, to be edited in an office."""

from __future__ import annotations

from .docx_base import (
    GRAY,
    append,
    cell,
    element,
    field,
    fill,
    new_document,
    paragraph,
    relation_of,
    row,
    run,
    save,
    swatch,
    tab,
    table,
)
from .model import AnnexSection, PlanDocument, PlanLine
from .pdf import Progress
from .plan_pdf import HEADS, foot_text, note_lines, shares, short, sum_text
from .wording import NOT_STATED, money, office, thai, when

_WIDTH = 14_910  # twips between margins of 17 mm
_SMALL = 14


def plan_docx(doc: PlanDocument, progress: Progress | None = None) -> bytes:
    """The plan as DOCX bytes, identical for the same ``doc``. ``progress(done, total)`` counts rows."""
    document = new_document(
        landscape=True, title=doc.title, office=doc.office, made_on=doc.printed_on, margins=(36, 17, 20, 17)
    )
    _head_and_foot(document, doc)
    writer = _Table(document, doc)
    append(document, writer.table(progress))
    for number, text in enumerate(note_lines(doc)):
        append(document, element(paragraph(run(office(text, doc.keep), size=13), before=0 if number else 80)))
    for section in doc.annex:
        _annex(document, section, doc.keep)
    if progress:
        progress(len(doc.rows), len(doc.rows))
    return save(document, doc.printed_on)


class _Table:
    """Writes the table; holds the pictures' relations and their running number."""

    def __init__(self, document: object, doc: PlanDocument) -> None:
        self.doc = doc
        self.keep = doc.keep
        self.pictures = 0
        orders = sorted({mark.order for line in doc.rows for mark in line.networks})
        self.relations = {order: relation_of(document.part, order) for order in orders}  # type: ignore[attr-defined]
        self.widths = [round(_WIDTH * share / 100) for share in shares(doc.rows)]

    def table(self, progress: Progress | None) -> object:
        """The whole table as an element."""
        heads = "".join(
            cell(
                paragraph(run(office(head), size=_SMALL, bold=True), align="center"),
                width,
                shade="EEEEEE",
                middle=True,
            )
            for head, width in zip(HEADS, self.widths, strict=True)
        )
        rows = [row(heads, head=True)]
        for number, line in enumerate(self.doc.rows):
            if progress and number % 50 == 0:
                progress(number, len(self.doc.rows))
            rows.append(self._row(line))
        rows.append(self._sum())
        return table("".join(rows), self.widths)

    def _row(self, line: PlanLine) -> str:
        width = iter(self.widths)
        amount = money(line.budget) if line.budget is not None else ""
        title = self._text(line.title)
        for more, color in ((line.area, ""), (line.note, GRAY)):
            if more:
                title += paragraph(run(office(more, self.keep), size=12.5, color=color))
        cells = [
            self._text(thai(str(line.no)), "center"), self._text(line.virtue, "center"), self._text(line.problem),
            self._text(line.good_deed), title, self._text(line.indicator),
            self._text(when(line.when, line.start, line.end), "center"), self._text(amount, "right"),
            self._text(line.agency), self._networks(line),
        ]  # fmt: skip
        return row("".join(cell(inner, next(width)) for inner in cells))

    def _text(self, text: str, align: str = "left") -> str:
        if not text.strip():
            return paragraph(run(NOT_STATED, size=_SMALL, color=GRAY), align=align)
        return paragraph(run(office(text, self.keep), size=_SMALL), align=align)

    def _networks(self, line: PlanLine) -> str:
        parts = []
        for mark in line.networks:
            self.pictures += 1
            picture = swatch(self.relations[mark.order], self.pictures, mark.name)
            parts.append(paragraph(picture + run(" " + office(short(mark.name), self.keep), size=_SMALL)))
        return "".join(parts) or self._text("")

    def _sum(self) -> str:
        count, total = self.doc.stated
        widths = self.widths
        shown = (
            run(money(total), size=_SMALL, bold=True) if count else run(NOT_STATED, size=_SMALL, color=GRAY)
        )
        label = run(thai(sum_text(self.doc)), size=_SMALL, bold=True)
        return row(
            cell(paragraph(label, align="right"), sum(widths[:7]), span=7, shade="F4F4F4")
            + cell(paragraph(shown, align="right"), widths[7], shade="F4F4F4")
            + cell(paragraph(""), sum(widths[8:]), span=2, shade="F4F4F4")
        )


def _head_and_foot(document: object, doc: PlanDocument) -> None:
    """Titles over every page (ต่อ from the second), office, version and page x of y under it."""
    section = document.sections[0]  # type: ignore[attr-defined]
    section.different_first_page_header_footer = True
    title, subtitle = office(doc.title, doc.keep), office(doc.subtitle, doc.keep)
    head = paragraph(run(title, size=20, bold=True), align="center")
    example = [paragraph(run(office(doc.example_note), color=GRAY), align="center")] if doc.is_example else []
    fill(section.first_page_header, head, paragraph(run(subtitle), align="center"), *example)
    number = paragraph(run("– ", size=14) + field("PAGE", size=14) + run(" –", size=14), align="right")
    fill(section.header, number, head, paragraph(run(subtitle + " (ต่อ)"), align="center", after=60))
    foot = paragraph(
        run(office(doc.office, doc.keep), size=13) + tab(13) + run(office(foot_text(doc), doc.keep), size=13) + tab(13)
        + run("หน้า ", size=13) + field("PAGE", size=13) + run(" จาก ", size=13) + field("NUMPAGES", size=13),
        tabs=(("center", _WIDTH // 2), ("right", _WIDTH)), top_rule=True,
    )  # fmt: skip
    fill(section.footer, foot)
    fill(section.first_page_footer, foot)


def _annex(document: object, section: AnnexSection, keep: tuple[str, ...]) -> None:
    append(
        document,
        element(
            paragraph(run(office(section.title, keep), size=18, bold=True), new_page=True, keep_next=True)
        ),
    )
    if section.lead:
        append(document, element(paragraph(run(office(section.lead, keep)), after=80, keep_next=True)))
    if not section.columns:
        return
    shares = section.widths if len(section.widths) == len(section.columns) else (1.0,) * len(section.columns)
    widths = [round(_WIDTH * share / sum(shares)) for share in shares]
    heads = "".join(
        cell(
            paragraph(run(office(head, keep), size=_SMALL, bold=True), align="center"), width, shade="EEEEEE"
        )
        for head, width in zip(section.columns, widths, strict=True)
    )
    rows = "".join(
        row(
            "".join(
                cell(paragraph(run(office(text, keep), size=_SMALL)), width)
                for text, width in zip(line, widths, strict=False)
            )
        )
        for line in section.rows
    )
    append(document, table(row(heads, head=True) + rows, widths))
    append(document, element(paragraph("")))
