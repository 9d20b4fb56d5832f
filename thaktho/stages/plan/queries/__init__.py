"""Reads of the plan. The programme comes first; where it matters who looks, the reader comes second."""

from .counting import standings
from .history import HistoryLine, row_history
from .imports import batch, batches, overwritten, staged, staged_counts
from .needs import NeedFact, for_weaving
from .plans import NetworkState, count_by_amphoe, count_by_network, network, network_states, plan_of, plans_of
from .rounds import open_round, round_standings
from .rows import (
    Filters,
    Totals,
    WeavingRow,
    YearBudget,
    budget_by_year,
    flags_of,
    funds,
    pills,
    removed,
    row,
    rows,
    rows_for_weaving,
    totals,
    visible,
)
from .tree import outline, quarters, trees
from .versions import latest_approved
from .waiting import waiting

__all__ = [
    "Filters",
    "HistoryLine",
    "NeedFact",
    "NetworkState",
    "Totals",
    "WeavingRow",
    "YearBudget",
    "batch",
    "batches",
    "budget_by_year",
    "count_by_amphoe",
    "count_by_network",
    "flags_of",
    "for_weaving",
    "funds",
    "latest_approved",
    "network",
    "network_states",
    "open_round",
    "outline",
    "overwritten",
    "pills",
    "plan_of",
    "plans_of",
    "quarters",
    "removed",
    "round_standings",
    "row",
    "row_history",
    "rows",
    "rows_for_weaving",
    "staged",
    "staged_counts",
    "standings",
    "totals",
    "trees",
    "visible",
    "waiting",
]
