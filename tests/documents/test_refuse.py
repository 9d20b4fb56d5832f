"""Files that are no plan form are refused by name, fast, with what to do."""

from __future__ import annotations

import io
import time
import zipfile

import docx
import pytest
import xlsxwriter

from thaktho.documents.frames.drafts import png

from .sheets import HEADS, ROW, book, read, refused, rezip

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_password_protected() -> None:
    assert "รหัสผ่าน" in refused(OLE + "EncryptedPackage".encode("utf-16-le")).why


def test_legacy_xls_says_save_as_xlsx() -> None:
    assert ".xlsx" in refused(OLE + "Workbook".encode("utf-16-le"), "แผน.xls").why


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (png(1), "PNG"), (b"\xff\xd8\xff\xe0" + bytes(100), "JPEG"), (b"%PDF-1.7\n%\xe2\xe3", "PDF"), (b"", "ว่าง"),
        (b"\xef\xbb\xbf\r\n", "ว่าง"), (bytes(500), "ว่าง"), (b"<html><table><tr><td>x</td></tr></table>", "หน้าเว็บ"),
        (bytes(range(256)) * 20, "เสียหาย"),
    ],
)  # fmt: skip
def test_other_files_renamed_to_xlsx(data: bytes, word: str) -> None:
    assert word in refused(data).why


def test_word_document_renamed() -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    assert "Word" in refused(out.getvalue()).why


def test_a_zip_of_something_else() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("แผน.txt", "กิจกรรม")
    assert "zip" in refused(out.getvalue()).why


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_truncated_zip(part: float) -> None:
    data = book([HEADS, ROW])
    assert "เสียหาย" in refused(data[: int(len(data) * part)]).why


def test_damaged_inside() -> None:
    data = bytearray(book([HEADS, ROW]))
    place = data.find(b"xl/worksheets/sheet1.xml") + 40
    data[place : place + 40] = bytes(40)
    assert "เสียหาย" in refused(bytes(data)).why


def test_broken_xml() -> None:
    data = rezip(book([HEADS, ROW]), lambda name, part: part[:-30] if name.endswith("sheet1.xml") else part)
    assert "เสียหาย" in refused(data).why


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "_rels/.rels"]
)
def test_entities_are_refused(part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'

    def arm(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        head, _, rest = data.partition(b"?>") if data.startswith(b"<?xml") else (b"", b"", data)
        return (head + b"?>" if head else b"") + bomb + rest

    assert "DTD" in refused(rezip(book([HEADS, ROW]), arm)).why


def test_zip_bomb_is_refused_before_unpacking() -> None:
    out = io.BytesIO(book([HEADS, ROW]))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/x.bin", "w") as stream,
    ):
        for _ in range(60):
            stream.write(bytes(2**20))
    started = time.perf_counter()
    assert "ใหญ่ผิดปกติ" in refused(out.getvalue()).why
    assert time.perf_counter() - started < 1


def test_too_many_entries() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(2_100):
            archive.writestr(f"xl/{number}.xml", "")
    assert "ใหญ่ผิดปกติ" in refused(out.getvalue()).why


@pytest.mark.slow
def test_a_sheet_formatted_to_its_last_row_is_read_fast() -> None:
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = workbook.add_worksheet()
    border = workbook.add_format({"border": 1})
    sheet.write_row(0, 0, HEADS)
    sheet.write_row(1, 0, ROW)
    for row in range(2, 1_048_576):
        if row < 60_000:
            sheet.write_blank(row, 0, None, border)
            sheet.write_blank(row, 8, None, border)
        else:
            sheet.set_row(row, 20, border)
    workbook.close()
    started = time.perf_counter()
    assert len(read(out.getvalue()).rows) == 1
    assert time.perf_counter() - started < 10


def test_a_lying_dimension_costs_nothing() -> None:
    def lie(name: str, data: bytes) -> bytes:
        return data.replace(b'<dimension ref="A1:I2"', b'<dimension ref="A1:XFD1048576"')

    assert len(read(rezip(book([HEADS, ROW]), lie)).rows) == 1


def test_empty_workbook() -> None:
    assert "ว่าง" in refused(book([])).why


def test_the_only_table_is_hidden() -> None:
    def hide(workbook: object) -> None:
        workbook.worksheets[0].sheet_state = "hidden"  # type: ignore[attr-defined]

    error = refused(book([HEADS, ROW], [["ปก"]], touch=hide, titles=("แผน", "ปก")))
    assert "กิจกรรม" in error.why and "ซ่อน" in error.why


def test_a_row_of_a_thousand_cells_and_more_is_no_form() -> None:
    heads = ",".join(["กิจกรรม", "ตัวชี้วัด", *(f"หัวที่ {n}" for n in range(200_000))])
    assert "1,000 ช่อง" in refused(f"{heads}\nอบรม,ผู้เข้าร่วม\n".encode(), "แผน.csv").why
    row = ",".join(["อบรม", "ผู้เข้าร่วม", *("x" for _ in range(200_000))])
    error = refused(f"กิจกรรม,ตัวชี้วัด\n{row}\n".encode(), "แผน.csv")
    assert "1,000 ช่อง" in error.why and error.row == 2


def test_a_cell_without_measure_is_called_too_long() -> None:
    long = "ก" * 140_000
    assert "ยาวเกิน" in refused(f'กิจกรรม,ตัวชี้วัด\n"{long}",ผู้เข้าร่วม\n'.encode(), "แผน.csv").why
