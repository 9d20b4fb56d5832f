"""Form -> filled -> read, and plan -> XLSX -> read, with any Thai text."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.documents.frames import NetworkMark, PlanDocument, PlanLine, plan_xlsx
from thaktho.documents.planform import FormRow, read_plan, write_csv, write_template
from thaktho.documents.planform.form import is_blank
from thaktho.documents.planform.grid import tidy
from thaktho.thai.normalise import normalise

VIRTUES = ["พอเพียง", "วินัย", "สุจริต", "จิตอาสา"]
LETTERS = st.sampled_from(
    [*map(chr, range(0x0E01, 0x0E3B)), *map(chr, range(0x0E40, 0x0E5C)), *"aZ09 =+-@\"'.,;/()\n\t"]
)
TEXT = st.text(LETTERS, min_size=1, max_size=40)
BUDGET = st.none() | st.integers(0, 10**9).map(lambda n: Decimal(n) / 100)


def same(read: str, written: str) -> bool:
    text = tidy(written)
    return read == ("" if is_blank(text) else normalise(text))


def document(rows: list[PlanLine]) -> PlanDocument:
    return PlanDocument(
        "แผน", "ฉบับที่ 1", "ตัวอย่าง", "สำนักงาน", "ฉบับที่ 1", dt.date(2020, 6, 24), (2563,), tuple(rows)
    )


def test_template_filled_and_read() -> None:
    data = write_template("เครือข่ายศาสนา", [2563, 2564, 2565], VIRTUES)
    assert data == write_template("เครือข่ายศาสนา", [2563, 2564, 2565], VIRTUES)
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    sheet = workbook["แผน"]
    for column, value in enumerate(
        [1, "วินัย", "ขยะ", "แยกขยะ", "ธนาคารขยะ", "80", dt.date(2020, 3, 11), "อ.เมือง", 0, "วัด"], 1
    ):
        sheet.cell(5, column, value)
    out = io.BytesIO()
    workbook.save(out)
    plan = read_plan(out.getvalue(), name="a.xlsx")
    assert plan.network_text == "เครือข่ายศาสนา" and len(plan.rows) == 1 and not plan.flags
    row = plan.rows[0]
    assert (row.virtue, row.start, row.budget, row.area) == ("วินัย", dt.date(2020, 3, 11), 0, "อ.เมือง")


def test_empty_template_has_no_rows() -> None:
    assert read_plan(write_template("เครือข่ายสื่อ", [2566], []), name="a.xlsx").rows == []


def test_template_prints_and_helps() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_template("เครือข่ายสื่อ", [2566], VIRTUES)))["แผน"]
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$4:$4"
    assert sheet.data_validations.dataValidation[0].type == "list"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT, BUDGET), min_size=1, max_size=4))
def test_any_text_through_plan_xlsx(cells: list[tuple[str, str, str, Decimal | None]]) -> None:
    lines = [
        PlanLine(number, title=f"ก{a}", problem=b, agency=c, budget=d)
        for number, (a, b, c, d) in enumerate(cells, 1)
    ]
    rows = read_plan(plan_xlsx(document(lines)), name="a.xlsx").rows
    assert [row.id for row in rows] == [str(line.no) for line in lines]
    for row, line in zip(rows, lines, strict=True):
        assert (
            same(row.title, line.title) and same(row.problem, line.problem) and same(row.agency, line.agency)
        )
        assert row.budget == line.budget


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_any_text_through_csv(cells: list[tuple[str, str]]) -> None:
    made = [
        FormRow("f", "s", n, str(n), "ก" + normalise(a), agency=normalise(b))
        for n, (a, b) in enumerate(cells, 1)
    ]
    rows = read_plan(write_csv(made), name="a.csv").rows
    assert len(rows) == len(made)
    for row, was in zip(rows, made, strict=True):
        assert same(row.title, was.title) and same(row.agency, was.agency)


def test_plan_xlsx_is_a_form_for_programs() -> None:
    marks = (NetworkMark(1, "ศาสนา"), NetworkMark(5, "ท้องถิ่น"))
    lines = [
        PlanLine(1, "ก", start=dt.date(2020, 3, 11), budget=Decimal(0), networks=marks),
        PlanLine(2, "ข", start=dt.date(2020, 4, 1), end=dt.date(2020, 4, 10), budget=Decimal("99.50")),
        PlanLine(3, "ค", when="ทุกวันพระ"),
    ]
    data = plan_xlsx(document(lines))
    rows = read_plan(data, name="a.xlsx").rows
    assert [(row.start, row.end) for row in rows] == [
        (dt.date(2020, 3, 11), dt.date(2020, 3, 11)), (dt.date(2020, 4, 1), dt.date(2020, 4, 10)), (None, None),
    ]  # fmt: skip
    assert [row.budget for row in rows] == [0, Decimal("99.50"), None]
    assert rows[0].network_text == "ศาสนา\nท้องถิ่น" and rows[2].when_text == "ทุกวันพระ"
    sheet = openpyxl.load_workbook(io.BytesIO(data))["แผน"]
    assert sheet["G5"].number_format == "[$-D07041E]d mmmm yyyy" and sheet["G5"].value == dt.datetime(
        2020, 3, 11
    )
    assert sheet["I5"].value == 0 and sheet["I7"].value is None
    assert sheet.print_title_rows == "$4:$4" and sheet.freeze_panes == "A5"


def test_formulas_in_plan_xlsx_stay_text() -> None:
    data = plan_xlsx(document([PlanLine(1, "=1+1", agency="@cmd")]))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["แผน"]
    assert (sheet["E5"].data_type, sheet["E5"].value, sheet["J5"].value) == ("s", "=1+1", "@cmd")
    assert sheet["E5"].quotePrefix
