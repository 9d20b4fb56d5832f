"""From the three judgements of a pair to the one proposal: a total function over 3 x 4 x 4 combinations.

============  =================  =================  ===========  ==========================================
action        place              time               label        what a person is asked
============  =================  =================  ===========  ==========================================
same          same               same               duplicate    are these one activity, planned twice?
same          same or near       anything           join         could it be held together, or in one series?
same          anything           same or near       join         could one campaign or order serve both?
same          apart or unknown   apart or unknown   support      share materials, speakers, experience
related       anything           anything           support      could one carry the other?
different     anything           anything           None         nothing is proposed
============  =================  =================  ===========  ==========================================

Unknown never makes a duplicate: a cell nobody could read must not accuse two networks of double work.
"""

from __future__ import annotations

from thaktho.engines.weave.types import Action, Label, Nearness


def label(action: Action, place: Nearness, time: Nearness) -> Label | None:
    """The proposal for a judged pair; see the table above."""
    if action == "different":
        return None
    if action == "related":
        return "support"
    if place == "same" and time == "same":
        return "duplicate"
    if place in ("same", "near") or time in ("same", "near"):
        return "join"
    return "support"
