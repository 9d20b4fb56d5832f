"""แผนปฏิบัติการ ประจำปีงบประมาณ: the action plan of one fiscal year, cut from a version of the whole plan.

A row belongs to the year in which it is carried out, is paid for, or has a target. A row of which none of these is known
belongs to no year; the paper says how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from thaktho.documents.frames.table import Band, Column, TableDocument, Value
from thaktho.thai.dates import fiscal_span, quarter_span
from thaktho.thai.money import show_money

from ..models import PlanVersion, VersionLine

Cells = dict[str, Any]
Path = tuple[str, ...]  # texts of branches from the top
Heading = tuple[int, int, int, str]  # its order, and its words
IN_TREE, OTHER_TREE, NO_TREE = range(3)
COLUMNS = (
    Column("ที่", 3.2, "center"),
    Column("โครงการ/กิจกรรม", 21),
    Column("ตัวชี้วัดและค่าเป้าหมาย", 15),
    Column("พื้นที่/กลุ่มเป้าหมาย", 13),
    Column("งบประมาณ\n(บาท)", 11.4, "right", sums=True),
    Column("แหล่งงบ", 10),
    *(Column(number, 4.2, "center", under="ไตรมาสที่") for number in "๑๒๓๔"),
    Column("ผู้รับผิดชอบ", 17),
)
DONE_IN, NOT_SAID = "/", "–"


def annual_document(
    version: PlanVersion,
    lines: Sequence[VersionLine],
    year: int,
    standing: str,
    keep: tuple[str, ...] = (),
) -> TableDocument:
    """The version's rows of fiscal year `year` (BE), under their branch of the tree or else their network."""
    mine = [line for line in lines if belongs(line.data, year)]
    nowhere = [
        line for line in lines if not any(belongs(line.data, each) for each in _years(version, line.data))
    ]
    programme = version.programme
    return TableDocument(
        title=f"แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. {year}",
        subtitle=f"{version.title} · ฉบับที่ {version.number} · {standing}",
        office=programme.office_th,
        version_label=f"ฉบับที่ {version.number}",
        printed_on=version.dated,
        columns=COLUMNS,
        bands=_bands(mine, year, headings(version)),
        sum_label=f"รวมงบประมาณที่ระบุสำหรับปี {year}",
        notes=tuple(_notes(mine, nowhere, year)),
        is_example=version.is_example,
        keep=keep,
    )


def _bands(mine: Sequence[VersionLine], year: int, tree: dict[Path, Heading]) -> tuple[Band, ...]:
    """Lines under one heading stand together, in the order of the tree, and are numbered as they are printed."""
    bands: dict[Heading, list[Cells]] = {}
    tops: dict[str, int] = {}
    for line in mine:
        bands.setdefault(_heading(line.data, tree, tops), []).append(line.data)
    numbers = count(1)
    return tuple(
        Band(heading[-1], tuple(_row(next(numbers), cells, year) for cells in bands[heading]))
        for heading in sorted(bands, key=lambda heading: heading[:-1])
    )


def headings(version: PlanVersion) -> dict[Path, Heading]:
    """Where each branch of the version's own tree stands and how it is headed, by its texts from the top. A version
    issued before trees were kept has none."""
    found: dict[Path, Heading] = {}
    for tree, frozen in enumerate((version.tree or {}).get("trees", [])):
        above: list[tuple[str, str]] = []
        for place, branch in enumerate(frozen["branches"]):
            above = [*above[: branch["number"].count(".")], (branch["number"], branch["text"])]
            title = " › ".join(f"{number} {text}" for number, text in above)
            found.setdefault(tuple(text for _, text in above), (IN_TREE, tree, place, title))
    return found


def belongs(cells: Cells, year: int) -> bool:
    """Whether a line is carried out, paid for or measured in fiscal year `year` (BE)."""
    if any(line["year"] == year for line in cells["budget_lines"]):
        return True
    if cells["starts_on"]:
        first, last = fiscal_span(year)
        start, end = _days(cells)
        return start <= last and end >= first
    return any(target["year"] == year for target in cells["targets"])


def money_of(cells: Cells, year: int) -> Decimal | None:
    """What the line states for the year; None when it states nothing for it, which is not zero."""
    stated = [Decimal(line["amount"]) for line in cells["budget_lines"] if line["year"] == year]
    return sum(stated, Decimal(0)) if stated else None


def quarters(cells: Cells, year: int) -> tuple[bool, bool, bool, bool]:
    """In which quarters of the fiscal year the line is carried out; none where its days are not known."""
    if not cells["starts_on"]:
        return (False, False, False, False)
    start, end = _days(cells)
    spans = [quarter_span(year, number) for number in (1, 2, 3, 4)]
    one, two, three, four = (start <= last and end >= first for first, last in spans)
    return (one, two, three, four)


def _days(cells: Cells) -> tuple[date, date]:
    start = date.fromisoformat(cells["starts_on"])
    return start, date.fromisoformat(cells["ends_on"]) if cells["ends_on"] else start


def _years(version: PlanVersion, cells: Cells) -> list[int]:
    """The programme's years and any other that the line itself names."""
    named = [line["year"] for line in cells["budget_lines"] if line["year"]]
    if cells["starts_on"]:
        start, end = _days(cells)
        named += range(start.year + 543, end.year + 545)
    return sorted({*version.programme.years, *named})


def _heading(cells: Cells, tree: dict[Path, Heading], tops: dict[str, int]) -> Heading:
    """The branch; else a branch of another tree by its texts, those under one of its `tops` together; else the networks
    in their order."""
    path = tuple(cells.get("path") or ())
    if path in tree:
        return tree[path]
    if path:
        return (OTHER_TREE, tops.setdefault(path[0], len(tops)), 0, " › ".join(path))
    networks = cells["networks"]
    title = " · ".join(f"เครือข่าย{_short(mark['name'])}" for mark in networks)
    first, *more = [mark["order"] for mark in networks] or [0]
    return (NO_TREE, first, len(more), title)


def _short(name: str) -> str:
    return name.removeprefix("เครือข่าย")


def _row(number: int, cells: Cells, year: int) -> tuple[Value, ...]:
    done = quarters(cells, year)
    marks = [DONE_IN if one else "" for one in done] if any(done) else [NOT_SAID] * len(done)
    return (
        str(number),
        cells["title"],
        _measure(cells, year) or None,
        "\n".join(filter(None, [cells["area"], cells.get("groups", "")])) or None,
        _inside(money_of(cells, year)) if cells.get("inside") else money_of(cells, year),
        ", ".join(
            dict.fromkeys(
                line["fund"] for line in cells["budget_lines"] if line["year"] == year and line["fund"]
            )
        ),
        *marks,
        cells["agency"] or None,
    )


def _inside(amount: Decimal | None) -> str | None:
    """Money that stands in the project's: told, and not added up a second time."""
    return None if amount is None else f"({show_money(amount, unit=False)})"


def inside_note(lines: Sequence[VersionLine]) -> str:
    count = sum(line.data["budget"] is not None for line in lines if line.data.get("inside"))
    return f"งบประมาณของ {count} แถวอยู่ในงบของโครงการที่แถวนั้นเป็นกิจกรรมแล้ว จึงไม่รวมซ้ำ" if count else ""


def _measure(cells: Cells, year: int) -> str:
    targets = [target["value"] for target in cells["targets"] if target["year"] == year]
    goal = f"เป้าหมาย {_plain(targets[0])} {cells['unit']}".strip() if targets else ""
    return "\n".join(filter(None, [cells["indicator"], goal]))


def _plain(value: str) -> str:
    return f"{Decimal(value).normalize():,f}"


def _notes(mine: Sequence[VersionLine], nowhere: Sequence[VersionLine], year: int) -> list[str]:
    notes = ["หมายเหตุ “ไม่ได้ระบุ” คือเครือข่ายยังไม่แจ้ง ส่วน “๐” คือไม่ใช้งบประมาณ เครื่องหมาย / คือดำเนินงานในไตรมาสนั้น"]
    undated = sum(not any(quarters(line.data, year)) for line in mine)
    if undated:
        notes.append(f"{undated} แถวไม่ได้ระบุวันที่ดำเนินงานในปีนี้ จึงบอกไตรมาสไม่ได้ และมีเครื่องหมาย – ในช่องไตรมาส")
    silent = sum(money_of(line.data, year) is None for line in mine)
    if silent:
        notes.append(f"{silent} แถวยังไม่ระบุงบประมาณของปีนี้ จึงไม่อยู่ในยอดรวม")
    if inside := inside_note(mine):
        notes.append(inside)
    if nowhere:
        notes.append(f"อีก {len(nowhere)} แถวของแผนยังไม่ระบุปี จึงยังไม่อยู่ในแผนปฏิบัติการปีใด")
    return notes
