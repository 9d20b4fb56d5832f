"""Collaborate: who has what another network's row lacks. A matching that is optimal by a stated objective; people decide.

    from thaktho.engines.weave.collaborate import Lack, Offer, lacks_of, match, offers_of
    found = match(lacks_of(rows) + typed_lacks, offers_of(rows) + capitals_and_tools)
    found.proposals[0].reasons

`match` and `suitable` are loaded when first asked for (NumPy and SciPy).
"""

from typing import TYPE_CHECKING, Any

from thaktho.engines.weave.collaborate.rows import Means, lacks_of, offers_of, topics_in
from thaktho.engines.weave.collaborate.types import (
    CAPITALS,
    POINTS,
    Closeness,
    CollaborateError,
    Kind,
    Lack,
    Matching,
    Offer,
    Proposal,
    Reason,
    Subject,
    Timing,
    Unmet,
)

if TYPE_CHECKING:
    from thaktho.engines.weave.collaborate.matching import match, suitable

__all__ = [
    "CAPITALS", "POINTS", "Closeness", "CollaborateError", "Kind", "Lack", "Matching", "Means", "Offer", "Proposal", "Reason",
    "Subject", "Timing", "Unmet", "lacks_of", "match", "offers_of", "suitable", "topics_in",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in ("match", "suitable"):
        raise AttributeError(name)
    from thaktho.engines.weave.collaborate import matching

    return getattr(matching, name)
