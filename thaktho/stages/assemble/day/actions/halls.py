"""Halls: added, renamed, taken away while nothing hangs on them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ...editions.models import Edition
from ..models import Hall, Screen
from ..states import Refused


def add_hall(
    by: Actor, edition: Edition, *, name: str, online_url: str = "", act_id: UUID | None = None
) -> Hall:
    """A hall with its screen."""
    with acting(by, "assemble.day.plan", edition, act_id=act_id) as act:
        last = Hall.objects.filter(edition=edition).aggregate(most=Max("order"))["most"] or 0
        same = {"programme_id": edition.programme_id, "edition": edition}
        hall = Hall.objects.create(**same, name=name, online_url=online_url, order=last + 1)
        Screen.objects.create(**same, hall=hall)
        act.about(hall)
        act.note(name=name)
    return hall


def held(hall_id: UUID) -> Hall:
    """The hall, for this act alone: who starts, moves or ends something in it waits in line."""
    found = Hall.objects.select_for_update(no_key=True).filter(pk=hall_id).first()
    if found is None:
        raise Refused(gettext("มีผู้ลบห้องนี้ไปแล้ว เปิดหน้ากำหนดการอีกครั้ง"))
    return found


def edit_hall(by: Actor, hall: Hall, *, name: str, online_url: str = "", act_id: UUID | None = None) -> Hall:
    with acting(by, "assemble.day.plan", hall, act_id=act_id) as act:
        fresh = held(hall.pk)
        act.note(before=fresh.name, name=name)
        fresh.name, fresh.online_url = name, online_url
        fresh.save(update_fields=["name", "online_url"])
    return fresh


def remove_hall(by: Actor, hall: Hall, *, act_id: UUID | None = None) -> None:
    """Only an empty one: its programme is moved or removed first."""
    with acting(by, "assemble.day.plan", hall, act_id=act_id) as act:
        fresh = held(hall.pk)
        if fresh.slots.exists() or fresh.turns.exists():
            raise Refused(gettext("ห้องนี้มีกำหนดการหรือรายชื่อผู้ขอพูดอยู่ ย้ายไปห้องอื่นก่อนจึงลบห้องได้"))
        act.note(name=fresh.name)
        fresh.delete()
