"""The rules by code, and the one function that runs them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from thaktho.engines.weave.lint.types import Branch, Finding, Kpi, Measure, Plan, Severity, Subject, Task
from thaktho.thai.dates.fiscal import fiscal_year

Hit = tuple[Subject, str, str]  # about what, which cell, the Thai sentence
ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "hint": 2}


@dataclass(frozen=True, slots=True)
class Rule:
    """One X-ray. `title_th` names it on screens; `about` says in English what it looks for and why."""

    code: str
    severity: Severity
    title_th: str
    about: str
    run: Callable[[Book], Iterator[Hit]]


RULES: dict[str, Rule] = {}


def rule(
    code: str, severity: Severity, title_th: str
) -> Callable[[Callable[[Book], Iterator[Hit]]], Callable[[Book], Iterator[Hit]]]:
    """Enter a rule; its docstring is its documentation."""

    def enter(run: Callable[[Book], Iterator[Hit]]) -> Callable[[Book], Iterator[Hit]]:
        if code in RULES:
            raise ValueError(f"rule {code} twice")
        RULES[code] = Rule(code, severity, title_th, " ".join((run.__doc__ or "").split()), run)
        return run

    return enter


@dataclass
class Book:
    """A plan, with what several rules ask of it."""

    plan: Plan
    items: tuple[Branch | Kpi | Task, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.items = (*self.plan.branches, *self.plan.kpis, *self.plan.tasks)

    @cached_property
    def by_id(self) -> dict[str, Branch | Kpi | Task]:
        return {item.id: item for item in self.items}

    @cached_property
    def children(self) -> dict[str, list[Branch | Kpi | Task]]:
        out: dict[str, list[Branch | Kpi | Task]] = {}
        for item in self.items:
            for parent in dict.fromkeys(item.parents):
                out.setdefault(parent, []).append(item)
        return out

    def measures(self) -> Iterator[tuple[Subject, str, Measure, tuple[int, ...]]]:
        """Every indicator: whose, the beginning of its cells' names, itself, and the years it should have targets for."""
        for kpi in self.plan.kpis:
            yield subject(kpi), "", kpi.measure, self.plan.years
        for task in self.plan.tasks:
            for n, measure in enumerate(task.measures):
                yield subject(task), f"measures.{n}.", measure, self.years_of(task) or self.plan.years

    def inside(self, task: Task) -> list[Task]:
        """The rows a row is a part of."""
        above = (self.by_id.get(p) for p in task.parents if p != task.id)
        return [item for item in above if isinstance(item, Task)]

    def years_of(self, task: Task) -> tuple[int, ...]:
        """The fiscal years a row says, else those its dates fall in; empty when neither is known or the dates cannot be."""
        return tuple(sorted(set(task.years))) or years_between(task.start, task.end)


def years_between(start: date | None, end: date | None) -> tuple[int, ...]:
    if start is None or (end is not None and end < start):
        return ()
    return tuple(range(fiscal_year(start), fiscal_year(end or start) + 1))


def subject(item: Branch | Kpi | Task) -> Subject:
    return Subject("kpi" if isinstance(item, Kpi) else item.kind, item.id)


def name(item: Branch | Kpi | Task) -> str:
    return item.measure.name if isinstance(item, Kpi) else item.title


def lint(plan: Plan, only: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Every finding of all rules, or of `only` those codes (KeyError for one that is none): errors first, then by code,
    subject and cell. Order within the plan never matters."""
    book = Book(plan)
    rules = RULES.values() if only is None else [RULES[code] for code in sorted(only)]
    found = {Finding(r.code, r.severity, *hit) for r in rules for hit in r.run(book)}
    return tuple(
        sorted(
            found, key=lambda f: (ORDER[f.severity], f.code, f.subject.kind, f.subject.id, f.cell, f.text_th)
        )
    )
