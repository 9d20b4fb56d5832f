"""Money by year and source as a workbook."""

from __future__ import annotations

import io

import xlsxwriter

from ..queries.budget import Cell, Matrix

FONT = {"font_name": "TH Sarabun New", "font_size": 14, "border": 1, "valign": "top"}


def write_budget(title: str, matrix: Matrix) -> bytes:
    """What was not said stays blank; zero is 0."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("งบประมาณ")
    heading = book.add_format({"font_name": "TH Sarabun New", "font_size": 18, "bold": True})
    head = book.add_format(
        {**FONT, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#EEEEEE"}
    )
    text = book.add_format({**FONT, "text_wrap": True})
    money = book.add_format({**FONT, "num_format": "#,##0.##;-#,##0.##;0"})

    def put(row: int, column: int, cell: Cell) -> None:
        if cell.amount is None:
            sheet.write_blank(row, column, None, text)
        else:
            sheet.write_number(row, column, float(cell.amount), money)

    sheet.write_string(0, 0, "งบประมาณตามปีและแหล่งงบ (บาท)", heading)
    sheet.write_string(1, 0, title, heading)
    names = [str(year) if year else "ไม่ระบุปี" for year in matrix.years]
    for column, name in enumerate(["แหล่งงบ", *names, "รวม"]):
        sheet.write_string(3, column, name, head)
    row = 4
    for line in matrix.lines:
        sheet.write_string(row, 0, line.fund or "ไม่ระบุแหล่ง", text)
        for column, cell in enumerate([*line.cells, line.total], 1):
            put(row, column, cell)
        row += 1
    sheet.write_string(row, 0, "รวม", head)
    for column, cell in enumerate([*matrix.totals, matrix.total], 1):
        put(row, column, cell)
    note = f"จาก {matrix.rows:,} แถว ยังไม่ระบุงบ {matrix.unsaid:,} แถว ช่องว่างคือไม่ได้ระบุ ต่างจาก 0"
    sheet.write_string(row + 2, 0, note)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(names) + 1, 18)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()
