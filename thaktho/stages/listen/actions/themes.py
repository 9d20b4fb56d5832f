"""Themes: which statements speak of the same matter. A way of showing; it changes no statement and no vote."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Max

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.thai.normalise import normalise

from ..models import Statement, Theme, Topic
from .locking import locked

MOST_THEMES = 40


class ThemeTaken(Exception):
    """A theme of this name stands in the topic already."""


class TooManyThemes(Exception):
    """More than anybody could choose from."""


def add_theme(by: Actor, topic: Topic, name: str, *, act_id: UUID | None = None) -> Theme:
    with acting(by, "listen.theme.edit", topic, act_id=act_id) as act:
        locked(topic.pk)
        name = _free(topic, name)
        if topic.themes.count() >= MOST_THEMES:
            raise TooManyThemes
        last = topic.themes.aggregate(last=Max("order"))["last"] or 0
        theme = Theme.objects.create(programme_id=topic.programme_id, topic=topic, name=name, order=last + 1)
        act.note(name=name)
    return theme


def rename_theme(by: Actor, theme: Theme, name: str, *, act_id: UUID | None = None) -> None:
    with acting(by, "listen.theme.edit", theme.topic, act_id=act_id) as act:
        locked(theme.topic_id)
        act.note(name=_free(theme.topic, name, theme), before=theme.name)
        theme.name = _free(theme.topic, name, theme)
        theme.save(update_fields=["name"])


def move_theme(by: Actor, theme: Theme, up: bool, *, act_id: UUID | None = None) -> None:
    """One place up or down; numbered anew, so that the order has no holes."""
    with acting(by, "listen.theme.edit", theme.topic, act_id=act_id) as act:
        locked(theme.topic_id)
        rows = list(theme.topic.themes.all())
        at = next(n for n, row in enumerate(rows) if row.pk == theme.pk)
        to = max(0, min(len(rows) - 1, at + (-1 if up else 1)))
        rows.insert(to, rows.pop(at))
        for order, row in enumerate(rows, 1):
            row.order = order
        Theme.objects.bulk_update(rows, ["order"])
        act.note(name=theme.name, order=to + 1)


def remove_theme(by: Actor, theme: Theme, *, act_id: UUID | None = None) -> None:
    """Its statements stay, and stand under no theme."""
    with acting(by, "listen.theme.edit", theme.topic, act_id=act_id) as act:
        act.note(name=theme.name, removed=True, statements=theme.statements.count())
        theme.delete()


def sort_into(
    by: Actor, topic: Topic, theme: Theme | None, ids: Iterable[UUID], *, act_id: UUID | None = None
) -> int:
    """Many statements under one theme, or under none. Returns how many moved."""
    with acting(by, "listen.theme.sort", topic, act_id=act_id) as act:
        if theme is not None:
            theme = Theme.objects.select_for_update(no_key=True).get(pk=theme.pk, topic=topic)
        rows = Statement.objects.filter(topic=topic, pk__in=list(ids))
        numbers = list(rows.order_by("number").values_list("number", flat=True))
        rows.update(theme=theme)
        act.note(name=theme.name if theme else "", numbers=numbers)
    return len(numbers)


def _free(topic: Topic, name: str, own: Theme | None = None) -> str:
    name = normalise(" ".join(name.split()))
    same = topic.themes.filter(name=name)
    if (same.exclude(pk=own.pk) if own else same).exists():
        raise ThemeTaken(name)
    return name
