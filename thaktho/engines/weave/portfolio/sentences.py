"""Demands as Thai sentences: what a clash, a slack or a price is called on a screen or on paper."""

from __future__ import annotations

from collections.abc import Sequence

from thaktho.engines.weave.portfolio.demands import (
    After,
    BudgetCap,
    BudgetFloor,
    Demand,
    Floor,
    Must,
    Not,
    OnlyOne,
    PeopleCap,
)
from thaktho.engines.weave.portfolio.money import hundredths, show
from thaktho.engines.weave.portfolio.problem import Problem


def say(demand: Demand, problem: Problem) -> str:
    """One demand in one Thai sentence: "งบพัฒนาจังหวัด ปี 2564 ไม่เกิน 300,000 บาท", "อ.แม่สาย อย่างน้อย 2 แถว"."""
    if isinstance(demand, Floor):
        return f"{_code(demand.kind, demand.code, problem)}{_year(demand.year)} อย่างน้อย {demand.rows:,} แถว"
    if isinstance(demand, PeopleCap):
        whose = f"ของ{_network(demand.network, problem)}" if demand.network is not None else ""
        most = f"{show(hundredths(demand.days))} {problem.names.work_unit}"
        return f"แรงงานคน{whose}{_year(demand.year)} ไม่เกิน {most}"
    if isinstance(demand, BudgetCap | BudgetFloor):
        edge = "ไม่เกิน" if isinstance(demand, BudgetCap) else "อย่างน้อย"
        return f"{_money(demand, problem)}{_year(demand.year)} {edge} {show(hundredths(demand.baht))} บาท"
    if isinstance(demand, Must):
        start = "" if demand.year is None else f" โดยเริ่มปี {demand.year}"
        return f"{_row(demand.row, problem)} ต้องอยู่ในแผน{start}{_why(demand.why)}"
    if isinstance(demand, Not):
        return f"{_row(demand.row, problem)} ต้องไม่อยู่ในแผน{_why(demand.why)}"
    if isinstance(demand, OnlyOne):
        return f"{listed([_row(row, problem) for row in sorted(demand.rows)])} เลือกได้เพียงแถวเดียว"
    return f"{_row(demand.row, problem)} ต้อง{_when(demand)}{_row(demand.first, problem)} จบ"


def clash_message(sentences: Sequence[str], alone: str = "") -> str:
    """A clash as one Thai sentence list. `alone` tells why, when a single demand cannot be kept."""
    if len(sentences) == 1:
        return f"ข้อกำหนดนี้ทำตามไม่ได้: {sentences[0]}" + (f" เพราะ{alone}" if alone else "")
    return f"ข้อกำหนด {len(sentences)} ข้อนี้ทำพร้อมกันไม่ได้: " + "; ".join(sentences)


def listed(parts: Sequence[str]) -> str:
    """ก / ก กับ ข / ก, ข กับ ค"""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} กับ{parts[-1]}"


def why_alone(demand: Demand, problem: Problem) -> str:
    """Why a demand cannot be kept whatever the others say, in Thai; "" when there is nothing simple to say."""
    rows = {row.id: row for row in problem.candidates}
    if isinstance(demand, Must):
        options = rows[demand.row].options
        if not options:
            return "แถวนี้ยังไม่มีปีที่ทำได้"
        if demand.year is not None and not any(o.start == demand.year for o in options):
            return f"แถวนี้เริ่มปี {demand.year} ไม่ได้"
        if not any(o.costs is not None and demand.year in (None, o.start) for o in options):
            return "แถวนี้ยังไม่ระบุงบประมาณ"
    if isinstance(demand, Floor):
        fit = [row for row in rows.values() if row.carries(demand.kind, demand.code)]
        can = sum(
            any(_runs(o.start, o.last, demand.year) for o in r.options if o.costs is not None) for r in fit
        )
        return f"มีแถวที่เลือกได้เพียง {can:,} แถว" if can else "ไม่มีแถวที่เลือกได้เลย"
    if isinstance(demand, BudgetFloor):
        return "แถวที่มีทั้งหมดใช้งบนี้ไม่ถึง"
    return ""


def _runs(start: int, last: int, year: int | None) -> bool:
    return year is None or start <= year <= last


def _money(demand: BudgetCap | BudgetFloor, problem: Problem) -> str:
    fund = "งบประมาณทุกแหล่ง" if demand.fund is None else problem.names.funds.get(demand.fund, demand.fund)
    fund = fund if fund.startswith(("งบ", "กองทุน", "เงิน")) else f"งบจาก{fund}"
    return fund if demand.network is None else f"{fund}ของ{_network(demand.network, problem)}"


def _code(kind: str, code: str, problem: Problem) -> str:
    names = problem.names
    if kind == "amphoe":
        name = names.amphoe.get(code, code)
        return name if name.startswith(("อ.", "อำเภอ", "เขต")) else f"อ.{name}"
    if kind == "virtue":
        return f"คุณธรรม “{names.virtues.get(code, code)}”"
    if kind == "group":
        return f"กลุ่มเป้าหมาย “{names.groups.get(code, code)}”"
    return _network(code, problem)


def _network(code: str, problem: Problem) -> str:
    name = problem.names.networks.get(code, code)
    return name if name.startswith("เครือข่าย") else f"เครือข่าย{name}"


def _row(row: str, problem: Problem) -> str:
    title = next((c.title for c in problem.candidates if c.id == row), "")
    return f"แถว “{title or row}”"


def _year(year: int | None) -> str:
    return "" if year is None else f" ปี {year}"


def _why(why: str) -> str:
    return f" ({why})" if why else ""


def _when(demand: After) -> str:
    if demand.gap == 0:
        return "เริ่มไม่ก่อนปีที่"
    return "เริ่มหลังปีที่" if demand.gap == 1 else f"เริ่มอย่างน้อย {demand.gap} ปีหลังปีที่"
