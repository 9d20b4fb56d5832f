"""Every portfolio of a small problem, tried one by one. Written apart from the engine: Decimals, no shared arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from thaktho.engines.weave.portfolio import (
    After,
    BudgetCap,
    BudgetFloor,
    Demand,
    Floor,
    Must,
    Not,
    OnlyOne,
    Option,
    PeopleCap,
    Problem,
)

Plan = dict[str, Option]


def holds(demand: Demand, problem: Problem, plan: Plan) -> bool:
    rows = {r.id: r for r in problem.candidates if r.id in plan}
    match demand:
        case Must(row, year):
            return row in plan and (year is None or plan[row].start == year)
        case Not(row):
            return row not in plan
        case OnlyOne(ids):
            return len([r for r in plan if r in ids]) < 2
        case After(row, first, gap):
            return row not in plan or (first in plan and plan[row].start - plan[first].last >= gap)
        case Floor(kind, code, least, year):
            name = {"amphoe": "amphoe", "virtue": "virtues", "group": "groups"}.get(kind)
            having = [r for r in rows.values() if (code in getattr(r, name) if name else r.network == code)]
            return (
                len([r for r in having if year is None or plan[r.id].start <= year <= plan[r.id].last])
                >= least
            )
        case PeopleCap(year, days, network):
            work = [
                w for r in rows.values() if network is None or r.network == network for w in plan[r.id].work
            ]
            return sum(Decimal(w.days) for w in work if year is None or w.year == year) <= days
        case BudgetCap(year, fund, baht, network) | BudgetFloor(year, fund, baht, network):
            costs = [
                c
                for r in rows.values()
                if network is None or r.network == network
                for c in plan[r.id].costs or ()
            ]
            costs = [c for c in costs if year is None or c.year == year]
            spent = sum(Decimal(c.baht) for c in costs if fund is None or c.fund == fund)
            return spent <= baht if isinstance(demand, BudgetCap) else spent >= baht
    raise AssertionError(demand)


def plans(problem: Problem) -> Iterator[Plan]:
    ways = [[None, *(o for o in row.options if o.costs is not None)] for row in problem.candidates]
    for taken in product(*ways):
        pairs = zip(problem.candidates, taken, strict=True)
        plan = {row.id: option for row, option in pairs if option is not None}
        if all(holds(d, problem, plan) for d in problem.demands):
            yield plan


def points(problem: Problem, plan: Plan) -> int:
    chosen = [r for r in problem.candidates if r.id in plan]
    kinds = {"amphoe": "amphoe", "virtue": "virtues", "group": "groups"}
    earned = sum(r.value for r in chosen)
    for bonus in problem.bonuses:
        for row in chosen:
            codes = {row.network} if bonus.kind == "network" else getattr(row, kinds[bonus.kind])
            earned += bonus.points * (bonus.code in codes)
    return earned


def rank(problem: Problem, plan: Plan) -> tuple[int, int, int]:
    """Smaller is better: points, changes from the present plan, later years."""
    years = {row: option.start for row, option in plan.items()}
    changes = sum(r.present != years.get(r.id) for r in problem.candidates)
    return -points(problem, plan), changes, sum(year - min(problem.years) for year in years.values())


def best(problem: Problem) -> tuple[int, int, int] | None:
    return min((rank(problem, plan) for plan in plans(problem)), default=None)
