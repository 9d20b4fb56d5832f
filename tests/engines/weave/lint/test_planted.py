"""One fault planted into a clean plan gives that finding and no other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.engines.weave.lint.clean import PLAN, YEARS, measure
from thaktho.engines.weave.lint import RULES, Branch, Kpi, Line, Pair, Plan, likely_most, lint


def task(i: str, **change: object) -> Plan:
    return replace(PLAN, tasks=tuple(replace(t, **change) if t.id == i else t for t in PLAN.tasks))  # type: ignore[arg-type]


def kpi(**change: object) -> Plan:
    return replace(PLAN, kpis=(replace(PLAN.kpis[0], measure=measure(**change)),))


def branch(i: str, **change: object) -> Plan:
    return replace(PLAN, branches=tuple(replace(b, **change) if b.id == i else b for b in PLAN.branches))  # type: ignore[arg-type]


Planter = Callable[[], Plan]
PLANTED: list[tuple[str, str, str, Planter]] = [
    ("measure.no_baseline", "k1", "baseline", lambda: kpi(baseline=None, base_year=None)),
    ("measure.no_baseline", "p1", "measures.0.baseline", lambda: task("p1", measures=(measure(baseline=None),))),
    ("measure.no_base_year", "k1", "base_year", lambda: kpi(base_year=None)),
    ("measure.base_year_late", "k1", "base_year", lambda: kpi(base_year=2565)),
    ("measure.targets_fall", "k1", "targets.2566", lambda: kpi(targets={2565: D(50), 2566: D(45)})),
    ("measure.targets_fall", "k1", "targets.2566", lambda: kpi(direction="down", baseline=D(60))),
    ("measure.below_baseline", "k1", "targets.2565", lambda: kpi(baseline=D(55))),
    ("measure.no_target", "k1", "targets.2566", lambda: kpi(targets={2565: D(50)})),
    ("measure.no_target", "k1", "targets.2565", lambda: kpi(targets={2565: None, 2566: D(60)})),
    ("measure.target_outside", "k1", "targets.2567", lambda: kpi(targets={2565: D(50), 2566: D(60), 2567: D(70)})),
    ("measure.no_unit", "k1", "unit", lambda: kpi(unit=" ")),
    ("measure.over_hundred", "k1", "targets.2566", lambda: kpi(targets={2565: D(50), 2566: D(101)})),
    ("tree.cycle", "g1", "parents", lambda: branch("g1", parents=("o1",))),
    ("tree.cycle", "g1", "parents", lambda: branch("g1", parents=("g1",))),
    ("tree.missing_parent", "p1", "parents", lambda: task("p1", parents=("o1", "gone"))),
    ("tree.missing_parent", "p1", "kpis", lambda: task("p1", kpis=("k1", "gone"))),
    ("tree.double_id", "g1", "id", lambda: replace(PLAN, branches=(*PLAN.branches, Branch("strategy", "g1", "คนดี")))),
    ("tree.no_objective", "g2", "", lambda: replace(PLAN, branches=(*PLAN.branches, Branch("strategy", "g2", "เมืองดี")))),
    ("tree.no_kpi", "o2", "", lambda: replace(PLAN, branches=(*PLAN.branches, Branch("objective", "o2", "เยาวชนดี", ("g1",))))),
    ("tree.no_project", "k2", "", lambda: replace(PLAN, kpis=(*PLAN.kpis, Kpi("k2", measure(), ("o1",))))),
    ("tree.loose", "p1", "parents", lambda: task("p1", parents=(), kpis=())),
    ("pair.undecided", "x", "", lambda: replace(PLAN, pairs=(Pair("x", "p1", "a3"),))),
    ("row.no_title", "a3", "title", lambda: task("a3", title=" ")),
    ("row.no_agency", "a3", "agency", lambda: task("a3", agency="", accepted=None)),
    ("row.not_accepted", "a3", "agency", lambda: task("a3", accepted=None, asked=True)),
    ("row.not_asked", "youth", "", lambda: task("a3", accepted=None, network="youth")),
    ("row.refused", "a3", "agency", lambda: task("a3", accepted=False)),
    ("row.no_origin", "p1", "origins", lambda: task("p1", origins=())),
    ("row.no_area", "p1", "area", lambda: task("p1", areas=())),
    ("row.no_virtue", "p1", "virtues", lambda: task("p1", virtues=())),
    ("row.virtue_outside", "a1", "virtues.gratitude", lambda: task("a1", virtues=("gratitude",))),
    ("row.virtue_outside", "p1", "virtues.gratitude", lambda: task("p1", virtues=("discipline", "gratitude"))),
    ("row.no_measure", "a3", "measures", lambda: task("a3", parents=("o1",))),
    ("row.unreadable", "a3", "when", lambda: task("a3", unreadable=(("when", "ปีสองหลัก"),))),
    ("date.unsaid", "a3", "start", lambda: task("a3", years=())),
    ("date.end_first", "a1", "end", lambda: task("a1", end=date(2022, 1, 4))),
    ("date.outside_plan", "a1", "start", lambda: task("a1", start=date(2021, 9, 30))),
    ("date.outside_plan", "a2", "end", lambda: task("a2", end=date(2023, 10, 1))),
    ("date.outside_plan", "p1", "years", lambda: task("p1", years=(2564, *YEARS), measures=())),
    ("date.other_year", "a1", "years", lambda: task("a1", end=date(2022, 10, 1))),
    ("text.too_long", "p1", "problem", lambda: task("p1", texts={"problem": "ก" * 1001})),
    ("text.too_long", "a3", "title", lambda: task("a3", title="ก" * 301)),
    ("budget.blank", "a3", "budget", lambda: task("a3", budget=None, no_budget=False)),
    ("budget.zero_unsaid", "a3", "budget", lambda: task("a3", no_budget=False)),
    ("budget.zero_and_money", "p1", "budget", lambda: task("p1", no_budget=True)),
    ("budget.negative", "a3", "budget", lambda: replace(task("a3", budget=D(-1), no_budget=False), total=D(299))),
    ("budget.huge", "a3", "budget", lambda: replace(task("a3", budget=D(10) ** 12, no_budget=False), total=D(10) ** 12 + 300)),
    ("row.budget_unlikely", "a3", "budget", lambda: replace(task("a3", budget=D(10_000_001), no_budget=False), total=D(10_000_301))),
    ("budget.lines_differ", "a3", "budget", lambda: replace(task("a3", budget=D(9), no_budget=False, lines=(Line(D(8)),)), total=D(309))),
    ("budget.years_differ", "a3", "budget", lambda: replace(task("a3", budget=D(9), no_budget=False, by_year={2565: D(8)}), total=D(309))),
    ("budget.year_lines_differ", "p1", "by_year.2565", lambda: replace(task("p1", budget=None, lines=(Line(D(90), 2565), Line(D(200), 2566))), total=D(290))),
    ("budget.children_differ", "p1", "budget", lambda: task("a2", budget=D(150))),
    ("budget.children_differ", "p1", "budget", lambda: task("a2", budget=D(250))),
    ("budget.plan_differs", "", "total", lambda: replace(PLAN, total=D(301))),
    ("budget.other_year", "a2", "by_year.2565", lambda: task("a2", by_year={2565: D(200)})),
]  # fmt: skip


def test_a_clean_plan_has_no_finding() -> None:
    assert lint(PLAN) == ()


@pytest.mark.parametrize(
    ("code", "i", "cell", "plant"), PLANTED, ids=lambda x: x if isinstance(x, str) else ""
)
def test_a_planted_fault_is_found_alone(code: str, i: str, cell: str, plant: Planter) -> None:
    (found,) = lint(plant())
    assert (found.code, found.subject.id, found.cell) == (code, i, cell)
    assert found.severity == RULES[code].severity
    assert any("\u0e00" <= letter <= "\u0e7f" for letter in found.text_th)


def test_every_rule_has_its_plant_and_its_words() -> None:
    assert {code for code, *_ in PLANTED} == set(RULES)
    for one in RULES.values():
        assert one.about and one.title_th
        assert one.severity in ("error", "warning", "hint")


def test_what_is_not_said_is_not_counted_as_zero() -> None:
    unsaid = replace(task("a3", budget=None, no_budget=False), total=D(500))
    assert [f.code for f in lint(unsaid)] == ["budget.blank"]
    assert [f.code for f in lint(replace(unsaid, total=D(299)))] == ["budget.plan_differs", "budget.blank"]


def test_a_part_that_says_no_money_is_not_blank_inside_a_costed_project() -> None:
    assert lint(task("a2", budget=None)) == ()


def test_ten_million_is_likely_in_any_plan_and_more_is_in_a_dear_one() -> None:
    assert lint(replace(task("a3", budget=D(10_000_000), no_budget=False), total=D(10_000_300))) == ()
    assert likely_most([D(0), D(200_000), D(300_000), D(900_000_000)]) == D(30_000_000)


def test_who_was_not_asked_is_told_once_a_network() -> None:
    tasks = tuple(replace(t, accepted=None, network="youth") for t in PLAN.tasks)
    (found,) = lint(replace(PLAN, tasks=tasks))
    assert (found.code, found.severity) == ("row.not_asked", "hint") and " 4 แถว" in found.text_th


def test_an_old_virtue_is_not_judged_in_a_year_without_a_set() -> None:
    assert lint(replace(task("a1", virtues=("gratitude",)), virtue_sets={})) == ()
