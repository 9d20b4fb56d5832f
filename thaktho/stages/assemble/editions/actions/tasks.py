"""Who does what until when."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network, Person

from ..models import Edition, Task
from ..states import Changed, Refused, move_task
from .common import row, running, step


def add_task(
    by: Actor,
    edition: Edition,
    *,
    stage: str,
    title: str,
    note: str = "",
    network: Network | None = None,
    person: Person | None = None,
    who: str = "",
    due_on: date | None = None,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> Task:
    """Last in its stage. Given to a network, a person, or somebody in words; or to nobody yet."""
    with acting(by, "assemble.editions.task.write", edition, act_id=act_id) as act:
        fresh = running(edition)
        _ours(fresh, network, person)
        last = fresh.tasks.filter(stage=stage).aggregate(most=Max("order"))["most"] or 0
        task = Task.objects.create(
            programme=fresh.programme, edition=fresh, stage=stage, title=title, note=note, network=network, person=person,
            who=who, due_on=due_on, order=last + 1, is_example=is_example,
        )  # fmt: skip
        act.about(task)
        act.note(title=title, stage=stage)
    return task


def _ours(edition: Edition, *rows: Any) -> None:
    if any(one is not None and one.programme_id != edition.programme_id for one in rows):
        raise ValueError("of another programme")


def change_task(
    by: Actor, task: Task, *, seen: dict[str, str] | None = None, act_id: UUID | None = None, **fields: Any
) -> Task:
    """`seen`: the fields as the form showed them; raises Changed when one of them stands otherwise by now."""
    with acting(by, "assemble.editions.task.write", task, act_id=act_id) as act:
        running(task.edition)
        fresh = row(Task, task)
        _ours(fresh.edition, fields.get("network"), fields.get("person"))
        if seen is not None and seen != shown(fresh):
            raise Changed(fresh)
        was = shown(fresh)
        if fields.get("stage", fresh.stage) != fresh.stage:
            last = Task.objects.filter(edition=fresh.edition, stage=fields["stage"]).aggregate(
                most=Max("order")
            )
            fields["order"] = (last["most"] or 0) + 1
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.save(update_fields=list(fields))
        now = shown(fresh)
        act.note(changes={name: [was[name], now[name]] for name in now if was[name] != now[name]})
    return fresh


def shown(task: Task) -> dict[str, str]:
    """What a form of a task shows, as text: enough to know whether it was changed meanwhile."""
    return {
        "stage": task.stage, "title": task.title, "note": task.note, "network": str(task.network_id or ""),
        "person": str(task.person_id or ""), "who": task.who, "due_on": str(task.due_on or ""),
    }  # fmt: skip


def do_task(by: Actor, task: Task, state: str, *, act_id: UUID | None = None) -> Task:
    """Begun, done, or taken up again: by its owner or the secretariat."""
    if state == Task.State.DROPPED:
        raise Refused(gettext("ไม่ทำแล้วต้องบอกเหตุผล"))
    with acting(by, "assemble.editions.task.do", task, act_id=act_id) as act:
        running(task.edition)
        fresh = row(Task, task)
        was = fresh.state
        move_task(fresh, state)
        fresh.done_at = timezone.now() if state == Task.State.DONE else None
        if was == Task.State.DROPPED:
            act.note(dropped_because=fresh.reason)
            fresh.reason = ""
        fresh.save(update_fields=["state", "done_at", "reason"])
        act.note(title=fresh.title, before=was, state=state)
    return fresh


def drop_task(by: Actor, task: Task, reason: str, *, act_id: UUID | None = None) -> Task:
    """It will not be done, and why. It stays in the list."""
    with acting(by, "assemble.editions.task.write", task, act_id=act_id) as act:
        running(task.edition)
        fresh = row(Task, task)
        move_task(fresh, Task.State.DROPPED)
        fresh.reason = reason
        fresh.save(update_fields=["state", "reason"])
        act.because(reason)
        act.note(title=fresh.title)
    return fresh


def shift_task(by: Actor, task: Task, steps: int, *, act_id: UUID | None = None) -> None:
    """Up (-1) or down (+1) within its stage; at either end it stays."""
    with acting(by, "assemble.editions.task.write", task, act_id=act_id) as act:
        running(task.edition)
        beside = Task.objects.filter(edition=task.edition, stage=task.stage).order_by("order", "id")
        act.note(order=step(beside, task, steps))
