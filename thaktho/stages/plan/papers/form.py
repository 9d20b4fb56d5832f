"""Rows as the papers agencies use. What goes out in a file comes back the same when that file is imported."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from thaktho.documents.planform import FormRow
from thaktho.documents.planform.form import form

from ..models import PlanRow
from ..reading import VirtueWords

_COLUMNS = (
    ("id", 5), ("virtue", 15), ("problem", 24), ("good_deed", 24), ("title", 34), ("indicator", 22), ("when", 22),
    ("area", 20), ("budget", 14), ("agency", 24),
)  # fmt: skip
_FONT = {"font_name": "TH Sarabun New", "font_size": 14}


def form_rows(rows: Iterable[PlanRow], words: VirtueWords) -> list[FormRow]:
    """Rows as the form has them, under their numbers. Money that could not be read goes out as it was typed."""
    return [
        FormRow(
            file="", sheet="", row=order, id=str(order), title=row.title, problem=row.problem, good_deed=row.good_deed,
            virtue=row.virtues_text or ", ".join(words.names(row.virtues)), indicator=row.indicator,
            when_text=row.when_text, start=row.starts_on, end=row.ends_on, budget=row.budget,
            budget_text=row.budget_text, agency=row.agency, area=row.area_text, extra=row.extra,
        )
        for order, row in enumerate(rows, 1)
    ]  # fmt: skip


def write_xlsx(network_name: str, years: Sequence[int], rows: Sequence[FormRow]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("แผน")
    title = book.add_format({**_FONT, "bold": True, "font_size": 18})
    head = book.add_format(
        {
            **_FONT,
            "bold": True,
            "text_wrap": True,
            "border": 1,
            "align": "center",
            "valign": "vcenter",
            "bg_color": "#EEEEEE",
        }
    )
    cell = book.add_format({**_FONT, "valign": "top", "text_wrap": True, "border": 1})
    money = book.add_format({**_FONT, "valign": "top", "border": 1, "num_format": "#,##0.##;-#,##0.##;0"})
    sheet.write_string(0, 0, f"แผนปฏิบัติการส่งเสริมคุณธรรม (ปีงบประมาณ พ.ศ. {years[0]} – {years[-1]})", title)
    sheet.write_string(1, 0, network_name, title)
    extras = list(dict.fromkeys(name for row in rows for name in row.extra))
    for column, (name, width) in enumerate(_COLUMNS):
        sheet.write_string(3, column, form().printed[name] + (" (บาท)" if name == "budget" else ""), head)
        sheet.set_column(column, column, width)
    for column, name in enumerate(extras, len(_COLUMNS)):
        sheet.write_string(3, column, name, head)
    for line, row in enumerate(rows, 4):
        texts = [
            row.id or "",
            row.virtue,
            row.problem,
            row.good_deed,
            row.title,
            row.indicator,
            row.when_text,
            row.area,
            "",
            row.agency,
        ]
        for column, text in enumerate([*texts, *(row.extra.get(name, "") for name in extras)]):
            if column == 8 and row.budget is not None:
                sheet.write_number(line, column, float(row.budget), money)
            elif column == 8:
                sheet.write_string(line, column, row.budget_text, cell)
            elif column == 0:
                sheet.write_number(line, column, int(text), cell)
            elif text:
                sheet.write_string(line, column, text, cell)
            else:
                sheet.write_blank(line, column, None, cell)
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    book.close()
    return out.getvalue()
