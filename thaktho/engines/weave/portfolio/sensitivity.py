"""What one more 100,000 baht would buy, and what a floor costs: every demand is loosened a little and solved anew.

A programme of whole rows has no prices to read off: the next 100,000 baht may buy nothing, or let a row of 90,000 in
and another out. So each demand is really tried, on the same model with that one demand replaced. A bound by fractions
comes first, and where it shows that nothing can be gained the search is spared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from thaktho.engines.weave.portfolio.demands import BudgetCap, BudgetFloor, Demand, Floor, order
from thaktho.engines.weave.portfolio.model import Clock, Model
from thaktho.engines.weave.portfolio.money import MOST, Amount, hundredths, plain
from thaktho.engines.weave.portfolio.problem import Problem
from thaktho.engines.weave.portfolio.results import Difference, Outcome, Progress, difference
from thaktho.engines.weave.portfolio.sentences import say
from thaktho.engines.weave.portfolio.solving import outcome_of, settle, total

SECONDS = 60.0
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Price:
    """One demand loosened: what the plan would become.

    `change.points` is gained for sure, by the rows in `change`; nobody can gain more than `at_most`. `proved`: they are
    equal. `change.baht` below zero is money that is freed.
    """

    demand: Demand
    loosened: Demand
    change: Difference
    at_most: int

    @property
    def proved(self) -> bool:
        return self.change.points == self.at_most


def what_money_buys(
    problem: Problem,
    plan: Outcome,
    extra: Amount = 100_000,
    *,
    seconds: float = SECONDS,
    progress: Progress | None = None,
) -> tuple[Price, ...]:
    """For each budget cap, what `extra` baht more would bring, in the problem's order of demands.

    A cap is raised alone, and not above 10^12, the most there is: money of one fund helps nothing where a cap over all funds is tight as well. `seconds` is
    shared by all caps. Raises ValueError when `plan` is not a plan of this problem.
    """
    most = hundredths(MOST)
    more = {
        d: replace(d, baht=plain(min(hundredths(d.baht) + hundredths(extra), most)))
        for d in problem.demands
        if isinstance(d, BudgetCap) and hundredths(d.baht) < most
    }
    return _prices(problem, plan, more, seconds, progress)


def what_floors_cost(
    problem: Problem,
    plan: Outcome,
    less: Amount = 100_000,
    *,
    seconds: float = SECONDS,
    progress: Progress | None = None,
) -> tuple[Price, ...]:
    """For each floor, what asking one row less, or for a `BudgetFloor` `less` baht less, would free."""
    loose: dict[Demand, Demand] = {}
    for demand in problem.demands:
        if isinstance(demand, Floor) and demand.rows:
            loose[demand] = replace(demand, rows=demand.rows - 1)
        elif isinstance(demand, BudgetFloor):
            loose[demand] = replace(demand, baht=plain(max(0, hundredths(demand.baht) - hundredths(less))))
    return _prices(problem, plan, loose, seconds, progress)


def with_present(problem: Problem, plan: Outcome) -> Problem:
    """The problem with `plan` as the present plan, so that the next answer strays from it no more than it must."""
    ways = {c.id: c.option for c in plan.chosen}
    return replace(problem, candidates=tuple(replace(c, present=ways.get(c.id)) for c in problem.candidates))


def _prices(
    problem: Problem,
    plan: Outcome,
    loosened: dict[Demand, Demand] | dict[BudgetCap, BudgetCap],
    seconds: float,
    progress: Progress | None,
) -> tuple[Price, ...]:
    if plan.status not in ("optimal", "feasible"):
        raise ValueError("there is no plan to start from")
    here = with_present(problem, plan).canonical()
    outcome_of(here, {c.id: c.option for c in plan.chosen})
    model, clock, tight = Model(here), Clock(seconds), set(plan.tight)
    pairs: list[tuple[Demand, Demand]] = sorted(
        loosened.items(), key=lambda pair: (pair[0] not in tight, order(pair[0]))
    )
    found: dict[Demand, Price] = {}
    waiting = [pairs]
    while waiting:
        group, *waiting = waiting
        if progress and group:
            progress(len(found), len(pairs), f"กำลังลอง: {say(group[0][1], problem)}")
        share = Clock(clock.left / (len(pairs) - len(found) or 1))
        if len(group) == 1:
            found[group[0][0]] = _price(here, plan, model, *group[0], share)
        elif group and _nothing_to_gain(here, plan, model, group, share):
            found |= {demand: Price(demand, loose, Difference(), 0) for demand, loose in group}
        elif group:
            half = len(group) // 2
            waiting = [group[:half], group[half:], *waiting]
    if progress:
        progress(len(pairs), len(pairs), "เสร็จแล้ว")
    return tuple(found[d] for d in dict.fromkeys(problem.demands) if d in found)


def _nothing_to_gain(
    problem: Problem, plan: Outcome, model: Model, group: list[tuple[Demand, Demand]], clock: Clock
) -> bool:
    """All of them loosened at once gain nothing, so none alone does. Only asked of floors: more money mostly gains."""
    if any(isinstance(demand, BudgetCap) for demand, _ in group):
        return False
    for demand, loose in group:
        model = model.replaced(demand, loose)
    points = [-problem.points(c.row) for c in model.columns]
    if -(model.least(points) or 0) <= plan.score.total:
        return True
    answer = model.minimise(points, Clock(clock.left))
    return -answer.bound <= plan.score.total


def _price(
    problem: Problem, plan: Outcome, model: Model, demand: Demand, loose: Demand, clock: Clock
) -> Price:
    other = model.replaced(demand, loose)
    points = [-problem.points(c.row) for c in other.columns]
    base = model.columns_taken({c.id: c.option for c in plan.chosen})
    ceiling = -(other.least(points) or 0)
    if ceiling <= plan.score.total:
        return Price(demand, loose, Difference(), 0)
    answer = other.minimise(points, Clock(clock.left * 0.6))
    ceiling = min(ceiling, -answer.bound)
    taken = _better(answer.taken, base, points)
    if ceiling > plan.score.total:
        changed = replace(problem, demands=tuple(loose if d == demand else d for d in problem.demands))
        taken, _ = settle(taken, changed, other, clock, proved=answer.proved, rounds=ROUNDS)
        now = outcome_of(changed.canonical(), other.choice(taken))
        if now.score.total > plan.score.total:
            return Price(
                demand, loose, difference(plan, now), max(ceiling, now.score.total) - plan.score.total
            )
    return Price(demand, loose, Difference(baht=Decimal(0)), max(0, ceiling - plan.score.total))


def _better(found: frozenset[int] | None, base: frozenset[int], points: Sequence[int]) -> frozenset[int]:
    return found if found is not None and total(points, found) < total(points, base) else base
