"""The printed plan: what stands on the pages, in the file and under the hood."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import docx
import pypdfium2
import pytest

from thaktho.documents.frames import NetworkMark, PlanLine, plan_docx, plan_pdf, plan_xlsx
from thaktho.documents.frames.plan_pdf import LEAST, shares
from thaktho.documents.frames.wording import html, money, office, thai
from thaktho.documents.planform import read_plan
from thaktho.thai.normalise import normalise

from .papers import plan


def pages(data: bytes) -> list[str]:
    """The text of each page as a reader copies it, in the one Thai spelling."""
    document = pypdfium2.PdfDocument(data)
    return [normalise(page.get_textpage().get_text_range().replace("\r", "")) for page in document]


@pytest.fixture(scope="module")
def printed() -> list[str]:
    return pages(plan_pdf(plan(20)))


def test_copied_text_is_right(printed: list[str]) -> None:
    text = " ".join(printed).replace("\n", "")
    for word in ("ดำเนินงาน", "ที่อยากทำ", "ตำบลน้ำใส", "ค่ำ", "ปัญหา", "ตัวชี้วัด", "ผู้รับผิดชอบ", "แม่ฟ้าหลวง", "ขับเคลื่อน"):
        assert word in text, word
    assert "งำน" not in text


def test_every_page_has_heads_number_and_foot(printed: list[str]) -> None:
    last = thai(str(len(printed)))
    assert len(printed) >= 3
    for number, text in enumerate(printed, 1):
        assert f"หน้า {thai(str(number))} จาก {last}" in text
        assert "ข้อมูลตัวอย่าง" in text and "๒๔ มิถุนายน ๒๕๖๓" in text and "ฉบับที่ ๒" in text
    assert "– ๒ –" in printed[1] and "(ต่อ)" in printed[1] and "(ต่อ)" not in printed[0]
    assert all("ที่อยากแก้" in text for text in printed[:-2])


def test_missing_and_zero_and_the_sum(printed: list[str]) -> None:
    text = " ".join(printed)
    assert "ไม่ได้ระบุ" in text and "๓๖,๑๕๐.๕๐" in text and "๒๐" in text
    assert "รวมงบประมาณที่ระบุ ๑๔ แถว จาก ๒๐ แถว" in text
    assert "“๐” คือไม่ใช้งบประมาณ" in text and "COVID-19" in text


def test_annex_and_a_plan_without_example(printed: list[str]) -> None:
    assert "ที่มาของแผนบูรณาการ" in printed[-1] and "ทำซ้ำกันสองแห่ง" in printed[-1]
    assert "ข้อมูลตัวอย่าง" not in " ".join(pages(plan_pdf(plan(1, example=False))))


def test_page_is_a4_landscape() -> None:
    data = plan_pdf(plan(1))
    width, height = pypdfium2.PdfDocument(data)[0].get_size()
    assert (round(width), round(height)) == (842, 595)


def test_empty_plan_prints() -> None:
    text = " ".join(pages(plan_pdf(plan(0))))
    assert "๐ แถว จาก ๐ แถว" in text
    assert docx.Document(io.BytesIO(plan_docx(plan(0)))).tables


def test_markup_in_cells_is_text() -> None:
    made = plan(1)
    made = type(made)(
        **{
            **made.__dict__,
            "rows": (PlanLine(1, "<script>&amp; \x00\ud800", networks=(NetworkMark(14, "<b>"),)),),
        }
    )
    assert "<script>&amp;" in " ".join(pages(plan_pdf(made)))
    assert "<script>&amp;" in docx.Document(io.BytesIO(plan_docx(made))).tables[0].rows[1].cells[4].text
    assert read_plan(plan_xlsx(made), name="a.xlsx").rows[0].title == "<script>&amp;"


def test_progress_of_each_writer() -> None:
    for writer in (plan_pdf, plan_docx, plan_xlsx):
        seen: list[tuple[int, int]] = []
        writer(plan(60), lambda done, total, seen=seen: seen.append((done, total)))  # type: ignore[misc]
        assert len(seen) > 1 and seen[-1][0] == seen[-1][1]


def test_docx_speaks_thai_to_word() -> None:
    data = plan_docx(plan(3))
    archive = zipfile.ZipFile(io.BytesIO(data))
    body, styles = archive.read("word/document.xml").decode(), archive.read("word/styles.xml").decode()
    assert "Theme" not in styles.replace("Theme1", "") or "asciiTheme" not in styles
    assert 'w:cs="TH Sarabun New"' in body and "<w:cs/>" in body and '<w:szCs w:val="28"/>' in body
    assert body.count("<w:tblHeader/>") == 2 and body.count("<w:cantSplit/>") == 1 + 3 + 1 + 2
    assert (
        "THAIARABIC" in archive.read("word/footer1.xml").decode() + archive.read("word/footer2.xml").decode()
    )
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text.replace("\u2060", "") for cell in document.tables[0].rows[2].cells]
    assert cells[0] == "๒" and cells[2] == "ไม่ได้ระบุ" and cells[7] == "๐" and cells[9].strip() == "ศิลปวัฒนธรรม"
    assert document.sections[0].page_width > document.sections[0].page_height


def test_annex_of_the_workbook_is_no_plan() -> None:
    read = read_plan(plan_xlsx(plan(3)), name="a.xlsx")
    assert len(read.rows) == 3 and any("ภาคผนวก" in note for note in read.notes)


def test_wording() -> None:
    assert thai("ปี 2563 COVID-19 www.a1.go.th โควิด-19") == "ปี ๒๕๖๓ COVID-19 www.a1.go.th โควิด-๑๙"
    from decimal import Decimal

    assert (
        money(Decimal(1200)) == "๑,๒๐๐" and money(Decimal("0.5")) == "๐.๕๐" and money(Decimal("0.00")) == "๐"
    )
    assert html("(แม่ฟ้าหลวง) <", ()) == '<span class="k">(แม่ฟ้าหลวง)</span> &lt;'
    assert office("แม่ฟ้าหลวง", ()) == "แม่\u2060ฟ้า\u2060หลวง"
    assert office("ป่าซาง", ("ป่า|ซาง",)) == "ป่า\u2060ซาง"


def test_copied_text_needs_no_repair() -> None:
    raw = pypdfium2.PdfDocument(plan_pdf(plan(3)))[0].get_textpage().get_text_range()
    assert "ที่ดำเนินงาน" in raw and "ตำบลน้ำใส" in raw and "ตัวชี้วัด" in raw and "\u0e4d" not in raw


def test_a_row_longer_than_a_page_keeps_its_heads() -> None:
    made = plan(1, example=False)
    line = PlanLine(1, "ความดีที่อยากทำร่วมกัน " * 60)
    printed = pages(plan_pdf(type(made)(**{**made.__dict__, "rows": (line,), "annex": ()})))
    assert len(printed) >= 2 and all("ที่อยากแก้" in text for text in printed)


def test_a_title_longer_than_word_takes_and_signs_no_xml_holds() -> None:
    """Pasted from Word, a line break is \\x0b; a title may have 300 letters, Word's properties 255."""
    odd = "แผน\x0bบูรณาการ\x1f\ufffe " * 20
    document = dataclasses.replace(plan(), title=odd, office=odd, subtitle=odd)
    for printed in (plan_docx(document), plan_xlsx(document)):
        assert printed.startswith(b"PK")


def test_columns_share_the_width_by_what_they_say() -> None:
    wordy = shares((PlanLine(1, "ปลูกป่า", problem="ป่าหายไปทุกปีเพราะไฟป่าและการบุกรุก " * 4),))
    plain = shares((PlanLine(1, "ปลูกป่า"),))
    assert sum(wordy) == pytest.approx(100) == sum(plain) == sum(shares(()))
    assert wordy[2] > plain[2] and wordy[4] < plain[4]
    assert all(share >= least for share, least in zip(wordy, LEAST, strict=True))


def test_a_number_of_three_digits_stays_on_one_line() -> None:
    made = plan(1, example=False)
    rows = tuple(PlanLine(number, "ปลูกป่า") for number in range(1, 101))
    last = pages(plan_pdf(dataclasses.replace(made, rows=rows, annex=())))[-1]
    assert [line for line in last.split("\n") if line.startswith("๑๐๐ ")]


def test_a_place_keeps_its_abbreviation_on_its_line() -> None:
    area = "บ้านปาง ต.หนองบัว อ.ไชยปราการ จ.เชียงใหม่ ต.น้ำบ่อหลวง อ.สันป่าตอง จ.ลำพูน ต.เวียง อ.เมืองเชียงราย จ.เชียงราย"
    made = plan(1, example=False)
    line = PlanLine(1, "ปลูกป่า", area=area, agency="กลุ่มคนรักป่าและสายน้ำของทุกหมู่บ้านในตำบล")
    data = plan_pdf(dataclasses.replace(made, rows=(line,), annex=()))
    raw = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range().replace("\r", "")
    assert not [text for text in normalise(raw).split("\n") if text.rstrip().endswith((" ต.", " อ.", " จ."))]
    assert "อ.ไชยปราการ" in normalise(raw) and "จ.เชียงใหม่" in normalise(raw)
