"""Themes of a topic, with what stands under them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ..models import Statement, Theme, Topic
from .standings import Standing

MOST_READ = 3000
BELONGS = 0.30  # of the words' likeness to the nearest statement of a theme: a hint for people, no more


def themes(topic: Topic) -> list[Theme]:
    """In their order, each with `shown`: how many of its statements may be answered. One query."""
    shown = Count("statements", filter=Q(statements__state=Statement.State.SHOWN))
    return list(Theme.objects.filter(topic=topic).annotate(shown=shown).order_by("order", "id"))


def theme_of(topic: Topic, id: str) -> Theme | None:
    """By what an address or a form says; None for anything else."""
    try:
        found = Theme.objects.filter(topic=topic, pk=UUID(id)).first()
    except ValueError:
        return None
    if found is not None:
        found.topic = topic
    return found


def under(ranked: list[Standing], theme: Theme | None) -> list[Standing]:
    return ranked if theme is None else [row for row in ranked if row.statement.theme_id == theme.pk]


def to_sort(topic: Topic, which: str) -> QuerySet[Statement]:
    """What may be put under a theme: "" all, "none" those under none, or the id of a theme."""
    rows = Statement.objects.filter(topic=topic).exclude(state=Statement.State.HIDDEN)
    if which == "none":
        rows = rows.filter(theme=None)
    elif which:
        theme = theme_of(topic, which)
        rows = rows.filter(theme=theme) if theme else rows.none()
    return rows.select_related("theme", "door__network").order_by("number")


def likely_themes(topic: Topic, rows: list[Statement]) -> dict[UUID, Theme]:
    """For statements under no theme, the theme of the statement whose words come nearest. One query."""
    from thaktho.engines.weave import likeness

    homeless = [row for row in rows if row.theme_id is None]
    sorted_in = list(
        Statement.objects.filter(topic=topic, theme__isnull=False).select_related("theme")[:MOST_READ]
    )
    found: dict[UUID, Theme] = {}
    if not homeless or not sorted_in:
        return found
    best = likeness.nearest_of([row.text for row in homeless], [row.text for row in sorted_in], least=BELONGS)
    for row, at in zip(homeless, best, strict=True):
        theme = sorted_in[at].theme if at is not None else None
        if theme is not None:
            found[row.pk] = theme
    return found
