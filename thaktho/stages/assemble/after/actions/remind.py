"""Reminders: thirty days before, on the day, every thirty days late, and when the secretariat asks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, system
from thaktho.ground.ledger.actions import acting
from thaktho.ground.programme.models import Programme

from .. import queries
from ..models import Commitment, Reminder
from ..states import OPEN, Refused
from .commit import locked

SOON, DUE, LATE, ASKED = "soon", "due", "late", "asked"
STEP = timedelta(days=30)


def falls_due(due_on: date, today: date) -> tuple[str, date] | None:
    """Which reminder belongs to this day, and for which day it is told once. A worker that slept on the very day tells it
    when it wakes."""
    if today < due_on - STEP:
        return None
    if today < due_on:
        return SOON, due_on
    steps = (today - due_on) // STEP
    return (LATE, due_on + steps * STEP) if steps else (DUE, due_on)


def remind_all(today: date | None = None) -> int:
    """Lay down what is to be told today, for all programmes; returns how many are new. Again the same day: none."""
    today = today or timezone.localdate()
    wanted: dict[UUID, list[tuple[Commitment, str, date]]] = defaultdict(list)
    near = queries.followed().filter(state__in=OPEN, due_on__lte=today + STEP)
    for one in near.only("id", "programme_id", "due_on", "edition_id"):
        if told := falls_due(one.due_on, today):
            wanted[one.programme_id].append((one, *told))
    return sum(_lay_down(programme_id, rows) for programme_id, rows in wanted.items())


def _lay_down(programme_id: UUID, rows: list[tuple[Commitment, str, date]]) -> int:
    known = set(
        Reminder.objects.filter(
            programme_id=programme_id, commitment__in=[one for one, _, _ in rows]
        ).values_list("commitment_id", "kind", "for_day")
    )
    new = [(one, kind, day) for one, kind, day in rows if (one.pk, kind, day) not in known]
    if not new:
        return 0
    programme = Programme.objects.get(pk=programme_id)
    with acting(system(programme_id), "assemble.after.remind.daily", programme) as act:
        Reminder.objects.bulk_create(
            (
                Reminder(programme_id=programme_id, commitment=one, kind=kind, for_day=day)
                for one, kind, day in new
            ),
            ignore_conflicts=True,
        )
        act.note(count=len(new))
    return len(new)


def ask(by: Actor, commitment: Commitment, *, act_id: UUID | None = None) -> Reminder:
    """The secretariat asks the owner how it stands. Once a day is enough."""
    with acting(by, "assemble.after.remind", commitment, act_id=act_id) as act:
        fresh = locked(commitment)
        if fresh.state not in OPEN:
            raise Refused(gettext("พันธสัญญานี้จบแล้ว ไม่ต้องเตือน"))
        made, _new = Reminder.objects.get_or_create(
            programme_id=fresh.programme_id, commitment=fresh, kind=ASKED, for_day=timezone.localdate()
        )
        act.note(kind=ASKED)
    return made
