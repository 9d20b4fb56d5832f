"""The programme: slots planned, changed, copied from the last edition, and run on the day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ...editions.models import Edition
from ..models import Hall, Screen, Slot
from ..states import SLOT_BACK, Changed, Refused, move_slot
from .halls import held

FIELDS = ("hall", "on", "starts_at", "ends_at", "kind", "title", "text", "speakers", "clause")


def add_slot(
    by: Actor, edition: Edition, *, is_example: bool = False, act_id: UUID | None = None, **fields: Any
) -> Slot:
    """`fields`: those of FIELDS."""
    with acting(by, "assemble.day.plan", edition, act_id=act_id) as act:
        _own(edition, fields)
        held(fields["hall"].pk)
        slot = Slot.objects.create(
            programme_id=edition.programme_id, edition=edition, is_example=is_example, **fields
        )
        act.about(slot)
        act.note(title=slot.title, hall=slot.hall.name)
    return slot


def edit_slot(
    by: Actor, slot: Slot, *, seen_version: int | None = None, act_id: UUID | None = None, **fields: Any
) -> Slot:
    """Raises Changed when somebody saved it since. What runs is not moved to where something else runs."""
    with acting(by, "assemble.day.plan", slot, act_id=act_id) as act:
        _own(slot.edition, fields)
        if "hall" in fields:
            held(fields["hall"].pk)
        fresh = _locked(slot)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        if fresh.state == Slot.State.RUNNING and "hall" in fields:
            _must_be_free(
                fields["hall"].pk,
                fresh,
                gettext("ห้องนั้นกำลังดำเนินรายการ «%(title)s» อยู่ จบรายการนั้นก่อนจึงย้ายมาได้"),
            )
        before = {name: str(getattr(fresh, name) or "") for name in fields}
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.version += 1
        fresh.save()
        after = {name: str(getattr(fresh, name) or "") for name in fields}
        act.note(
            changes={name: [before[name], after[name]] for name in fields if before[name] != after[name]}
        )
    return fresh


def remove_slot(by: Actor, slot: Slot, *, act_id: UUID | None = None) -> None:
    """What was begun stays in the record of the day: it is skipped or ended, not removed."""
    with acting(by, "assemble.day.plan", slot, act_id=act_id) as act:
        fresh = _locked(slot)
        if fresh.began_at is not None:
            raise Refused(gettext("รายการนี้เริ่มไปแล้ว เก็บไว้เป็นบันทึกของวันงาน กดจบหรือข้ามแทน"))
        act.note(title=fresh.title, on=str(fresh.on), starts_at=str(fresh.starts_at), hall=fresh.hall.name)
        fresh.delete()


def copy_programme(by: Actor, edition: Edition, source: Edition, *, act_id: UUID | None = None) -> int:
    """Halls and slots of another edition, on the days of this one. Returns how many slots were copied."""
    with acting(by, "assemble.day.plan", edition, act_id=act_id) as act:
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        if source.programme_id != edition.programme_id:
            raise ValueError("of another programme")
        if Slot.objects.filter(edition=edition).exists():
            raise Refused(gettext("ปีนี้มีกำหนดการแล้ว ลบรายการเดิมก่อนจึงคัดลอกได้"))
        old = list(Slot.objects.filter(edition=source).select_related("hall"))
        halls = lay_halls(edition, [slot.hall for slot in old])
        first = min((slot.on for slot in old), default=None)
        start = edition.held_on or timezone.localdate()
        for slot in old:
            Slot.objects.create(
                programme_id=edition.programme_id,
                edition=edition,
                hall=halls[slot.hall_id],
                on=start + (slot.on - first if first else timedelta()),
                **{
                    name: getattr(slot, name)
                    for name in ("starts_at", "ends_at", "kind", "title", "text", "is_example")
                },
            )
        act.note(source=source.code, slots=len(old))
    return len(old)


def lay_halls(edition: Edition, halls: list[Hall]) -> dict[UUID, Hall]:
    """Halls of these names in the edition, with a screen each: old id -> the hall here."""
    standing = {hall.name: hall for hall in Hall.objects.filter(edition=edition)}
    made: dict[UUID, Hall] = {}
    same = {"programme_id": edition.programme_id, "edition": edition}
    for old in halls:
        if old.name not in standing:
            standing[old.name] = Hall.objects.create(**same, name=old.name, order=old.order)
            Screen.objects.create(**same, hall=standing[old.name])
        made[old.pk] = standing[old.name]
    return made


def start(by: Actor, slot: Slot, *, act_id: UUID | None = None) -> Slot:
    """What runs in the same hall ends in the same act: nobody has to press twice."""
    with acting(by, "assemble.day.run", slot, act_id=act_id) as act:
        fresh = _in_its_hall(slot)
        now = timezone.now()
        running = (
            Slot.objects.select_for_update(of=("self",), no_key=True)
            .filter(hall_id=fresh.hall_id, state="running")
            .exclude(pk=fresh.pk)
        )
        for other in running:
            _to(other, "finish", ended_at=now)
            act.note(ended=str(other.pk))
        _to(fresh, "start", began_at=now, ended_at=None)
        act.note(title=fresh.title)
    return fresh


def finish(by: Actor, slot: Slot, *, act_id: UUID | None = None) -> Slot:
    with acting(by, "assemble.day.run", slot, act_id=act_id) as act:
        fresh = _locked(slot)
        _to(fresh, "finish", ended_at=timezone.now())
        act.note(title=fresh.title)
    return fresh


def skip(by: Actor, slot: Slot, *, reason: str = "", act_id: UUID | None = None) -> Slot:
    with acting(by, "assemble.day.run", slot, act_id=act_id) as act:
        fresh = _locked(slot)
        _to(fresh, "skip")
        act.note(title=fresh.title)
        act.because(reason)
    return fresh


def undo(by: Actor, slot: Slot, *, act_id: UUID | None = None) -> Slot:
    """One step back: ended goes on, begun or skipped is as planned."""
    with acting(by, "assemble.day.run", slot, act_id=act_id) as act:
        fresh = _in_its_hall(slot)
        if fresh.state not in SLOT_BACK:
            raise Refused(gettext("รายการนี้ยังไม่ได้เริ่ม ไม่มีอะไรให้ย้อน"))
        back = SLOT_BACK[fresh.state]
        if back == "running":
            _must_be_free(fresh.hall_id, fresh, gettext("ห้องนี้กำลังดำเนินรายการ «%(title)s» อยู่ ย้อนรายการนั้นก่อน"))
        act.note(title=fresh.title, before=fresh.state, after=back)
        fresh.state, fresh.ended_at = back, None
        if back == "planned":
            fresh.began_at = None
        fresh.version += 1
        fresh.save()
    return fresh


def _to(slot: Slot, verb: str, **times: Any) -> None:
    move_slot(slot, verb)
    for name, value in times.items():
        setattr(slot, name, value)
    slot.version += 1
    slot.save(update_fields=["state", "version", *times])


def _must_be_free(hall_id: UUID, slot: Slot, words: str) -> None:
    other = Slot.objects.filter(hall_id=hall_id, state=Slot.State.RUNNING).exclude(pk=slot.pk).first()
    if other is not None:
        raise Refused(words % {"title": other.title})


def _in_its_hall(slot: Slot) -> Slot:
    """The hall first, then the slot: two who start different slots of a hall wait in line."""
    held(slot.hall_id)
    fresh = _locked(slot)
    if fresh.hall_id != slot.hall_id:
        raise Refused(gettext("มีผู้ย้ายรายการนี้ไปห้องอื่น เปิดหน้ากำหนดการอีกครั้ง"))
    return fresh


def _locked(slot: Slot) -> Slot:
    held = Slot.objects.select_for_update(of=("self",), no_key=True).select_related(
        "hall", "edition", "clause"
    )
    try:
        return held.get(programme_id=slot.programme_id, pk=slot.pk)
    except Slot.DoesNotExist:
        raise Refused(gettext("มีผู้ลบรายการนี้ไปแล้ว เปิดหน้ากำหนดการอีกครั้ง")) from None


def _own(edition: Edition, fields: dict[str, Any]) -> None:
    for name in ("hall", "clause"):
        row = fields.get(name)
        if row is not None and row.edition_id != edition.pk:
            raise ValueError(f"{name} of another edition")
