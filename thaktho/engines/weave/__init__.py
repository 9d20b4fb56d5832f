"""Weave: likely overlaps between the plan rows of all networks, each with its reasons. People decide.

    from thaktho.engines.weave import Loom, Profiles, Row, compare, weave
    pairs = weave(rows)                   # the whole plan
    pair = compare(row_a, row_b)          # any one pair, or None
    change = Loom(rows).change(row)       # one row of the plan, woven anew

What loads scikit-learn or SciPy is loaded when first asked for: they take two seconds to load, and a server that only
shows pages needs neither.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from thaktho.engines.weave.overlap.additions import Addition, AdditionError
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
    from thaktho.engines.weave.overlap.lexicon import Lexicon
    from thaktho.engines.weave.overlap.lexicon import load as lexicon
    from thaktho.engines.weave.overlap.loom import Change, Loom, UnknownRowError
    from thaktho.engines.weave.overlap.store import Profiles
    from thaktho.engines.weave.overlap.weaving import DoubleIdError, compare, weave

__all__ = [
    "NOWHERE", "Action", "Addition", "AdditionError", "Change", "DoubleIdError", "Label", "Lexicon", "Loom", "Nearness", "Pair",
    "Place", "Profiles", "Reason", "Row", "UnknownRowError", "compare", "label", "lexicon", "weave",
]  # fmt: skip

_LATER = {
    "Change": ("overlap.loom", "Change"),
    "DoubleIdError": ("overlap.weaving", "DoubleIdError"),
    "Lexicon": ("overlap.lexicon", "Lexicon"),
    "Loom": ("overlap.loom", "Loom"),
    "Profiles": ("overlap.store", "Profiles"),
    "UnknownRowError": ("overlap.loom", "UnknownRowError"),
    "compare": ("overlap.weaving", "compare"),
    "lexicon": ("overlap.lexicon", "load"),
    "weave": ("overlap.weaving", "weave"),
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    module, what = _LATER[name]
    return getattr(import_module(f"{__name__}.{module}"), what)
