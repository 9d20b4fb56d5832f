"""Plan forms as offices make them, drawn at random: heads in their own words, title lines, totals, years, encodings.

``offices()`` draws an `Office`: the rows it meant, and the same rows as a file. What is read must be what was meant.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
from hypothesis import strategies as st

HEADS = {
    "id": ("ที่", "ลำดับที่", "ลำดับ", "No.", "ข้อ", "ลำดับ\nที่"),
    "virtue": ("คุณธรรมเป้าหมาย", "คุณธรรม", "คุณธรรม\nเป้าหมาย", "คุณธรรมที่ส่งเสริม", "หลักคุณธรรม 5 ประการ"),
    "problem": ("ปัญหาที่อยากแก้", "ปัญหาที่อยากแก้ไข", "สภาพปัญหา", "ปัญหาที่ต้องการแก้ไข (ประเด็น)"),
    "good_deed": ("ความดีที่อยากทำ", "ความดีที่ต้องการทำ", "ความดี ที่อยากทำ"),
    "title": ("กิจกรรม", "กิจกรรม/โครงการ", "โครงการ/กิจกรรม", "ชื่อโครงการ", "ชื่อโครงการ / กิจกรรม", "โครงการ", "แผนงาน/โครงการ/กิจกรรม"),
    "indicator": ("ตัวชี้วัด", "ตัวชี้วัดความสำเร็จ", "ตัวชี้วัด (KPI)", "ตัวชี้วัด/ค่าเป้าหมาย", "ตัวชี้วัดความสำเร็จของโครงการ"),
    "when": ("วัน/เดือน/ปี ที่ดำเนินงาน", "ระยะเวลา", "ระยะเวลาดำเนินการ", "วัน/เดือน/ปี\nที่ดำเนินการ", "ห้วงเวลา", "ว/ด/ป ที่ดำเนินการ", "ระยะเวลาในการดำเนินงาน"),
    "area": ("พื้นที่", "พื้นที่ดำเนินการ", "สถานที่ดำเนินการ", "สถานที่", "พื้นที่เป้าหมาย"),
    "budget": ("งบประมาณ", "งบประมาณ (บาท)", "งบประมาณ\n(บาท)", "จำนวนเงิน (บาท)", "วงเงินงบประมาณ", "งบประมาณที่ใช้ (บาท)", "งบประมาณ/บาท"),
    "agency": ("ผู้รับผิดชอบ", "หน่วยงานรับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "ผู้รับผิดชอบหลัก", "หน่วยงานรับผิดชอบหลัก", "ผู้รับผิดชอบโครงการ", "หน่วยงาน/ผู้รับผิดชอบ"),
}  # fmt: skip
OTHERS = (
    "หมายเหตุ", "กลุ่มเป้าหมาย", "ผลที่คาดว่าจะได้รับ", "จำนวนผู้เข้าร่วม (คน)", "แหล่งงบประมาณ", "วัตถุประสงค์", "เบอร์โทรศัพท์",
    "ความสอดคล้องกับยุทธศาสตร์", "ผลการดำเนินงาน", "ผู้ประสานงาน", "เป้าหมาย (ผลผลิต)", "วิธีดำเนินการ", "ปัญหาอุปสรรค", "แหล่งที่มาของข้อมูล",
)  # fmt: skip
TITLES = (
    "แผนปฏิบัติการส่งเสริมคุณธรรม", "ประจำปีงบประมาณ พ.ศ. 2563", "ระยะ 3 ปี (พ.ศ. 2563 – 2565)", "สำนักงานวัฒนธรรมจังหวัดเชียงราย",
    "จังหวัดเชียงราย", "แบบฟอร์มที่ 2", "วิสัยทัศน์: คนดี สังคมดี วิถีพอเพียง", "(ส่งภายในวันที่ 31 มีนาคม 2563)", "หน่วยงาน เทศบาลตำบลตัวอย่าง",
    "ชื่อกิจกรรมและงบประมาณที่ใช้ในการขับเคลื่อนตามแผนปฏิบัติการ",
)  # fmt: skip
NETWORKS = {
    "เครือข่ายศาสนา": "เครือข่ายศาสนา", "ชื่อเครือข่าย : ศาสนา": "เครือข่ายศาสนา",
    "แผนปฏิบัติการของเครือข่ายสื่อมวลชน จังหวัดเชียงราย": "เครือข่ายสื่อมวลชน", "เครือข่ายภาคธุรกิจ ประจำปี 2563": "เครือข่ายภาคธุรกิจ",
    "เครือข่าย: สาธารณสุข": "เครือข่ายสาธารณสุข",
}  # fmt: skip
# A time as typed, and the days it means; None: kept as typed, and flagged.
D = dt.date
TIMES: tuple[tuple[Any, dt.date | None, dt.date | None], ...] = (
    ("11 มีนาคม 2563", D(2020, 3, 11), D(2020, 3, 11)), ("11 มี.ค. 63", D(2020, 3, 11), D(2020, 3, 11)),
    ("๑๑ มีนาคม ๒๕๖๓", D(2020, 3, 11), D(2020, 3, 11)), ("11/03/2563", D(2020, 3, 11), D(2020, 3, 11)),
    ("1-10 เมษายน 2563", D(2020, 4, 1), D(2020, 4, 10)), ("1 – 10 เม.ย. 2563", D(2020, 4, 1), D(2020, 4, 10)),
    ("30 เม.ย. - 2 พ.ค. 2563", D(2020, 4, 30), D(2020, 5, 2)), ("มีนาคม 2563", D(2020, 3, 1), D(2020, 3, 31)),
    ("ปีงบประมาณ 2563", D(2019, 10, 1), D(2020, 9, 30)), ("ไตรมาส 2 ปีงบประมาณ 2563", D(2020, 1, 1), D(2020, 3, 31)),
    ("ต.ค. 2562 - ก.ย. 2563", D(2019, 10, 1), D(2020, 9, 30)), ("วันเสาร์ที่ 14 มีนาคม พ.ศ. 2563", D(2020, 3, 14), D(2020, 3, 14)),
    ("2020-03-11", D(2020, 3, 11), D(2020, 3, 11)), (D(2020, 3, 11), D(2020, 3, 11), D(2020, 3, 11)),
    (dt.datetime(2020, 3, 11, 0, 0), D(2020, 3, 11), D(2020, 3, 11)),
    ("ทุกวันพระ", None, None), ("ขึ้น 15 ค่ำ เดือน 6", None, None), ("ตลอดปี", None, None), ("31 กุมภาพันธ์ 2563", None, None),
    (None, None, None), ("-", None, None), ("ไม่ระบุ", None, None),
)  # fmt: skip
MONEY: tuple[tuple[Any, Decimal | None], ...] = (
    (12000, Decimal(12000)), ("12,000", Decimal(12000)), ("12,000 บาท", Decimal(12000)), ("๑๒,๐๐๐", Decimal(12000)), ("๑๒,๐๐๐.- บาท", Decimal(12000)),
    ("12,000.- บาท", Decimal(12000)), ("12,000 (หนึ่งหมื่นสองพันบาทถ้วน)", Decimal(12000)), ("- ไม่ใช้งบประมาณ -", Decimal(0)),
    ("12,000.50", Decimal("12000.50")), (12000.5, Decimal("12000.5")), (0, Decimal(0)), ("ไม่ใช้งบประมาณ", Decimal(0)), ("1.5 ล้านบาท", Decimal(1500000)),
    (None, None), ("-", None), ("ตามความเหมาะสม", None), ("ขอรับการสนับสนุนจากจังหวัด", None),
)  # fmt: skip
# What only a workbook holds: a Buddhist year in a date cell, a formula nobody calculated.
BOOK_TIMES: tuple[tuple[Any, dt.date | None, dt.date | None], ...] = (
    (D(2563, 3, 11), D(2020, 3, 11), D(2020, 3, 11)),
)
BOOK_MONEY: tuple[tuple[Any, Decimal | None], ...] = (("=1000*2", None),)
WORDS = st.sampled_from(
    ("ขยะล้นหมู่บ้าน", "คัดแยกขยะ ทุกครัวเรือน", "ร้อยละ 80", "ผู้เข้าร่วม 100 คน", "วัดกลางเวียง", "อบต.ตัวอย่าง", "ต.เวียง อ.เมืองเชียงราย",
     "บรรทัดแรก\nบรรทัดสอง", 'คำว่า "พอเพียง" , และ; อื่น ๆ', "พ.ศ. 2563", "1. อบรม 2. ประเมินผล", None, None, "-")
)  # fmt: skip
NAMES = st.sampled_from(
    ("ธนาคารขยะ", "ค่ายคุณธรรม รุ่นที่ 2", "โครงการรวมพลังทำความดี", "ปลูกป่าชุมชน", "สวดมนต์ข้ามปี 2563", "จิตอาสาพัฒนาลำน้ำ, ถนน", "โครงการ “บวร”\nระยะที่ 2",
     "รวมใจไทยเป็นหนึ่ง", "ที่ทำการปกครองร่วมใจ", "งบประมาณโปร่งใส", "12 สิงหาฯ วันแม่", "กิจกรรมวันพระ")
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp874")  # what is TIS-620 is cp874 too


@dataclasses.dataclass
class Meant:
    """One row as the office meant it; ``cells`` by field, ``others`` by printed head."""

    cells: dict[str, Any]
    others: dict[str, Any]
    days: tuple[dt.date | None, dt.date | None]
    money: Decimal | None


@dataclasses.dataclass
class Office:
    data: bytes
    name: str
    rows: list[Meant]
    network: str | None
    fields: list[str]


@dataclasses.dataclass
class _Table:
    """A table's grid (0-based), the rectangles to merge, and what it means."""

    grid: list[list[Any]]
    merges: list[tuple[int, int, int, int]]
    rows: list[Meant]
    network: str | None
    fields: list[str]
    head: int


@st.composite
def offices(draw: st.DrawFn) -> Office:
    kind = draw(st.sampled_from(("xlsx", "csv")))
    first = draw(_tables(flat=kind == "csv"))
    if kind == "csv":
        encoding, delimiter = draw(st.sampled_from(ENCODINGS)), draw(st.sampled_from(",;\t|"))
        return Office(
            _csv(first.grid, encoding, delimiter), "แผน.csv", first.rows, first.network, first.fields
        )
    if draw(st.booleans()):
        first = _under(first, draw(_tables(flat=False)))
    more = [draw(_tables(flat=False)) for _ in range(draw(st.integers(0, 1)))]
    data = _book([first, *more], cover=draw(st.booleans()), hidden=draw(st.booleans()))
    named = {table.network for table in (first, *more) if table.network}
    rows = [row for table in (first, *more) for row in table.rows]
    return Office(data, "แผน.xlsx", rows, named.pop() if len(named) == 1 else None, first.fields)


def _under(one: _Table, other: _Table) -> _Table:
    """Two tables on one sheet, the lower one without title lines of its own."""
    grid, start = other.grid[other.head :], len(one.grid) + 1
    merges = [
        (a - other.head + start, b, c - other.head + start, d)
        for a, b, c, d in other.merges
        if a >= other.head
    ]
    return dataclasses.replace(
        one, grid=[*one.grid, [None], *grid], merges=one.merges + merges, rows=one.rows + other.rows
    )


@st.composite
def _tables(draw: st.DrawFn, *, flat: bool) -> _Table:
    fields = draw(
        st.lists(st.sampled_from([name for name in HEADS if name != "title"]), min_size=2, unique=True)
    )
    fields = draw(st.permutations([*fields, "title"]))
    printed: dict[str, str] = {name: draw(st.sampled_from(HEADS[name])) for name in fields}
    others = draw(st.lists(st.sampled_from(OTHERS), max_size=3, unique=True))
    columns = list(draw(st.permutations([*fields, *others])))
    if "id" in columns:  # a running number stands first
        columns = ["id", *(name for name in columns if name != "id")]
    years = (
        draw(st.sampled_from(([], ["2563", "2564", "2565"], ["ปี 2563", "ปี 2564"])))
        if "budget" in fields and not flat
        else []
    )
    width = len(columns) + max(len(years) - 1, 0)
    top, network = draw(_title_lines(width))
    grid, merges = [line for line, _ in top], []
    for number, (_, merged) in enumerate(top):
        if merged and not flat and width > 1:
            merges.append((number, 0, number, width - 1))
    heads: list[Any] = []
    under: list[Any] = []
    for name in columns:
        at = len(heads)
        text = printed.get(name, name)
        if name == "budget" and years:
            heads += [text, *([None] * (len(years) - 1))]
            under += years
            merges.append((len(grid), at, len(grid), at + len(years) - 1))
        else:
            heads.append(text)
            under.append(None)
            if years:
                merges.append((len(grid), at, len(grid) + 1, at))
    grid += [heads, under] if years else [heads]
    if draw(st.booleans()) and width >= 4:
        grid.append([f"({number})" for number in range(1, width + 1)])
    rows: list[Meant] = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        row, line = draw(_rows(columns, years, number, flat))
        rows.append(row)
        grid += [[None] * width for _ in range(draw(st.integers(0, 1)))]
        if (
            draw(st.integers(0, 5)) == 0
            and len(heads) == len([head for head in heads if head])
            and len(fields) >= 3
            and not years
        ):
            grid.append(list(heads))
        grid.append(line)
    if rows and draw(st.booleans()):
        grid.append(
            _total(
                columns, years, draw(st.sampled_from(("รวม", "รวมทั้งสิ้น", "รวมงบประมาณทั้งสิ้น", "รวม 3 โครงการ")))
            )
        )
    if rows and draw(st.booleans()):
        sign = draw(
            st.sampled_from(
                (
                    "ลงชื่อ..............................ผู้เสนอแผน",
                    "หมายเหตุ: งบประมาณอาจเปลี่ยนแปลง",
                    "ผู้จัดทำ",
                    "(..............................)",
                )
            )
        )
        grid += [[None] * width, [sign, *([None] * (width - 1))]]
    return _Table(grid, merges, rows, network, fields, len(top))


@st.composite
def _title_lines(draw: st.DrawFn, width: int) -> tuple[list[tuple[list[Any], bool]], str | None]:
    lines: list[str | None] = list(draw(st.lists(st.sampled_from(TITLES), max_size=5, unique=True)))
    network = None
    if draw(st.booleans()):
        line = draw(st.sampled_from(sorted(NETWORKS)))
        network = NETWORKS[line]
        lines.insert(draw(st.integers(0, len(lines))), line)
    if lines and draw(st.booleans()):
        lines.append(None)
    return [([line, *([None] * (width - 1))], bool(line) and draw(st.booleans())) for line in lines], network


@st.composite
def _rows(
    draw: st.DrawFn, columns: list[str], years: list[str], number: int, flat: bool
) -> tuple[Meant, list[Any]]:
    cells: dict[str, Any] = {}
    others: dict[str, Any] = {}
    days: tuple[dt.date | None, dt.date | None] = (None, None)
    money: Decimal | None = None
    line: list[Any] = []
    for name in columns:
        value: Any
        if name == "id":
            value = draw(st.sampled_from((number, str(number), f"{number}.")))
        elif name == "title":
            value = draw(NAMES)
        elif name == "when":
            value, *found = draw(st.sampled_from(TIMES if flat else TIMES + BOOK_TIMES))
            if flat and isinstance(value, dt.date):
                value = f"{value.day}/{value.month}/{value.year + 543}"
            days = (found[0], found[1])
        elif name == "budget":
            drawn = [draw(st.sampled_from(MONEY if flat else MONEY + BOOK_MONEY)) for _ in years or [""]]
            known = [amount for _, amount in drawn if amount is not None]
            money = sum(known[1:], known[0]) if known else None
            line += [typed for typed, _ in drawn]
            cells[name] = [typed for typed, _ in drawn]
            continue
        else:
            value = draw(WORDS)
        (cells if name in HEADS else others)[name] = value
        line.append(value)
    return Meant(cells, others, days, money), line


def _total(columns: list[str], years: list[str], word: str) -> list[Any]:
    line: list[Any] = []
    for name in columns:
        line += [99999] * max(len(years), 1) if name == "budget" else [None]
    line[0] = word
    return line


def _csv(grid: list[list[Any]], encoding: str, delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(
        [["" if value is None else value for value in line] for line in grid]
    )
    text = out.getvalue()
    return text.encode(encoding)


def _book(tables: list[_Table], *, cover: bool, hidden: bool) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    if cover:
        book.create_sheet("ปก").append(["แผนปฏิบัติการส่งเสริมคุณธรรม"])
    for number, table in enumerate(tables, 1):
        sheet = book.create_sheet(f"แผน {number}")
        for row, line in enumerate(table.grid, 1):
            for column, value in enumerate(line, 1):
                if value is not None:
                    sheet.cell(row, column, value)
        for upper, left, lower, right in table.merges:
            sheet.merge_cells(
                start_row=upper + 1, start_column=left + 1, end_row=lower + 1, end_column=right + 1
            )
    if hidden:
        sheet = book.create_sheet("เก่า")
        sheet.append(["ที่", "กิจกรรม", "ตัวชี้วัด"])
        sheet.append([1, "ห้ามอ่าน", "10"])
        sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
