"""Which lines under a head are rows of the plan, and which are totals, signatures and page furniture."""

from __future__ import annotations

import re

from .form import form, key

_SIGNATURE = re.compile(
    r"^\(?\s*(?:ลงชื่อ|ลายมือชื่อ)\s*\)?[\s.…_]*(?:$|[.…_(]|ผู้)|^ผู้(?:เสนอ|อนุมัติ|เห็นชอบ|จัดทำ|ตรวจสอบ|รับรอง)(?:แผน|โครงการ|ข้อมูล)?[\s.…_]*$"
    r"|^ตำแหน่ง[\s.…_:]|^\([\s.…_]*\)$|^[.…_\s]{4,}|^วันที่[\s.…_/]*$|^หมายเหตุ"
)
_COUNTED = re.compile(
    r"รวม(?:ทั้งสิ้น|ทั้งหมด|จำนวน|งบประมาณ|งบประมาณที่ระบุ|ระบุ)*\d+(?:โครงการ|กิจกรรม|แถว|รายการ|งาน)\S*"
)
_NUMBER = re.compile(r"[0-9๐-๙]+(?:[.)/\-][0-9๐-๙]+)*[.)]?")


def is_number(text: str) -> bool:
    """A running number (1, ๒., 1.1, 3))."""
    return bool(_NUMBER.fullmatch(text.strip()))


def is_total(first: str, id_text: str) -> bool:
    """A line of sums: its first text says so and it has no running number."""
    if len(first) > 80 or is_number(first):
        return False
    word = key(first)
    return not is_number(id_text) and (word in form().totals or bool(_COUNTED.fullmatch(word)))


def is_signature(texts: list[str], id_text: str) -> bool:
    """A signature, a position under it, or a remark under the table: never a numbered line."""
    return bool(texts) and not is_number(id_text) and bool(_SIGNATURE.match(texts[0]))


def is_column_numbers(texts: list[str]) -> bool:
    """The line (1) (2) (3) … that official forms print under the head."""
    if len(texts) < 4:
        return False
    numbers = [key(text) for text in texts]
    if not all(number.isdigit() for number in numbers):
        return False
    found = [int(number) for number in numbers]
    return found == list(range(found[0], found[0] + len(found))) and found[0] in (1, 2)
