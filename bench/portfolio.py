"""How long does a portfolio of 500 rows x 3 years x 18 amphoe take, and how much better is it than greedy? One run.

python -m bench.portfolio [ROWS] [--seeds N] [--prices]

plain: marks 1..10, sums in 5,000 baht. hard: marks 1..100, sums in 1,000 baht, and every network short of people.
4 virtues, 13 networks, 5 funds, a cap for each fund and year and one over all, 5 % of the rows locked by people.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bench.portfolio_case import AMPHOE, province
from thaktho.engines.weave.portfolio import (
    BudgetCap,
    Candidate,
    Floor,
    Must,
    Not,
    Option,
    PeopleCap,
    Problem,
    broken,
    outcome_of,
    solve,
    what_floors_cost,
    what_money_buys,
)
from thaktho.engines.weave.portfolio.exact import Choice, counts, takes
from thaktho.engines.weave.portfolio.money import hundredths


class Greedy:
    """What a careful clerk does: locked rows, then rows that fill open floors, then the rest; most points a baht first."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.choice: dict[str, Option] = {}
        self.caps = [d for d in problem.demands if isinstance(d, BudgetCap | PeopleCap)]
        self.room = [hundredths(d.days if isinstance(d, PeopleCap) else d.baht) for d in self.caps]
        self.missing = {d: d.rows for d in problem.demands if isinstance(d, Floor)}

    def run(self) -> Choice:
        locked = {d.row: d for d in self.problem.demands if isinstance(d, Must | Not)}
        rows = {r.id: r for r in self.problem.candidates}
        for lock in locked.values():
            if isinstance(lock, Must):
                ways = [o for o in rows[lock.row].options if lock.year in (None, o.start)]
                any(self.take(rows[lock.row], o) for o in ways)
        free = [(r, o) for r in self.problem.candidates if r.id not in locked for o in r.options]
        free.sort(key=lambda way: (-self.worth(*way), way[0].id, way[1].start))
        for row, option in free:
            if any(n > 0 and counts(f, row, option) for f, n in self.missing.items()):
                self.take(row, option)
        for row, option in free:
            self.take(row, option)
        return self.choice

    def worth(self, row: Candidate, option: Option) -> float:
        return self.problem.points(row) / (1000 + sum(float(c.baht) for c in option.costs or ()))

    def take(self, row: Candidate, option: Option) -> bool:
        if row.id in self.choice:
            return False
        needs = [takes(cap, row, option) for cap in self.caps]
        if any(need > room for need, room in zip(needs, self.room, strict=True)):
            return False
        self.room = [room - need for need, room in zip(needs, self.room, strict=True)]
        for floor in self.missing:
            self.missing[floor] -= counts(floor, row, option)
        self.choice[row.id] = option
        return True


@contextmanager
def timed(found: dict[str, float]) -> Iterator[None]:
    """Seconds on the clock and of the processor. HiGHS 1.12 prints a line of its own now and then: it is swallowed."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    began, work = time.perf_counter(), time.process_time()
    try:
        yield
    finally:
        found["clock"], found["cpu"] = time.perf_counter() - began, time.process_time() - work
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def measure(rows: int, seed: int, hard: bool) -> None:
    problem, ours, peer = province(rows, seed, hard=hard), {}, {}
    with timed(ours):
        outcome = solve(problem, seconds=4.5)
    with timed(peer):
        greedy = Greedy(problem).run()
    only_caps = replace(
        problem, demands=tuple(d for d in problem.demands if isinstance(d, BudgetCap | PeopleCap))
    )
    greedy_points, missed = outcome_of(only_caps, greedy).score.total, len(broken(problem, greedy))
    print(
        f"{'hard ' if hard else 'plain'} seed {seed}: {outcome.status} {outcome.score.total} points, gap {outcome.gap:.3%}, "
        f"{len(outcome.chosen)}/{rows} rows, {ours['clock']:.2f} s (cpu {ours['cpu']:.2f} s) | greedy {greedy_points} points, "
        f"{missed} demands broken, {peer['clock']:.2f} s | points x{outcome.score.total / max(1, greedy_points):.3f}, "
        f"time x{ours['clock'] / peer['clock']:.0f}"
    )


def clashes(rows: int, seed: int) -> None:
    """The same province with two amphoe asked for more rows than the money of a year can pay."""
    problem, spent = province(rows, seed), {}
    tight = tuple(
        replace(d, baht=0) if isinstance(d, BudgetCap) and d.year == 2564 and d.fund else d
        for d in problem.demands
    )
    asked = tuple(Floor("amphoe", code, 30, 2564) for code in AMPHOE[:2])
    with timed(spent):
        outcome = solve(replace(problem, demands=(*tight, *asked)))
    sizes = [(len(c.demands), "minimal" if c.minimal else "not proved minimal") for c in outcome.clashes]
    print(f"clash seed {seed}: {outcome.status}, {sizes}, {spent['clock']:.2f} s (cpu {spent['cpu']:.2f} s)")
    for clash in outcome.clashes[:1]:
        print(f"  {clash.message[:300]}")


def prices(rows: int, seed: int) -> None:
    problem, spent = province(rows, seed), {}
    with timed(spent):
        plan = solve(problem, seconds=4.5)
    for name, ask in (("100,000 baht more", what_money_buys), ("one row less", what_floors_cost)):
        with timed(spent):
            found = ask(problem, plan, seconds=60)
        gains = [p.change.points for p in found]
        print(
            f"{name}: {len(found)} demands, {sum(p.proved for p in found)} proved, gains {min(gains)}..{max(gains)} points, "
            f"{spent['clock']:.1f} s (cpu {spent['cpu']:.1f} s)"
        )


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("rows", nargs="?", type=int, default=500)
    asked.add_argument("--seeds", type=int, default=3)
    asked.add_argument(
        "--prices", action="store_true", help="also what money buys and floors cost (a minute or two)"
    )
    args = asked.parse_args()
    solve(province(50, hard=False))
    for hard in (False, True):
        for seed in range(1, args.seeds + 1):
            measure(args.rows, seed, hard)
    clashes(args.rows, 1)
    if args.prices:
        prices(args.rows, 1)


if __name__ == "__main__":
    main()
