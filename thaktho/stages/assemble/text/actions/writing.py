"""The declaration itself, its opening, and its periods."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ...editions.actions.common import step
from ...editions.models import Edition
from ..models import Period, Text
from ..states import Changed, Refused
from .holding import held_text


def begin(
    by: Actor,
    edition: Edition,
    *,
    title: str,
    opening: str = "",
    closing: str = "",
    act_id: UUID | None = None,
    **fields: Any,
) -> Text:
    """The declaration of an edition; one an edition. `fields`, for loaders: source, is_example."""
    with acting(by, "assemble.text.begin.add", edition, act_id=act_id) as act:
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        if Text.objects.filter(edition=edition).exists():
            raise Refused(gettext("สมัชชานี้มีร่างประกาศเจตนารมณ์แล้ว เปิดร่างนั้นแล้วเขียนต่อ"))
        text = Text.objects.create(
            programme_id=edition.programme_id,
            edition=edition,
            title=title,
            opening=opening,
            closing=closing,
            **fields,
        )
        act.about(text)
        act.note(title=title)
    return text


def write(
    by: Actor,
    text: Text,
    *,
    title: str,
    opening: str,
    closing: str,
    seen_version: int | None = None,
    act_id: UUID | None = None,
) -> Text:
    with acting(by, "assemble.text.words.edit", text, act_id=act_id) as act:
        fresh = held_text(text)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        act.note(before={"title": fresh.title, "opening": fresh.opening, "closing": fresh.closing})
        fresh.title, fresh.opening, fresh.closing = title, opening, closing
        fresh.version += 1
        fresh.save(update_fields=["title", "opening", "closing", "version"])
    return fresh


def add_period(
    by: Actor,
    text: Text,
    *,
    name: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    act_id: UUID | None = None,
) -> Period:
    """Last among the periods."""
    with acting(by, "assemble.text.period.add", text, act_id=act_id) as act:
        fresh = held_text(text)
        last = fresh.periods.aggregate(most=Max("order"))["most"] or 0
        period = Period.objects.create(
            programme_id=fresh.programme_id,
            edition_id=fresh.edition_id,
            text=fresh,
            name=name,
            starts_on=starts_on,
            ends_on=ends_on,
            order=last + 1,
        )
        act.note(period=str(period.pk), name=name)
    return period


def edit_period(
    by: Actor,
    period: Period,
    *,
    name: str,
    starts_on: date | None,
    ends_on: date | None,
    act_id: UUID | None = None,
) -> None:
    with acting(by, "assemble.text.period.edit", period, on=period.text, act_id=act_id) as act:
        held_text(period.text)
        act.note(period=str(period.pk), before=period.name, name=name)
        period.name, period.starts_on, period.ends_on = name, starts_on, ends_on
        period.save(update_fields=["name", "starts_on", "ends_on"])


def move_period(by: Actor, period: Period, steps: int, *, act_id: UUID | None = None) -> None:
    """Up (-1) or down (+1); the clauses go with it and are numbered anew."""
    with acting(by, "assemble.text.period.move", period, on=period.text, act_id=act_id) as act:
        fresh = held_text(period.text)
        act.note(name=period.name, order=step(fresh.periods.order_by("order", "id"), period, steps))


def remove_period(by: Actor, period: Period, *, act_id: UUID | None = None) -> None:
    """Only an empty one: clauses, removed ones too, are moved first, so that none is lost."""
    with acting(by, "assemble.text.period.remove", period, on=period.text, act_id=act_id) as act:
        held_text(period.text)
        if period.clauses.exists():
            raise Refused(gettext("ระยะนี้ยังมีข้ออยู่ (รวมข้อที่นำออกแล้ว) ย้ายข้อไประยะอื่นก่อน"))
        act.note(name=period.name)
        period.delete()
