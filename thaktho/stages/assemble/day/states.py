"""What may follow what on the day: slots, turns to speak; and the words for what cannot be done now."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext

from .. import refusals
from ..refusals import Refused
from .models import Screen, Slot, SpeakerTurn

# verb -> (from, to)
SLOT_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "start": (frozenset({"planned", "skipped"}), "running"),
    "finish": (frozenset({"running"}), "done"),
    "skip": (frozenset({"planned"}), "skipped"),
}
# What undoing leads back to: a slot that was ended goes on, one that was begun or left out is as planned.
SLOT_BACK = {"running": "planned", "done": "running", "skipped": "planned"}

TURN_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "begin": (frozenset({"waiting"}), "speaking"),
    "stop": (frozenset({"speaking"}), "done"),
    "withdraw": (frozenset({"waiting", "speaking"}), "withdrawn"),
    "again": (frozenset({"done", "withdrawn"}), "waiting"),
}

# One stretch without a pause. Longer than this the clock was moved, or somebody forgot to press stop: the chair is asked.
LONGEST = timedelta(minutes=30)
MOST_MINUTES = 600  # nobody speaks longer, and no chair means it


class Changed(refusals.Changed):
    """Somebody saved this slot since the page was opened."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(slot, gettext("มีผู้แก้รายการนี้หลังจากท่านเปิดหน้า อ่านฉบับล่าสุด แล้วกดบันทึกอีกครั้งหากจะใช้ของท่าน"))
        self.slot = slot


class MovedOn(Refused):
    """The screen was changed by somebody else since this page saw it. Confirming means: I saw what stands there now."""

    def __init__(self, screen: Screen, who: str) -> None:
        super().__init__(
            gettext(
                "จอเปลี่ยนไปแล้วหลังจากที่ท่านเห็น: %(who)s เปลี่ยนเป็น «%(view)s» ยังไม่ได้เปลี่ยนตามที่ท่านกด กดอีกครั้งเพื่อยืนยัน"
            )
            % {"who": who, "view": screen.get_view_display()}
        )
        self.screen = screen
        self.who = who


class AskTheChair(Refused):
    """The clock says something that cannot be: how long this person spoke is asked of the chair."""

    def __init__(self, turn: SpeakerTurn) -> None:
        super().__init__(
            gettext("นาฬิกาของเครื่องบอกว่า %(name)s พูดต่อเนื่องเกิน %(minutes)s นาที พิมพ์เวลาที่พูดจริง แล้วกดอีกครั้ง")
            % {"name": turn.name, "minutes": int(LONGEST.total_seconds() // 60)}
        )
        self.turn = turn


def move_slot(slot: Slot, verb: str) -> None:
    origins, to = SLOT_MOVES[verb]
    if slot.state not in origins:
        raise Refused(
            gettext("รายการ «%(title)s» %(state)s เปิดหน้ากำหนดการอีกครั้งเพื่อดูสถานะล่าสุด")
            % {"title": slot.title, "state": slot.get_state_display()}
        )
    slot.state = to


def move_turn(turn: SpeakerTurn, verb: str) -> None:
    origins, to = TURN_MOVES[verb]
    if turn.state not in origins:
        raise Refused(
            gettext("%(name)s: %(state)s เปิดรายชื่อผู้ขอพูดอีกครั้งเพื่อดูลำดับล่าสุด")
            % {"name": turn.name, "state": turn.get_state_display()}
        )
    turn.state = to


def stretch(turn: SpeakerTurn, now: datetime) -> timedelta:
    """How long this person has spoken since the last pause. A clock that went backwards gives nothing and takes nothing."""
    if turn.since is None:
        return timedelta()
    return max(timedelta(), now - turn.since)


def too_long(turn: SpeakerTurn, now: datetime) -> bool:
    return stretch(turn, now) > LONGEST


def spoken(turn: SpeakerTurn, now: datetime) -> int:
    """Seconds spoken so far, as shown: a stretch that cannot be is not counted until the chair said what it was."""
    if too_long(turn, now):
        return turn.spoken_seconds
    return turn.spoken_seconds + int(stretch(turn, now).total_seconds())
