"""Pins and sliders: a problem with a few things changed, solved near the plan that lies on the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
from thaktho.engines.weave.portfolio.problem import Bonus, Problem
from thaktho.engines.weave.portfolio.results import Difference, Outcome, Progress, difference
from thaktho.engines.weave.portfolio.sensitivity import with_present
from thaktho.engines.weave.portfolio.solving import SECONDS, solve


@dataclass(frozen=True, slots=True)
class Overrides:
    """What is tried.

    `put`: demands that take the place of the one on the same thing (the cap of that year and fund, the floor of that
    amphoe, the lock of that row), or are added. A pin is `Must(row, year)`, a bar is `Not(row)`. `drop`: demands left
    out. `lift`: rows whose locks are taken off. `values`: points of rows; `bonuses`: in place of the problem's own.
    """

    put: tuple[Demand, ...] = ()
    drop: tuple[Demand, ...] = ()
    lift: frozenset[str] = frozenset()
    values: Mapping[str, int] = field(default_factory=dict)
    bonuses: tuple[Bonus, ...] | None = None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The changed problem, its answer, and the way there from the plan on the table (None without one, or without answer)."""

    problem: Problem
    outcome: Outcome
    change: Difference | None


def overridden(problem: Problem, overrides: Overrides) -> Problem:
    """The problem with the overrides applied. ValueError as `Problem`, and when a value or a lift names no row."""
    ids = {c.id for c in problem.candidates}
    if unknown := sorted((overrides.values.keys() | overrides.lift) - ids):
        raise ValueError(f"overrides name rows that are not there: {unknown}")
    put = {_thing(d): d for d in overrides.put}
    kept = [
        d
        for d in problem.demands
        if d not in overrides.drop
        and _thing(d) not in put
        and not (isinstance(d, Must | Not) and d.row in overrides.lift)
    ]
    rows = tuple(
        replace(c, value=overrides.values[c.id]) if c.id in overrides.values else c
        for c in problem.candidates
    )
    bonuses = problem.bonuses if overrides.bonuses is None else overrides.bonuses
    return replace(problem, candidates=rows, demands=(*kept, *put.values()), bonuses=bonuses)


def what_if(
    problem: Problem,
    overrides: Overrides,
    plan: Outcome | None = None,
    *,
    seconds: float = SECONDS,
    within: float = 0.0,
    progress: Progress | None = None,
) -> WhatIf:
    """Solve with the overrides. With a `plan`, ties go to the answer nearest to it, and the change is told."""
    changed = overridden(problem, overrides)
    start = with_present(changed, plan) if plan is not None and plan.chosen else changed
    outcome = solve(start, seconds=seconds, within=within, progress=progress)
    told = plan is not None and outcome.status in ("optimal", "feasible")
    return WhatIf(changed, outcome, difference(plan, outcome) if told and plan is not None else None)


def _thing(demand: Demand) -> tuple[object, ...]:
    """What a demand is about, without how much it asks."""
    if isinstance(demand, BudgetCap | BudgetFloor):
        return (type(demand), demand.year, demand.fund, demand.network)
    if isinstance(demand, PeopleCap):
        return (PeopleCap, demand.year, demand.network)
    if isinstance(demand, Floor):
        return (Floor, demand.kind, demand.code, demand.year)
    if isinstance(demand, After):
        return (After, demand.row, demand.first)
    if isinstance(demand, OnlyOne):
        return (OnlyOne, demand.rows)
    return ("lock", demand.row)
