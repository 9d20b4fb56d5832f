"""What must hold for any plan, however broken."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.weave.lint.clean import PLAN, PROJECT
from tests.tools.fast import examples
from thaktho.engines.weave.lint import Branch, Kpi, Line, Measure, Pair, Plan, Task, lint

IDS = st.sampled_from(("a", "b", "c", "d"))
LINKS = st.lists(IDS, max_size=3).map(tuple)
YEARS = st.sampled_from((2564, 2565, 2566, 2570))
MONEY = st.none() | st.sampled_from((D(-1), D(0), D("0.01"), D(10) ** 12))
DAYS = st.none() | st.dates(date(2019, 1, 1), date(2026, 1, 1))
MEASURES = st.builds(
    Measure, st.just("ตัวชี้วัด"), st.sampled_from(("", "คน", "ร้อยละ")), MONEY, st.none() | YEARS, st.dictionaries(YEARS, MONEY, max_size=3),
    st.sampled_from(("up", "down", "keep")),
)  # fmt: skip
TASKS = st.builds(
    Task, st.sampled_from(("project", "activity")), IDS, st.text(max_size=5), LINKS, LINKS, st.text(max_size=3), st.none() | st.booleans(),
    st.lists(st.sampled_from(("x", "y")), max_size=2).map(tuple), LINKS, st.lists(YEARS, max_size=2).map(tuple), DAYS, DAYS, MONEY, st.booleans(),
    st.dictionaries(YEARS, MONEY.filter(lambda m: m is not None), max_size=2),
    st.lists(st.builds(Line, MONEY.filter(lambda m: m is not None), st.none() | YEARS), max_size=2).map(tuple),
    st.lists(MEASURES, max_size=2).map(tuple), LINKS,
)  # fmt: skip
PLANS = st.builds(
    Plan, st.just(2565), st.just(2566), st.lists(st.builds(Branch, st.sampled_from(("strategy", "objective")), IDS, st.text(max_size=3), LINKS), max_size=3).map(tuple),
    st.lists(st.builds(Kpi, IDS, MEASURES, LINKS), max_size=2).map(tuple), st.lists(TASKS, max_size=4).map(tuple),
    st.lists(st.builds(Pair, IDS, IDS, IDS, st.booleans()), max_size=2).map(tuple), st.just({2565: frozenset({"x"})}), MONEY,
)  # fmt: skip


@examples(150)
@given(PLANS)
def test_no_plan_is_too_broken_to_look_at(plan: Plan) -> None:
    found = lint(plan)
    assert len(set(found)) == len(found)
    assert all(f.text_th for f in found)
    rank = ["error", "warning", "hint"]
    assert [rank.index(f.severity) for f in found] == sorted(rank.index(f.severity) for f in found)


@examples(80)
@given(PLANS, st.integers())
def test_order_does_not_matter(plan: Plan, seed: int) -> None:
    ids = [item.id for item in (*plan.branches, *plan.kpis, *plan.tasks)]
    if len(set(ids)) < len(ids):
        return  # of two items with one id, which is meant is for people to say
    tasks, branches = list(plan.tasks), list(plan.branches)
    Random(seed).shuffle(tasks)
    Random(seed).shuffle(branches)
    assert lint(replace(plan, tasks=tuple(tasks), branches=tuple(branches))) == lint(plan)


def test_some_rules_alone() -> None:
    broken = replace(PLAN, total=D(1))
    assert lint(broken, ["row.no_area"]) == ()
    assert [f.code for f in lint(broken, ["budget.plan_differs"])] == ["budget.plan_differs"]
    with pytest.raises(KeyError):
        lint(broken, ["no.such"])


def test_an_empty_plan() -> None:
    assert lint(Plan(2565, 2566)) == ()


def test_a_large_plan_is_quick() -> None:
    rows = tuple(
        replace(PROJECT, id=f"p{n}", parents=("o1", f"p{n - 1}" if n else "o1")) for n in range(3000)
    )
    began = process_time()
    lint(replace(PLAN, tasks=rows, pairs=(), total=None))
    assert process_time() - began < 5
