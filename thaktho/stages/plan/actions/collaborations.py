"""Inviting two networks to work together, and their answers. Agreed, it stands on the thread, on the row's page and in
the annex; no cell of the row is changed by it."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.thread import actions as thread

from ..models import Collaboration, PlanRow, RowLack
from ..queries.collaborating import KINDS
from ..queries.collaborations import SIDES, offered_thing, sides_of
from ..states import PUBLIC, Refused
from ..states_loom import NEEDS_REASON, PARTY, after_accepting, moved
from .rows import lock

HELPED_BY = "helped_by"
RECORDED = "ฝ่ายเลขานุการบันทึกแทน"  # before the note, which the annex prints: kept in Thai
State, Answer = Collaboration.State, Collaboration.Answer


def invite(by: Actor, item: Collaboration, message: str = "", *, act_id: UUID | None = None) -> Collaboration:
    """Ask both coordinators. Who was asked before is asked anew: earlier answers no longer count."""
    with acting(by, "plan.collaboration.decide", item, act_id=act_id) as act:
        item = _held(item)
        item.state = moved(item.state, "invite")
        if not _stands(item):
            raise Refused(gettext("แถวนี้หรือสิ่งที่จะช่วยไม่อยู่ในแผนแล้ว จึงเชิญไม่ได้"))
        item.message, item.invited_at, item.reason, item.agreed_at = message.strip(), timezone.now(), "", None
        item.taker_answer = item.giver_answer = Answer.WAITING
        item.taker_note = item.giver_note = ""
        item.save()
        act.note(verb="invite", message=item.message, **_told(item))
    return item


def decide(
    by: Actor, item: Collaboration, verb: str, reason: str = "", *, act_id: UUID | None = None
) -> Collaboration:
    """The secretariat's other moves: skip, reopen, withdraw."""
    with acting(by, "plan.collaboration.decide", item, act_id=act_id) as act:
        item = _held(item)
        was, item.state = item.state, moved(item.state, verb)
        item.reason = _reason(reason) if verb in NEEDS_REASON else ""
        if was == State.AGREED:
            _unlink(act, item)
        item.save()
        act.because(item.reason)
        act.note(verb=verb, **_told(item))
    return item


def answer(
    by: Actor, item: Collaboration, verb: str, note: str = "", *, act_id: UUID | None = None
) -> Collaboration:
    """A coordinator's answer for the own network (of both, when one person coordinates both). Who steps out of what
    was agreed says why."""
    with acting(by, "plan.collaboration.answer", item, act_id=act_id) as act:
        item = _held(item)
        if item.state == State.AGREED and not note.strip():
            raise Refused(gettext("ตกลงกันไว้แล้ว กรุณาบอกเหตุที่ไม่ร่วมต่อ"))
        _answered(act, item, verb, sides_of(by, item), note.strip())
        act.because(note.strip())
        act.note(verb=verb, **_told(item))
    return item


def answer_for(
    by: Actor, item: Collaboration, side: str, verb: str, note: str, *, act_id: UUID | None = None
) -> Collaboration:
    """The secretariat records what a network answered by letter or in a meeting, and says by which. The answer stands as
    recorded for it, on the page and in the annex, and its coordinator may answer anew."""
    if side not in SIDES or verb not in PARTY:
        raise Refused(gettext("กรุณาเลือกเครือข่ายและคำตอบ"))
    if not note.strip():
        raise Refused(gettext("กรุณาบอกว่าได้คำตอบจากหนังสือหรือการประชุมใด"))
    with acting(by, "plan.collaboration.answer_for", item, act_id=act_id) as act:
        item = _held(item)
        _answered(act, item, verb, [side], f"{RECORDED}: {note.strip()}")
        act.because(note.strip())
        act.note(verb=verb, answered_for=getattr(item, side).code, **_told(item))
    return item


def _answered(act: Draft, item: Collaboration, verb: str, sides: list[str], note: str) -> None:
    was, item.state = item.state, moved(item.state, verb)
    for side in sides:
        setattr(item, f"{side}_answer", Answer.YES if verb == "accept" else Answer.NO)
        setattr(item, f"{side}_note", note)
    if verb == "accept":
        item.state = after_accepting(item.taker_answer, item.giver_answer)
    if item.state == State.AGREED:
        _link(act, item)
    elif was == State.AGREED:
        _unlink(act, item)
    item.save()


def state_lack(by: Actor, row: PlanRow, kind: str, text: str, *, act_id: UUID | None = None) -> RowLack:
    """A network says what its row goes without."""
    if kind not in KINDS:
        raise Refused(gettext("กรุณาเลือกว่าขาดสิ่งใด"))
    if not text.strip():
        raise Refused(gettext("กรุณาบอกสั้น ๆ ว่าขาดอะไร"))
    with acting(by, "plan.lack.state", row, act_id=act_id) as act:
        row = lock(row)  # said twice at once, it is said once
        lack, _ = RowLack.objects.get_or_create(
            programme_id=row.programme_id, row=row, kind=kind, text=text.strip()[:300], retired_at=None
        )
        act.note(lack=kind, text=lack.text)
    return lack


def retire_lack(by: Actor, lack: RowLack, *, act_id: UUID | None = None) -> None:
    """It is no longer lacking. What was proposed for it goes stale with the next weaving."""
    with acting(by, "plan.lack.state", lack.row, act_id=act_id) as act:
        RowLack.objects.filter(pk=lack.pk, retired_at=None).update(retired_at=timezone.now())
        act.note(retired=lack.kind, text=lack.text)


def _held(item: Collaboration) -> Collaboration:
    held = Collaboration.objects.select_for_update(of=("self",), no_key=True).select_related(
        "row", "taker", "giver"
    )
    return held.get(pk=item.pk)


def _stands(item: Collaboration) -> bool:
    """The row is sent and stands on its own, and what is offered is still there."""
    row = item.row
    return row.live and row.state in PUBLIC and row.joined_into_id is None and offered_thing(item) is not None


def _link(act: Draft, item: Collaboration) -> None:
    item.agreed_at = timezone.now()
    offer = offered_thing(item)
    if offer is None or not _stands(item):
        raise Refused(gettext("แถวนี้หรือสิ่งที่จะช่วยไม่อยู่ในแผนแล้ว จึงตกลงไม่ได้"))
    thread.link(act, offer, item.row, HELPED_BY)


def _unlink(act: Draft, item: Collaboration) -> None:
    """The link goes with the agreement, unless another agreement stands on the same two things."""
    item.agreed_at = None
    others = Collaboration.objects.filter(
        programme_id=item.programme_id, row=item.row, offer_id=item.offer_id, state=State.AGREED
    )
    offer = offered_thing(item)
    if offer is not None and not others.exclude(pk=item.pk).exists():
        thread.undo(act, offer, item.row, HELPED_BY)


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused(gettext("กรุณาบอกเหตุผล จะเก็บไว้ให้ผู้อื่นตรวจได้"))
    return text.strip()


def _told(item: Collaboration) -> dict[str, str]:
    return {"row": str(item.row_id), "taker": item.taker.code, "giver": item.giver.code, "lack": item.lack}
