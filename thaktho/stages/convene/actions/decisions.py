"""What the meeting decided, and what came of it: a plan version approved, a declaration accepted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Max, Model
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting, kind_of
from thaktho.ground.thread import actions as thread
from thaktho.thai.words import search_text

from .. import states
from ..models import AgendaItem, Decision, Meeting
from ..queries import approved_by
from .meetings import locked
from .numbers import next_number

# Which kind of decision may bring forth which thing, and by which relation the thread says so.
TIES = {
    "plan.version": (Decision.Kind.APPROVE_PLAN, "approved"),
    "programme.declaration": (Decision.Kind.ACCEPT_DECLARATION, "accepted"),
}


class Relied(Exception):
    """A plan version was approved by this decision. The text is Thai, for the reader."""


class WrongKind(Exception):
    """A plan version is approved by a decision that approves a plan, and by no other."""


def record_decision(
    by: Actor,
    meeting: Meeting,
    *,
    text: str,
    kind: str = Decision.Kind.FREE,
    agenda: AgendaItem | None = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> Decision:
    with acting(by, "convene.decide", meeting, act_id=act_id) as act:
        fresh = locked(meeting)
        states.require(fresh, states.OPEN, states.CLOSED)
        if agenda is not None and agenda.meeting_id != meeting.pk:
            raise ValueError("agenda of another meeting")
        last = Decision.objects.filter(meeting=fresh).aggregate(last=Max("number"))["last"] or 0
        fields.setdefault("decided_on", fresh.held_on)
        decision = Decision.objects.create(
            programme_id=fresh.programme_id,
            meeting=fresh,
            agenda=agenda,
            number=last + 1,
            text=text,
            kind=kind,
            search_text=search_text(text),
            **next_number(fresh),
            **fields,
        )
        act.about(decision)
        act.note(text=text, kind=kind, number=decision.number, printed=decision.printed_number)
        thread.link(act, fresh, decision, "decided")
    return decision


def strike_decision(by: Actor, decision: Decision, reason: str, *, act_id: UUID | None = None) -> Decision:
    """Recorded wrongly. It keeps its number and its words, struck through, with the reason.

    Raises Relied while an approved plan stands on it: an approved version never changes, so neither may its ground.
    """
    with acting(by, "convene.decide", decision, act_id=act_id) as act:
        fresh = locked(decision.meeting)
        states.require(fresh, states.OPEN, states.CLOSED)
        decision = Decision.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.pk)
        if why := why_not_struck(decision):
            raise Relied(why)
        decision.live, decision.strike_reason = False, reason
        decision.save(update_fields=["live", "strike_reason"])
        thread.undo(act, fresh, decision, "decided")
        act.because(reason)
    return decision


def why_not_struck(decision: Decision) -> str:
    """Why a decision cannot be struck; "" when it can. Only an approved version is linked to its decision."""
    if decision.kind != Decision.Kind.APPROVE_PLAN:
        return ""
    if not approved_by(decision):
        return ""
    return gettext("มีแผนบูรณาการที่เห็นชอบด้วยมตินี้แล้ว จึงขีดฆ่าไม่ได้ ถ้าแผนต้องแก้ ให้ออกฉบับถัดไปและเสนอที่ประชุมใหม่")


def tie_decision(by: Actor, decision: Decision, subject: Model, *, act_id: UUID | None = None) -> None:
    """Say on the thread what this decision brought forth. Raises WrongKind when the two do not fit."""
    needed, relation = TIES.get(kind_of(subject), ("", "became"))
    if not decision.live or (needed and decision.kind != needed):
        raise WrongKind(f"{decision.kind} cannot bring forth {kind_of(subject)}")
    with acting(by, "convene.tie", decision, act_id=act_id) as act:
        thread.link(act, decision, subject, relation)
        act.note(kind=kind_of(subject), id=str(subject.pk), relation=relation)


def untie_decision(
    by: Actor, decision: Decision, subject: Model, reason: str, *, act_id: UUID | None = None
) -> None:
    _, relation = TIES.get(kind_of(subject), ("", "became"))
    with acting(by, "convene.tie", decision, act_id=act_id) as act:
        thread.undo(act, decision, subject, relation)
        act.note(kind=kind_of(subject), id=str(subject.pk), relation=relation)
        act.because(reason)
