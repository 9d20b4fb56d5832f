"""`thaktho dates IN.csv --out OUT.csv`: read a column of Thai date strings into ISO dates and fiscal
years."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from pathlib import Path
from typing import Any

from .safe import write_whole
from .speech import reason

RESULTS = ("status", "iso_start", "iso_end", "fy_be", "why")


def add(subparsers: Any) -> None:
    """Add the verb to the `thaktho` command."""
    verb = subparsers.add_parser("dates", help="อ่านวันที่แบบไทยในไฟล์ CSV เป็นวันที่ ISO และปีงบประมาณ")
    verb.add_argument("input", type=Path, metavar="IN.csv", help="ไฟล์ CSV ที่มีคอลัมน์ string (UTF-8 หรือ TIS-620)")
    verb.add_argument("--out", type=Path, required=True, metavar="OUT.csv", help="ไฟล์ผลลัพธ์ (UTF-8)")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read `args.input`, write `args.out` whole or not at all. 0 when written, 2 when the input cannot
    be used."""
    source, out = Path(args.input), Path(args.out)
    try:
        columns, rows = _load(source)
    except OSError as error:
        return _refuse(f"เปิดไฟล์ {source} ไม่ได้ ({reason(error)}) โปรดตรวจชื่อและที่อยู่ของไฟล์")
    except (UnicodeDecodeError, csv.Error):
        return _refuse(f"อ่านไฟล์ {source} ไม่ออก โปรดบันทึกเป็น CSV แบบ UTF-8 แล้วลองอีกครั้ง")
    if "string" not in columns:
        return _refuse(f"ไฟล์ {source} ไม่มีคอลัมน์ “string” โปรดตั้งชื่อหัวคอลัมน์ที่เก็บข้อความวันที่ว่า string")
    kept = [column for column in columns if column not in RESULTS]
    try:
        _write(out, [*kept, *RESULTS], [_result(row, kept) for row in rows])
    except OSError as error:
        return _refuse(f"เขียนไฟล์ {out} ไม่ได้ ({reason(error)}) โปรดตรวจโฟลเดอร์และสิทธิ์การเขียน")
    return 0


def _refuse(message: str) -> int:
    print(f"thaktho dates: {message}", file=sys.stderr)
    return 2


def _load(source: Path) -> tuple[list[str], list[dict[str, str]]]:
    data = source.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp874")  # TIS-620 with the extras that Thai Windows writes
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey=None, restval="", strict=True)
    columns = [column.strip() if column.strip() == "string" else column for column in reader.fieldnames or []]
    reader.fieldnames = columns
    return columns, [{key: value for key, value in row.items() if key is not None} for row in reader]


def _result(row: dict[str, str], kept: list[str]) -> dict[str, str]:
    from thaktho.thai.dates import read

    reading = read(row["string"])
    return {column: row[column] for column in kept} | {
        "status": reading.status,
        "iso_start": reading.start.isoformat() if reading.start else "",
        "iso_end": reading.end.isoformat() if reading.end else "",
        "fy_be": reading.fy_be,
        "why": reading.why,
    }


def _write(out: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_whole(out, text.getvalue().encode())
