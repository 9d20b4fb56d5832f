"""How a letter goes on, and what it lacks before it may be issued."""

from __future__ import annotations

from django.utils.translation import gettext

from .models import Letter

DRAFT, ISSUED, CANCELLED = Letter.State.DRAFT, Letter.State.ISSUED, Letter.State.CANCELLED

MOVES: dict[str, tuple[frozenset[str], str]] = {
    "issue": (frozenset({DRAFT}), ISSUED),
    "cancel": (frozenset({DRAFT, ISSUED}), CANCELLED),
}


class WrongState(Exception):
    """The words are Thai, for the reader."""


class Unfinished(Exception):
    """What is missing, each in Thai."""

    def __init__(self, lacking: list[str]) -> None:
        super().__init__(" ".join(lacking))
        self.lacking = lacking


class Changed(Exception):
    def __init__(self, letter: Letter) -> None:
        super().__init__(f"letter {letter.pk} is at version {letter.version}")
        self.letter = letter


class TooLate(Exception):
    """The link answers no more; the words say why and what to do."""


def move(letter: Letter, verb: str) -> None:
    sources, target = MOVES[verb]
    if letter.state not in sources:
        raise WrongState(
            gettext("หนังสือนี้อยู่ในสถานะ “%(state)s” แล้ว เปิดหน้าใหม่เพื่อดูล่าสุด")
            % {"state": letter.get_state_display()}
        )
    letter.state = target


def require_draft(letter: Letter) -> None:
    if letter.state != DRAFT:
        raise WrongState(gettext("หนังสือนี้ออกแล้วหรือยกเลิกแล้ว จึงแก้ไม่ได้ หากผิดให้ยกเลิกพร้อมเหตุผล แล้วออกฉบับใหม่"))


def lacking(letter: Letter, recipients: int) -> list[str]:
    """What an office would send back for."""
    asked = (
        (letter.number.strip(), gettext("ยังไม่ได้ใส่เลขที่หนังสือ (ที่) ตามทะเบียนของหน่วยงาน")),
        (letter.dated_on, gettext("ยังไม่ได้ใส่วันที่ของหนังสือ")),
        (letter.cause.strip() or letter.wish.strip(), gettext("ยังไม่มีข้อความในหนังสือ")),
        (letter.signer.strip(), gettext("ยังไม่ได้ใส่ชื่อผู้ลงนาม")),
        (letter.signer_position.strip(), gettext("ยังไม่ได้ใส่ตำแหน่งผู้ลงนาม")),
        (recipients, gettext("ยังไม่มีผู้รับหนังสือ")),
    )
    return [words for there, words in asked if not there]
