"""The opinion map: votes in, positions, groups, findings and their certificates out. No Django.

`gather` makes the vote store, `opinion_map` the map, `predict` answers for votes not cast, `Live` keeps a topic up to date
vote by vote, `next_statements` says what to ask next. Method, sources and what is not claimed: docs/opinion.md.
"""

from .live import Live
from .manifest import Settings, dump
from .mapping import opinion_map
from .predict import Prediction, predict
from .routing import Asked, next_statements
from .store import Votes, gather

__all__ = [
    "Asked",
    "Live",
    "Prediction",
    "Settings",
    "Votes",
    "dump",
    "gather",
    "next_statements",
    "opinion_map",
    "predict",
]
