"""The moves of a collaboration, from proposal to agreement and back, as a table."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from .models import Collaboration
from .states import Refused

State, Answer = Collaboration.State, Collaboration.Answer

# (state, verb) -> the state it moves to. Whatever is not here cannot be done. "accept" moves on only when both sides
# have accepted: see `after_accepting`.
MOVES: dict[tuple[str, str], str] = {
    (State.PROPOSED, "invite"): State.INVITED,
    (State.DECLINED, "invite"): State.INVITED,
    (State.WITHDRAWN, "invite"): State.INVITED,
    (State.PROPOSED, "skip"): State.SKIPPED,
    (State.SKIPPED, "reopen"): State.PROPOSED,
    (State.INVITED, "withdraw"): State.WITHDRAWN,
    (State.AGREED, "withdraw"): State.WITHDRAWN,
    (State.INVITED, "accept"): State.INVITED,
    (State.INVITED, "decline"): State.DECLINED,
    (State.AGREED, "decline"): State.DECLINED,
}
DECIDED = (State.SKIPPED, State.AGREED, State.DECLINED, State.WITHDRAWN)  # nobody is waited for
OFFICE, PARTY = ("invite", "skip", "reopen", "withdraw"), ("accept", "decline")
NEEDS_REASON = ("skip", "withdraw")

_NOT_NOW = {
    "invite": gettext_lazy("เชิญได้เฉพาะข้อที่ยังไม่ได้เชิญ หรือที่ถอนหรือไม่ร่วมไปแล้ว"),
    "skip": gettext_lazy("ข้ามได้เฉพาะข้อที่ยังไม่ได้เชิญ ข้อที่เชิญแล้วให้ถอนคำเชิญ"),
    "reopen": gettext_lazy("นำกลับมาได้เฉพาะข้อที่ข้ามไป"),
    "withdraw": gettext_lazy("ถอนได้เฉพาะข้อที่เชิญแล้วหรือตกลงแล้ว"),
    "accept": gettext_lazy("ตอบตกลงได้เฉพาะข้อที่ฝ่ายเลขานุการเชิญและยังรอตอบ"),
    "decline": gettext_lazy("ตอบได้เฉพาะข้อที่เชิญแล้วหรือตกลงแล้ว"),
}


def moved(state: str, verb: str) -> str:
    """The state after the verb, or why not."""
    target = MOVES.get((state, verb))
    if target is None:
        raise Refused(str(_NOT_NOW[verb]))
    return target


def can(state: str, verb: str) -> bool:
    return (state, verb) in MOVES


def after_accepting(taker: str, giver: str) -> str:
    """Agreed once both have said yes."""
    return State.AGREED if taker == giver == Answer.YES else State.INVITED
