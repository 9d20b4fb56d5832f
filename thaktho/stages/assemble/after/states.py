"""How a commitment goes on. A move that is not in the table does not exist; what is late follows from the day it is due."""

from __future__ import annotations

from django.utils.translation import gettext

from ..refusals import Changed, Refused  # noqa: F401 (taken from here by the chamber's files)
from ..text.models import Text
from .models import Commitment

NOT_STARTED, DOING = Commitment.State.NOT_STARTED, Commitment.State.DOING
KEPT, DROPPED = Commitment.State.KEPT, Commitment.State.DROPPED

# From a state, which states may the next report tell of. The way back from what was reported kept is a correcting report.
MOVES: dict[str, frozenset[str]] = {
    NOT_STARTED: frozenset({NOT_STARTED, DOING, KEPT, DROPPED}),
    DOING: frozenset({DOING, KEPT, DROPPED}),
    KEPT: frozenset({KEPT}),
    DROPPED: frozenset({DROPPED, DOING}),
}
OPEN = (NOT_STARTED, DOING)
# Words of the declaration that promises are made of.
SETTLED = (Text.State.AGREED, Text.State.PROCLAIMED)
# Stages in which what was promised is followed up.
FOLLOWED = ("wrap_up", "follow_up")


def must_move(commitment: Commitment, to: str) -> None:
    if to not in MOVES[commitment.state]:
        raise Refused(
            gettext("พันธสัญญานี้อยู่ในสถานะ “%(here)s” แล้ว หากบันทึกผิดให้แก้รายงานครั้งล่าสุด")
            % {"here": commitment.get_state_display()}
        )


def next_states(commitment: Commitment) -> list[tuple[str, str]]:
    """Choices of the next report, in the order of the model."""
    return [
        (value, str(label)) for value, label in Commitment.State.choices if value in MOVES[commitment.state]
    ]
