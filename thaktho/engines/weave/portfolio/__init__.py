"""Portfolio: which rows in which year, under caps, people and floors; why when none can be; what more money would buy.

    from thaktho.engines.weave.portfolio import BudgetCap, Candidate, Cost, Option, Problem, solve
    outcome = solve(Problem(rows, years=(2563, 2564, 2565), demands=(BudgetCap(2564, "จังหวัด", 300_000),)))

Importing is cheap: SciPy is loaded by the first call that solves.
"""

from thaktho.engines.weave.portfolio.demands import (
    After,
    BudgetCap,
    BudgetFloor,
    Demand,
    Floor,
    Must,
    Not,
    OnlyOne,
    PeopleCap,
    each,
)
from thaktho.engines.weave.portfolio.exact import broken
from thaktho.engines.weave.portfolio.money import MOST as MOST_BAHT
from thaktho.engines.weave.portfolio.problem import (
    Bonus,
    Candidate,
    Cost,
    Effort,
    Names,
    Option,
    Problem,
    movable,
)
from thaktho.engines.weave.portfolio.results import (
    Chosen,
    Clash,
    Difference,
    Outcome,
    PortfolioError,
    Score,
    Slack,
    Spending,
    Work,
    difference,
)
from thaktho.engines.weave.portfolio.sensitivity import Price, what_floors_cost, what_money_buys
from thaktho.engines.weave.portfolio.sentences import say
from thaktho.engines.weave.portfolio.solving import outcome_of, solve
from thaktho.engines.weave.portfolio.what_if import Overrides, WhatIf, overridden, what_if

__all__ = [
    "MOST_BAHT",
    "After", "Bonus", "BudgetCap", "BudgetFloor", "Candidate", "Chosen", "Clash", "Cost", "Demand", "Difference", "Effort",
    "Floor", "Must", "Names", "Not", "OnlyOne", "Option", "Outcome", "Overrides", "PeopleCap", "PortfolioError", "Price",
    "Problem", "Score", "Slack", "Spending", "WhatIf", "Work", "broken", "difference", "each", "movable", "outcome_of",
    "overridden", "say", "solve", "what_floors_cost", "what_if", "what_money_buys",
]  # fmt: skip
