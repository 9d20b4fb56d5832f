"""How a follow-up goes on. A move that is not in the table does not exist."""

from __future__ import annotations

from django.utils.translation import gettext

from .models import FollowUp

TODO, DOING, DONE, DROPPED = (
    FollowUp.State.TODO,
    FollowUp.State.DOING,
    FollowUp.State.DONE,
    FollowUp.State.DROPPED,
)

MOVES: dict[str, tuple[frozenset[str], str]] = {
    "start": (frozenset({TODO, DOING}), DOING),  # a report may also leave it where it is
    "finish": (frozenset({TODO, DOING}), DONE),
    "drop": (frozenset({TODO, DOING}), DROPPED),
    "reopen": (frozenset({DONE, DROPPED}), DOING),
}


class WrongState(Exception):
    """Not where this move begins; the words say so."""


class Changed(Exception):
    def __init__(self, followup: FollowUp) -> None:
        super().__init__(f"follow-up {followup.pk} is at version {followup.version}")
        self.followup = followup


class Refused(Exception):
    """The words are Thai, for the reader."""


def move(followup: FollowUp, verb: str) -> None:
    """Move it (unsaved), or raise WrongState."""
    sources, target = MOVES[verb]
    if followup.state not in sources:
        raise WrongState(
            gettext("งานนี้%(state)sไปแล้ว เปิดหน้าใหม่เพื่อดูสถานะล่าสุด") % {"state": followup.get_state_display()}
        )
    followup.state = target
