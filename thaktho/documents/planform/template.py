"""The empty form as XLSX: what a network downloads, fills in and sends back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from .form import form

FONT = "TH Sarabun New"
_ROWS = 200
_COLUMNS = (
    ("id", 5), ("virtue", 15), ("problem", 22), ("good_deed", 22), ("title", 32), ("indicator", 20), ("when", 20),
    ("area", 18), ("budget", 13), ("agency", 22),
)  # fmt: skip
_HOW = (
    "วิธีกรอกแบบฟอร์ม",
    "1. กรอกหนึ่งกิจกรรมต่อหนึ่งแถว เริ่มใต้หัวตาราง ช่องที่ยังไม่ทราบให้เว้นว่าง อย่าลบหรือเปลี่ยนชื่อหัวตาราง",
    "2. กิจกรรม: จำเป็นต้องกรอกทุกแถว",
    "3. คุณธรรมเป้าหมาย: เลือกจากรายการ หรือพิมพ์เอง หากมีหลายข้อให้คั่นด้วยเครื่องหมาย ,",
    "4. วัน/เดือน/ปี ที่ดำเนินงาน: พิมพ์ปี พ.ศ. เต็มสี่หลัก เช่น 11 มีนาคม 2563, 1-10 เมษายน 2563 หรือ ตุลาคม 2562 - กันยายน 2563",
    "5. งบประมาณ: พิมพ์ตัวเลขเป็นบาท หากไม่ใช้งบประมาณให้พิมพ์ 0 หากยังไม่ทราบให้เว้นว่าง (0 กับช่องว่างไม่เหมือนกัน)",
    "6. ผู้รับผิดชอบ: พิมพ์ชื่อหน่วยงานหรือองค์กร หากทำร่วมกันให้เขียนว่า ร่วมกับ",
    "7. แทรกแถวเพิ่มได้ และเพิ่มคอลัมน์ทางขวาได้ ระบบจะเก็บคอลัมน์ที่เพิ่มไว้ให้",
    "8. บันทึกเป็น .xlsx (Excel Workbook) แล้วส่งในหน้ารับแผนของเครือข่าย",
)  # fmt: skip


def write_template(network_name: str, fiscal_years: Sequence[int], virtues: Sequence[str]) -> bytes:
    """The form for one network and its fiscal years (BE); ``virtues`` become the list to choose from.

    The same arguments give the same bytes. Raises ValueError when ``fiscal_years`` is empty.
    """
    if not fiscal_years:
        raise ValueError("fiscal_years must name at least one year (BE)")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {"title": "แผนปฏิบัติการส่งเสริมคุณธรรม", "created": dt.datetime(min(fiscal_years) - 543, 1, 1)}
    )
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(14)
    sheet = book.add_worksheet("แผน")
    guide = book.add_worksheet("คำชี้แจง")
    _form_sheet(book, sheet, network_name, fiscal_years)
    _guide_sheet(book, guide, virtues)
    if virtues:
        sheet.data_validation(
            4, 1, 4 + _ROWS - 1, 1,
            {
                "validate": "list", "source": f"='คำชี้แจง'!$C$2:$C${len(virtues) + 1}", "error_type": "information",
                "error_title": "ไม่อยู่ในรายการ", "error_message": "คุณธรรมนี้ไม่อยู่ในรายการ หากต้องการใช้จริงให้กด ตกลง",
            },
        )  # fmt: skip
    sheet.activate()
    book.close()
    return out.getvalue()


def _form_sheet(book: Any, sheet: Any, network_name: str, fiscal_years: Sequence[int]) -> None:
    base = {"font_name": FONT, "font_size": 14}
    title = book.add_format({**base, "bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
    head = book.add_format(
        {
            **base,
            "bold": True,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "border": 1,
            "bg_color": "#EEEEEE",
        }
    )
    cell = book.add_format({**base, "valign": "top", "text_wrap": True, "border": 1})
    middle = book.add_format({**base, "valign": "top", "align": "center", "text_wrap": True, "border": 1})
    money = book.add_format({**base, "valign": "top", "border": 1, "num_format": "#,##0.##;-#,##0.##;0"})
    first, last = min(fiscal_years), max(fiscal_years)
    years = f"{first}" if first == last else f"{first} – {last}"
    span = "" if first == last else f" ระยะ {last - first + 1} ปี"
    final = len(_COLUMNS) - 1
    lines = (f"แผนปฏิบัติการส่งเสริมคุณธรรม{span} (ปีงบประมาณ พ.ศ. {years})", network_name)
    for number, text in enumerate(lines):
        sheet.merge_range(number, 0, number, final, "", title)
        sheet.write_string(number, 0, text, title)
        sheet.set_row(number, 26)
    sheet.set_row(3, 44)
    for column, (name, width) in enumerate(_COLUMNS):
        text = form().printed[name] + (" (บาท)" if name == "budget" else "")
        sheet.write_string(3, column, text, head)
        style = {"budget": money, "id": middle, "virtue": middle}.get(name, cell)
        sheet.set_column(column, column, width)
        for row in range(4, 4 + _ROWS):
            sheet.write_blank(row, column, None, style)
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.set_footer('&C&"' + FONT + '"&12หน้า &P จาก &N')


def _guide_sheet(book: Any, sheet: Any, virtues: Sequence[str]) -> None:
    bold = book.add_format({"font_name": FONT, "font_size": 16, "bold": True})
    plain = book.add_format({"font_name": FONT, "font_size": 16, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100)
    sheet.set_column(2, 2, 30)
    for row, text in enumerate(_HOW):
        sheet.write_string(row, 0, text, plain if row else bold)
    sheet.write_string(0, 2, "รายการคุณธรรมให้เลือก", bold)
    for row, virtue in enumerate(virtues, 1):
        sheet.write_string(row, 2, virtue, plain)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
