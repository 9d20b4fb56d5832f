"""How the declaration, its hearings and its amendments go on. A move that is not in a table does not exist."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext

from ..refusals import Changed, Refused  # noqa: F401 (taken from here by the chamber's files)
from .models import Amendment, Hearing, Text

DRAFTING, HEARING = Text.State.DRAFTING, Text.State.HEARING
AGREED, PROCLAIMED = Text.State.AGREED, Text.State.PROCLAIMED

TEXT_MOVES: dict[str, tuple[frozenset[str], str]] = {
    # verb: (from, to)
    "hear": (frozenset({DRAFTING, HEARING}), HEARING),
    "redraft": (frozenset({HEARING}), DRAFTING),
    "agree": (frozenset({DRAFTING}), AGREED),
    "reopen": (frozenset({AGREED}), DRAFTING),
    "proclaim": (frozenset({AGREED}), PROCLAIMED),
    "unproclaim": (frozenset({PROCLAIMED}), AGREED),
}
HEARING_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "open": (frozenset({Hearing.State.PLANNED, Hearing.State.CLOSED}), Hearing.State.OPEN),
    "close": (frozenset({Hearing.State.OPEN}), Hearing.State.CLOSED),
}
SUBMITTED, WITHDRAWN = Amendment.State.SUBMITTED, Amendment.State.WITHDRAWN
DECIDED, COMPOSED = Amendment.State.DECIDED, Amendment.State.COMPOSED
AMENDMENT_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "withdraw": (frozenset({SUBMITTED}), WITHDRAWN),
    "decide": (frozenset({SUBMITTED, DECIDED}), DECIDED),
    "undecide": (frozenset({DECIDED}), SUBMITTED),
    "compose": (frozenset({DECIDED}), COMPOSED),
    "take_out": (frozenset({COMPOSED}), DECIDED),
}
OPEN_TO_CHANGE = frozenset({DRAFTING, HEARING})


class WrongState(Refused):
    """The thing is not where this move begins."""


def move(row: Model, verb: str) -> None:
    """Move the row (unsaved), or raise WrongState. `row`: Text, Hearing or Amendment."""
    tables: dict[type, dict[str, tuple[frozenset[str], str]]] = {
        Text: TEXT_MOVES,
        Hearing: HEARING_MOVES,
        Amendment: AMENDMENT_MOVES,
    }
    sources, target = tables[type(row)][verb]
    if row.state not in sources:  # type: ignore[attr-defined]
        word = row.get_state_display()  # type: ignore[attr-defined]
        raise WrongState(
            gettext("ทำขั้นนี้ไม่ได้ เพราะขณะนี้อยู่ในสถานะ “%(state)s” เปิดหน้าใหม่เพื่อดูสถานะล่าสุด") % {"state": word}
        )
    row.state = target  # type: ignore[attr-defined]


def must_be_open(text: Text) -> None:
    """Words of the declaration change while it is drafted or heard. Asked again after the lock."""
    if text.state not in OPEN_TO_CHANGE:
        raise WrongState(gettext("ประกาศเจตนารมณ์ฉบับนี้เห็นพ้องกันแล้ว ให้เปิดแก้พร้อมเหตุผลก่อน แล้วจึงแก้ถ้อยคำ"))


def must_live(live: bool) -> None:
    if not live:
        raise WrongState(gettext("ข้อนี้ถูกนำออกแล้ว นำกลับก่อนจึงทำต่อได้"))
