"""The best portfolio: most points first; among equals fewest changes, then earlier years, then the order of ids."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from thaktho.engines.weave.portfolio import exact
from thaktho.engines.weave.portfolio.clash import find_clashes
from thaktho.engines.weave.portfolio.lines import Column, Line
from thaktho.engines.weave.portfolio.model import Clock, Model
from thaktho.engines.weave.portfolio.problem import Problem
from thaktho.engines.weave.portfolio.results import Chosen, Outcome, PortfolioError, Progress

SECONDS = 20.0
SMALL = 120  # columns up to which ties are settled exactly
ROUNDS, FREED, NODES = 15, 60, 20  # of improvement: how often, rows freed at a time, nodes of search for each
NEAR = (12, 40)  # changes from the present plan within which as many points are looked for first


def solve(
    problem: Problem,
    *,
    seconds: float = SECONDS,
    within: float = 0.0,
    progress: Progress | None = None,
    clashes: int = 3,
) -> Outcome:
    """Choose the rows and their years.

    `seconds` bounds the search; the clashes of an impossible problem get as long again. `within`: a plan is good enough
    when none can have more points by more than this share (0.001: one in a thousand). The same problem gives the same
    plan whatever the order of its parts, as long as time does not run out. `clashes`: how many to look for.
    Raises PortfolioError when the solver's answer breaks a demand in exact arithmetic, or the solver fails.
    """
    problem = problem.canonical()
    return solve_model(
        problem, Model(problem), seconds=seconds, within=within, progress=progress, clashes=clashes
    )


def solve_model(
    problem: Problem,
    model: Model,
    *,
    seconds: float,
    within: float = 0.0,
    progress: Progress | None = None,
    clashes: int = 3,
) -> Outcome:
    """`solve` for a canonical problem and its model."""
    began, clock = time.perf_counter(), Clock(seconds)
    tell = progress or (lambda done, total, what: None)
    tell(0, 3, "กำลังเลือกแถวที่ได้คะแนนมากที่สุด")
    points = [-problem.points(c.row) for c in model.columns]
    answer = model.minimise(points, Clock(seconds * 0.7), within=within)
    unpriced = tuple(
        r.id for r in problem.candidates if r.options and all(o.costs is None for o in r.options)
    )
    if answer.taken is None:
        found = (
            find_clashes(problem, model, Clock(max(seconds, 1.0)), clashes, progress) if answer.proved else ()
        )
        status = "impossible" if answer.proved else "unknown"
        return Outcome(status, clashes=found, unpriced=unpriced, seconds=time.perf_counter() - began)  # type: ignore[arg-type]
    tell(1, 3, "กำลังเลือกแผนที่เปลี่ยนจากแผนปัจจุบันน้อยที่สุด")
    taken, settled = settle(answer.taken, problem, model, clock, proved=answer.proved)
    tell(2, 3, "กำลังตรวจยอดรวม")
    outcome = outcome_of(problem, model.choice(taken), settled=settled)
    bound = max(-answer.bound, outcome.score.total)
    outcome = replace(
        outcome,
        status="optimal" if bound == outcome.score.total else "feasible",
        bound=bound,
        unpriced=unpriced,
        seconds=time.perf_counter() - began,
    )
    tell(3, 3, "เสร็จแล้ว")
    return outcome


def outcome_of(problem: Problem, choice: exact.Choice, *, settled: bool = True) -> Outcome:
    """Totals and slacks of a choice that keeps every demand. Raises PortfolioError when it breaks one."""
    if wrong := exact.broken(problem, choice):
        raise PortfolioError(f"the plan breaks {wrong[0]}")
    score = exact.score(problem, choice)
    return Outcome(
        "feasible",
        chosen=tuple(Chosen(row, choice[row]) for row in sorted(choice)),
        spending=exact.spending(choice),
        work=exact.work(problem, choice),
        slack=exact.slack(problem, choice),
        score=score,
        bound=score.total,
        settled=settled,
    )


def settle(
    taken: frozenset[int],
    problem: Problem,
    model: Model,
    clock: Clock,
    *,
    proved: bool,
    rounds: int = ROUNDS,
) -> tuple[frozenset[int], bool]:
    """The plan the tie rules want, and whether they were followed to their end.

    A small problem whose points are `proved` is settled exactly, rule after rule. For a large one as many points are
    looked for near the present plan; then it is improved part by part: most rows stay, a handful is chosen anew for
    points and rules together, `rounds` times. All this is counted, not timed, and drawn by a fixed seed, so the same
    problem ends at the same plan.
    """
    first = min(problem.years)
    points = [-problem.points(c.row) for c in model.columns]
    years = [c.option.start - first for c in model.columns]
    weight = sum(years) + 1
    rule = [weight * _change(c) + y for c, y in zip(model.columns, years, strict=True)]
    if not proved or len(model.columns) > SMALL:
        whole = sum(abs(r) for r in rule) + 1
        wish = [p * whole + r for p, r in zip(points, rule, strict=True)]
        taken = _near(taken, points, wish, problem, model, clock)
        return _improve(taken, wish, model, clock, rounds), False
    width = len(model.columns)
    by_id = [width * model.ids[c.row.id] + at for at, c in enumerate(model.columns)]
    kept = [_at_most(points, taken)]
    for wish in (rule, by_id):
        answer = model.minimise(wish, clock, also=kept)
        if answer.taken is not None and total(wish, answer.taken) < total(wish, taken):
            taken = answer.taken
        if not answer.proved:
            return taken, False
        kept.append(_at_most(wish, taken))
    return taken, True


def _near(
    taken: frozenset[int],
    points: Sequence[int],
    wish: Sequence[int],
    problem: Problem,
    model: Model,
    clock: Clock,
) -> frozenset[int]:
    """As many points within a few changes of the present plan, if they are there (local branching, Fischetti and Lodi 2003)."""
    changes = [_change(c) for c in model.columns]
    used = tuple(at for at, change in enumerate(changes) if change)
    present = sum(c.present is not None for c in problem.candidates)
    for most in NEAR:
        if total(changes, taken) + present <= most:
            break
        fence = Line(used, tuple(changes[at] for at in used), hi=most - present)
        reach = model.least(points, also=[fence])
        if reach is None or reach > total(points, taken):
            continue
        answer = model.minimise(wish, clock, also=[fence], nodes=NODES)
        if answer.taken is not None and total(wish, answer.taken) < total(wish, taken):
            return answer.taken
    return taken


def _improve(
    taken: frozenset[int], wish: Sequence[int], model: Model, clock: Clock, rounds: int
) -> frozenset[int]:
    """Large neighbourhood search (Shaw 1998): free some rows, solve for them exactly, keep what is better."""
    ways: dict[str, list[int]] = {}
    for at, column in enumerate(model.columns):
        ways.setdefault(column.row.id, []).append(at)
    dice, lines, rows = Random(1), model.active(), sorted(ways)
    for _ in range(rounds if rows else 0):
        if not clock.left:
            break
        freed = dice.sample(rows, min(FREED // 2, len(rows)))
        changed = sorted(_changed(taken, model))
        freed += dice.sample(changed, min(FREED // 2, len(changed)))
        free = frozenset(at for row in freed for at in ways[row])
        answer = model.search(wish, clock, lines, nodes=NODES, free=free, taken=taken)
        if answer.taken is not None and total(wish, answer.taken) < total(wish, taken):
            taken = answer.taken
    return taken


def _changed(taken: frozenset[int], model: Model) -> set[str]:
    """Rows that stand otherwise than in the present plan."""
    choice = model.choice(taken)
    return {c.row.id for c in model.columns if not c.row.stays(choice.get(c.row.id))}


def _change(column: Column) -> int:
    """What taking the column adds to the number of changes; a present row that is left out is counted by its absence."""
    if column.row.present is None:
        return 1
    return -1 if column.row.stays(column.option) else 0


def total(rule: Sequence[int], taken: frozenset[int]) -> int:
    return sum(rule[at] for at in taken)


def _at_most(rule: Sequence[int], taken: frozenset[int]) -> Line:
    used = [at for at, weight in enumerate(rule) if weight]
    return Line(tuple(used), tuple(rule[at] for at in used), hi=total(rule, taken))
