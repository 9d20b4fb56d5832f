"""Words that must not stand before everybody: an insult, a telephone number. They are kept, and shown again if wrongly hidden."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting

from ..models import Amendment, Comment
from ..states import Refused
from .holding import held_amendment

FIELDS = ["hidden_at", "hidden_by", "hidden_reason", "version"]


def hide(by: Actor, comment: Comment, reason: str, *, act_id: UUID | None = None) -> Comment:
    """Its answer stays with it, and its receipt tells why it is not shown."""
    with acting(by, "assemble.text.comment.hide", comment, act_id=act_id) as act:
        fresh = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=comment.pk)
        _hide(act, fresh, reason)
        fresh.state = Comment.State.HIDDEN
        fresh.save(update_fields=[*FIELDS, "state"])
    return fresh


def show(by: Actor, comment: Comment, *, act_id: UUID | None = None) -> Comment:
    with acting(by, "assemble.text.comment.show", comment, act_id=act_id) as act:
        fresh = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=comment.pk)
        if fresh.state != Comment.State.HIDDEN:
            return fresh
        _show(act, fresh)
        fresh.state = Comment.State.ANSWERED if fresh.answer else Comment.State.OPEN
        fresh.save(update_fields=[*FIELDS, "state"])
    return fresh


def hide_amendment(by: Actor, amendment: Amendment, reason: str, *, act_id: UUID | None = None) -> Amendment:
    """Its number, its network and what was decided go on being read; the words do not. It may be decided all the same."""
    with acting(by, "assemble.text.amend.hide", amendment, act_id=act_id) as act:
        fresh = held_amendment(amendment)
        _hide(act, fresh, reason)
        fresh.save(update_fields=FIELDS)
    return fresh


def show_amendment(by: Actor, amendment: Amendment, *, act_id: UUID | None = None) -> Amendment:
    with acting(by, "assemble.text.amend.show", amendment, act_id=act_id) as act:
        fresh = held_amendment(amendment)
        if fresh.hidden_at is None:
            return fresh
        _show(act, fresh)
        fresh.save(update_fields=FIELDS)
    return fresh


def _hide(act: Draft, row: Comment | Amendment, reason: str) -> None:
    if row.hidden_at is not None:
        raise Refused(gettext("ถ้อยคำนี้ไม่ได้แสดงอยู่แล้ว"))
    if not reason.strip():
        raise Refused(gettext("กรุณาบอกเหตุผลที่ไม่แสดง"))
    row.hidden_at, row.hidden_by_id, row.hidden_reason = timezone.now(), act.by.person_id, reason
    row.version += 1
    act.because(reason)


def _show(act: Draft, row: Comment | Amendment) -> None:
    act.note(reason=row.hidden_reason)
    row.hidden_at, row.hidden_by_id, row.hidden_reason = None, None, ""
    row.version += 1
