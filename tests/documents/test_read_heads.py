"""Finding the head of the table, however an office spells and places it."""

from __future__ import annotations

import pytest

from thaktho.documents.planform.heads import match

from .sheets import HEADS, OTHER, ROW, book, read, refused


@pytest.mark.parametrize(
    ("printed", "field"),
    [
        ("ที่", "id"), ("ลำดับที่", "id"), ("ลำดับ", "id"), ("No.", "id"), ("กิจกรรม/โครงการ", "title"),
        ("โครงการ / กิจกรรม", "title"), ("โครงการ/\nกิจกรรม", "title"), ("ชื่อโครงการ", "title"), ("กิจกรมม", "title"),
        ("ระยะเวลา", "when"), ("วันเดือนปี", "when"), ("ห้วงเวลา", "when"), ("วัน/เดือน/ปี", "when"),
        ("หน่วยงานรับผิดชอบ", "agency"), ("ผู้รับผิดชอบหลัก", "agency"), ("งบประมาณ (บาท)", "budget"),
        ("งบประมาณในการดำเนินงาน", "budget"), ("คุณธรรม", "virtue"), ("ตัวชี้วัดความสำเร็จ", "indicator"),
        ("พื้นที่ดำเนินการ", "area"), ("ปัญหาทีอยากแก้", "problem"), ("ความดีที่อยากทํา", "good_deed"), ("เครือข่าย", "network"),
        ("budget_baht", "budget"), ("TITLE", "title"),
    ],
)  # fmt: skip
def test_spellings(printed: str, field: str) -> None:
    found = match(printed)
    assert found and found.field == field


@pytest.mark.parametrize(
    "printed", ["หมายเหตุ", "กลุ่มเป้าหมาย", "แหล่งงบประมาณ", "ไตรมาส 1", "ผล", "", "จำนวนผู้เข้าร่วม"]
)
def test_other_heads_are_no_field(printed: str) -> None:
    assert match(printed) is None


@pytest.mark.parametrize("lines", range(7))
def test_head_under_title_lines(lines: int) -> None:
    titles = [
        ["แผนของเครือข่ายศาสนา จังหวัดตัวอย่าง"],
        ["ประจำปีงบประมาณ 2563"],
        [],
        ["หน้า 1"],
        ["ฉบับร่าง"],
        ["กิจกรรมเพื่อสังคม"],
    ]
    plan = read(book([*titles[:lines], HEADS, ROW, OTHER]))
    assert [row.title for row in plan.rows] == ["ธนาคารขยะ", "กลุ่มออมทรัพย์"]
    assert plan.network_text == ("เครือข่ายศาสนา" if lines else None)
    assert plan.rows[0].row == lines + 2


@pytest.mark.parametrize(
    ("line", "network"),
    [
        ("เครือข่ายเด็กและเยาวชนคุณธรรม", "เครือข่ายเด็กและเยาวชนคุณธรรม"),
        ("แผนปฏิบัติการของเครือข่ายสื่อ ประจำปี 2563", "เครือข่ายสื่อ"),
        ("เครือข่าย: ประชาสังคม", "เครือข่ายประชาสังคม"),
        ("แผนการขับเคลื่อนเครือข่ายทางสังคม ระยะ 3 ปี", None),
        ("แผนบูรณาการ ๑๓ เครือข่าย", None),
    ],
)
def test_network_in_the_title(line: str, network: str | None) -> None:
    assert read(book([[line], HEADS, ROW])).network_text == network


def test_merged_titles_and_a_head_of_two_rows() -> None:
    def merge(workbook: object) -> None:
        sheet = workbook.active  # type: ignore[attr-defined]
        sheet.merge_cells("A1:G1")
        for place in ("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"):
            sheet.merge_cells(place)

    table = [
        ["แผนของเครือข่ายชุมชน"],
        ["ลำดับ", "โครงการ", "ระยะเวลา", None, "งบประมาณ", None, "ผู้รับผิดชอบ"],
        [None, None, "เริ่มต้น", "สิ้นสุด", "จำนวน (บาท)", "แหล่งที่มา", None],
        [1, "ปลูกป่า", "1 พฤษภาคม 2563", "31 พฤษภาคม 2563", "๕,๐๐๐", "อบต.", "ชุมชน"],
    ]
    row = read(book(table, touch=merge)).rows[0]
    assert (row.start.isoformat(), row.end.isoformat()) == ("2020-05-01", "2020-05-31")  # type: ignore[union-attr]
    assert row.budget == 5000
    assert row.extra == {"งบประมาณ แหล่งที่มา": "อบต."}
    assert row.agency == "ชุมชน"


def test_budget_by_year_is_summed_and_said() -> None:
    def merge(workbook: object) -> None:
        for place in ("A1:A2", "B1:B2", "C1:E1"):
            workbook.active.merge_cells(place)  # type: ignore[attr-defined]

    table = [
        ["ที่", "โครงการ", "งบประมาณ", None, None],
        [None, None, "2563", "2564", "2565"],
        [1, "ก", 100, None, 300],
    ]
    plan = read(book(table, touch=merge))
    assert plan.rows[0].budget == 400
    assert plan.rows[0].extra == {"งบประมาณ 2563": "100", "งบประมาณ 2565": "300"}
    assert any("รายปี" in note for note in plan.notes)


def test_head_typed_over_two_rows_without_merging() -> None:
    table = [["ที่", "คุณธรรม", "ปัญหา", "กิจกรรม"], [None, "เป้าหมาย", "ที่อยากแก้"], [1, "วินัย", "ขยะ", "แยกขยะ"]]
    plan = read(book(table))
    assert [(row.title, row.problem) for row in plan.rows] == [("แยกขยะ", "ขยะ")]


def test_missing_head_is_named() -> None:
    error = refused(book([["แผน"], ["ที่", "ตัวชี้วัด", "งบประมาณ"], [1, "x", 5]]))
    assert (error.sheet, error.row, error.column) == ("แผ่น 1", 2, "กิจกรรม")
    assert "โครงการ" in error.why and "งบประมาณ" in error.why


def test_duplicate_head_is_refused() -> None:
    error = refused(book([["ที่", "กิจกรรม", "งบประมาณ", "งบประมาณ"], [1, "ก", 5, 6]]))
    assert error.column == "งบประมาณ" and error.row == 1


def test_two_heads_for_one_field_are_said() -> None:
    plan = read(book([["ที่", "โครงการ", "กิจกรรม", "ผู้รับผิดชอบ"], [1, "โครงการใหญ่", "กิจกรรมย่อย", "ก"]]))
    assert plan.rows[0].title == "กิจกรรมย่อย"
    assert plan.rows[0].extra == {"โครงการ": "โครงการใหญ่"}
    assert any("โครงการ" in note for note in plan.notes)


def test_head_again_on_the_next_page_is_no_row() -> None:
    assert len(read(book([HEADS, ROW, HEADS, OTHER])).rows) == 2


def test_only_a_title_column_is_enough() -> None:
    assert [row.title for row in read(book([["title"], ["ก"], ["ข"]])).rows] == ["ก", "ข"]


def test_no_table_at_all() -> None:
    assert "กิจกรรม" in refused(book([["สวัสดี"], ["ไม่มีตาราง"]])).why


def test_two_tables_on_one_sheet_the_lower_with_more_columns() -> None:
    """The upper table's rows were taken for title lines of the lower, and lost without a word."""
    upper = [["ที่", "กิจกรรม", "ตัวชี้วัด"], [1, "ปลูกป่า", "10 ไร่"]]
    lower = [HEADS, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"], ROW]
    plan = read(book([*upper, [], *lower]))
    assert [row.title for row in plan.rows] == ["ปลูกป่า", "ธนาคารขยะ"]
    assert plan.rows[1].budget == 12000 and plan.rows[0].indicator == "10 ไร่"
    assert any("แถว 4: พบหัวตารางอีกชุด" in note for note in plan.notes)


def test_a_lower_table_in_another_order_without_a_total_between() -> None:
    upper = [["ที่", "กิจกรรม", "ตัวชี้วัด", "ผู้รับผิดชอบ"], [1, "ปลูกป่า", "10 ไร่", "อบต."]]
    lower = [["ผู้รับผิดชอบหลัก", "เบอร์โทรศัพท์", "ตัวชี้วัด", "ชื่อโครงการ"], ["วัดกลาง", "053", "5 คน", "ค่ายธรรมะ"]]
    plan = read(book([*upper, [], *lower]))
    assert [(row.title, row.agency) for row in plan.rows] == [("ปลูกป่า", "อบต."), ("ค่ายธรรมะ", "วัดกลาง")]
    assert plan.rows[1].extra == {"เบอร์โทรศัพท์": "053"}


def test_a_head_in_its_own_words_is_no_row_when_it_comes_again() -> None:
    head = ["ความดี ที่อยากทำ", "ผู้ประสานงาน", "ตัวชี้วัดความสำเร็จของโครงการ", "ชื่อโครงการ / กิจกรรม"]
    plan = read(
        book([head, ["ออมเงิน", "นาย ก", "5 คน", "กลุ่มออม"], head, ["ปลูกป่า", "นาย ข", "10 ไร่", "ป่าชุมชน"]])
    )
    assert [row.title for row in plan.rows] == ["กลุ่มออม", "ป่าชุมชน"]


def test_numbers_may_begin_again_under_a_head_after_signatures() -> None:
    plan = read(book([HEADS, ROW, [], ["ผู้จัดทำ"], [], HEADS, ROW]))
    assert len(plan.rows) == 2


@pytest.mark.parametrize("printed", ["ปัญหาอุปสรรค", "ปัญหาและอุปสรรค", "ผู้รับผิดชอบร่วม", "โครงการที่เกี่ยวข้อง"])
def test_what_begins_like_a_field_and_is_another_thing_stays_a_column_of_its_own(printed: str) -> None:
    (row,) = read(book([["ที่", "กิจกรรม", "ตัวชี้วัด", printed], [1, "ปลูกป่า", "10 ไร่", "ฝนตก"]])).rows
    assert row.extra == {printed: "ฝนตก"} and (row.problem, row.agency) == ("", "")
