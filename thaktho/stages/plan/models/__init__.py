"""The plan: the tree, each network's rows, the needs they answer, what the engine proposes and people decide, and
versions of the integrated plan."""

from .loom import Collaboration, KeptReading, LexiconWord, LintWaiver, Portfolio, RowLack
from .needs import GapDecision, Need
from .rounds import Round, Submission
from .rows import (
    BudgetLine,
    CellFlag,
    ImportBatch,
    NetworkPlan,
    Pair,
    PlanRow,
    PlanVersion,
    RowTarget,
    VersionDocument,
    VersionLine,
)
from .tree import Acceptance, Branch, Kpi, KpiTarget, PlanTree, Risk, UpwardLink

__all__ = [
    "Acceptance", "Branch", "BudgetLine", "CellFlag", "Collaboration", "GapDecision", "ImportBatch", "KeptReading", "Kpi", "KpiTarget",
    "LexiconWord", "LintWaiver", "Need", "NetworkPlan", "Pair", "PlanRow", "PlanTree", "PlanVersion", "Portfolio", "Risk",
    "Round", "RowLack", "RowTarget", "Submission", "UpwardLink", "VersionDocument", "VersionLine",
]  # fmt: skip
