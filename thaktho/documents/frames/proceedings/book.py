"""The proceedings as a workbook: attendance, voices, the text, commitments, each a sheet to be counted on."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from ..wording import clean
from .model import ProceedingsDocument

_FONT = "TH Sarabun New"
_MOST = 32_767
Cell = str | int


def proceedings_xlsx(doc: ProceedingsDocument) -> bytes:
    """Figures are numbers; text is never taken for a formula."""
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
    sheets = _Sheets(book)
    facts = [("เรื่อง", doc.title), *doc.facts, ("ฉบับ", doc.version_line), ("รหัสตรวจสอบ", doc.hash)]
    if doc.is_example:
        facts.append(("หมายเหตุ", doc.example_note))
    facts += [("ยังค้าง", one) for one in doc.missing]
    sheets.write("ข้อมูล", ("เรื่อง", "รายละเอียด"), facts, (24, 90))
    sheets.write(
        "ผู้มาประชุม",
        ("เครือข่าย", "เชิญ", "มา", "ในงาน", "ออนไลน์"),
        ((one.network, one.expected, one.came, one.onsite, one.online) for one in doc.attendance),
        (44, 10, 10, 10, 10),
    )
    if not doc.public:
        sheets.write(
            "รายชื่อ",
            ("เครือข่าย", "ชื่อ", "ตำแหน่ง", "หน่วยงาน", "มา"),
            ((one.network, who.name, who.position, who.organisation, who.mode) for one in doc.attendance for who in one.names),
            (34, 34, 34, 34, 12),
        )  # fmt: skip
    sheets.write(
        "ประกาศเจตนารมณ์",
        ("ระยะ", "ข้อ", "ข้อความ", "ขอให้ใครทำอะไร"),
        (
            (name, clause.number, clause.body, "\n".join(f"{who}: {what}" for who, what in clause.actions))
            for name, clauses in doc.periods
            for clause in clauses
        ),
        (20, 8, 80, 60),
    )
    for one in doc.rounds:
        sheets.write(
            f"เสียง รอบ {one.number}",
            ("ข้อ", *one.networks),
            ((number, *voices) for number, voices in one.rows),
            (8, *(12 for _ in one.networks)),
        )
        if one.notes:
            sheets.write(
                f"เหตุผล รอบ {one.number}", ("เหตุผลและข้อสังเกต",), ((note,) for note in one.notes), (120,)
            )
    sheets.write(
        "พันธสัญญา",
        ("ข้อ", "พันธสัญญา", "ผู้รับผิดชอบ", "ตัวชี้วัด", "กำหนด", "สถานะ", "ยกมาจาก"),
        (
            (one.number, one.text, one.owner, one.measure, one.due, one.state, one.carried_from)
            for one in doc.pledges
        ),
        (8, 70, 34, 40, 18, 14, 30),
    )
    sheets.write(
        "กำหนดการ",
        ("วัน", "เวลา", "ห้อง", "รายการ", "ผู้บรรยาย", "ผล"),
        ((one.day, one.hours, one.hall, one.title, one.speakers, one.held) for one in doc.slots),
        (20, 14, 20, 60, 50, 24),
    )
    for record in (*doc.before, *doc.after):
        if record.rows:
            heads = tuple(name for name, _ in record.heads)
            sheets.write(record.title, heads, record.rows, tuple(10 * share for _, share in record.heads))
    book.close()
    return out.getvalue()


class _Sheets:
    def __init__(self, book: Any) -> None:
        self.book = book
        base = {"font_name": _FONT, "font_size": 14, "border": 1, "valign": "top", "text_wrap": True}
        self.head = book.add_format({**base, "bold": True, "align": "center", "bg_color": "#EEEEEE"})
        self.text = book.add_format(base)
        self.guarded = book.add_format({**base, "quote_prefix": True})
        self.names: set[str] = set()

    def write(
        self, name: str, heads: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], widths: tuple[float, ...]
    ) -> None:
        rows = list(rows)
        sheet = self.book.add_worksheet(self._free(name))
        for place, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(place, place, max(6, min(width, 100)))
            sheet.write_string(0, place, clean(head), self.head)
        for at, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(at, place, value, self.text)
                else:
                    text = clean(value)[:_MOST]
                    style = self.guarded if text[:1] in ("=", "+", "-", "@", "\t") else self.text
                    sheet.write_string(at, place, text, style)
        sheet.freeze_panes(1, 0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(heads) - 1)

    def _free(self, name: str) -> str:
        """A sheet's name is at most 31 letters long, without what Excel refuses, and no other's."""
        plain = "".join(" " if char in "[]:*?/\\'" else char for char in name)[:28].strip() or "รายการ"
        free, number = plain, 2
        while free in self.names:
            free, number = f"{plain} {number}", number + 1
        self.names.add(free)
        return free
