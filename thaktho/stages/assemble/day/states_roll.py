"""What cannot be done to booths, honours and certificates, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_lazy

from .. import refusals
from ..refusals import Refused
from .models import Booth, Certificate, Honour


class Changed(refusals.Changed):
    """Somebody saved first. The page shows what stands now beside what was typed."""

    def __init__(self) -> None:
        super().__init__(words=gettext("มีผู้แก้รายการนี้หลังจากท่านเปิดหน้า อ่านฉบับล่าสุดแล้วกดบันทึกอีกครั้งหากจะใช้ของท่าน"))


ASKED, CONFIRMED, CANCELLED = Booth.State.ASKED, Booth.State.CONFIRMED, Booth.State.CANCELLED

BOOTH_MOVES: dict[str, tuple[frozenset[str], str]] = {
    # verb: (from, to)
    "confirm": (frozenset({ASKED, CONFIRMED}), CONFIRMED),  # confirmed again: another number
    "cancel": (frozenset({ASKED, CONFIRMED}), CANCELLED),
    "restore": (frozenset({CANCELLED}), ASKED),
}
_WHY = {
    CANCELLED: gettext_lazy("บูธนี้ยกเลิกแล้ว นำกลับก่อนจึงทำต่อได้"),
    ASKED: gettext_lazy("บูธนี้รอยืนยันอยู่แล้ว"),
    CONFIRMED: gettext_lazy("บูธนี้ยืนยันแล้ว"),
}


def move(booth: Booth, verb: str) -> None:
    """Move the booth (unsaved), or raise Refused with the state it is in."""
    sources, target = BOOTH_MOVES[verb]
    if booth.state not in sources:
        raise Refused(str(_WHY[Booth.State(booth.state)]))
    booth.state = target


def must_live(honour: Honour) -> None:
    if not honour.live:
        raise Refused(gettext("รายการนี้นำออกจากรายชื่อแล้ว นำกลับก่อนจึงทำต่อได้"))


def must_stand(certificate: Certificate) -> None:
    if certificate.revoked_at is not None:
        raise Refused(gettext("เกียรติบัตรเลขที่ %(n)s ยกเลิกแล้ว พิมพ์หรือแก้ไม่ได้") % {"n": str(certificate)})


def must_be_real(edition_is_rehearsal: bool) -> None:
    """Numbers given out in a rehearsal would be missing from the year's register."""
    if edition_is_rehearsal:
        raise Refused(gettext("ฉบับซ้อมไม่ออกเลขที่เกียรติบัตร ออกได้ในสมัชชาจริงเท่านั้น"))
