"""What is a row, what is not, and what each cell becomes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from .sheets import HEADS, OTHER, ROW, book, read, refused, rezip


def test_a_plain_row() -> None:
    plan = read(book([HEADS, ROW]))
    row = plan.rows[0]
    assert (row.id, row.virtue, row.title, row.budget, row.budget_text) == (
        "1",
        "วินัย",
        "ธนาคารขยะ",
        Decimal(12000),
        "12000",
    )
    assert (row.start, row.end) == (dt.date(2020, 3, 11), dt.date(2020, 3, 11))
    assert (row.sheet, row.row, plan.flags, plan.notes) == ("แผ่น 1", 2, [], [])
    assert plan.sheets[0].columns["งบประมาณ"] == "budget"


def test_zero_is_not_blank() -> None:
    blank = [*OTHER[:7], None, "ก"]
    rows = read(book([HEADS, ROW, OTHER, [3, *blank[1:]]])).rows
    assert [row.budget for row in rows] == [Decimal(12000), Decimal(0), None]


def test_total_closes_the_table_and_signatures_are_no_rows() -> None:
    after = [
        [None, None, None, None, "รวมทั้งสิ้น", None, None, 12000],
        [],
        [None, None, None, None, "ลงชื่อ.......................ผู้เสนอแผน", None, None, "ลงชื่อ..........ผู้อนุมัติ"],
        [None, None, None, None, "(นายสมชาย ใจดี)"],
        [None, None, None, None, "ประธานเครือข่าย", None, None, "นายอำเภอ"],
    ]
    plan = read(book([HEADS, ROW, [], OTHER, *after]))
    assert [row.title for row in plan.rows] == ["ธนาคารขยะ", "กลุ่มออมทรัพย์"]
    assert [row.row for row in plan.rows] == [2, 4]
    assert any("5" in note and "รวม" in note for note in plan.notes)
    assert any("ท้ายตาราง" in note for note in plan.notes)


def test_a_subtotal_does_not_eat_what_follows() -> None:
    total = [None, None, None, None, "รวม", None, None, 12000]
    assert len(read(book([HEADS, ROW, total, OTHER])).rows) == 2


def test_titles_that_only_begin_like_a_total_are_rows() -> None:
    rows = [[1, *ROW[1:4], "รวมพลังจิตอาสา", *ROW[5:]], [2, *ROW[1:4], "ลงชื่อสมัครเป็นอาสา", *ROW[5:]]]
    assert len(read(book([HEADS, *rows])).rows) == 2


def test_merged_down_is_carried_but_money_is_not() -> None:
    def merge(workbook: Any) -> None:
        for place in ("B2:B3", "H2:H3", "I2:I3", "A2:A3"):
            workbook.active.merge_cells(place)

    plan = read(book([HEADS, ROW, [None, None, "x", "y", "ตลาดนัดขยะ"]], touch=merge))
    second = plan.rows[1]
    assert (second.virtue, second.agency, second.id, second.budget) == ("วินัย", "อบต.ตัวอย่าง", None, None)
    assert any("ผสาน" in note for note in plan.notes)


def test_row_without_title_is_kept_and_flagged() -> None:
    plan = read(book([HEADS, [1, "วินัย", "ขยะ", None, None, None, None, 5, "ก"]]))
    assert plan.rows[0].title == "" and plan.flags[0].column == "กิจกรรม" and plan.flags[0].row == 2


def test_preprinted_numbers_are_blank_rows() -> None:
    plan = read(book([HEADS, ROW, [2], [3]]))
    assert len(plan.rows) == 1 and any("เลขลำดับ" in note for note in plan.notes)


def test_sheets_hidden_covers_and_two_tables() -> None:
    def hide(workbook: Any) -> None:
        workbook["ร่าง"].sheet_state = "hidden"

    plan = read(
        book(
            [["คำชี้แจง"], ["กรอกทุกช่อง"]], [["เครือข่ายสื่อ"], HEADS, ROW], [["เครือข่ายธุรกิจ"], HEADS, ROW], [HEADS, OTHER],
            titles=("ปก", "หนึ่ง", "สอง", "ร่าง"), touch=hide,
        )
    )  # fmt: skip
    assert [(row.sheet, row.id, row.network_text) for row in plan.rows] == [
        ("หนึ่ง", "1", "เครือข่ายสื่อ"), ("สอง", "1", "เครือข่ายธุรกิจ"),
    ]  # fmt: skip
    assert plan.network_text is None
    assert any("ร่าง" in note and "ซ่อน" in note for note in plan.notes)
    assert any("ปก" in note for note in plan.notes)


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    def hide(workbook: Any) -> None:
        workbook.active.row_dimensions[3].hidden = True
        workbook.active.column_dimensions["F"].hidden = True

    plan = read(book([HEADS, ROW, OTHER], touch=hide))
    assert len(plan.rows) == 2 and plan.rows[1].indicator == "50 คน"
    assert [flag.row for flag in plan.flags] == [3] and any("ตัวชี้วัด" in note for note in plan.notes)


def test_formula_without_result_and_error_values_are_flagged() -> None:
    def formula(workbook: Any) -> None:
        workbook.active["H2"] = "=SUM(1,2)"
        workbook.active["F2"] = "#REF!"
        workbook.active["F2"].data_type = "e"

    plan = read(book([HEADS, ROW], touch=formula))
    assert plan.rows[0].budget is None and plan.rows[0].indicator == ""
    assert {(flag.column, flag.text) for flag in plan.flags} == {
        ("งบประมาณ", "=SUM(1,2)"),
        ("ตัวชี้วัด", "#REF!"),
    }


def test_formula_with_result_is_read() -> None:
    def cached(name: str, data: bytes) -> bytes:
        return data.replace(b"<f>SUM(1,2)</f><v></v>", b"<f>SUM(1,2)</f><v>3</v>").replace(
            b"<f>SUM(1,2)</f><v />", b"<f>SUM(1,2)</f><v>3</v>"
        )

    data = book([HEADS, ROW], touch=lambda workbook: workbook.active.__setitem__("H2", "=SUM(1,2)"))
    assert read(rezip(data, cached)).rows[0].budget in (Decimal(3), None)
    plan = read(rezip(rezip(data, cached), lambda name, part: part.replace(b' fullCalcOnLoad="1"', b"")))
    assert plan.rows[0].budget == 3 and not plan.flags


def test_dates_typed_as_dates() -> None:
    rows = [
        [1, *ROW[1:6], dt.date(2020, 3, 11), *ROW[7:]],
        [2, *ROW[1:6], dt.datetime(2563, 3, 11), *ROW[7:]],
    ]
    plan = read(book([HEADS, *rows]))
    assert [row.start for row in plan.rows] == [dt.date(2020, 3, 11)] * 2
    assert [flag.row for flag in plan.flags] == [3] and "2563" in plan.flags[0].why


def test_unreadable_time_and_money_keep_their_text() -> None:
    plan = read(book([HEADS, [1, *ROW[1:6], "ก่อนวันเข้าพรรษา ทุกปี", "ตามที่ได้รับ", "ก"]]))
    row = plan.rows[0]
    assert (row.when_text, row.start, row.budget_text, row.budget) == (
        "ก่อนวันเข้าพรรษา ทุกปี",
        None,
        "ตามที่ได้รับ",
        None,
    )
    assert {flag.column for flag in plan.flags} == {"วัน/เดือน/ปี ที่ดำเนินงาน", "งบประมาณ"}


@pytest.mark.parametrize(
    ("typed", "amount"), [("๑๒,๕๐๐ บาท", "12500"), ("12,500.50", "12500.50"), (99.5, "99.5")]
)
def test_money_in_every_dress(typed: object, amount: str) -> None:
    assert read(book([HEADS, [1, *ROW[1:7], typed, "ก"]])).rows[0].budget == Decimal(amount)


def test_numbers_in_text_columns_and_unknown_columns() -> None:
    row = read(book([[*HEADS, "หมายเหตุ"], [1.0, *ROW[1:4], "ปี\n2563", 80.0, *ROW[6:], "ดูภาคผนวก"]])).rows[0]
    assert (row.id, row.indicator, row.title, row.extra) == ("1", "80", "ปี\n2563", {"หมายเหตุ": "ดูภาคผนวก"})


def test_repeated_number_is_refused_with_its_place() -> None:
    error = refused(book([HEADS, ROW, [1, *OTHER[1:]]]))
    assert (error.sheet, error.row, error.column) == ("แผ่น 1", 3, "ที่") and "แถว 2" in error.why


def test_a_code_may_not_repeat_in_another_sheet() -> None:
    table = [["รหัส", "โครงการ"], ["A1", "ก"]]
    assert refused(book(table, table)).sheet == "แผ่น 2"


def test_long_text_is_kept_whole() -> None:
    text = "ความดี" * 3000
    assert read(book([HEADS, [1, "วินัย", text, *ROW[3:]]])).rows[0].problem == text


def test_a_section_line_is_flagged_not_read() -> None:
    table = [HEADS, ["ด้านความพอเพียง"], ROW]
    plan = read(book(table, touch=lambda workbook: workbook.active.merge_cells("A2:I2")))
    assert len(plan.rows) == 1 and plan.flags[0].text == "ด้านความพอเพียง"


def test_progress_counts_to_the_end() -> None:
    seen: list[tuple[int, int]] = []
    read(
        book([HEADS, *([n, *ROW[1:]] for n in range(1, 500))]),
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen[-1] == (500, 500) and seen == sorted(seen) and len(seen) > 2


def test_thai_and_arabic_digits_are_one_number() -> None:
    assert refused(book([HEADS, ROW, ["๑.", *OTHER[1:]]])).row == 3


def test_numbers_may_begin_again_in_the_next_section() -> None:
    table = [HEADS, ["ด้านวินัย"], ROW, ["ด้านพอเพียง"], [1, *OTHER[1:]]]

    def merge(workbook: Any) -> None:
        workbook.active.merge_cells("A2:I2")
        workbook.active.merge_cells("A4:I4")

    assert [row.id for row in read(book(table, touch=merge)).rows] == ["1", "1"]


def test_quarters_are_kept_beside() -> None:
    table = [
        ["ที่", "โครงการ", "ระยะเวลา", None, "งบประมาณ"],
        [None, None, "ไตรมาส 1", "ไตรมาส 2"],
        [1, "ก", None, "✓", "-"],
    ]

    def merge(workbook: Any) -> None:
        for place in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
            workbook.active.merge_cells(place)

    row = read(book(table, touch=merge)).rows[0]
    assert row.extra == {"ระยะเวลา ไตรมาส 2": "✓"} and row.budget is None
