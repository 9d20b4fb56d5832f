"""How decided wishes become words of the text, with credit; and how that is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.thread import actions as thread

from ..merging import Plan, is_accepted, plan, wished
from ..models import Amendment, Clause, ClauseRevision, Period, Text
from ..queries.living import in_order, living_clauses
from ..states import Changed, Refused, move, must_live
from .clauses import put, set_requests, take_away
from .holding import held_amendments, held_clause, held_text, keep_revision

Kind, Decision, State = Amendment.Kind, Amendment.Decision, Amendment.State


def family(chosen: Sequence[Amendment]) -> dict[object, list[Amendment]]:
    """amendment id -> amendments of it. One query."""
    found: dict[object, list[Amendment]] = {}
    for one in Amendment.objects.filter(parent__in=[one.pk for one in chosen]).order_by("number"):
        found.setdefault(one.parent_id, []).append(one)
    return found


def ready(amendment: Amendment) -> None:
    """Whether it may be put into the text. Refused with why not."""
    if amendment.parent_id:
        raise Refused(gettext("ข้อเสนอนี้ขอแก้ข้อเสนออื่น จะเข้าร่างไปพร้อมข้อเสนอหลัก เลือกข้อเสนอหลัก"))
    if amendment.state != State.DECIDED or not is_accepted(amendment):
        raise Refused(gettext("ข้อเสนอที่ %(n)s ยังไม่ได้ตัดสินว่ารับ") % {"n": amendment.number})


def plan_of(clause: Clause, chosen: Sequence[Amendment]) -> Plan:
    """What the chosen wishes make of the clause, for the page that shows it before it is done."""
    for one in chosen:
        ready(one)
        if one.clause_id != clause.pk or one.kind != Kind.CHANGE:
            raise Refused(gettext("เลือกได้เฉพาะข้อเสนอขอแก้ถ้อยคำของข้อนี้"))
    if not chosen:
        raise Refused(gettext("เลือกข้อเสนออย่างน้อยหนึ่งข้อ"))
    return plan(clause, chosen, family(chosen))


def compose(
    by: Actor,
    clause: Clause,
    chosen: Sequence[UUID],
    *,
    seen_revision: int,
    choices: Sequence[str] = (),
    seen_mark: str = "",
    reason: str = "",
    act_id: UUID | None = None,
) -> Clause:
    """A new revision with the chosen wishes in it. `choices`: the words for every conflict, in reading order;
    `seen_mark`: of the plan that was shown, so that nobody chooses between other words than they saw."""
    with acting(by, "assemble.text.compose.join", clause, act_id=act_id) as act:
        fresh = held_clause(clause, seen_revision=seen_revision)
        must_live(fresh.live)
        held = held_amendments(fresh.programme_id, chosen)
        made = plan_of(fresh, held)
        if seen_mark and seen_mark != made.mark:
            raise Changed(fresh)
        if len(choices) != len(made.merged.conflicts):
            raise Refused(gettext("ยังมีที่ขัดกันซึ่งยังไม่ได้เลือกถ้อยคำ เลือกหรือพิมพ์ให้ครบทุกแห่ง"))
        body = made.merged.resolved(choices)
        if not body.strip():
            raise Refused(gettext("ถ้อยคำที่ได้ว่างเปล่า หากต้องการตัดข้อ ให้ใช้การนำข้อออก"))
        act.note(before=fresh.body, numbers=[one.number for one in held], credit=made.merged.credit)
        if body != fresh.body:
            fresh.body, fresh.revision = body, fresh.revision + 1
            fresh.save(update_fields=["body", "revision"])
            keep_revision(fresh, by.person_id, reason or _from(held))
        _now_in_text(act, held, fresh)
        act.because(reason)
    return fresh


def _from(held: Sequence[Amendment]) -> str:
    return "จากข้อเสนอแก้ไขที่ " + ", ".join(str(one.number) for one in sorted(held, key=lambda one: one.number))


def _now_in_text(act: Draft, held: Sequence[Amendment], clause: Clause) -> None:
    """With accepted amendments of them, and those merged into them: all have their part in the words."""
    ids = [one.pk for one in held]
    along = Amendment.objects.select_for_update().filter(state=State.DECIDED)
    children = along.filter(parent__in=ids, decision__in=[Decision.ACCEPTED, Decision.CHANGED])
    merged = along.filter(decision=Decision.MERGED, merged_into__in=ids)
    for one in [*held, *children, *merged]:
        move(one, "compose")
        one.composed_revision, one.clause = clause.revision, clause
        one.version += 1
        one.save(update_fields=["state", "composed_revision", "clause", "version"])
        thread.link(act, one, clause, "became")


def compose_add(by: Actor, amendment: Amendment, *, act_id: UUID | None = None) -> Clause:
    """A clause that was wished for: after the clause it names, else last in its period."""
    with acting(by, "assemble.text.compose.join", amendment, act_id=act_id) as act:
        text = held_text(amendment.text)
        fresh = held_amendments(amendment.programme_id, [amendment.pk])[0]
        ready(fresh)
        if fresh.kind != Kind.ADD:
            raise Refused(gettext("ข้อเสนอนี้ไม่ได้ขอเพิ่มข้อ"))
        period = fresh.after.period if fresh.after else fresh.period or _last_period(text)
        body = wished(fresh, family([fresh]).get(fresh.pk, ()))
        clause = put(act, text, body, period, (), _from([fresh]), is_example=fresh.is_example)
        if fresh.after is not None:
            _stand_after(clause, fresh.after)
        _now_in_text(act, [fresh], clause)
        act.about(clause)
        act.note(number=fresh.number, body=body)
    return clause


def _last_period(text: Text) -> Period | None:
    """Where the declaration ends: of its last living clause."""
    living = living_clauses(text)
    return living[-1][1].period if living else text.periods.last()


def _stand_after(clause: Clause, after: Clause) -> None:
    beside = clause.text.clauses.filter(period=after.period_id).select_related("period").exclude(pk=clause.pk)
    order: list[Clause] = []
    for one in in_order(list(beside)):
        order += [one, clause] if one.pk == after.pk else [one]
    for place, one in enumerate(order, 1):
        Clause.objects.filter(pk=one.pk).update(order=place)


def compose_strike(by: Actor, amendment: Amendment, *, act_id: UUID | None = None) -> Clause:
    """The clause leaves the text because it was asked for."""
    with acting(by, "assemble.text.compose.join", amendment, act_id=act_id) as act:
        if amendment.clause is None or amendment.kind != Kind.STRIKE:
            raise Refused(gettext("ข้อเสนอนี้ไม่ได้ขอตัดข้อ"))
        clause = held_clause(amendment.clause)
        fresh = held_amendments(amendment.programme_id, [amendment.pk])[0]
        ready(fresh)
        take_away(
            act, clause, _from([fresh]) + (f": {fresh.decision_reason}" if fresh.decision_reason else "")
        )
        _now_in_text(act, [fresh], clause)
        act.note(number=fresh.number)
    return clause


def restore_revision(
    by: Actor,
    clause: Clause,
    number: int,
    reason: str,
    *,
    seen_revision: int | None = None,
    act_id: UUID | None = None,
) -> Clause:
    """The words of an earlier revision, as a new one. Wishes that came in after it are decided again, not composed."""
    with acting(by, "assemble.text.clause.undo", clause, act_id=act_id) as act:
        fresh = held_clause(clause, seen_revision=seen_revision)
        must_live(fresh.live)
        earlier = ClauseRevision.objects.filter(clause=fresh, number=number).first()
        if earlier is None or number >= fresh.revision:
            raise Refused(gettext("เลือกฉบับก่อนหน้าที่จะนำกลับ"))
        act.note(before=fresh.body, back_to=number)
        fresh.body, fresh.revision = earlier.body, fresh.revision + 1
        fresh.save(update_fields=["body", "revision"])
        set_requests(fresh, [_request(one) for one in earlier.actions])
        keep_revision(fresh, by.person_id, reason)
        later = fresh.amendments.select_for_update().filter(
            state=State.COMPOSED, composed_revision__gt=number, kind=Kind.CHANGE
        )
        for one in later:
            move(one, "take_out")
            one.composed_revision = None
            one.version += 1
            one.save(update_fields=["state", "composed_revision", "version"])
            thread.undo(act, one, fresh, "became")
        act.because(reason)
    return fresh


def _request(kept: dict[str, Any]) -> dict[str, Any]:
    return {
        "addressee": kept.get("addressee", ""),
        "action": kept.get("action", ""),
        "network_id": kept.get("network") or None,
        "organisation_id": kept.get("organisation") or None,
        "due_on": parse_date(kept["due_on"]) if kept.get("due_on") else None,
    }
