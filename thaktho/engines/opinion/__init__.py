"""The opinion map: votes in, positions, groups, findings and their certificates out. No Django.

`gather` makes the vote store, `opinion_map` the map, `predict` answers for votes not cast, `Live` keeps a topic up to date
vote by vote, `next_statements` says what to ask next. Method, sources and what is not claimed: docs/opinion.md.

Names are loaded when first used: `published` and `place`, which web pages need, do not wait for the compiler.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .live import Live
    from .manifest import Settings, dump
    from .mapping import Drawn, drawn, opinion_map
    from .prediction import Prediction, predict
    from .routing import Asked, next_statements
    from .store import Votes, gather

__all__ = [
    "Asked",
    "Drawn",
    "Live",
    "Prediction",
    "Settings",
    "Votes",
    "drawn",
    "dump",
    "gather",
    "next_statements",
    "opinion_map",
    "predict",
]

_ROOMS = {
    "Asked": "routing",
    "Drawn": "mapping",
    "Live": "live",
    "Prediction": "prediction",
    "Settings": "manifest",
    "Votes": "store",
    "drawn": "mapping",
    "dump": "manifest",
    "gather": "store",
    "next_statements": "routing",
    "opinion_map": "mapping",
    "predict": "prediction",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f".{_ROOMS[name]}", __name__), name)
    return found
