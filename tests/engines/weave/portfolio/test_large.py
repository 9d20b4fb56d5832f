"""What holds beyond small problems, where ties are not settled exactly: order, nearness to the plan on the table, prices."""

from dataclasses import replace

import pytest

from bench.portfolio_case import province
from thaktho.engines.weave.portfolio import (
    BudgetCap,
    Floor,
    Must,
    Outcome,
    Overrides,
    Problem,
    broken,
    solve,
    what_floors_cost,
    what_if,
    what_money_buys,
)


@pytest.fixture(scope="module")
def problem() -> Problem:
    return province(90, seed=3)


@pytest.fixture(scope="module")
def plan(problem: Problem) -> Outcome:
    return solve(problem, seconds=60)


def test_it_holds_and_order_does_not_matter(problem: Problem, plan: Outcome) -> None:
    assert plan.status == "optimal"
    assert broken(problem, {c.id: c.option for c in plan.chosen}) == ()
    turned = replace(problem, candidates=problem.candidates[::-1], demands=problem.demands[::-1])
    other = solve(turned, seconds=60)
    assert (other.chosen, other.score, other.spending) == (plan.chosen, plan.score, plan.spending)


def test_what_changes_nothing_changes_nothing(problem: Problem, plan: Outcome) -> None:
    change = what_if(problem, Overrides(), plan, seconds=60).change
    assert change is not None and change.nothing


def test_a_small_pin_moves_few_rows(problem: Problem, plan: Outcome) -> None:
    outside = [c for c in problem.candidates if plan.year_of(c.id) is None and _free(problem, c.id)]
    out = min(outside, key=lambda c: sum(cost.baht for cost in c.options[0].costs or ())).id
    change = what_if(problem, Overrides(put=(Must(out),)), plan, seconds=60).change
    assert change is not None
    assert out in change.came_in
    assert len(change.came_in) + len(change.went_out) + len(change.moved) + len(change.changed) <= 12


@pytest.mark.slow  # in small, against trying every plan: test_sensitivity.py
def test_floors_are_tried_together_and_alone(problem: Problem, plan: Outcome) -> None:
    """One floor that costs much among many that cost nothing is found, with the same points as solving it alone."""
    poor = min((c for c in problem.candidates if c.amphoe and _free(problem, c.id)), key=lambda c: c.value)
    asked = sum(poor.amphoe <= c.amphoe for c in problem.candidates if plan.year_of(c.id)) + 1
    dear = Floor("amphoe", min(poor.amphoe), asked)
    others = [d for d in problem.demands if not isinstance(d, Floor) or d.kind == "virtue"]
    harder = replace(problem, demands=(*others, dear))
    start = solve(harder, seconds=60)
    for price in what_floors_cost(harder, start, seconds=120):
        if price.demand == dear or price.change.points:
            demands = tuple(price.loosened if d == price.demand else d for d in harder.demands)
            alone = solve(replace(harder, demands=demands), seconds=60)
            assert (price.proved, start.score.total + price.change.points) == (True, alone.score.total)


@pytest.mark.slow  # in small, against trying every plan: test_sensitivity.py
def test_more_money_buys_what_solving_anew_buys(problem: Problem) -> None:
    others = tuple(d for d in problem.demands if not isinstance(d, BudgetCap) or d.year == 2564)
    freer = replace(problem, demands=others)
    start = solve(freer, seconds=60)
    prices = what_money_buys(freer, start, 500_000, seconds=120)
    assert len(prices) == 6
    assert any(p.change.points for p in prices)
    for price in prices:
        alone = what_if(freer, Overrides(put=(price.loosened,)), start, seconds=60)
        assert (price.proved, alone.outcome.score.total) == (True, start.score.total + price.change.points)


def _free(problem: Problem, row: str) -> bool:
    return all(getattr(d, "row", None) != row for d in problem.demands)


def test_no_time_is_said_and_a_rough_plan_says_how_rough() -> None:
    hard = province(150, hard=True)
    assert solve(hard, seconds=0.0).status in ("unknown", "feasible")
    rough = solve(hard, seconds=60, within=0.05)
    assert rough.status in ("feasible", "optimal")
    assert 0.0 <= rough.gap <= 0.05
    assert broken(hard, {c.id: c.option for c in rough.chosen}) == ()
