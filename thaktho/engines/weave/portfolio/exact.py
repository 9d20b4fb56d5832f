"""Exact arithmetic over a finished choice: totals, what each demand uses, what is broken. Integers only, no solver.

The solver counts in floating point; nothing it says is believed before `broken` has said the same in integers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

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
from thaktho.engines.weave.portfolio.money import hundredths, plain
from thaktho.engines.weave.portfolio.problem import Candidate, Option, Problem
from thaktho.engines.weave.portfolio.results import Score, Slack, Spending, Work

Choice = Mapping[str, Option]  # id of a row that is in -> its option


def broken(problem: Problem, choice: Choice) -> tuple[Demand, ...]:
    """The demands that this choice does not keep, in the problem's order. Empty: the choice holds, to the satang.

    Raises ValueError when the choice names a row or an option that the problem does not have.
    """
    rows = {row.id: row for row in problem.candidates}
    for row, option in choice.items():
        if row not in rows or option not in rows[row].options or option.costs is None:
            raise ValueError(f"not a choice of this problem: {row}")
    return tuple(d for d in problem.demands if not _kept(d, rows, choice))


def _kept(demand: Demand, rows: Mapping[str, Candidate], choice: Choice) -> bool:
    if isinstance(demand, Must):
        return demand.row in choice and demand.year in (None, choice[demand.row].start)
    if isinstance(demand, Not):
        return demand.row not in choice
    if isinstance(demand, OnlyOne):
        return len(demand.rows & choice.keys()) <= 1
    if isinstance(demand, After):
        if demand.row not in choice:
            return True
        return demand.first in choice and choice[demand.first].last + demand.gap <= choice[demand.row].start
    used, limit = level(demand, rows, choice)
    return used >= limit if isinstance(demand, BudgetFloor | Floor) else used <= limit


def level(
    demand: BudgetCap | BudgetFloor | PeopleCap | Floor, rows: Mapping[str, Candidate], choice: Choice
) -> tuple[int, int]:
    """What the choice uses of a demand, and the demand's limit: hundredths, or rows for a `Floor`."""
    if isinstance(demand, Floor):
        return sum(counts(demand, rows[row], option) for row, option in choice.items()), demand.rows
    limit = hundredths(demand.days if isinstance(demand, PeopleCap) else demand.baht)
    return sum(takes(demand, rows[row], option) for row, option in choice.items()), limit


def counts(demand: Floor, row: Candidate, option: Option) -> int:
    """1 when the row, done so, counts for this floor."""
    runs = demand.year is None or option.start <= demand.year <= option.last
    return int(runs and row.carries(demand.kind, demand.code))


def takes(demand: BudgetCap | BudgetFloor | PeopleCap, row: Candidate, option: Option) -> int:
    """Hundredths of money or work that the row, done so, takes under this demand."""
    if demand.network is not None and demand.network != row.network:
        return 0
    if isinstance(demand, PeopleCap):
        return sum(hundredths(w.days) for w in option.work if demand.year in (None, w.year))
    return sum(
        hundredths(c.baht)
        for c in option.costs or ()
        if demand.year in (None, c.year) and demand.fund in (None, c.fund)
    )


def slack(problem: Problem, choice: Choice) -> tuple[Slack, ...]:
    rows = {row.id: row for row in problem.candidates}
    return tuple(
        _slack(d, *level(d, rows, choice))
        for d in problem.demands
        if isinstance(d, BudgetCap | BudgetFloor | PeopleCap | Floor)
    )


def _slack(demand: Demand, used: int, limit: int) -> Slack:
    room = used - limit if isinstance(demand, BudgetFloor | Floor) else limit - used
    if isinstance(demand, Floor):
        return Slack(demand, Decimal(used), Decimal(limit), Decimal(room))
    return Slack(demand, plain(used), plain(limit), plain(room))


def spending(choice: Choice) -> tuple[Spending, ...]:
    """Baht by year and fund, stated zeros included, in order of year and fund."""
    sums: Counter[tuple[int, str]] = Counter()
    for option in choice.values():
        for cost in option.costs or ():
            sums[cost.year, cost.fund] += hundredths(cost.baht)
    return tuple(Spending(year, fund, plain(sums[year, fund])) for year, fund in sorted(sums))


def work(problem: Problem, choice: Choice) -> tuple[Work, ...]:
    sums: Counter[tuple[int, str]] = Counter()
    for row in problem.candidates:
        for effort in choice[row.id].work if row.id in choice else ():
            sums[effort.year, row.network] += hundredths(effort.days)
    return tuple(Work(year, network, plain(sums[year, network])) for year, network in sorted(sums))


def score(problem: Problem, choice: Choice) -> Score:
    chosen = [row for row in problem.candidates if row.id in choice]
    by_year: Counter[int] = Counter()
    for row in chosen:
        by_year[choice[row.id].start] += problem.points(row)
    bonuses = tuple(
        (b, b.points * sum(row.carries(b.kind, b.code) for row in chosen)) for b in problem.bonuses
    )
    own = sum(row.value for row in chosen)
    return Score(own + sum(p for _, p in bonuses), own, bonuses, tuple(sorted(by_year.items())))
