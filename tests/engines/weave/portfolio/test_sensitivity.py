"""What more money buys, what a floor costs, and pins and sliders; against solving the changed problem by brute force."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.weave.portfolio import brute
from tests.engines.weave.portfolio.cases import YEARS, problems
from tests.engines.weave.portfolio.test_solve import ids, row
from tests.tools.fast import examples
from thaktho.engines.weave.portfolio import (
    Bonus,
    BudgetCap,
    BudgetFloor,
    Candidate,
    Cost,
    Floor,
    Must,
    Not,
    Option,
    Outcome,
    Overrides,
    Problem,
    solve,
    what_floors_cost,
    what_if,
    what_money_buys,
)


@examples(80)
@given(problems(most_demands=2), st.sampled_from((0, 50_000, 100_000, 150_000)), st.integers(1, 2))
def test_prices_equal_brute_force(problem: Problem, baht: int, rows: int) -> None:
    demands = (
        *problem.demands,
        BudgetCap(None, None, baht),
        BudgetCap(2564, "อปท.", 0),
        Floor("amphoe", "5701", rows),
    )
    problem = replace(problem, demands=demands)
    plan = solve(problem, clashes=0)
    if plan.status == "impossible":
        return
    prices = what_money_buys(problem, plan) if all(c.baht <= 10**11 for c in _caps(problem)) else ()
    for price in (*prices, *what_floors_cost(problem, plan)):
        demands = tuple(price.loosened if d == price.demand else d for d in problem.demands)
        best = brute.best(replace(problem, demands=demands))
        assert best is not None
        assert price.proved
        assert plan.score.total + price.change.points == -best[0]


def _caps(problem: Problem) -> list[BudgetCap]:
    return [d for d in problem.demands if isinstance(d, BudgetCap)]


def test_one_more_100_000_baht() -> None:
    rows = (row("a", 90_000, value=4), row("b", 150_000, value=5), row("c", 50_000, value=1, years=(2565,)))
    caps = (BudgetCap(2564, "จังหวัด", 150_000), BudgetCap(2565, "จังหวัด", 50_000))
    problem = Problem(rows, YEARS, caps)
    told: list[str] = []
    more, none = what_money_buys(
        problem, solve(problem), progress=lambda done, total, what: told.append(what)
    )
    assert (more.change.came_in, more.change.went_out, more.change.points) == (("a",), (), 4)
    assert (more.change.baht, more.proved) == (90_000, True)
    assert none.change.nothing and none.proved
    assert told[-1] == "เสร็จแล้ว"
    less = what_money_buys(problem, solve(problem), 80_000)
    assert less[0].change.nothing


def test_what_a_floor_costs() -> None:
    rows = (row("a", 100_000, value=1, amphoe=frozenset({"5709"})), row("b", 100_000, value=7))
    problem = Problem(rows, YEARS, (BudgetCap(2564, None, 150_000), Floor("amphoe", "5709")))
    (price,) = what_floors_cost(problem, solve(problem))
    assert (price.change.came_in, price.change.went_out, price.change.points) == (("b",), ("a",), 6)


def test_an_answer_is_needed_and_it_must_hold() -> None:
    problem = Problem((row("a"),), YEARS, (Must("a"), BudgetCap(2564, None, 0)))
    with pytest.raises(ValueError):
        what_money_buys(problem, solve(problem))


def test_sliders_and_pins() -> None:
    rows = (row("a", value=1, amphoe=frozenset({"5701"})), row("b", value=2), row("c", value=3, years=YEARS))
    cap = BudgetCap(2564, "จังหวัด", 100_000)
    problem = Problem(rows, YEARS, (cap, Not("c")))
    plan = solve(problem)
    assert ids(plan) == ["b"]

    def trying(**overrides) -> Outcome:
        return what_if(problem, Overrides(**overrides), plan).outcome

    assert ids(trying(put=(Must("a"),))) == ["a"]
    assert ids(trying(put=(replace(cap, baht=200_000),))) == ["a", "b"]
    assert ids(trying(put=(replace(cap, baht=0),))) == []
    assert ids(trying(drop=(cap,))) == ["a", "b"]
    assert ids(trying(lift=frozenset({"c"}))) == ["b", "c"]
    assert trying(put=(Must("c", 2565),)).year_of("c") == 2565
    assert ids(trying(values={"a": 9})) == ["a"]
    assert ids(trying(bonuses=(Bonus("amphoe", "5701", 2),))) == ["a"]
    change = what_if(problem, Overrides(values={"a": 9}), plan).change
    assert change is not None
    assert (change.came_in, change.went_out, change.baht) == (("a",), ("b",), Decimal(0))
    none = what_if(problem, Overrides(put=(BudgetFloor(2564, None, 10**6),)), plan)
    assert (none.outcome.status, none.change) == ("impossible", None)
    with pytest.raises(ValueError):
        what_if(problem, Overrides(values={"?": 1}), plan)


def test_what_changes_nothing_changes_nothing() -> None:
    """Among equals the plan on the table stays, even one that another order of rules would not have chosen."""
    rows = tuple(row(f"r{n}", years=YEARS) for n in range(6))
    caps = tuple(BudgetCap(y, "จังหวัด", 100_000) for y in YEARS)
    problem = Problem(rows, YEARS, caps)
    plan = solve(replace(problem, demands=(*caps, Must("r5", 2564))))
    result = what_if(problem, Overrides(), plan)
    assert result.change is not None and result.change.nothing


def test_a_row_keeps_its_fund_when_another_would_do() -> None:
    ways = tuple(Option(2564, (Cost(2564, fund, 100_000),)) for fund in ("จังหวัด", "อปท.", "เอกชน"))
    problem = Problem((Candidate("a", "ตลาดนัดคุณธรรม", ways),), YEARS)
    for fund in ("จังหวัด", "อปท.", "เอกชน"):
        others = tuple(BudgetCap(2564, f, 0) for f in ("จังหวัด", "อปท.", "เอกชน") if f != fund)
        plan = solve(replace(problem, demands=others))
        change = what_if(problem, Overrides(), plan).change
        assert change is not None and change.nothing
