"""A list on official pages: one table in bands, heads on every page, sums where columns count. PDF, DOCX and XLSX.

For papers that are not the plan form itself: the annual action plan, budgets, registers.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from .docx_base import (
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
from .model import EXAMPLE
from .pdf import Progress, foot, render
from .wording import NOT_STATED, clean, day, html, money, office, thai

Value = str | Decimal | None  # None: not stated; 0 is zero; "" is an empty cell

_WIDTH = {True: 14_910, False: 9_980}  # twips between margins of 17 mm
_FIGURE = 133  # twips of one bold digit
_SMALL = 14
_FONT = "TH Sarabun New"


@dataclass(frozen=True)
class Column:
    """A column: its head, its share of the width, and how it is set. A column that `sums` gets a sum in each band.
    Neighbours `under` the same words stand below them: one head spans them."""

    head: str
    share: float
    align: Literal["left", "center", "right"] = "left"
    sums: bool = False
    under: str = ""


@dataclass(frozen=True)
class Band:
    """Rows under one heading; "" prints no heading."""

    title: str
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class TableDocument:
    """A table ready to print. `sum_label` "" prints no sum. The same document gives the same bytes."""

    title: str
    subtitle: str
    office: str
    version_label: str
    printed_on: dt.date
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    sum_label: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = True
    is_example: bool = False
    example_note: str = EXAMPLE
    keep: tuple[str, ...] = ()

    def sums(self, rows: tuple[tuple[Value, ...], ...]) -> list[Decimal | None]:
        """The sum of each column that counts; None where no row states a figure."""
        found: list[Decimal | None] = []
        for place, column in enumerate(self.columns):
            cells = [line[place] for line in rows] if column.sums else []
            stated = [cell for cell in cells if isinstance(cell, Decimal)]
            found.append(sum(stated, Decimal(0)) if stated else None)
        return found

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        return tuple(line for band in self.bands for line in band.rows)


_CSS = """
@page { size: A4 %(turn)s; margin: %(top)smm 17mm 19mm 17mm;
  @top-center { content: element(head); width: 100%%; vertical-align: bottom; padding-bottom: 2.5mm; }
  @bottom-center { content: element(foot); width: 100%%; vertical-align: top; padding-top: 4mm; } }
@page:first { @top-center { content: element(firsthead); } }
.runhead { position: running(head); } .firsthead { position: running(firsthead); } .runfoot { position: running(foot); }
.head { text-align: center; } .head .pn { text-align: right; font-size: 10.5pt; height: 6mm; }
.head h1 { font-size: 15pt; line-height: 1.45; } .head p { font-size: 11.8pt; }
.list { font-size: 10.5pt; } .list td { line-height: 1.42; }
th, td { border: 0.25mm solid #000; padding: 1mm 1.5mm; vertical-align: top; text-align: left; }
th { background: #eee; text-align: center; vertical-align: middle; font-weight: bold; padding: 1mm; }
.c { text-align: center; padding: 1mm 0.6mm; } .r { text-align: right; white-space: nowrap; padding: 1mm 0.8mm; }
.band { break-after: avoid; } .band td { background: #f4f4f4; font-weight: bold; } .sum td { background: #f4f4f4; font-weight: bold; }
.notes { font-size: 9.8pt; margin-top: 2.5mm; break-inside: avoid; }
"""


def table_pdf(doc: TableDocument, progress: Progress | None = None) -> bytes:
    """The table as PDF bytes."""
    lines = 1 + len(doc.title) // (95 if doc.landscape else 62)
    css = _CSS % {"turn": "landscape" if doc.landscape else "portrait", "top": 27 + 8 * lines}
    widths = "".join(f'<col style="width:{100 * part:.2f}%">' for part in _parts(doc))
    body = "".join(_band_html(doc, band) for band in doc.bands) + _sum_html(doc)
    notes = "".join(f"<p>{html(text, doc.keep)}</p>" for text in doc.notes)
    page = (
        f"{_heads_html(doc)}{foot(html(doc.office, doc.keep), html(_foot_text(doc), doc.keep))}"
        f'<table class="list"><colgroup>{widths}</colgroup><thead>{_thead_html(doc)}</thead><tbody>{body}</tbody></table>'
        f'<div class="notes">{notes}</div>'
    )
    pages = len(doc.rows) // 12 + 1
    return render(page, css, title=doc.title, made_on=doc.printed_on, progress=progress, pages=pages)


def _parts(doc: TableDocument) -> list[float]:
    """Each column's part of the width. A column of money is as wide as its longest figure: a figure is never broken."""
    whole = sum(column.share for column in doc.columns)
    shares = []
    for place, total in enumerate(doc.sums(doc.rows)):
        figures = [line[place] for line in doc.rows] + [total]
        longest = max((len(money(one)) for one in figures if isinstance(one, Decimal)), default=0)
        needed = (longest * _FIGURE + 2 * _FIGURE) / _WIDTH[doc.landscape] if longest else 0
        shares.append(max(doc.columns[place].share / whole, needed))
    return [share / sum(shares) for share in shares]


def _spanned(doc: TableDocument) -> list[tuple[str, list[int]]]:
    """The places of the columns, those under the same words together: ("", [0]), ("", [1]), ("ไตรมาสที่", [2, 3, 4, 5])."""
    found: list[tuple[str, list[int]]] = []
    for place, column in enumerate(doc.columns):
        if column.under and found and found[-1][0] == column.under:
            found[-1][1].append(place)
        else:
            found.append((column.under, [place]))
    return found


def _thead_html(doc: TableDocument) -> str:
    """One row of heads; two where a head spans columns."""
    spanned = _spanned(doc)
    two = any(words for words, _ in spanned)
    upper, lower = [], []
    for words, places in spanned:
        heads = [html(doc.columns[place].head, doc.keep) for place in places]
        if words:
            upper.append(f'<th colspan="{len(places)}">{html(words, doc.keep)}</th>')
            lower += [f"<th>{head}</th>" for head in heads]
        else:
            upper.append(f'<th rowspan="{1 + two}">{heads[0]}</th>')
    return f"<tr>{''.join(upper)}</tr>" + (f"<tr>{''.join(lower)}</tr>" if two else "")


def _foot_text(doc: TableDocument) -> str:
    example = f"{doc.example_note} · " if doc.is_example else ""
    return f"{example}{doc.version_label} · พิมพ์วันที่ {day(doc.printed_on)}"


def _heads_html(doc: TableDocument) -> str:
    title, subtitle = html(doc.title, doc.keep), html(doc.subtitle, doc.keep)
    example = f'<p class="gray">{html(doc.example_note)}</p>' if doc.is_example else ""
    return (
        f'<div class="head firsthead"><h1>{title}</h1><p>{subtitle}</p>{example}</div>'
        f'<div class="head runhead"><p class="pn"></p><h1>{title}</h1><p>{subtitle} (ต่อ)</p></div>'
    )


def _band_html(doc: TableDocument, band: Band) -> str:
    head = (
        f'<tr class="band"><td colspan="{len(doc.columns)}">{html(band.title, doc.keep)}</td></tr>'
        if band.title
        else ""
    )
    return head + "".join(_row_html(doc, line) for line in band.rows)


def _row_html(doc: TableDocument, line: tuple[Value, ...]) -> str:
    cells = []
    for value, column in zip(line, doc.columns, strict=True):
        style = {"left": "", "center": "c", "right": "r"}[column.align]
        gray = " gray" if value is None else ""
        cells.append(f'<td class="{style}{gray}">{html(shown(value), doc.keep)}</td>')
    long = max((len(value) for value in line if isinstance(value, str)), default=0) > 420
    start = '<tr style="break-inside: auto">' if long else "<tr>"
    return f"{start}{''.join(cells)}</tr>"


def shown(value: Value) -> str:
    """A cell's text: money with Thai digits, ไม่ได้ระบุ for None."""
    if value is None:
        return NOT_STATED
    return money(value) if isinstance(value, Decimal) else value


def _sum_html(doc: TableDocument) -> str:
    if not doc.sum_label:
        return ""
    span, sums = _spans(doc)
    cells = "".join(f'<td class="r">{money(amount) if amount is not None else ""}</td>' for amount in sums)
    return f'<tr class="sum"><td class="r" colspan="{span}">{html(doc.sum_label, doc.keep)}</td>{cells}</tr>'


def _spans(doc: TableDocument) -> tuple[int, list[Decimal | None]]:
    """How many columns the sum's label takes, and the sums of the others."""
    first = next((place for place, column in enumerate(doc.columns) if column.sums), len(doc.columns))
    return max(first, 1), doc.sums(doc.rows)[max(first, 1) :]


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
    widths = [round(_WIDTH[doc.landscape] * part) for part in _parts(doc)]
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
    spanned = _spanned(doc)
    two = any(words for words, _ in spanned)
    upper, lower = [], []
    for words, places in spanned:
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
    span, sums = _spans(doc)
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
    width = _WIDTH[doc.landscape]
    foot_line = paragraph(
        run(office(doc.office, doc.keep), size=13) + tab(13) + run(office(_foot_text(doc), doc.keep), size=13) + tab(13)
        + run("หน้า ", size=13) + field("PAGE", size=13) + run(" จาก ", size=13) + field("NUMPAGES", size=13),
        tabs=(("center", width // 2), ("right", width)), top_rule=True,
    )  # fmt: skip
    fill(section.footer, foot_line)
    fill(section.first_page_footer, foot_line)


def table_xlsx(doc: TableDocument, progress: Progress | None = None) -> bytes:
    """The table as XLSX bytes: figures are numbers, what is not stated is blank, text is never taken for a formula."""
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    moment = dt.datetime(doc.printed_on.year, doc.printed_on.month, doc.printed_on.day)
    book.set_properties(
        {"title": clean(doc.title)[:255], "author": clean(doc.office)[:255], "created": moment}
    )
    book.formats[0].set_font_name(_FONT)
    book.formats[0].set_font_size(14)
    _Sheet(book, doc).write()
    book.close()
    if progress:
        progress(len(doc.rows), len(doc.rows))
    return out.getvalue()


class _Sheet:
    """The one sheet and its styles."""

    def __init__(self, book: Any, doc: TableDocument) -> None:
        self.doc, self.sheet = doc, book.add_worksheet("รายการ")
        base = {"font_name": _FONT, "font_size": 14}
        body = {**base, "valign": "top", "text_wrap": True, "border": 1}
        strong = {**body, "bold": True, "bg_color": "#F4F4F4"}
        self.title = book.add_format({**base, "bold": True, "font_size": 18, "align": "center"})
        self.under = book.add_format({**base, "font_size": 16, "align": "center"})
        self.head = book.add_format(
            {**body, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#EEEEEE"}
        )
        self.text = {
            align: book.add_format({**body, "align": align}) for align in ("left", "center", "right")
        }
        self.guarded = book.add_format({**body, "quote_prefix": True})
        self.number = book.add_format({**body, "num_format": "#,##0.##;-#,##0.##;0"})
        self.band = book.add_format(strong)
        self.label = book.add_format({**strong, "align": "right"})
        self.total = book.add_format({**strong, "num_format": "#,##0.##"})
        self.note = book.add_format({**base, "font_size": 13})

    def write(self) -> None:
        doc, sheet, last = self.doc, self.sheet, len(self.doc.columns) - 1
        example = f" · {doc.example_note}" if doc.is_example else ""
        for number, (text, style) in enumerate(
            ((doc.title, self.title), (doc.subtitle + example, self.under))
        ):
            sheet.merge_range(number, 0, number, last, "", style)
            sheet.write_string(number, 0, thai(clean(text)), style)
        whole = sum(column.share for column in doc.columns)
        for place, column in enumerate(doc.columns):
            sheet.set_column(place, place, max(6.0, (150 if doc.landscape else 100) * column.share / whole))
            sheet.write_string(3, place, clean(f"{column.under}\n{column.head}".strip()), self.head)
        at = 4
        for band in doc.bands:
            if band.title:
                sheet.merge_range(at, 0, at, last, "", self.band)
                sheet.write_string(at, 0, clean(band.title), self.band)
                at += 1
            for line in band.rows:
                self._row(at, line)
                at += 1
        self._foot(at)

    def _row(self, at: int, line: tuple[Value, ...]) -> None:
        for place, (value, column) in enumerate(zip(line, self.doc.columns, strict=True)):
            if value is None or value == "":
                self.sheet.write_blank(at, place, None, self.text[column.align])
            elif isinstance(value, Decimal):
                self.sheet.write_number(at, place, float(value), self.number)
            else:
                text = clean(value)[:32_767]
                style = self.guarded if text[:1] in ("=", "+", "-", "@", "\t") else self.text[column.align]
                self.sheet.write_string(at, place, text, style)

    def _foot(self, at: int) -> None:
        doc, sheet, last = self.doc, self.sheet, len(self.doc.columns) - 1
        if doc.sum_label:
            span, sums = _spans(doc)
            if span > 1:
                sheet.merge_range(at, 0, at, span - 1, "", self.label)
            sheet.write_string(at, 0, clean(doc.sum_label), self.label)
            for place, amount in enumerate(sums, span):
                if amount is None:
                    sheet.write_blank(at, place, None, self.total)
                else:
                    sheet.write_number(at, place, float(amount), self.total)
        for number, text in enumerate([*doc.notes, doc.office, _foot_text(doc)]):
            sheet.write_string(at + 2 + number, 0, clean(text) or " ", self.note)
        sheet.freeze_panes(4, 0)
        if doc.landscape:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
        sheet.autofilter(3, 0, at - 1, last)


TABLE_WRITERS: dict[str, Callable[[TableDocument, Progress | None], bytes]] = {
    "pdf": table_pdf,
    "docx": table_docx,
    "xlsx": table_xlsx,
}
