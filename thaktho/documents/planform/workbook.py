"""XLSX to grids in one pass: value, formula, error, merge and what is hidden.

openpyxl's streaming reader gives no merged cells and needs a second reading for formulas; 20,000 rows are read here
once. Number formats are judged by openpyxl.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from .grid import Cell, Grid, Merge, Value
from .model import StructureError
from .xml import Forbidden, attribute, walk

MAX_CELLS = 3_000_000
MAX_PART = 96 * 2**20
_NO_SHEETS = "ไม่มีแผ่นงานที่มองเห็นในไฟล์นี้ กรุณาเปิดไฟล์ ยกเลิกการซ่อนแผ่นงาน บันทึก แล้วส่งใหม่"
_BROKEN = "ไฟล์ Excel เสียหาย อ่านไม่ได้ กรุณาเปิดด้วยโปรแกรมตารางคำนวณ บันทึกเป็น .xlsx อีกครั้ง แล้วส่งใหม่"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_workbook(data: bytes, name: str) -> tuple[list[Grid], list[str]]:
    """The visible sheets as grids, and the names of hidden ones. Raises StructureError on anything broken or armed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Workbook(archive, name).read()
    except Forbidden as error:
        why = "ไฟล์มีคำสั่ง XML ที่ไม่ปลอดภัย (DTD/entity) จึงไม่อ่าน กรุณาคัดลอกตารางลงไฟล์ .xlsx ใหม่ แล้วส่งอีกครั้ง"
        raise StructureError(name, why) from error
    except (
        expat.ExpatError, zipfile.BadZipFile, zlib.error, KeyError, EOFError, ValueError, IndexError,
        NotImplementedError, OverflowError, OSError,
    ) as error:  # fmt: skip
        raise StructureError(name, _BROKEN) from error


class _Workbook:
    """One open archive: its parts by name, its strings and date styles once read."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive = archive
        self.name = name
        self.parts = {
            entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in archive.infolist()
        }
        self.strings: list[str] = []
        self.date_styles: set[int] = set()
        self.epoch = CALENDAR_WINDOWS_1900
        self.cells = 0

    def read(self) -> tuple[list[Grid], list[str]]:
        book = self._workbook_path()
        listed, uncalculated = self._sheets(book)
        targets = self._relations(book)
        self._read_styles(targets)
        self._read_strings(targets)
        grids, hidden = [], []
        for title, state, relation in listed:
            kind, path = targets.get(relation, ("", ""))
            if kind != "worksheet":
                continue
            if state in ("hidden", "veryHidden"):
                hidden.append(title)
                continue
            grids.append(self._read_sheet(title, path, uncalculated))
        if not grids:
            raise StructureError(self.name, _NO_SHEETS if hidden else _BROKEN)
        return grids, hidden

    def _open(self, path: str, *, limit: int = 0) -> IO[bytes]:
        entry = self.parts[path.lower()]
        if limit and entry.file_size > limit:
            raise StructureError(self.name, "ข้อความในไฟล์มากผิดปกติ กรุณาคัดลอกเฉพาะตารางแผนลงไฟล์ใหม่ แล้วส่งอีกครั้ง")
        return self.archive.open(entry)

    def _workbook_path(self) -> str:
        if "_rels/.rels" in self.parts:
            for kind, path in self._relations("").values():
                if kind == "officeDocument":
                    return path
        return "xl/workbook.xml"

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id -> (kind, path) of one part."""
        folder, base = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship":
                target = attributes.get("Target", "").replace("\\", "/")
                path = (
                    target.lstrip("/")
                    if target.startswith("/")
                    else posixpath.normpath(posixpath.join(folder, target))
                )
                found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

        with self._open(posixpath.join(folder, "_rels", base + ".rels"), limit=MAX_PART) as stream:
            walk(stream, start, _nothing, _nothing)
        return found

    def _sheets(self, path: str) -> tuple[list[tuple[str, str, str]], bool]:
        listed: list[tuple[str, str, str]] = []
        recalculate = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal recalculate
            if tag == "sheet":
                listed.append(
                    (attributes.get("name", ""), attributes.get("state", ""), attribute(attributes, "id"))
                )
            elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                self.epoch = CALENDAR_MAC_1904
            elif tag == "calcPr":
                recalculate = attributes.get("fullCalcOnLoad") in ("1", "true")

        with self._open(path, limit=MAX_PART) as stream:
            walk(stream, start, _nothing, _nothing)
        return listed, recalculate

    def _read_styles(self, targets: dict[str, tuple[str, str]]) -> None:
        path = next((path for kind, path in targets.values() if kind == "styles"), "")
        if path.lower() not in self.parts:
            return
        formats: dict[int, str] = dict(BUILTIN_FORMATS)
        formats |= {number: "d/m/yyyy" for number in (*range(27, 37), *range(50, 59), *range(71, 82))}
        inside = False
        count = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal inside, count
            if tag == "numFmt":
                formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
            elif tag == "cellXfs":
                inside = True
            elif tag == "xf" and inside:
                code = formats.get(int(attributes.get("numFmtId", "0")), "")
                if _is_date(code):
                    self.date_styles.add(count)
                count += 1

        def end(tag: str) -> None:
            nonlocal inside
            inside = inside and tag != "cellXfs"

        with self._open(path, limit=MAX_PART) as stream:
            walk(stream, start, end, _nothing)

    def _read_strings(self, targets: dict[str, tuple[str, str]]) -> None:
        path = next((path for kind, path in targets.values() if kind == "sharedStrings"), "")
        if path.lower() not in self.parts:
            return
        pieces: list[str] = []
        taking = phonetic = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal taking, phonetic
            taking = tag == "t" and not phonetic
            phonetic = phonetic or tag == "rPh"

        def end(tag: str) -> None:
            nonlocal taking, phonetic
            taking = False
            if tag == "rPh":
                phonetic = False
            elif tag == "si":
                self.strings.append(_unescape("".join(pieces)))
                pieces.clear()

        with self._open(path, limit=MAX_PART) as stream:
            walk(stream, start, end, lambda text: pieces.append(text) if taking else None)

    def _read_sheet(self, title: str, path: str, uncalculated: bool) -> Grid:
        sheet = _SheetReader(self, Grid(name=title, uncalculated=uncalculated))
        with self._open(path) as stream:
            walk(stream, sheet.start, sheet.end, sheet.text, sheet=True)
        return sheet.grid

    def value(self, kind: str, style: int, raw: str) -> Value:
        """A stored value by its type letter: s shared, str/inlineStr text, b, d ISO date, n or none a number."""
        if kind == "s":
            return self.strings[int(raw)]
        if kind in ("str", "inlineStr"):
            return _unescape(raw)
        if kind == "b":
            return raw.strip() == "1"
        if kind == "d":
            return _iso(raw)
        number = float(raw)
        if style in self.date_styles and number >= 1:
            try:
                moment = from_excel(number, self.epoch)
            except (ValueError, OverflowError):
                return number
            return moment if isinstance(moment, dt.datetime | dt.date) else number
        return int(number) if number.is_integer() and abs(number) < 1e15 else number


class _SheetReader:
    """The callbacks for one sheet."""

    def __init__(self, book: _Workbook, grid: Grid) -> None:
        self.book = book
        self.grid = grid
        self.row = 0
        self.column = 0
        self.kind = ""
        self.style = 0
        self.cells: dict[int, Cell] = {}
        self.value: list[str] = []
        self.formula: list[str] | None = None
        self.taking: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            reference = attributes.get("r", "")
            self.column = _column(reference) if reference else self.column + 1
            self.kind = attributes.get("t", "n")
            self.style = int(attributes.get("s", "0"))
            self.value = []
            self.formula = None
        elif tag == "v" or tag == "t":
            self.taking = self.value
        elif tag == "f":
            self.formula = self.taking = []
        elif tag == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
            self.cells = {}
            if attributes.get("hidden") in ("1", "true"):
                self.grid.hidden_rows.add(self.row)
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.grid.hidden_columns.update(range(first, min(last, 1_000) + 1))
        elif tag == "mergeCell":
            corners = attributes.get("ref", "").split(":")
            if len(corners) == 2:
                self.grid.merges.append(
                    Merge(_row(corners[0]), _column(corners[0]), _row(corners[1]), _column(corners[1]))
                )

    def end(self, tag: str) -> None:
        if tag in ("v", "t", "f"):
            self.taking = None
        elif tag == "c":
            self._keep()
        elif tag == "row" and self.cells:
            self.grid.rows[self.row] = self.cells

    def text(self, text: str) -> None:
        if self.taking is not None:
            self.taking.append(text)

    def _keep(self) -> None:
        raw = "".join(self.value)
        if self.formula is None:
            if not raw or not raw.strip() and self.kind != "s":
                return
            cell = (
                Cell(raw, error=True)
                if self.kind == "e"
                else Cell(self.book.value(self.kind, self.style, raw))
            )
        else:
            formula = "".join(self.formula)
            if self.kind == "e":
                cell = Cell(raw, formula or "…", error=True)
            elif raw or self.kind == "str":
                cell = Cell(self.book.value(self.kind, self.style, raw), formula or "…")
            else:
                cell = Cell(None, formula or "…")
        self.book.cells += 1
        if self.book.cells > MAX_CELLS:
            why = "ตารางใหญ่เกินไป กรุณาแยกเป็นหลายไฟล์ แล้วส่งทีละไฟล์"
            raise StructureError(self.book.name, why, sheet=self.grid.name, row=self.row)
        self.cells[self.column] = cell


def _iso(raw: str) -> Value:
    """A date cell written as ISO text."""
    moment = from_ISO8601(raw)  # type: ignore[no-untyped-call]
    return moment if isinstance(moment, dt.datetime | dt.date | dt.time) else raw


def _nothing(*_: object) -> None:
    """A callback that does not care."""


def _is_date(code: str) -> bool:
    """openpyxl's judgement, after the Thai letters of a date (d ดดดด bbbb) are given their English ones."""
    code = (
        code.replace("ว", "d").replace("ด", "m").replace("ป", "y").replace("bbbb", "yyyy").replace("b", "y")
    )
    return bool(is_date_format(code))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _column(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _row(reference: str) -> int:
    return int("".join(letter for letter in reference if letter.isdigit()) or "0")
