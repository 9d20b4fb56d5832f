"""Weave: likely overlaps between the plan rows of all networks, each with its reasons. People decide.

    from thaktho.engines.weave import Row, compare, weave
    pairs = weave(rows)           # the whole plan
    pair = compare(row_a, row_b)  # any one pair, or None

`weave` and `compare` are loaded when first asked for: scikit-learn and SciPy take two seconds to load, and a server
that only shows pages needs neither.
"""

from typing import TYPE_CHECKING, Any

from thaktho.engines.weave.overlap.labels import label
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

if TYPE_CHECKING:
    from thaktho.engines.weave.overlap.weaving import DoubleIdError, compare, weave

__all__ = [
    "NOWHERE", "Action", "DoubleIdError", "Label", "Nearness", "Pair", "Place", "Reason", "Row", "compare", "label", "weave",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in ("DoubleIdError", "compare", "weave"):
        raise AttributeError(name)
    from thaktho.engines.weave.overlap import weaving

    return getattr(weaving, name)
