"""From a draft to a declaration that was agreed and proclaimed; and back, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ...editions.actions.common import running
from ...editions.lacking import AGREE, hindrances
from ..models import Amendment, Hearing, Text, TextVersion
from ..states import OPEN_TO_CHANGE, Refused, move
from . import versions
from .holding import held_text


def agree(
    by: Actor,
    text: Text,
    *,
    reason: str = "",
    leave_open: bool = False,
    despite: bool = False,
    act_id: UUID | None = None,
) -> TextVersion:
    """The words are agreed: a final version is made of them. While wishes are undecided, or decided and not composed, it
    asks; `leave_open` says that this was seen. Where a later chamber says that the networks did not agree (no quorum), it
    asks for `despite` and for a reason; both are written down with what was said."""
    with acting(by, "assemble.text.agree.approve", text, act_id=act_id) as act:
        edition = running(text.edition)  # before the text: whoever opens or closes a round holds it too
        fresh = held_text(text, to_change=False)
        against = [one.words for one in hindrances(edition, AGREE)]
        if against and not (despite and reason.strip()):
            raise Refused(
                gettext("%(why)s ถ้าจะบันทึกว่าเห็นพ้อง ทำเครื่องหมายว่ารับทราบ และบอกว่าที่ประชุมใดเห็นพ้องเพราะเหตุใด")
                % {"why": " · ".join(against)}
            )
        if hearings_open(fresh):
            raise Refused(gettext("ยังมีเวทีรับฟังเปิดอยู่ ปิดเวทีก่อนแล้วจึงบันทึกว่าเห็นพ้อง"))
        waiting = unsettled(fresh)
        if waiting and not leave_open:
            raise Refused(
                gettext("ยังมีข้อเสนอแก้ไข %(n)s ข้อที่ยังไม่ตัดสินหรือยังไม่ได้นำเข้าร่าง จัดการให้ครบ หรือทำเครื่องหมายว่ารับทราบ")
                % {"n": waiting}
            )
        move(fresh, "agree")
        version = versions.put(act, fresh, "", reason, final=True)
        fresh.version += 1
        fresh.save(update_fields=["state", "version"])
        act.note(unsettled=waiting, despite=against)
    return version


def unsettled(text: Text) -> int:
    """Wishes nobody decided, and accepted ones that stand in no clause yet."""
    undecided = text.amendments.filter(state=Amendment.State.SUBMITTED).count()
    accepted = (Amendment.Decision.ACCEPTED, Amendment.Decision.CHANGED)
    return undecided + text.amendments.filter(state=Amendment.State.DECIDED, decision__in=accepted).count()


def reopen(by: Actor, text: Text, reason: str, *, act_id: UUID | None = None) -> Text:
    """Agreed words may be changed again. What is agreed next is a new version; the one agreed before stays as it was."""
    with acting(by, "assemble.text.agree.undo", text, act_id=act_id) as act:
        fresh = held_text(text, to_change=False)
        move(fresh, "reopen")
        fresh.version += 1
        fresh.save(update_fields=["state", "version"])
        act.because(reason)
    return fresh


def proclaim(
    by: Actor, text: Text, *, on: date, signers: Sequence[dict[str, str]], act_id: UUID | None = None
) -> Text:
    """`signers`: [{name, position, holding}] in the order they stand on the paper; `holding` is where they act for
    another (รักษาราชการแทน …)."""
    with acting(by, "assemble.text.proclaim.approve", text, act_id=act_id) as act:
        fresh = held_text(text, to_change=False)
        if fresh.state in OPEN_TO_CHANGE:
            raise Refused(gettext("ถ้อยคำของร่างนี้ยังไม่ได้บันทึกว่าเห็นพ้อง บันทึกว่าเห็นพ้องก่อนแล้วจึงประกาศ"))
        last = fresh.versions.first()
        if last is None or not last.final or versions.hash_of(versions.freeze(fresh)) != last.frozen_hash:
            raise Refused(gettext("ถ้อยคำไม่ตรงกับฉบับที่เห็นพ้องกัน ให้เปิดแก้ แล้วบันทึกว่าเห็นพ้องใหม่ก่อนประกาศ"))
        if not signers:
            raise Refused(gettext("ใส่ผู้ลงนามอย่างน้อยหนึ่งคน"))
        move(fresh, "proclaim")
        fresh.proclaimed_on, fresh.signers = on, [dict(one) for one in signers]
        fresh.version += 1
        fresh.save(update_fields=["state", "proclaimed_on", "signers", "version"])
        act.note(on=on.isoformat(), signers=fresh.signers, hash=last.frozen_hash)
    return fresh


def unproclaim(by: Actor, text: Text, reason: str, *, act_id: UUID | None = None) -> Text:
    """Proclaimed by mistake, or with a wrong day or signer. The ledger keeps what stood."""
    with acting(by, "assemble.text.proclaim.undo", text, act_id=act_id) as act:
        fresh = held_text(text, to_change=False)
        move(fresh, "unproclaim")
        act.note(on=fresh.proclaimed_on.isoformat() if fresh.proclaimed_on else "", signers=fresh.signers)
        fresh.proclaimed_on, fresh.signers = None, []
        fresh.version += 1
        fresh.save(update_fields=["state", "proclaimed_on", "signers", "version"])
        act.because(reason)
    return fresh


def open_hearings(text: Text) -> QuerySet[Hearing]:
    """Not closed yet, though their last day may be over."""
    return Hearing.objects.filter(version__text=text, state=Hearing.State.OPEN)


def hearings_open(text: Text) -> bool:
    return open_hearings(text).exists()
