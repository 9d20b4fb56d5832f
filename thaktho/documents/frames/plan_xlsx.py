"""The integrated plan as XLSX: for people a page to print, for programs a form ``read_plan`` reads back."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import xlsxwriter

from .model import AnnexSection, PlanDocument, PlanLine
from .pdf import Progress
from .plan_pdf import foot_text, sum_text
from .wording import clean, thai, when

FONT = "TH Sarabun New"
DATE_FORMAT = "[$-D07041E]d mmmm yyyy"
_HEADS = (
    ("ที่", 6), ("คุณธรรมเป้าหมาย", 14), ("ปัญหาที่อยากแก้", 24), ("ความดีที่อยากทำ", 24), ("กิจกรรม", 36), ("ตัวชี้วัด", 20),
    ("วัน/เดือน/ปี ที่ดำเนินงาน", 20), ("พื้นที่", 20), ("งบประมาณ (บาท)", 14), ("ผู้รับผิดชอบ", 26), ("เครือข่าย", 20),
)  # fmt: skip
_HEAD_ROW = 3
_EVERY = 50


def plan_xlsx(doc: PlanDocument, progress: Progress | None = None) -> bytes:
    """The plan as XLSX bytes, identical for the same ``doc``; ``read_plan`` gives the same rows back.

    A day is a real date cell shown in Thai, a span is text; a budget is a number, a blank one is not stated, 0 is
    zero. Text is never taken for a formula. ``progress(done, total)`` counts rows.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    moment = dt.datetime(doc.printed_on.year, doc.printed_on.month, doc.printed_on.day)
    book.set_properties({"title": clean(doc.title), "author": clean(doc.office), "created": moment})
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(14)
    _PlanSheet(book, doc).write(progress)
    for number, section in enumerate(doc.annex, 1):
        _annex(book, section, number)
    book.close()
    if progress:
        progress(len(doc.rows), len(doc.rows))
    return out.getvalue()


class _PlanSheet:
    """The one sheet of the table and its styles."""

    def __init__(self, book: Any, doc: PlanDocument) -> None:
        self.doc = doc
        self.sheet = book.add_worksheet("แผน")
        base = {"font_name": FONT, "font_size": 14}
        body = {**base, "valign": "top", "text_wrap": True, "border": 1}
        self.title = book.add_format(
            {**base, "bold": True, "font_size": 18, "align": "center", "valign": "vcenter"}
        )
        self.under = book.add_format({**base, "font_size": 16, "align": "center"})
        self.head = book.add_format(
            {**body, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#EEEEEE"}
        )
        self.text = book.add_format(body)
        self.guarded = book.add_format({**body, "quote_prefix": True})
        self.middle = book.add_format({**body, "align": "center"})
        self.date = book.add_format({**body, "align": "center", "num_format": DATE_FORMAT})
        self.number = book.add_format({**body, "num_format": "#,##0;-#,##0;0"})
        self.satang = book.add_format({**body, "num_format": "#,##0.00"})
        self.bold = book.add_format({**body, "bold": True, "bg_color": "#F4F4F4", "align": "right"})
        self.total = book.add_format({**body, "bold": True, "bg_color": "#F4F4F4", "num_format": "#,##0.##"})
        self.note = book.add_format({**base, "font_size": 13})

    def write(self, progress: Progress | None) -> None:
        doc, sheet, last = self.doc, self.sheet, len(_HEADS) - 1
        example = f" · {doc.example_note}" if doc.is_example else ""
        for row, (text, style) in enumerate(((doc.title, self.title), (doc.subtitle + example, self.under))):
            sheet.merge_range(row, 0, row, last, "", style)
            sheet.write_string(row, 0, thai(clean(text)), style)
        sheet.set_row(0, 28)
        for column, (text, width) in enumerate(_HEADS):
            sheet.write_string(_HEAD_ROW, column, text, self.head)
            sheet.set_column(column, column, width)
        for number, line in enumerate(doc.rows):
            if progress and number % _EVERY == 0:
                progress(number, len(doc.rows))
            self._row(_HEAD_ROW + 1 + number, line)
        self._sum(_HEAD_ROW + 1 + len(doc.rows))
        self._page(_HEAD_ROW + 3 + len(doc.rows))

    def _row(self, row: int, line: PlanLine) -> None:
        sheet = self.sheet
        sheet.write_number(row, 0, line.no, self.middle)
        texts = {
            1: line.virtue, 2: line.problem, 3: line.good_deed, 4: line.title, 5: line.indicator, 7: line.area,
            9: line.agency, 10: "\n".join(mark.name for mark in line.networks),
        }  # fmt: skip
        for column, text in texts.items():
            self._text(row, column, text)
        one_day = line.start is not None and (line.end is None or line.end == line.start)
        if line.start and one_day and not line.when and line.start.year >= 1900:
            sheet.write_datetime(
                row, 6, dt.datetime(line.start.year, line.start.month, line.start.day), self.date
            )
        else:
            self._text(row, 6, when(line.when, line.start, line.end))
        if line.budget is None:
            sheet.write_blank(row, 8, None, self.number)
        else:
            whole = line.budget == line.budget.to_integral_value()
            sheet.write_number(row, 8, float(line.budget), self.number if whole else self.satang)

    def _text(self, row: int, column: int, text: str) -> None:
        text = clean(text)[:32_767]
        if not text:
            self.sheet.write_blank(row, column, None, self.text)
        else:
            self.sheet.write_string(row, column, text, self.guarded if text[0] in "=+-@\t" else self.text)

    def _sum(self, row: int) -> None:
        count, total = self.doc.stated
        self.sheet.merge_range(row, 0, row, 7, "", self.bold)
        self.sheet.write_string(row, 0, sum_text(self.doc), self.bold)
        if count:
            self.sheet.write_number(row, 8, float(total), self.total)
        else:
            self.sheet.write_blank(row, 8, None, self.total)
        for column in (9, 10):
            self.sheet.write_blank(row, column, None, self.bold)

    def _page(self, row: int) -> None:
        """Notes under the table, and how the sheet prints."""
        sheet = self.sheet
        notes = ["หมายเหตุ งบประมาณที่เว้นว่างคือไม่ได้ระบุ (เครือข่ายยังไม่แจ้ง) ส่วน 0 คือไม่ใช้งบประมาณ", *self.doc.notes]
        for number, text in enumerate([*notes, self.doc.office, foot_text(self.doc)]):
            sheet.write_string(row + number, 0, clean(text) or " ", self.note)
        sheet.freeze_panes(_HEAD_ROW + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(self.doc.rows), len(_HEADS) - 1)
        office = clean(self.doc.office).replace("&", "&&")[:80]
        sheet.set_footer(f'&L&"{FONT}"&12{office}&R&"{FONT}"&12หน้า &P จาก &N')


def _annex(book: Any, section: AnnexSection, number: int) -> None:
    """A sheet for a section of the annex. Its name says so, and ``read_plan`` takes no plan from an annex."""
    sheet = book.add_worksheet("ภาคผนวก" if number == 1 else f"ภาคผนวก {number}")
    base = {"font_name": FONT, "font_size": 14, "valign": "top", "text_wrap": True}
    bold = book.add_format({"font_name": FONT, "font_size": 16, "bold": True})
    head = book.add_format({**base, "bold": True, "border": 1, "bg_color": "#EEEEEE", "align": "center"})
    text = book.add_format({**base, "border": 1, "quote_prefix": True})
    sheet.write_string(0, 0, clean(section.title), bold)
    sheet.write_string(1, 0, clean(section.lead) or " ")
    shares = section.widths if len(section.widths) == len(section.columns) else (1.0,) * len(section.columns)
    for column, (label, share) in enumerate(zip(section.columns, shares, strict=True)):
        sheet.set_column(column, column, max(6.0, 140 * share / sum(shares)))
        sheet.write_string(3, column, clean(label), head)
    for row, line in enumerate(section.rows, 4):
        for column, value in enumerate(line):
            sheet.write_string(row, column, clean(value) or " ", text)
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
