"""Badges, certificates and the declaration: same bytes, names whole, sara am copied right, many pages joined."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.documents.frames import NetworkMark
from thaktho.documents.frames.badges import Badge, BadgesDocument, badges_pdf
from thaktho.documents.frames.certificates import CertificatePaper, CertificatesDocument, certificates_pdf
from thaktho.documents.frames.declaration import DeclarationDocument, declaration_docx, declaration_pdf
from thaktho.documents.frames.fitting import fit, fit_paragraphs, width
from thaktho.documents.frames.report import Grid, Head, Heading, ReportDocument, Text, report_pdf

DAY = dt.date(2020, 9, 1)
MONK = "พระพุทธิวงศ์วิวัฒน์สุขุมธรรมวิสิฐบูรพคณาจารย์วิสุทธิคุณวรกิจจานุกิจ (บุญธรรม ธมฺมวโร ป.ธ.9)"
SIZES = (30, 24, 20, 16, 13, 11)


def text_of(data: bytes, page: int = 0) -> str:
    read = pypdfium2.PdfDocument(data)[page].get_textpage().get_text_range()
    return " ".join(read.split())


def badges(*names: str) -> BadgesDocument:
    made = tuple(
        Badge(number, name, f"http://192.168.1.9:8000/a/assembly/2563/day/in/{number}/", "ครู โรงเรียนตัวอย่าง", NetworkMark(1, "เครือข่ายศาสนา"))
        for number, name in enumerate(names, 1)
    )  # fmt: skip
    return BadgesDocument("สมัชชาคุณธรรมจังหวัดตัวอย่าง ปี 2563", DAY, made)


def paper(**more: object) -> CertificatePaper:
    fields: dict = {
        "number": 12, "year": 2563, "name": "นางสาวน้ำผึ้ง คำดี", "body": "ได้เข้าร่วมสมัชชา\nณ หอประชุม", "on": DAY,
        "code": "7K4M29HXQW3RT6UY", "address": "https://example.go.th/a/assembly/verify/7K4M29HXQW3RT6UY/",
        "signers": (("นายก", "ผู้ว่าราชการจังหวัด"),),
    }  # fmt: skip
    return CertificatePaper(**(fields | more))


def declaration(**more: object) -> DeclarationDocument:
    fields: dict = {
        "title": "ประกาศเจตนารมณ์", "opening": "พวกเรา ผู้แทนเครือข่าย ขอประกาศว่า",
        "periods": (("ระยะ 1 ปี", (("1", "ทำความดีด้วยหัวใจ", (("ทุกเครือข่าย", "ดำเนินการ"),)),)),),
        "closing": "จะติดตามร่วมกัน", "place": "หอประชุม", "on": DAY,
        "signers": (("นายสมชาย ใจดี", "รองผู้ว่าราชการจังหวัด รักษาราชการแทน", "ผู้ว่าราชการจังหวัด"), ("", "ผู้แทนเยาวชน", "")),
        "office": "สำนักงานวัฒนธรรม", "version_line": "ร่างที่ 3",
    }  # fmt: skip
    return DeclarationDocument(**(fields | more))


def test_the_same_input_is_the_same_bytes() -> None:
    one, two = badges("นายก ใจดี", MONK), CertificatesDocument("จังหวัด", DAY, (paper(), paper(number=13)))
    assert badges_pdf(one) == badges_pdf(one)
    assert certificates_pdf(two) == certificates_pdf(two)
    assert declaration_pdf(declaration()) == declaration_pdf(declaration())
    assert declaration_docx(declaration()) == declaration_docx(declaration())


def test_a_badge_shows_the_whole_name_and_can_be_copied() -> None:
    data = badges_pdf(badges("นางสาวน้ำผึ้ง คำดี", MONK, "พระครูตัวอย่างธรรม"))
    text = text_of(data)
    assert "นางสาวน้ำผึ้ง คำดี" in text and "พระครูตัวอย่างธรรม" in text
    assert MONK.replace("9", "๙").replace(" ", "") in text.replace(" ", "")
    assert "เครือข่ายศาสนา" in text


def test_ten_on_a_sheet_and_pages_of_many_groups_in_their_order() -> None:
    seen: list[tuple[int, int]] = []
    data = badges_pdf(badges(*(f"นายคนที่ {n:04d}" for n in range(1, 432))), lambda a, b: seen.append((a, b)))
    pages = len(pypdfium2.PdfDocument(data))
    assert pages == 44
    assert "คนที่ ๐๐๐๑" in text_of(data, 0) and "คนที่ ๐๔๓๑" in text_of(data, 43)
    assert [done for done, _total in seen] == sorted(done for done, _total in seen)
    assert seen[-1][0] == seen[-1][1]


def test_nothing_to_print_is_said() -> None:
    with pytest.raises(ValueError):
        badges_pdf(badges())
    with pytest.raises(ValueError):
        certificates_pdf(CertificatesDocument("จังหวัด", DAY, ()))


def test_a_certificate_holds_number_code_and_all_words() -> None:
    long = paper(number=13, name=MONK, body="ได้รับการยกย่อง " + "เป็นผู้ทำความดีอย่างต่อเนื่อง " * 30, signers=())
    data = certificates_pdf(CertificatesDocument("สำนักงานวัฒนธรรมจังหวัด", DAY, (paper(), long)))
    first, second = text_of(data, 0), text_of(data, 1)
    assert len(pypdfium2.PdfDocument(data)) == 2
    for words in ("เลขที่ ๑๒/๒๕๖๓", "7K4M-29HX-QW3R-T6UY", "นางสาวน้ำผึ้ง คำดี", "๑ กันยายน พ.ศ. ๒๕๖๓", "(นายก)"):
        assert words in first
    assert second.replace(" ", "").count("ทำความดีอย่างต่อเนื่อง") == 30


def test_a_page_is_one_certificate_whatever_it_holds() -> None:
    wild = [paper(number=n, name=name) for n, name in enumerate(("ก" * 300, "", "<b>&", "😀 x", "ก\nข"), 1)]
    assert len(pypdfium2.PdfDocument(certificates_pdf(CertificatesDocument("จ", DAY, tuple(wild))))) == 5


def test_the_declaration_has_clauses_actions_and_signers_of_three_lines() -> None:
    text = text_of(declaration_pdf(declaration()))
    for words in (
        "ข้อ ๑",
        "ทำความดีด้วยหัวใจ",
        "ขอให้ทุกเครือข่าย ดำเนินการ",
        "เมื่อวันที่ ๑ กันยายน พ.ศ. ๒๕๖๓",
        "รักษาราชการแทน",
    ):
        assert words in text
    read = docx.Document(io.BytesIO(declaration_docx(declaration())))
    cells = [cell.text for row in read.tables[0].rows for cell in row.cells]
    assert cells[0].split("\n")[1:] == [
        "(นายสมชาย ใจดี)",
        "รองผู้ว่าราชการจังหวัด รักษาราชการแทน",
        "ผู้ว่าราชการจังหวัด",
    ]
    assert "ข้อ ๑" in "\n".join(one.text for one in read.paragraphs).replace("\u2060", "")


def test_a_day_nobody_knows_is_left_to_a_pen() -> None:
    text = text_of(declaration_pdf(replace(declaration(), on=None, is_example=True)))
    assert "พ.ศ. ...." in text and "ข้อมูลตัวอย่าง" in text


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="กขคนมยรลวสอเแโใไะาำิีุู่้์ฺ ().9", max_size=120))
def test_fitted_names_lose_no_letter_and_stand_in_the_box(name: str) -> None:
    found = fit(name, 81, 20, sizes=SIZES)
    assert "".join(found.lines).replace(" ", "") == name.replace(" ", "")
    assert len(found.lines) * found.size * 1.35 * 25.4 / 72 <= 20 or found.size <= 2
    for line in found.lines:
        assert width(line, found.size) <= 81 or len(line) <= 8


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="กขคนมยรลวสเแาำิี่้ ", max_size=80), max_size=4))
def test_paragraphs_lose_no_letter(texts: list[str]) -> None:
    found = fit_paragraphs(tuple(texts), 200, 39, sizes=(17, 14, 11))
    assert "".join(found.lines).replace(" ", "") == "".join(texts).replace(" ", "")


@pytest.mark.parametrize("clauses", range(21, 28))
def test_nobody_signs_a_page_without_words(clauses: int) -> None:
    """However the text falls: where the day and the signatures stand, the closing stands."""
    lines = tuple((str(number), "ทำความดีด้วยหัวใจ", ()) for number in range(1, clauses + 1))
    data = declaration_pdf(declaration(periods=(("", lines),)))
    pages = [text_of(data, page) for page in range(len(pypdfium2.PdfDocument(data)))]
    (signed,) = [page for page in pages if "(นายสมชาย ใจดี)" in page]
    assert "จะติดตามร่วมกัน" in signed and "เมื่อวันที่" in signed


def test_words_that_lead_to_a_table_stand_on_its_page() -> None:
    head, rows = (Head("เรื่อง", 1),), (("แถวแรก",), ("แถวสอง",))
    for lines in range(22, 31):
        blocks = (
            *(Text(f"บรรทัดที่ {number}") for number in range(lines)),
            Heading("หัวข้อ"), Text("คำนำตาราง"), Grid(head, rows),
        )  # fmt: skip
        data = report_pdf(ReportDocument("รายงาน", "", "สำนักงาน", "ฉบับที่ 1", DAY, blocks))
        pages = [text_of(data, page) for page in range(len(pypdfium2.PdfDocument(data)))]
        (led,) = [page for page in pages if "คำนำตาราง" in page]
        assert "หัวข้อ" in led and "แถวแรก" in led
