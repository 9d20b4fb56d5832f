"""How long do the X-rays of a large plan take?

python -m bench.lint [ROWS]
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from datetime import date
from decimal import Decimal

from thaktho.engines.weave.lint import RULES, Branch, Kpi, Line, Measure, Pair, Plan, Task, lint


def plan(count: int) -> Plan:
    """Projects with activities; every tenth row has a fault of some kind."""
    measure = Measure("ผู้เข้าร่วม", "คน", Decimal(10), 2562, {y: Decimal(y - 2550) for y in (2563, 2564, 2565)})
    tasks = []
    for n in range(count):
        up = (f"r{n - n % 5}",) if n % 5 else ("o1", "k1")
        money = Decimal(100 if n % 5 else 400)
        tasks.append(
            Task(
                "activity" if n % 5 else "project", f"r{n}", f"กิจกรรมที่ {n}", up, (), "" if n % 10 == 3 else "อบต.", True,
                ("discipline",), ("570101",), (2563,), date(2020, 1, 1), date(2020, 1, 2), money + (n % 10 == 5), False, {},
                (Line(money, 2563, "งบ อปท."),), (measure,), ("s1",),
            )
        )  # fmt: skip
    pairs = tuple(Pair(f"x{n}", f"r{n}", f"r{n + 1}", n % 2 == 0) for n in range(0, count - 1, 10))
    branches = (Branch("strategy", "g1", "คนดี"), Branch("objective", "o1", "ชุมชนดี", ("g1",)))
    return Plan(
        2563,
        2565,
        branches,
        (Kpi("k1", measure, ("o1",)),),
        tuple(tasks),
        pairs,
        {2563: frozenset({"discipline"})},
    )


def main() -> None:
    for count in [int(sys.argv[1])] if len(sys.argv) > 1 else [500, 10_000]:
        one = plan(count)
        began = time.perf_counter()
        found = lint(one)
        took = time.perf_counter() - began
        levels = dict(sorted(Counter(f.severity for f in found).items()))
        print(f"lint    {count} rows, {len(RULES)} rules: {took:.2f} s, {len(found)} findings {levels}")


if __name__ == "__main__":
    main()
