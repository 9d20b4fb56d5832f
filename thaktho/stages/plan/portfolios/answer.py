"""The engine's answer as JSON, so that a scenario shows later what it showed when it was computed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from thaktho.engines.weave import portfolio as engine
from thaktho.thai.money import show_money

from .demands import Demands
from .problem import Fact, Made

Json = dict[str, Any]


def kept(
    facts: Sequence[Fact],
    made: Made,
    demands: Demands,
    outcome: engine.Outcome,
    prices: Sequence[engine.Price] = (),
) -> Json:
    """Everything the pages show of one computed scenario."""
    by_id = {fact.id: fact for fact in facts}
    chosen = [_card(by_id[item.id], made, item.option) for item in outcome.chosen]
    inside = {item.id for item in outcome.chosen}
    return {
        "status": outcome.status,
        "points": outcome.score.total,
        "bound": outcome.bound,
        "rows": len(facts),
        "is_example": any(fact.is_example for fact in facts),
        "chosen": sorted(chosen, key=lambda card: (card["start"], card["order"], card["title"], card["id"])),
        "left": [
            _plain(fact, made) | {"why": _why_left(fact, made, demands, outcome)}
            for fact in sorted(facts, key=lambda fact: (-made.points[fact.id], fact.order, fact.title))
            if fact.id not in inside
        ],
        "unpriced": [fact.id for fact in facts if not fact.stated],
        "money_outside": sorted(made.money_outside),
        "spending": [
            {"year": spent.year, "fund": spent.fund, "baht": str(spent.baht)} for spent in outcome.spending
        ],
        "slack": [_slack(item, made) for item in outcome.slack],
        "clashes": [_clash(clash, made) for clash in outcome.clashes],
        "uncovered": [
            {"kind": kind, "code": code, "name": name_of(kind, code, made.problem.names)}
            for kind, code in made.uncovered
        ],
        "prices": [_price(price, made, by_id) for price in prices],
        "lost_pins": list(made.lost_pins),
        "seen": {fact.id: seen(fact) for fact in facts},
    }


def seen(fact: Fact) -> str:
    """A row as the computing saw it, in a few letters: another row, or the same row changed, gives others."""
    parts = [
        fact.title,
        fact.network,
        *map(sorted, (fact.amphoe, fact.virtues, fact.groups, fact.years)),
        sorted((line.year or 0, line.fund, f"{line.baht:.2f}") for line in fact.money),
        (fact.stated, fact.needs, fact.voices, fact.networks),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def _plain(fact: Fact, made: Made) -> Json:
    return {
        "id": fact.id,
        "title": fact.title,
        "order": fact.order,
        "network": fact.network_name,
        "area": fact.area,
        "points": made.points[fact.id],
        "stated": fact.stated,
        "pin": made.pins.get(fact.id, ""),
        "baht": str(sum((line.baht for line in fact.money), Decimal(0))) if fact.stated else None,
        "is_example": fact.is_example,
    }


def _card(fact: Fact, made: Made, option: engine.Option) -> Json:
    costs = [{"year": cost.year, "fund": cost.fund, "baht": str(cost.baht)} for cost in option.costs or ()]
    total = sum((cost.baht for cost in option.costs or ()), Decimal(0))
    return _plain(fact, made) | {
        "start": option.start,
        "end": option.last,
        "costs": costs,
        "baht": str(total) if fact.stated else None,
    }


def _why_left(fact: Fact, made: Made, demands: Demands, outcome: engine.Outcome) -> str:
    """Why a row is not in, as exactly as can be said. Kept in Thai."""
    if made.pins.get(fact.id) == "not":
        return "กำหนดไว้ว่าไม่ทำ"
    if fact.id in made.outside:
        return "วันที่ทำอยู่นอกปีของแผน"
    if fact.id in made.beyond:
        return "งบของแถวนี้เกินหนึ่งล้านล้านบาทในปีเดียว น่าจะพิมพ์ผิด จึงยังไม่ให้เลือก แก้จำนวนเงินของแถวแล้วสร้างทางเลือกใหม่"
    if not fact.stated and demands.unpriced == "out":
        return "ยังไม่ระบุงบ จึงบอกไม่ได้ว่าเกินกรอบหรือไม่"
    if outcome.status == "impossible":
        return "ข้อกำหนดขัดกัน จึงยังไม่ได้เลือกแถวใด"
    full = _too_dear(fact, made, outcome)
    if full:
        return " และ ".join(full)
    return "คะแนนน้อยกว่าแถวที่เลือก เมื่อดูข้อกำหนดทั้งหมดพร้อมกัน"


def _too_dear(fact: Fact, made: Made, outcome: engine.Outcome) -> list[str]:
    """The caps that have not enough room left for the row's first way, in words."""
    row = next(candidate for candidate in made.problem.candidates if candidate.id == fact.id)
    if not row.options:
        return []
    option, said = row.options[0], []
    for item in outcome.slack:
        demand = item.demand
        if isinstance(demand, engine.BudgetCap):
            wants = sum(
                (
                    Decimal(cost.baht)
                    for cost in option.costs or ()
                    if demand.year in (None, cost.year) and demand.fund in (None, cost.fund)
                ),
                Decimal(0),
            )
            if wants > item.room:
                said.append(
                    f"{told(demand, made.problem)} เหลือ {show_money(item.room)} แต่แถวนี้ใช้ {show_money(wants)}"
                )
        elif isinstance(demand, engine.PeopleCap) and demand.network in (None, row.network):
            runs = any(work.year == demand.year for work in option.work)
            if runs and item.room < 1:
                said.append(f"{told(demand, made.problem)} ครบแล้ว")
    return said[:2]


def told(demand: engine.Demand, problem: engine.Problem) -> str:
    """A demand as one Thai sentence."""
    if isinstance(demand, engine.PeopleCap):
        whose = problem.names.networks.get(demand.network or "", "") or "ทุกเครือข่ายรวมกัน"
        return f"{whose} ทำพร้อมกันในปี {demand.year} ไม่เกิน {demand.days:,} แถว"
    return engine.say(demand, problem)


def anchor(demand: engine.Demand) -> str:
    """Where in the form the demand is changed."""
    if isinstance(demand, engine.BudgetCap | engine.BudgetFloor):
        return "caps"
    if isinstance(demand, engine.PeopleCap):
        return "people"
    if isinstance(demand, engine.Floor):
        return f"floor-{demand.kind}"
    if isinstance(demand, engine.Must | engine.Not):
        return f"pin-{demand.row}"
    return "caps"


def name_of(kind: str, code: str, names: engine.Names) -> str:
    named: dict[str, Mapping[str, str]] = {
        "amphoe": names.amphoe, "virtue": names.virtues, "network": names.networks, "group": names.groups,
    }  # fmt: skip
    return named[kind].get(code, code)


def _slack(item: engine.Slack, made: Made) -> Json:
    demand = item.demand
    money = isinstance(demand, engine.BudgetCap | engine.BudgetFloor)
    return {
        "text": told(demand, made.problem),
        "kind": "money" if money else "floor" if isinstance(demand, engine.Floor) else "people",
        "used": str(item.used),
        "limit": str(item.limit),
        "room": str(item.room),
        "tight": item.tight,
    }


def _clash(clash: engine.Clash, made: Made) -> Json:
    alone = clash.message if len(clash.demands) == 1 else ""
    return {
        "demands": [
            {"text": told(demand, made.problem), "anchor": anchor(demand)} for demand in clash.demands
        ],
        "message": alone,
        "minimal": clash.minimal,
    }


def _price(price: engine.Price, made: Made, by_id: Mapping[str, Fact]) -> Json:
    def titles(ids: Sequence[str]) -> list[str]:
        return [by_id[row].title for row in ids if row in by_id]

    return {
        "text": told(price.demand, made.problem),
        "loosened": told(price.loosened, made.problem),
        "money": isinstance(price.demand, engine.BudgetCap),
        "points": price.change.points,
        "in": titles(price.change.came_in),
        "out": titles(price.change.went_out),
        "moved": titles([row for row, _, _ in price.change.moved]),
        "proved": price.proved,
    }
