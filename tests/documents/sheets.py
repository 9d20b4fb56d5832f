"""Forms made for the tests: small workbooks with the oddities of real ones. Nothing is read from disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest

from thaktho.documents.planform import PlanFile, StructureError, read_plan

HEADS = (
    "ที่", "คุณธรรมเป้าหมาย", "ปัญหาที่อยากแก้", "ความดีที่อยากทำ", "กิจกรรม", "ตัวชี้วัด", "วัน/เดือน/ปี ที่ดำเนินงาน",
    "งบประมาณ", "ผู้รับผิดชอบ",
)  # fmt: skip
ROW = (1, "วินัย", "ขยะล้นหมู่บ้าน", "คัดแยกขยะ", "ธนาคารขยะ", "ร้อยละ 80", "11 มีนาคม 2563", 12000, "อบต.ตัวอย่าง")
OTHER = (2, "พอเพียง", "หนี้สิน", "ออมเงิน", "กลุ่มออมทรัพย์", "50 คน", "1-10 เมษายน 2563", 0, "วัดตัวอย่าง")


def book(
    *tables: Sequence[Sequence[Any]], touch: Callable[[Any], None] | None = None, titles: Sequence[str] = ()
) -> bytes:
    """Each table on its own sheet; ``touch`` works on the workbook before it is saved."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, table in enumerate(tables):
        sheet = workbook.create_sheet(titles[number] if titles else f"แผ่น {number + 1}")
        for row in table:
            sheet.append(list(row))
    if touch:
        touch(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def read(data: bytes, **more: Any) -> PlanFile:
    return read_plan(data, name="แผน.xlsx", **more)


def refused(data: bytes, name: str = "แผน.xlsx") -> StructureError:
    with pytest.raises(StructureError) as caught:
        read_plan(data, name=name)
    assert caught.value.file == name
    assert any("ก" <= letter <= "ฮ" for letter in caught.value.why)
    return caught.value


def rezip(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with its parts changed by hand."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.namelist():
            target.writestr(entry, change(entry, source.read(entry)))
    return out.getvalue()
