"""Writing needs: what the plan answers. `record_need` is what other rooms call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.programme.models import Programme, Source
from thaktho.ground.thread import actions as thread
from thaktho.thai.normalise import normalise
from thaktho.thai.sorting import sort_key
from thaktho.thai.words import search_text

from ..groups import in_order
from ..models import Need, PlanRow
from ..states import Closed, Refused

BECAME, ANSWERED_BY = "became", "answered_by"
MOST_AT_ONCE = 200
FIELDS = ("text", "basis_note", "virtues", "groups", "first_year", "last_year", "weight")


@dataclass(frozen=True)
class NewNeed:
    """A need to record. `areas` are place codes; `came_from`: statements, rows, assessments it was read in."""

    text: str
    basis: str = Need.Basis.TYPED
    basis_note: str = ""
    areas: Sequence[str] = ()
    virtues: Sequence[str] = ()
    groups: Sequence[str] = ()
    first_year: int | None = None
    last_year: int | None = None
    weight: Decimal | float = Decimal(1)
    agree: int | None = None
    disagree: int | None = None
    source: Source | None = None
    is_example: bool = False
    came_from: Sequence[Model] = field(default=())


def record_need(
    by: Actor,
    programme: Programme,
    *,
    text: str,
    basis: str,
    act_id: UUID | None = None,
    **more: Any,
) -> Need:
    """Record one need. The public action of this room: see `NewNeed` for what may be said of it."""
    with acting(by, "plan.need.record", programme, act_id=act_id) as act:
        need = _make(act, programme, NewNeed(text, basis, **more))
        act.about(need)
        act.note(text=need.text, basis=need.basis)
    return need


def record_needs(
    by: Actor,
    programme: Programme,
    needs: Sequence[NewNeed],
    *,
    talked: str = "",
    act_id: UUID | None = None,
) -> list[Need]:
    """Record several in one act: what was chosen on a preview. Each has its own line of the ledger. `talked`: what came of
    talking to the networks that refuse."""
    if not needs:
        raise Refused(gettext("กรุณาเลือกอย่างน้อยหนึ่งข้อ"))
    if len(needs) > MOST_AT_ONCE:
        raise Refused(gettext("เก็บได้ครั้งละไม่เกิน %(most)s ข้อ") % {"most": MOST_AT_ONCE})
    made = []
    with acting(by, "plan.need.record", programme, act_id=act_id) as act:
        for new in needs:
            with acting(by, "plan.need.record", programme) as line:
                need = _make(line, programme, new)
                line.about(need)
                line.note(text=need.text, basis=need.basis)
            made.append(need)
        act.because(talked.strip())
        act.note(count=len(made), made=[str(need.pk) for need in made])
    return made


def _make(act: Draft, programme: Programme, new: NewNeed) -> Need:
    if new.basis not in Need.Basis.values:
        raise Refused(gettext("กรุณาบอกว่าทราบความต้องการนี้จากอะไร"))
    need = Need(
        programme=programme,
        basis=new.basis,
        basis_note=new.basis_note[:300],
        virtues=list(new.virtues),
        groups=in_order(new.groups),
        first_year=new.first_year,
        last_year=new.last_year,
        weight=_weight(new.weight),
        agree=new.agree,
        disagree=new.disagree,
        source=new.source,
        is_example=new.is_example,
    )
    _set_text(need, new.text)
    _must_have_years(need)
    need.save(force_insert=True)
    need.areas.set(new.areas)
    for source in new.came_from:
        thread.link(act, source, need, BECAME)
    return need


def edit_need(
    by: Actor, need: Need, *, areas: Iterable[str], act_id: UUID | None = None, **fields: Any
) -> Need:
    """Change what a need says. What it came from, and the tally taken over, stay."""
    with acting(by, "plan.need.edit", need, act_id=act_id) as act:
        fresh = _locked(need)
        before = _said_of(fresh)
        for name in FIELDS:
            if name in fields:
                setattr(fresh, name, fields[name])
        _set_text(fresh, fresh.text)
        fresh.groups, fresh.weight = in_order(fresh.groups), _weight(fresh.weight)
        _must_have_years(fresh)
        fresh.save()
        fresh.areas.set(areas)
        after = _said_of(fresh)
        act.note(changes={name: [before[name], after[name]] for name in after if before[name] != after[name]})
    return fresh


def set_aside(by: Actor, need: Need, reason: str, *, act_id: UUID | None = None) -> Need:
    """Leave a need out of the weaving, with the reason; it stays in the list."""
    if not reason.strip():
        raise Refused(gettext("กรุณาบอกเหตุผลที่พักความต้องการนี้ไว้"))
    with acting(by, "plan.need.aside", need, act_id=act_id) as act:
        fresh = _locked(need)
        if fresh.state == Need.State.ASIDE:
            raise Closed(gettext("ความต้องการนี้พักไว้แล้ว"))
        fresh.state, fresh.aside_reason = Need.State.ASIDE, reason.strip()
        fresh.save(update_fields=["state", "aside_reason"])
        act.because(reason.strip())
    return fresh


def take_up(by: Actor, need: Need, *, act_id: UUID | None = None) -> Need:
    """Undo setting aside."""
    with acting(by, "plan.need.open", need, act_id=act_id) as act:
        fresh = _locked(need)
        if fresh.state == Need.State.OPEN:
            raise Closed(gettext("ความต้องการนี้ไม่ได้พักไว้"))
        act.note(was=fresh.aside_reason)
        fresh.state, fresh.aside_reason = Need.State.OPEN, ""
        fresh.save(update_fields=["state", "aside_reason"])
    return fresh


def answer_need(by: Actor, need: Need, row: PlanRow, *, act_id: UUID | None = None) -> None:
    """Say by hand that a row answers the need."""
    with acting(by, "plan.need.answer", need, act_id=act_id) as act:
        fresh = PlanRow.objects.filter(pk=row.pk, programme_id=need.programme_id, live=True).first()
        if fresh is None:
            raise Refused(gettext("ไม่พบแถวนี้ในแผน อาจถูกนำออกแล้ว"))
        thread.link(act, need, fresh, ANSWERED_BY)
        act.note(row=str(fresh.pk), title=fresh.title)


def unanswer_need(by: Actor, need: Need, row: PlanRow, *, act_id: UUID | None = None) -> None:
    with acting(by, "plan.need.answer", need, act_id=act_id) as act:
        if not thread.undo(act, need, row, ANSWERED_BY):
            raise Refused(gettext("แถวนี้ไม่ได้ผูกกับความต้องการนี้อยู่แล้ว"))
        act.note(undone=str(row.pk), title=row.title)


def _locked(need: Need) -> Need:
    return Need.objects.select_for_update(no_key=True).get(pk=need.pk)


def _set_text(need: Need, text: str) -> None:
    need.text = normalise(text).strip()
    if not need.text:
        raise Refused(gettext("กรุณาพิมพ์ความต้องการ"))
    need.search_text = search_text(f"{need.text} {need.basis_note}")
    need.sort_key = sort_key(need.text[:60])[:600]


def _weight(value: Decimal | float) -> Decimal:
    weight = Decimal(str(value)).quantize(Decimal("0.001"))
    if not 0 <= weight <= 1:
        raise Refused(gettext("น้ำหนักอยู่ระหว่าง 0 ถึง 1"))
    return weight


def _must_have_years(need: Need) -> None:
    if need.first_year and need.last_year and need.last_year < need.first_year:
        raise Refused(gettext("ปีสุดท้ายมาก่อนปีแรก กรุณาตรวจปีงบประมาณ"))


def _said_of(need: Need) -> dict[str, Any]:
    return {name: getattr(need, name) for name in FIELDS if name != "weight"} | {
        "weight": str(need.weight),
        "areas": sorted(need.areas.values_list("pk", flat=True)),
    }
