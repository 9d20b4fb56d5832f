"""Lint: X-rays of a plan. Plain data in, findings out, each with the cell and a Thai sentence that says what to do.

    from thaktho.engines.weave.lint import Plan, RULES, lint
    for finding in lint(plan): print(finding.code, finding.subject, finding.cell, finding.text_th)

An error keeps a plan from being approved in good order; a warning wants mending or a reason; a hint wants a look.
Nothing is decided here, and what is not known is never held against a row twice.
"""

from thaktho.engines.weave.lint import measures, money, rows, tree  # noqa: F401  (they enter their rules)
from thaktho.engines.weave.lint.money import likely_most
from thaktho.engines.weave.lint.registry import RULES, Rule, lint
from thaktho.engines.weave.lint.types import (
    FORM_LIMITS,
    Branch,
    Finding,
    Kpi,
    Line,
    Measure,
    Pair,
    Plan,
    Severity,
    Subject,
    Task,
)

__all__ = [
    "FORM_LIMITS", "RULES", "Branch", "Finding", "Kpi", "Line", "Measure", "Pair", "Plan", "Rule", "Severity", "Subject", "Task",
    "likely_most", "lint",
]  # fmt: skip
