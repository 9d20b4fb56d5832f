"""The moves of a call and of a proposal; a move the tables do not know is refused with words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from ..editions.states import Changed, Refused
from .models import Issue, IssueCall

_C, _I = IssueCall.State, Issue.State

CALL_MOVES: dict[str, frozenset[str]] = {
    _C.DRAFT: frozenset({_C.OPEN}),
    _C.OPEN: frozenset({_C.SCREENING}),
    _C.SCREENING: frozenset({_C.OPEN, _C.DECIDED}),
    _C.DECIDED: frozenset({_C.SCREENING}),
}

# Decided while the call is screened; taken back to be decided anew. What was withdrawn stays withdrawn.
ISSUE_MOVES: dict[str, frozenset[str]] = {
    _I.SUBMITTED: frozenset({_I.ACCEPTED, _I.DECLINED, _I.MERGED, _I.WITHDRAWN}),
    _I.ACCEPTED: frozenset({_I.SUBMITTED}),
    _I.DECLINED: frozenset({_I.SUBMITTED}),
    _I.MERGED: frozenset({_I.SUBMITTED}),
    _I.WITHDRAWN: frozenset(),
}


class NotOpen(Refused):
    """Proposals are not taken now."""


def move_call(call: IssueCall, state: str) -> None:
    if state not in CALL_MOVES[call.state]:
        raise Refused(
            gettext("การรับประเด็น “%(state)s” แล้ว โหลดหน้าใหม่เพื่อดูล่าสุด") % {"state": call.get_state_display()}
        )
    call.state = state


def move_issue(issue: Issue, state: str) -> None:
    if state not in ISSUE_MOVES[issue.state]:
        raise Refused(
            gettext("ประเด็นนี้ “%(state)s” แล้ว โหลดหน้าใหม่เพื่อดูล่าสุด") % {"state": issue.get_state_display()}
        )
    issue.state = state


def is_over(call: IssueCall, today: date) -> bool:
    """Whether proposals were taken, and are no more."""
    if call.state == _C.DRAFT:
        return False
    return call.state != _C.OPEN or bool(call.closes_on and today > call.closes_on)


def why_closed(call: IssueCall | None, today: date) -> str:
    """Why nobody may propose today, in words; "" while proposals are taken."""
    if call is None or call.state == _C.DRAFT:
        return gettext("ยังไม่เปิดรับประเด็น")
    if is_over(call, today):
        return gettext("ปิดรับประเด็นของปีนี้แล้ว")
    if call.opens_on and today < call.opens_on:
        return gettext("ยังไม่ถึงวันเปิดรับประเด็น")
    return ""


__all__ = [
    "CALL_MOVES",
    "ISSUE_MOVES",
    "Changed",
    "NotOpen",
    "Refused",
    "is_over",
    "move_call",
    "move_issue",
    "why_closed",
]
