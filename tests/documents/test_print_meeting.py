"""Minutes and sign-in sheets."""

from __future__ import annotations

import io
import re

import docx
import pytest

from thaktho.documents.frames import minutes_docx, minutes_pdf, signin_pdf

from .papers import minutes, sign_in
from .test_print_plan import pages

ORDER = (
    "รายงานการประชุม", "ครั้งที่ ๑/๒๕๖๓", "วันพุธที่ ๑๑ มีนาคม พ.ศ. ๒๕๖๓", "ผู้มาประชุม", "๑. นายตัวอย่าง", "เครือข่ายศาสนา",
    "๒. พระครูตัวอย่าง", "ผู้ไม่มาประชุม", "ติดราชการ", "เริ่มประชุมเวลา ๐๙.๓๐ น.", "ระเบียบวาระที่ ๑", "มติที่ประชุม", "รับทราบ",
    "ระเบียบวาระที่ ๕", "๕.๑", "ปีงบประมาณ", "เห็นชอบ", "เลิกประชุมเวลา ๑๒.๐๐ น.", "(นางสาวจด บันทึก)", "ผู้จดรายงานการประชุม",
    "(นายตรวจ ทาน)", "ผู้ตรวจรายงานการประชุม",
)  # fmt: skip


def in_order(text: str) -> None:
    text = re.sub(r"\s+", " ", text.replace("\u2060", ""))
    place = 0
    for words in ORDER:
        found = text.find(words, place)
        assert found >= 0, words
        place = found


def test_minutes_pdf_in_official_order() -> None:
    text = " ".join(pages(minutes_pdf(minutes())))
    in_order(text)
    assert "ผู้เข้าร่วมประชุม" not in text


def test_minutes_docx_in_official_order() -> None:
    document = docx.Document(io.BytesIO(minutes_docx(minutes())))
    in_order(" ".join(paragraph.text for paragraph in document.paragraphs))
    assert len(document.inline_shapes) == 1


def test_sign_in_has_blocks_lines_and_heads() -> None:
    text = pages(signin_pdf(sign_in()))[0]
    assert text.count("ลายมือชื่อ") == 2 and "๕" in text
    assert "เครือข่ายศาสนา" in text and "เครือข่ายท้องถิ่น" in text


def test_sign_in_repeats_heads_over_pages() -> None:
    printed = pages(signin_pdf(sign_in(40)))
    assert len(printed) > 4
    assert all("ลายมือชื่อ" in text and "เครือข่าย" in text for text in printed)


def test_negative_walk_ins() -> None:
    sheet = sign_in()
    with pytest.raises(ValueError):
        signin_pdf(type(sheet)(**{**sheet.__dict__, "walk_ins": -1}))
