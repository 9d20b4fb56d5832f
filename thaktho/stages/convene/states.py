"""How a meeting goes on. A move that is not in the table does not exist."""

from __future__ import annotations

from .models import Meeting

PLANNED, OPEN, CLOSED = Meeting.State.PLANNED, Meeting.State.OPEN, Meeting.State.CLOSED
APPROVED, CANCELLED = Meeting.State.MINUTES_APPROVED, Meeting.State.CANCELLED

MOVES: dict[str, tuple[frozenset[str], str]] = {
    # verb: (from, to)
    "open": (frozenset({PLANNED}), OPEN),
    "close": (frozenset({OPEN}), CLOSED),
    "reopen": (frozenset({CLOSED}), OPEN),
    "cancel": (frozenset({PLANNED}), CANCELLED),
    "approve_minutes": (frozenset({CLOSED}), APPROVED),
    "correct_minutes": (frozenset({APPROVED}), CLOSED),
}


class WrongState(Exception):
    """The meeting is not where this move begins. The page says so and shows where it is now."""


def move(meeting: Meeting, verb: str) -> None:
    """Move the meeting (unsaved), or raise WrongState."""
    sources, target = MOVES[verb]
    if meeting.state not in sources:
        raise WrongState(f"{verb} from {meeting.state}")
    meeting.state = target


def require(meeting: Meeting, *states: str) -> None:
    """For an act that needs a phase but moves nothing. Asked again after the lock: the rule saw an older row."""
    if meeting.state not in states:
        raise WrongState(meeting.state)
