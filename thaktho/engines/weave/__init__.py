"""Weave: likely overlaps between the plan rows of all networks, each with its reasons. People decide.

    from thaktho.engines.weave import Row, compare, weave
    pairs = weave(rows)           # the whole plan
    pair = compare(row_a, row_b)  # any one pair, or None
"""

from thaktho.engines.weave.labels import label
from thaktho.engines.weave.types import (
    NOWHERE,
    Action,
    Label,
    Nearness,
    Pair,
    Place,
    Reason,
    Row,
)
from thaktho.engines.weave.weaving import DoubleIdError, compare, weave

__all__ = [
    "NOWHERE", "Action", "DoubleIdError", "Label", "Nearness", "Pair", "Place", "Reason", "Row", "compare", "label", "weave",
]  # fmt: skip
