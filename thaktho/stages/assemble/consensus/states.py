"""How delegates, rounds and resolutions go on, and the words for what cannot be done."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, gettext_noop

from ..editions import states as of_the_year
from .models import ClauseStance, Delegate, Resolution, Round

D, R, V = Delegate.State, Round.State, Resolution.State

DELEGATE_MOVES: dict[str, tuple[frozenset[str], str]] = {
    # verb: (from, to)
    "appoint": (frozenset({D.NOMINATED}), D.APPOINTED),
    "replace": (frozenset({D.NOMINATED, D.APPOINTED}), D.REPLACED),
    "end": (frozenset({D.NOMINATED, D.APPOINTED}), D.ENDED),
}
ROUND_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "open": (frozenset({R.DRAFT}), R.OPEN),
    "close": (frozenset({R.OPEN}), R.CLOSED),
    "publish": (frozenset({R.CLOSED}), R.PUBLISHED),
}
RESOLUTION_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "lock": (frozenset({V.DRAFT}), V.LOCKED),
    "unlock": (frozenset({V.LOCKED}), V.DRAFT),
    "open": (frozenset({V.LOCKED}), V.OPEN),
    "close": (frozenset({V.OPEN}), V.CLOSED),
    "publish": (frozenset({V.CLOSED}), V.PUBLISHED),
    "cancel": (frozenset({V.DRAFT, V.LOCKED, V.OPEN}), V.CANCELLED),
}


Refused = of_the_year.Refused  # not now, or not so; what holds the year refuses in the same way


class WrongState(Refused):
    """The row is not where this move begins."""


class NotOpen(WrongState):
    """Voices or votes are not taken: not yet, or no more."""


class Locked(Refused):
    """The rules were locked when the first round opened."""


class NoReason(Refused):
    """This voice needs its reason."""


class Elsewhere(Refused):
    """The person has spoken on this clause for another network."""


class NotEntitled(Refused):
    """No right to this voice or vote."""


class Missing(Refused):
    """Voices are missing: closing asks for a reason first."""


class Changed(Refused):
    """Somebody said otherwise meanwhile."""

    def __init__(self, stance: ClauseStance | None, words: str = "") -> None:
        super().__init__(words or gettext("มีผู้แจ้งเสียงของเครือข่ายนี้ก่อนท่าน ดูเสียงล่าสุดแล้วแจ้งอีกครั้งหากยังต้องการเปลี่ยน"))
        self.stance = stance


_WORDS = {
    Round: gettext_noop("รอบนี้อยู่ในสถานะ “%(state)s” ทำขั้นตอนนี้ไม่ได้ เปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด"),
    Resolution: gettext_noop("มตินี้อยู่ในสถานะ “%(state)s” ทำขั้นตอนนี้ไม่ได้ เปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด"),
    Delegate: gettext_noop("ผู้แทนท่านนี้อยู่ในสถานะ “%(state)s” ทำขั้นตอนนี้ไม่ได้ เปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด"),
}
_MOVES: dict[type, dict[str, tuple[frozenset[str], str]]] = {
    Round: ROUND_MOVES,
    Resolution: RESOLUTION_MOVES,
    Delegate: DELEGATE_MOVES,
}


def wrong(row: Any) -> WrongState:
    return WrongState(gettext(_WORDS[type(row)]) % {"state": row.get_state_display()})


def move(row: Any, verb: str) -> None:
    """Move the row (unsaved), or raise WrongState."""
    sources, target = _MOVES[type(row)][verb]
    if row.state not in sources:
        raise wrong(row)
    row.state = target


def require(row: Any, *states: str) -> None:
    if row.state not in states:
        raise wrong(row)
