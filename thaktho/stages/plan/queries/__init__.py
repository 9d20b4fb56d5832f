"""Reads of the plan. The programme comes first; where it matters who looks, the reader comes second."""

from .history import HistoryLine, row_history
from .imports import batch, batches, staged, staged_counts
from .plans import NetworkState, count_by_amphoe, count_by_network, network, network_states, plan_of, plans_of
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
from .versions import latest_approved
from .waiting import waiting

__all__ = [
    "Filters",
    "HistoryLine",
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
    "funds",
    "latest_approved",
    "network",
    "network_states",
    "pills",
    "plan_of",
    "plans_of",
    "removed",
    "row",
    "row_history",
    "rows",
    "rows_for_weaving",
    "staged",
    "staged_counts",
    "totals",
    "visible",
    "waiting",
]
