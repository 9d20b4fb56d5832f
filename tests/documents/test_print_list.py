"""A list on paper: heads that span columns, figures in one line, headings with their rows."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pypdfium2
from docx import Document

from thaktho.documents.frames.table import Band, Column, TableDocument, table_docx, table_pdf

COLUMNS = (
    Column("งาน", 20),
    Column("บาท", 4, "right", sums=True),
    *(Column(number, 2, "center", under="ไตรมาสที่") for number in "๑๒๓๔"),
)


def listed(*bands, sum_label="รวม"):
    day = dt.date(2020, 1, 1)
    return TableDocument("แผน", "ฉบับที่ 1", "สำนักงาน", "ฉบับที่ 1", day, COLUMNS, bands, sum_label)


def pages(document):
    pdf = pypdfium2.PdfDocument(table_pdf(document))
    return [page.get_textpage().get_text_range().splitlines() for page in pdf]


def line(title, amount=None):
    return (title, amount, "", "", "/", "")


def test_a_head_spans_its_columns():
    table = Document(io.BytesIO(table_docx(listed(Band("", (line("ก"),)))))).tables[0]
    upper, lower = ([cell.text for cell in row.cells] for row in table.rows[:2])
    assert upper == ["งาน", "บาท", *["ไตรมาสที่"] * 4]
    assert lower == ["งาน", "บาท", "๑", "๒", "๓", "๔"]


def test_the_longest_figure_has_room():
    (page,) = pages(listed(Band("", (line("ก", Decimal(999_999_990_000)), line("ข", Decimal(10))))))
    assert any("๙๙๙,๙๙๙,๙๙๐,๐๐๐" in text for text in page)
    pdf = pypdfium2.PdfDocument(table_pdf(listed(Band("", (line("ก", Decimal(999_999_990_000)),)))))
    text = pdf[0].get_textpage()
    whole = text.get_text_range()
    figure, tick = whole.index("๙๙๙,๙๙๙"), whole.index("/")
    assert text.get_charbox(figure + 14)[2] < text.get_charbox(tick)[0]


def test_a_heading_stands_with_its_first_row():
    for size in (1, 2, 3, 4):
        bands = [Band(f"หัวข้อ {number}", (line("งาน"),) * size) for number in range(30)]
        for page in pages(listed(*bands)):
            table = [text for text in page[: page.index("แผน")] if not text.startswith("–")]
            assert not table[-1].startswith("หัวข้อ"), page
