"""The only writer of the roll of honour: added, changed, put in the order of the stage, presented, taken from the roll."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.thread import actions as thread
from thaktho.thai.words import search_text

from ...editions.models import Edition
from ..models import Certificate, Honour
from ..states_roll import Changed, Refused, must_live

FIELDS = (
    "kind", "category", "name", "place_text", "network", "for_what", "is_minor", "consent",
)  # fmt: skip
_FAR = 10_000  # numbers are moved out of each other's way here
MOST = 5_000


def _held(edition_id: UUID) -> Edition:
    """One who orders the roll at a time."""
    return Edition.objects.select_for_update(no_key=True).get(pk=edition_id)


def _locked(honour: Honour) -> Honour:
    held = Honour.objects.select_for_update(of=("self",), no_key=True).select_related("network", "edition")
    return held.get(programme_id=honour.programme_id, pk=honour.pk)


def _found_by(honour: Honour) -> str:
    who = honour.network.name if honour.network else ""
    return search_text(f"{honour.name} {honour.category} {honour.place_text} {honour.for_what} {who}")


def _must_agree(honour: Honour) -> None:
    if honour.is_minor and not honour.consent.strip():
        raise Refused(gettext("ผู้เยาว์ต้องมีความยินยอมของผู้ปกครองก่อน บันทึกว่ายินยอมอย่างไร เมื่อใด"))


def add(by: Actor, edition: Edition, *, act_id: UUID | None = None, **fields: Any) -> Honour:
    """One more, last in the order. `fields`: those of FIELDS; for loaders also source and is_example."""
    with acting(by, "assemble.day.honour", edition, act_id=act_id) as act:
        _held(edition.pk)
        honour = _made(edition, _last(edition), fields)
        honour.save(force_insert=True)
        thread.link(act, edition, honour, "honours")
        act.about(honour)
        act.note(name=honour.name, category=honour.category)
    return honour


def _made(edition: Edition, number: int, fields: dict[str, Any]) -> Honour:
    honour = Honour(programme_id=edition.programme_id, edition=edition, number=number, **fields)
    _must_agree(honour)
    honour.search_text = _found_by(honour)
    return honour


def _last(edition: Edition) -> int:
    most = Honour.objects.filter(edition=edition).aggregate(most=Max("number"))["most"]
    return (most or 0) + 1


def bring(
    by: Actor, edition: Edition, rows: Iterable[dict[str, Any]], *, act_id: UUID | None = None
) -> list[Honour]:
    """Rows read from pasted lines, all or none, in one act. Whoever stands on the roll with the same name and category is
    left; returns those that are new."""
    with acting(by, "assemble.day.honour", edition, act_id=act_id) as act:
        _held(edition.pk)
        standing = set(Honour.objects.filter(edition=edition, live=True).values_list("name", "category"))
        made: list[Honour] = []
        number = _last(edition)
        for row in rows:
            if (row["name"], row["category"]) in standing:
                continue
            standing.add((row["name"], row["category"]))
            made.append(_made(edition, number + len(made), row))
        if number + len(made) > MOST:
            raise Refused(gettext("รายชื่อยาวเกิน %(most)s รายการ แบ่งนำเข้าเป็นส่วน") % {"most": MOST})
        Honour.objects.bulk_create(made)
        for honour in made:
            thread.link(act, edition, honour, "honours")
        act.note(names=[honour.name for honour in made])
    return made


def edit(
    by: Actor, honour: Honour, *, seen_version: int | None = None, act_id: UUID | None = None, **fields: Any
) -> Honour:
    """Change what is printed. A certificate that was issued keeps its words: it is corrected on its own."""
    with acting(by, "assemble.day.honour", honour, act_id=act_id) as act:
        fresh = _locked(honour)
        must_live(fresh)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed
        act.note(before={name: str(getattr(fresh, name) or "") for name in fields})
        for name, value in fields.items():
            setattr(fresh, name, value)
        _must_agree(fresh)
        fresh.search_text = _found_by(fresh)
        fresh.version += 1
        fresh.save()
        act.note(after={name: str(getattr(fresh, name) or "") for name in fields})
    return fresh


def remove(by: Actor, honour: Honour, reason: str, *, act_id: UUID | None = None) -> Honour:
    """Taken from the roll; the row and its history stay. Not while its certificate is valid."""
    with acting(by, "assemble.day.honour", honour, act_id=act_id) as act:
        _held(honour.edition_id)
        fresh = _locked(honour)
        must_live(fresh)
        if not reason.strip():
            raise Refused(gettext("บอกเหตุผลที่นำออก เหตุผลเก็บไว้ในประวัติ"))
        valid = Certificate.objects.filter(honour=fresh, revoked_at=None).first()
        if valid is not None:
            raise Refused(gettext("มีเกียรติบัตรเลขที่ %(n)s ที่ยังใช้อยู่ ยกเลิกเกียรติบัตรก่อน") % {"n": str(valid)})
        fresh.live, fresh.removed_reason = False, reason.strip()
        fresh.version += 1
        fresh.save(update_fields=["live", "removed_reason", "version"])
        _renumber(fresh.edition_id, _order(fresh.edition_id))
        act.because(reason)
        act.note(name=fresh.name)
    return fresh


def restore(by: Actor, honour: Honour, *, act_id: UUID | None = None) -> Honour:
    """Back on the roll, last in the order."""
    with acting(by, "assemble.day.honour", honour, act_id=act_id) as act:
        _held(honour.edition_id)
        fresh = _locked(honour)
        if fresh.live:
            raise Refused(gettext("รายการนี้อยู่ในรายชื่อแล้ว"))
        order = [*_order(fresh.edition_id), fresh.pk]
        fresh.live, fresh.removed_reason = True, ""
        fresh.version += 1
        fresh.save(update_fields=["live", "removed_reason", "version"])
        _renumber(fresh.edition_id, order)
        act.note(name=fresh.name)
    return fresh


def place(by: Actor, honour: Honour, position: int, *, act_id: UUID | None = None) -> None:
    """Call it as number `position` (from 1) on the stage; the others move up or down."""
    with acting(by, "assemble.day.honour", honour, act_id=act_id) as act:
        _held(honour.edition_id)
        must_live(_locked(honour))
        order = [one for one in _order(honour.edition_id) if one != honour.pk]
        order.insert(min(max(position, 1) - 1, len(order)), honour.pk)
        _renumber(honour.edition_id, order)
        act.note(name=honour.name, position=position)


def _order(edition_id: UUID) -> list[UUID]:
    live = Honour.objects.filter(edition_id=edition_id, live=True).order_by("number")
    return list(live.values_list("pk", flat=True))


def _renumber(edition_id: UUID, order: list[UUID]) -> None:
    """1, 2, 3 … for the living in this order, then those taken off. A number is nobody's twice, at no moment."""
    every = Honour.objects.filter(edition_id=edition_id)
    off = every.filter(live=False).order_by("number").values_list("pk", flat=True)
    order = [*order, *(pk for pk in off if pk not in set(order))]
    number_of = {pk: number for number, pk in enumerate(order, 1)}
    every.update(number=F("number") + _FAR)
    rows = list(every)
    for row in rows:
        row.number = number_of[row.pk]
    Honour.objects.bulk_update(rows, ["number"], batch_size=200)


def present(by: Actor, honour: Honour, *, act_id: UUID | None = None) -> Honour:
    """Handed over on the stage, now. The hour stands on the screen and in the proceedings."""
    with acting(by, "assemble.day.present", honour, act_id=act_id) as act:
        fresh = _locked(honour)
        must_live(fresh)
        if fresh.presented_at is not None:
            raise Refused(gettext("“%(name)s” รับมอบแล้ว") % {"name": fresh.name})
        fresh.presented_at = timezone.now()
        fresh.save(update_fields=["presented_at"])
        act.note(name=fresh.name)
    return fresh


def take_back(by: Actor, honour: Honour, *, act_id: UUID | None = None) -> Honour:
    """It was pressed too early."""
    with acting(by, "assemble.day.present", honour, act_id=act_id) as act:
        fresh = _locked(honour)
        if fresh.presented_at is None:
            raise Refused(gettext("“%(name)s” ยังไม่ได้รับมอบ") % {"name": fresh.name})
        act.note(name=fresh.name, presented_at=fresh.presented_at.isoformat())
        fresh.presented_at = None
        fresh.save(update_fields=["presented_at"])
    return fresh
