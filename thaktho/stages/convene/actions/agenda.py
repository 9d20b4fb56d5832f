"""The agenda: items in the six kinds of an official meeting, numbered inside their kind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from .. import states
from ..models import AgendaItem, Meeting
from .meetings import NotEmpty, locked

PHASES = (states.PLANNED, states.OPEN, states.CLOSED)


def add_agenda(
    by: Actor,
    meeting: Meeting,
    *,
    kind: int,
    title: str,
    text: str = "",
    act_id: UUID | None = None,
    **fields: Any,
) -> AgendaItem:
    with acting(by, "convene.agenda", meeting, act_id=act_id) as act:
        states.require(locked(meeting), *PHASES)
        item = AgendaItem.objects.create(
            programme_id=meeting.programme_id,
            meeting=meeting,
            kind=kind,
            number=_of_kind(meeting, kind).count() + 1,
            title=title,
            text=text,
            **fields,
        )
        act.note(item=str(item.pk), kind=kind, title=title)
    return item


def edit_agenda(
    by: Actor,
    item: AgendaItem,
    *,
    title: str,
    text: str = "",
    kind: int | None = None,
    act_id: UUID | None = None,
) -> AgendaItem:
    with acting(by, "convene.agenda", item, on=item.meeting, act_id=act_id) as act:
        states.require(locked(item.meeting), *PHASES)
        act.note(item=str(item.pk), before=item.title, title=title)
        item.title, item.text, old = title, text, item.kind
        if kind is not None and kind != old:
            item.kind, item.number = kind, _of_kind(item.meeting, kind).count() + 1
        item.save(update_fields=["title", "text", "kind", "number"])
        if item.kind != old:
            _renumber(item.meeting, old)
    return item


def reorder_agenda(by: Actor, item: AgendaItem, step: int, *, act_id: UUID | None = None) -> None:
    """One place up (-1) or down (+1) inside its kind; at the end nothing moves."""
    with acting(by, "convene.agenda", item, on=item.meeting, act_id=act_id) as act:
        states.require(locked(item.meeting), *PHASES)
        items = list(_of_kind(item.meeting, item.kind))
        here = next(at for at, other in enumerate(items) if other.pk == item.pk)
        there = here + (1 if step > 0 else -1)
        if 0 <= there < len(items):
            items[here], items[there] = items[there], items[here]
        _number(items)
        act.note(item=str(item.pk), step=step)


def remove_agenda(by: Actor, item: AgendaItem, *, act_id: UUID | None = None) -> None:
    """Take an item off. Not once something was decided under it."""
    with acting(by, "convene.agenda", item, on=item.meeting, act_id=act_id) as act:
        meeting = locked(item.meeting)
        states.require(meeting, *PHASES)
        if item.decisions.exists():
            raise NotEmpty
        act.note(item=str(item.pk), kind=item.kind, title=item.title, text=item.text)
        kind = item.kind
        item.delete()
        _renumber(meeting, kind)


def _of_kind(meeting: Meeting, kind: int):
    return AgendaItem.objects.filter(meeting=meeting, kind=kind).order_by("number", "id")


def _renumber(meeting: Meeting, kind: int) -> None:
    _number(list(_of_kind(meeting, kind)))


def _number(items: list[AgendaItem]) -> None:
    for number, item in enumerate(items, 1):
        item.number = number
    AgendaItem.objects.bulk_update(items, ["number"])
