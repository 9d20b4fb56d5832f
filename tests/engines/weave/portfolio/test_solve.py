"""The chosen plan: equal to trying everything, the same for any order of rows, exact to the satang, steady in ties."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.weave.portfolio import brute
from tests.engines.weave.portfolio.cases import YEARS, problems
from tests.tools.fast import examples
from thaktho.engines.weave.portfolio import (
    Bonus,
    BudgetCap,
    BudgetFloor,
    Candidate,
    Cost,
    Effort,
    Must,
    Option,
    Outcome,
    PeopleCap,
    PortfolioError,
    Problem,
    broken,
    each,
    movable,
    outcome_of,
    solve,
)


def row(
    id: str, baht: int | Decimal = 100_000, *, value: int = 1, years: tuple[int, ...] = (2564,), **more
) -> Candidate:
    option = Option(years[0], (Cost(years[0], "จังหวัด", baht),), (Effort(years[0], 10),))
    return Candidate(id, f"โครงการ {id}", movable(option, years), value, **more)


def ids(outcome: Outcome) -> list[str]:
    return [c.id for c in outcome.chosen]


@examples(150)
@given(problems())
def test_small_problems_equal_brute_force(problem: Problem) -> None:
    outcome = solve(problem, clashes=0)
    best = brute.best(problem)
    if best is None:
        assert outcome.status == "impossible"
        return
    assert outcome.status == "optimal"
    assert outcome.settled
    plan = {c.id: c.option for c in outcome.chosen}
    assert all(brute.holds(d, problem, plan) for d in problem.demands)
    assert brute.rank(problem, plan) == best
    assert outcome.score.total == outcome.bound == brute.points(problem, plan)


@examples(60)
@given(problems(), st.randoms())
def test_order_never_matters(problem: Problem, dice) -> None:
    def turned(parts):
        found = list(parts)
        dice.shuffle(found)
        return tuple(found)

    rows = tuple(replace(c, options=turned(c.options)) for c in turned(problem.candidates))
    other = replace(
        problem, candidates=rows, demands=turned(problem.demands), bonuses=turned(problem.bonuses)
    )
    assert solve(problem) == solve(other)


@examples(100)
@given(problems(), st.data())
def test_broken_says_what_brute_force_says(problem: Problem, data) -> None:
    plan = {}
    for candidate in problem.candidates:
        options = [o for o in candidate.options if o.costs is not None]
        if options and data.draw(st.booleans()):
            plan[candidate.id] = data.draw(st.sampled_from(options))
    wrong = tuple(d for d in problem.demands if not brute.holds(d, problem, plan))
    assert broken(problem, plan) == wrong
    if wrong:
        with pytest.raises(PortfolioError):
            outcome_of(problem, plan)
    else:
        assert outcome_of(problem, plan).score.total == brute.points(problem, plan)


def test_a_satang_over_is_over() -> None:
    rows = (row("a", 10**12), row("b", Decimal("0.01")))
    cap = BudgetCap(2564, None, 10**12)
    assert len(solve(Problem(rows, YEARS, (cap,))).chosen) == 1
    both = replace(rows[0], options=row("a", Decimal("999999999999.99")).options), rows[1]
    assert len(solve(Problem(both, YEARS, (cap,))).chosen) == 2


def test_many_odd_satang_near_10_to_the_12() -> None:
    """The solver's doubles pass one satang in 10^14; the repairs do not."""
    half = Decimal("499999999999.99")
    rows = tuple(row(f"r{n}", half + Decimal(n - 3) * Decimal("0.01")) for n in range(7))
    for limit in (Decimal("999999999999.93"), Decimal("999999999999.92"), Decimal("999999999999.91")):
        for demands in (
            (BudgetCap(2564, None, limit),),
            (BudgetFloor(2564, None, limit), BudgetCap(None, None, limit)),
        ):
            problem = Problem(rows, YEARS, demands)
            outcome, best = solve(problem, clashes=0), brute.best(problem)
            assert (outcome.status == "impossible") == (best is None)
            assert best is None or outcome.score.total == -best[0]


def test_zero_budget_keeps_rows_that_need_none() -> None:
    rows = (row("a", 0), row("b", 1), Candidate("c", "ไม่ใช้งบประมาณ", (Option(2564),)))
    outcome = solve(Problem(rows, YEARS, (BudgetCap(None, None, 0),)))
    assert ids(outcome) == ["a", "c"]
    assert [(s.year, s.fund, s.baht) for s in outcome.spending] == [(2564, "จังหวัด", 0)]


def test_money_not_stated_is_left_out_and_said() -> None:
    rows = (row("a"), Candidate("b", "ยังไม่ระบุงบ", (Option(2564, None),)))
    outcome = solve(Problem(rows, YEARS))
    assert ids(outcome) == ["a"]
    assert outcome.unpriced == ("b",)


def test_movable_rows_fill_both_years_and_people_count() -> None:
    rows = tuple(row(f"r{n}", 60_000, years=(2563, 2564), network="n") for n in range(3))
    caps = tuple(BudgetCap(y, "จังหวัด", 100_000) for y in YEARS)
    outcome = solve(Problem(rows, YEARS, caps))
    assert sorted(c.year for c in outcome.chosen) == [2563, 2564]
    one = solve(Problem(rows, YEARS, (*caps, PeopleCap(2563, 9, "n"))))
    assert [c.year for c in one.chosen] == [2564]
    assert [(w.year, w.network, w.days) for w in one.work] == [(2564, "n", 10)]


def test_totals_slack_and_tight_floors() -> None:
    rows = (
        row("a", Decimal("70000.50"), value=5, amphoe=frozenset({"5701"})),
        row("b", 20_000, amphoe=frozenset({"5702"})),
    )
    cap, floors = BudgetCap(2564, "จังหวัด", 100_000), each("amphoe", ["5701", "5702"])
    outcome = solve(Problem(rows, YEARS, (cap, *floors), bonuses=(Bonus("amphoe", "5701", 3),)))
    assert outcome.spending[0].baht == Decimal("90000.50")
    slack = {s.demand: s for s in outcome.slack}
    assert (slack[cap].used, slack[cap].room, slack[cap].tight) == (
        Decimal("90000.50"),
        Decimal("9999.50"),
        False,
    )
    assert set(outcome.tight) == set(floors)
    assert (outcome.score.total, outcome.score.own, outcome.score.by_year) == (9, 6, ((2564, 9),))
    assert outcome.score.bonuses == ((Bonus("amphoe", "5701", 3), 3),)


def test_ties_keep_the_present_plan_then_take_earlier_years_then_ids() -> None:
    cap = BudgetCap(None, None, 100_000)
    rows = (row("a"), row("b", present=2564), row("c"))
    assert ids(solve(Problem(rows, YEARS, (cap,)))) == ["b"]
    assert ids(solve(Problem((row("b"), row("a")), YEARS, (cap,)))) == ["a"]
    late = solve(Problem((row("a", years=YEARS),), YEARS))
    assert late.year_of("a") == 2563
    stays = solve(Problem((row("a", years=YEARS, present=2565),), YEARS))
    assert stays.year_of("a") == 2565


def test_no_rows() -> None:
    assert solve(Problem((), YEARS)).status == "optimal"
    assert solve(Problem((), YEARS, each("amphoe", ["5701"]))).status == "impossible"


def test_200_networks_and_progress() -> None:
    networks = [f"n{n}" for n in range(200)]
    rows = tuple(row(f"r{n}", 1000 * n, network=name) for n, name in enumerate(networks))
    told: list[tuple[int, int, str]] = []
    outcome = solve(Problem(rows, YEARS, each("network", networks)), progress=lambda *step: told.append(step))
    assert len(outcome.chosen) == 200
    assert told[-1][:2] == (3, 3)


@pytest.mark.parametrize(
    "wrong",
    (
        lambda: Cost(2564, "ก", 1.5),
        lambda: Cost(2564, "ก", -1),
        lambda: Cost(2564, "ก", Decimal("0.001")),
        lambda: Cost(2564, "ก", Decimal("NaN")),
        lambda: BudgetCap(2564, None, 10**12 + 1),
        lambda: Option(2564, (Cost(2565, "ก", 1),)),
        lambda: Option(2565, end=2564),
        lambda: Candidate("a", "a", (), value=1.5),
        lambda: Candidate("a", "a", (), value=-1),
        lambda: Candidate("a", "a", (), amphoe="5701"),
        lambda: Problem((row("a"), row("a")), YEARS),
        lambda: Problem((row("a"),), (2563,)),
        lambda: Problem((), YEARS, (Must("a"),)),
        lambda: Problem((), YEARS, (BudgetCap(2570, None, 1),)),
        lambda: Problem((), ()),
    ),
)
def test_what_cannot_be_is_refused(wrong) -> None:
    with pytest.raises((TypeError, ValueError)):
        wrong()


def test_importing_is_cheap() -> None:
    import subprocess
    import sys

    code = "import sys, thaktho.engines.weave.portfolio; sys.exit('scipy' in sys.modules or 'django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
