"""Plain registers: what is written is read back, heads are known by many spellings, nothing runs as a formula."""

import datetime as dt

import pytest

from tests.documents.sheets import book
from thaktho.documents.register import Column, Register, StructureError, read_register, write_register

FORM = Register(
    "ทะเบียน",
    "ทะเบียน",
    (
        Column("id", "รหัส", ours=True),
        Column("name", "ชื่อ", also=("รายการ",), required=True),
        Column("kind", "ชนิด", choices=("ก", "ข")),
    ),
)
DAY = dt.date(2020, 3, 11)


def read(data, name="ทะเบียน.xlsx"):
    return read_register(data, name=name, register=FORM)


def test_written_and_read_back_the_same():
    rows = [{"id": "1", "name": "=1+1", "kind": "ก"}, {"name": "@ชื่อ\nสองบรรทัด", "id": "", "kind": ""}]
    data = write_register(FORM, rows, subtitle="สำนักงาน", made_on=DAY)
    assert [line.cells for line in read(data).lines] == rows
    assert data == write_register(FORM, rows, subtitle="สำนักงาน", made_on=DAY)


def test_the_empty_form_holds_nothing():
    assert read(write_register(FORM, subtitle="", made_on=DAY)).lines == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_of_any_office(encoding, separator):
    text = f"รายการ{separator}ชนิด\nวัด{separator}ก\n"
    assert read(text.encode(encoding), "ก.csv").lines[0].cells == {"name": "วัด", "kind": "ก"}


def test_words_above_the_head_and_unknown_columns_are_borne():
    data = book([["ทะเบียนของเรา"], [], ["ชื่อ", "ชนิด", "แปลก"], ["วัด", "-", "x"], [None, None, "y"]])
    found = read(data)
    assert [line.cells for line in found.lines] == [{"name": "วัด", "kind": ""}]
    assert found.lines[0].extra == {"แปลก": "x"} and "แปลก" in found.notes[0]


def test_an_error_of_a_formula_is_told():
    def touch(workbook):
        workbook.active["B2"] = "#REF!"
        workbook.active["B2"].data_type = "e"

    assert read(book([["ชื่อ", "ชนิด"], ["วัด", "x"]], touch=touch)).lines[0].broken == ("kind",)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"\x89PNG", "ก,ข\n1,2\n".encode(), book([["ชนิด", "รหัส"], ["ก", "1"]])]
)
def test_what_is_no_register_is_refused_with_the_remedy(data):
    with pytest.raises(StructureError) as caught:
        read(data, "ก.csv" if not data.startswith(b"PK") else "ก.xlsx")
    assert any("ก" <= letter <= "ฮ" for letter in caught.value.why)
