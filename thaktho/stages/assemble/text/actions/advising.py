"""What the drafters recommend, and what was decided: two things, each with its reason, each to be taken back until the
words stand in the text."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ..models import Amendment
from ..states import COMPOSED, DECIDED, SUBMITTED, WITHDRAWN, Refused, WrongState, move
from .holding import held_amendment
from .standing import accepted_children, free, merged_here

Advice, Decision = Amendment.Advice, Amendment.Decision
FOLLOWS = {Advice.ACCEPT: Decision.ACCEPTED, Advice.DECLINE: Decision.DECLINED}


def advise(
    by: Actor,
    amendment: Amendment,
    advice: str,
    reason: str,
    *,
    seen_version: int | None = None,
    act_id: UUID | None = None,
) -> Amendment:
    """It decides nothing."""
    with acting(by, "assemble.text.advise.edit", amendment, act_id=act_id) as act:
        fresh = held_amendment(amendment, seen_version=seen_version)
        _not_in_text(fresh)
        if advice not in Advice.values or not advice:
            raise Refused(gettext("เลือกความเห็นของคณะยกร่าง"))
        act.note(before=fresh.advice, advice=advice)
        fresh.advice, fresh.advice_reason = advice, reason
        fresh.version += 1
        fresh.save(update_fields=["advice", "advice_reason", "version"])
        act.because(reason)
    return fresh


def unadvise(by: Actor, amendment: Amendment, *, act_id: UUID | None = None) -> Amendment:
    with acting(by, "assemble.text.advise.undo", amendment, act_id=act_id) as act:
        fresh = held_amendment(amendment)
        _not_in_text(fresh)
        act.note(before=fresh.advice)
        fresh.advice, fresh.advice_reason = Advice.NONE, ""
        fresh.version += 1
        fresh.save(update_fields=["advice", "advice_reason", "version"])
    return fresh


def _not_in_text(amendment: Amendment) -> None:
    if amendment.state not in (SUBMITTED, DECIDED):
        raise WrongState(
            gettext("ทำขั้นนี้ไม่ได้ เพราะขณะนี้อยู่ในสถานะ “%(state)s” เปิดหน้าใหม่เพื่อดูสถานะล่าสุด")
            % {"state": amendment.get_state_display()}
        )


def decide(
    by: Actor,
    amendment: Amendment,
    decision: str,
    reason: str,
    *,
    body: str = "",
    merged_into: Amendment | None = None,
    seen_version: int | None = None,
    act_id: UUID | None = None,
) -> Amendment:
    """accepted | changed (with the `body` agreed on) | declined | merged (into another wish). Decided again, the later
    one holds. The text is not touched. What hung on a wish that comes to nothing by this is undecided again."""
    with acting(by, "assemble.text.decide.decide", amendment, act_id=act_id) as act:
        fresh = held_amendment(amendment, seen_version=seen_version)
        if decision not in Decision.values or not decision:
            raise Refused(gettext("เลือกผลการตัดสิน"))
        if decision == Decision.CHANGED and (not body.strip() or fresh.kind == Amendment.Kind.STRIKE):
            raise Refused(gettext("“รับโดยปรับถ้อยคำ” ต้องมีถ้อยคำที่ตกลงกัน พิมพ์ถ้อยคำในช่องก่อนบันทึก"))
        _must_have_its_parent(fresh, decision)
        target = _target(fresh, merged_into) if decision == Decision.MERGED else None
        before = fresh.decision
        move(fresh, "decide")
        fresh.decision, fresh.decision_reason, fresh.merged_into = decision, reason, target
        fresh.decided_body = body if decision == Decision.CHANGED else ""
        fresh.decided_revision = None
        # Words agreed for a change of a clause are written on the clause as it stands; of an amendment, on the parent's.
        if fresh.decided_body and fresh.clause_id and not fresh.parent_id and fresh.clause is not None:
            fresh.decided_revision = fresh.clause.revision
        fresh.version += 1
        fresh.save()
        if decision == Decision.DECLINED:
            free(act, merged_here(fresh))
        if decision in (Decision.DECLINED, Decision.MERGED):
            free(act, accepted_children(fresh))
        act.because(reason)
        act.note(
            before=before, decision=decision, body=fresh.decided_body, into=target.number if target else None
        )
    return fresh


def _must_have_its_parent(amendment: Amendment, decision: str) -> None:
    """An amendment of an amendment enters with its parent or not at all: it is not accepted once that cannot be."""
    parent = amendment.parent
    if parent is None or decision not in (Decision.ACCEPTED, Decision.CHANGED):
        return
    if parent.state in (WITHDRAWN, COMPOSED) or parent.decision in (Decision.DECLINED, Decision.MERGED):
        raise Refused(
            gettext(
                "รับข้อเสนอนี้ไม่ได้ เพราะข้อเสนอหลัก (ที่ %(n)s) ถอน ไม่รับ รวมไป หรือเข้าร่างแล้ว ตัดสินเป็นไม่รับหรือรวมกับข้อเสนออื่น"
            )
            % {"n": parent.number}
        )


def _target(amendment: Amendment, into: Amendment | None) -> Amendment:
    """Where a wish may go in: one that stands itself, so that nothing hangs in a chain, and that is still to enter."""
    if into is None:
        raise Refused(gettext("เลือกข้อเสนอที่จะรวมเข้าด้วย"))
    target = Amendment.objects.get(pk=into.pk)
    if target.text_id != amendment.text_id or target.pk == amendment.pk:
        raise Refused(gettext("รวมกับข้อเสนอนี้ไม่ได้ เลือกข้อเสนออื่นในร่างเดียวกัน"))
    if target.state == Amendment.State.WITHDRAWN or target.decision in (Decision.MERGED, Decision.DECLINED):
        raise Refused(gettext("ข้อเสนอปลายทางถอน ไม่รับ หรือรวมไปแล้ว เลือกข้อเสนอที่ยังอยู่"))
    if target.parent_id:
        raise Refused(gettext("รวมได้เฉพาะกับข้อเสนอหลัก เลือกข้อเสนอหลักของข้อเสนอนั้น"))
    if target.state == Amendment.State.COMPOSED:
        raise Refused(gettext("ข้อเสนอปลายทางเข้าร่างไปแล้ว รวมไม่ได้ ตัดสินข้อเสนอนี้เอง"))
    if merged_here(amendment):
        raise Refused(gettext("มีข้อเสนออื่นรวมเข้ามาในข้อเสนอนี้แล้ว ถอนผลการตัดสินของข้อเสนอเหล่านั้นก่อน แล้วจึงรวมต่อ"))
    if _stands_on(target) != _stands_on(amendment):
        raise Refused(gettext("รวมได้เฉพาะข้อเสนอที่ขอแก้ข้อเดียวกัน"))
    return target


def _stands_on(amendment: Amendment) -> object:
    """The clause it speaks of. A clause that is wished for is none yet, though it was in the text once."""
    return Amendment.Kind.ADD if amendment.kind == Amendment.Kind.ADD else amendment.clause_id


def follow(by: Actor, amendment: Amendment, *, act_id: UUID | None = None) -> Amendment:
    """Decide as recommended, for its reason. Only what needs no further words."""
    if amendment.advice not in FOLLOWS:
        raise Refused(gettext("ความเห็นนี้ต้องมีถ้อยคำหรือข้อเสนอปลายทาง ตัดสินในแบบด้านล่าง"))
    decision = FOLLOWS[Advice(amendment.advice)]
    return decide(
        by,
        amendment,
        decision,
        amendment.advice_reason,
        seen_version=amendment.version,
        act_id=act_id,
    )


def undecide(by: Actor, amendment: Amendment, *, act_id: UUID | None = None) -> Amendment:
    """Not while its words stand in the text. What was merged into it goes on waiting for what becomes of it."""
    with acting(by, "assemble.text.decide.undo", amendment, act_id=act_id) as act:
        fresh = held_amendment(amendment)
        act.note(before=fresh.decision, reason=fresh.decision_reason, body=fresh.decided_body)
        move(fresh, "undecide")
        fresh.decision, fresh.decision_reason, fresh.decided_body = Decision.NONE, "", ""
        fresh.merged_into, fresh.decided_revision = None, None
        fresh.version += 1
        fresh.save()
    return fresh
