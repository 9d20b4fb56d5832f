"""The only writer of calls, proposals, scores and decisions."""

from .calls import move, set_call, set_criteria
from .deciding import accept, decline, merge, show, take_back
from .proposing import change, propose, withdraw
from .scoring import score

__all__ = [
    "accept", "change", "decline", "merge", "move", "propose", "score", "set_call", "set_criteria", "show", "take_back",
    "withdraw",
]  # fmt: skip
