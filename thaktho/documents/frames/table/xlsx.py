"""A list as XLSX."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

from ..pdf import Progress
from ..wording import clean, thai
from .model import TableDocument, Value, foot_text, spans

_FONT = "TH Sarabun New"


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
            span, sums = spans(doc)
            if span > 1:
                sheet.merge_range(at, 0, at, span - 1, "", self.label)
            sheet.write_string(at, 0, clean(doc.sum_label), self.label)
            for place, amount in enumerate(sums, span):
                if amount is None:
                    sheet.write_blank(at, place, None, self.total)
                else:
                    sheet.write_number(at, place, float(amount), self.total)
        for number, text in enumerate([*doc.notes, doc.office, foot_text(doc)]):
            sheet.write_string(at + 2 + number, 0, clean(text) or " ", self.note)
        sheet.freeze_panes(4, 0)
        if doc.landscape:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
        sheet.autofilter(3, 0, at - 1, last)
