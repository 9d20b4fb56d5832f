"""CSV as offices save it: any Thai encoding, any separator; written so that nothing in it runs."""

from __future__ import annotations

import csv
import io

import pytest

from thaktho.documents.planform import FormRow, read_plan, write_csv

from .sheets import HEADS, ROW, refused

TEXT_ROW = [str(cell) for cell in ROW]


def table(separator: str = ",", *rows: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([list(HEADS), *(rows or (TEXT_ROW,))])
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "tis-620", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    plan = read_plan(table(separator).encode(encoding), name="แผน.csv")
    assert [(row.title, row.budget, row.agency, row.row) for row in plan.rows] == [
        ("ธนาคารขยะ", 12000, "อบต.ตัวอย่าง", 2)
    ]
    assert not plan.flags


def test_english_heads() -> None:
    heads = "id,title,problem,good_deed,virtue,indicator,when,budget_baht,agency,network,area"
    text = f"{heads}\nP1,ปลูกป่า,,,จิตอาสา,,มิถุนายน 2564,0,วัด,local_gov,อ.เมือง\n"
    row = read_plan(text.encode(), name="p.csv").rows[0]
    assert (row.id, row.title, row.budget, row.network_text, row.area) == (
        "P1",
        "ปลูกป่า",
        0,
        "local_gov",
        "อ.เมือง",
    )
    assert row.start is not None and row.start.isoformat() == "2021-06-01"


def test_ragged_rows_are_flagged_and_kept() -> None:
    plan = read_plan(
        table(",", TEXT_ROW[:5], [*TEXT_ROW, "เกิน"]).replace("1,", "2,", 1).encode(), name="แผน.csv"
    )
    assert len(plan.rows) == 2
    assert {flag.row for flag in plan.flags} == {2, 3}
    assert plan.rows[1].extra == {"คอลัมน์ที่ 10": "เกิน"}


def test_a_cell_with_line_ends_is_one_row() -> None:
    plan = read_plan(table(",", [*TEXT_ROW[:4], "บรรทัด\nสอง", *TEXT_ROW[5:]]).encode(), name="แผน.csv")
    assert plan.rows[0].title == "บรรทัด\nสอง"


def test_an_unclosed_quote_is_refused() -> None:
    assert '"' in refused(table().encode() + b'2,"open', "แผน.csv").why


def test_loose_quotes_are_borne() -> None:
    text = 'title,agency\nโครงการ "ดี" มาก,"ก" ข\n'
    assert len(read_plan(text.encode(), name="a.csv").rows) == 1


def test_repeated_id_names_the_row() -> None:
    error = refused("id,title\nA,ก\nA,ข\n".encode(), "a.csv")
    assert (error.row, error.column) == (3, "id")


def test_unknown_encoding_is_refused() -> None:
    assert "CSV UTF-8" in refused(b"title,\xdb\xdc\xfe\n1,2", "a.csv").why


def test_what_looks_like_a_formula_is_written_as_text_and_comes_back() -> None:
    evil = ['=HYPERLINK("http://x")', "+66 1234", "-ลดขยะ", "@SUM(A1)", "'=1", "''-ลดขยะ", "＝1+1"]
    rows = [FormRow("f", "s", number, str(number), text, agency=text) for number, text in enumerate(evil, 1)]
    data = write_csv(rows)
    cells = [cell for record in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in record]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert [row.title for row in read_plan(data, name="a.csv").rows] == evil
