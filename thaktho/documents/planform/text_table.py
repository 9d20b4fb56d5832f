"""CSV and its kin to one grid: the encoding and the separator are found, not asked for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

from .grid import Cell, Grid
from .model import StructureError

MAX_RECORDS = 200_000
_DELIMITERS = ",;\t|"
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


def read_text(data: bytes, name: str, score: Callable[[list[str]], int]) -> Grid:
    """One grid from delimited text. ``score`` counts the known heads in a record; it chooses the separator.

    Raises StructureError for an unknown encoding, an unclosed quote or a cell without end.
    """
    text = decode(data, name)
    delimiter = _delimiter(text, score)
    grid = Grid(name="CSV")
    for number, record in enumerate(_records(text, delimiter, name), 1):
        if number > MAX_RECORDS:
            why = f"มีเกิน {MAX_RECORDS:,} แถว กรุณาแยกเป็นหลายไฟล์ แล้วส่งทีละไฟล์"
            raise StructureError(name, why, row=number)
        cells = {column: Cell(_unguard(value)) for column, value in enumerate(record, 1) if value.strip()}
        if cells:
            grid.rows[number] = cells
        grid.widths[number] = len(record)
    return grid


def decode(data: bytes, name: str) -> str:
    """UTF-8 or UTF-16 by their marks, UTF-8 by its form, else Windows-874 (TIS-620 is a part of it)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    elif b"\x00" in data:
        even, odd = data[0::2].count(0), data[1::2].count(0)
        tries = ["utf-16-le" if odd > even else "utf-16-be"]
    else:
        tries = ["utf-8-sig", "cp874"]
    for encoding in tries:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(text[:4096].count(mark) for mark in "\x00\x01\x02\x03\x04\x05\x06\x0e\x0f\x10") == 0:
            return text
    why = "อ่านตัวอักษรในไฟล์ไม่ได้ กรุณาบันทึกเป็น “CSV UTF-8” หรือ .xlsx แล้วส่งใหม่"
    raise StructureError(name, why)


def _delimiter(text: str, score: Callable[[list[str]], int]) -> str:
    """The separator under which some record of the first lines shows most known heads."""
    sample = io.StringIO("\n".join(text.splitlines()[:60]))
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        sample.seek(0)
        try:
            found = max((score(record) for record in csv.reader(sample, delimiter=delimiter)), default=0)
        except csv.Error:
            continue
        if found > best_score:
            best, best_score = delimiter, found
    return best


def _records(text: str, delimiter: str, name: str) -> list[list[str]]:
    """All records; loose quotes inside a cell are borne, a quote that never closes is not (it would eat rows)."""
    for strict in (True, False):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
        records: list[list[str]] = []
        try:
            records.extend(reader)
        except csv.Error as error:
            if strict and "unexpected end" not in str(error) and "limit" not in str(error):
                continue
            if "limit" in str(error):
                why = "มีช่องหนึ่งยาวเกิน 131,072 ตัวอักษร กรุณาย่อข้อความ หรือแยกเป็นหลายแถว แล้วส่งใหม่"
                raise StructureError(name, why, row=len(records) + 1) from error
            why = 'มีเครื่องหมาย " เปิดไว้แต่ไม่ปิด ทำให้แถวติดกัน กรุณาแก้ไขแล้วส่งใหม่ หรือบันทึกเป็น .xlsx'
            raise StructureError(name, why, row=len(records) + 1) from error
        return records
    return []


def _unguard(value: str) -> str:
    """Take away the apostrophe that ``write_csv`` puts before a cell a spreadsheet would run as a formula."""
    return value[1:] if _GUARDED.match(value) else value
