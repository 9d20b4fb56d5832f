"""A made-up province for the portfolio's measures: rows, funds, caps and floors drawn by a seed."""

from __future__ import annotations

import random

from thaktho.engines.weave.portfolio import (
    BudgetCap,
    Candidate,
    Cost,
    Effort,
    Floor,
    Must,
    Not,
    Option,
    PeopleCap,
    Problem,
    each,
    movable,
)

YEARS = (2563, 2564, 2565)
AMPHOE = tuple(f"57{n:02}" for n in range(1, 19))
VIRTUES = ("พอเพียง", "วินัย", "สุจริต", "จิตอาสา")
NETWORKS = tuple(f"n{n:02}" for n in range(1, 14))
GROUPS = ("เด็ก", "เยาวชน", "วัยทำงาน", "ผู้สูงอายุ", "พระสงฆ์")
FUNDS = ("งบจังหวัด", "งบ อปท.", "งบหน่วยงาน", "กองทุน", "เอกชน")


def province(rows: int = 500, seed: int = 1, share: float = 0.4, hard: bool = False) -> Problem:
    """`share`: what the caps grant of all that the rows ask for."""
    dice = random.Random(seed)
    candidates = tuple(_row(dice, n, hard) for n in range(rows))
    demands = [
        *each("virtue", list(VIRTUES), max(1, rows // 20)),
        *each("network", list(NETWORKS), max(1, rows // 50)),
    ]
    for year in YEARS:
        demands += each("amphoe", list(AMPHOE), max(1, rows // 250), year)
        demands += _caps(candidates, year, share, hard)
    for row in dice.sample(candidates, rows // 20):
        demands.append(Must(row.id, row.options[0].start) if dice.random() < 0.6 else Not(row.id))
    return Problem(candidates, YEARS, tuple(demands))


def _row(dice: random.Random, n: int, hard: bool) -> Candidate:
    fund = dice.choices(FUNDS, (4, 3, 5, 1, 1))[0]
    step = 1000 if hard else 5000
    baht = 0 if dice.random() < 0.1 else step * round(10 ** dice.uniform(4, 6) / step)
    days = dice.randrange(2, 60)
    start = dice.choice(YEARS)
    if dice.random() < 0.15:
        start = min(start, YEARS[-2])
        years = (start, start + 1)
        costs = tuple(Cost(year, fund, baht // 2) for year in years)
        options: tuple[Option, ...] = (
            Option(start, costs, tuple(Effort(y, days) for y in years), end=start + 1),
        )
    else:
        once = Option(start, (Cost(start, fund, baht),), (Effort(start, days),))
        options = movable(once, YEARS) if dice.random() < 0.6 else (once,)
        if dice.random() < 0.2:
            other = dice.choice(FUNDS)
            options += tuple(Option(o.start, (Cost(o.start, other, baht),), o.work) for o in options)
    return Candidate(
        f"r{n:04}",
        f"โครงการที่ {n}",
        options,
        value=dice.randrange(1, 101) if hard else dice.randrange(1, 11),
        network=dice.choice(NETWORKS),
        amphoe=frozenset(dice.sample(AMPHOE, dice.choices((1, 2, 5), (8, 2, 1))[0])),
        virtues=frozenset(dice.sample(VIRTUES, dice.choice((1, 1, 2)))),
        groups=frozenset(dice.sample(GROUPS, 1)),
        present=dice.choice((None, start)),
    )


def _caps(
    rows: tuple[Candidate, ...], year: int, share: float, hard: bool
) -> list[BudgetCap | PeopleCap | Floor]:
    asked = dict.fromkeys(FUNDS, 0.0)
    work = dict.fromkeys(NETWORKS, 0.0)
    for row in rows:
        for option in row.options:
            for cost in option.costs or ():
                asked[cost.fund] += float(cost.baht) / len(row.options) * (cost.year == year)
            work[row.network] += sum(float(w.days) for w in option.work if w.year == year) / len(row.options)
    caps: list[BudgetCap | PeopleCap | Floor] = [
        BudgetCap(year, fund, round(asked[fund] * share / 1000) * 1000) for fund in FUNDS
    ]
    caps.append(BudgetCap(year, None, round(sum(asked.values()) * share * 0.95 / 1000) * 1000))
    caps += [PeopleCap(year, round(work[network] * (0.8 if hard else 1.2)), network) for network in NETWORKS]
    return caps
