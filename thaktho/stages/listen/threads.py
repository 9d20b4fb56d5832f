"""How topics and statements appear on the thread."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from . import queries
from .models import Topic


def load_topics(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = Topic.objects.filter(programme_id=by.programme_id, pk__in=list(ids)).select_related("programme")
    if not (by.kind == "system" or by.has("secretariat", "coordinator")):
        found = found.exclude(state=Topic.State.DRAFT)
    return {
        row.pk: Knot(
            "listen.topic",
            row.pk,
            row.title,
            reverse("listen_topic", args=[row.programme.slug, row.code]),
            row.question,
            when=timezone.localdate(row.opens_at) if row.opens_at else None,
            is_example=row.is_example,
        )
        for row in found
    }


def load_statements(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    """Shown statements, with their tally once it may be published. A hidden one is read by its receipt only."""
    from thaktho.ground.programme.models import Programme

    programme = Programme.objects.get(pk=by.programme_id)
    return {
        standing.statement.pk: _knot(programme.slug, standing)
        for standing in queries.statements(programme, ids)
    }


def _knot(slug: str, standing: queries.Standing) -> Knot:
    row = standing.statement
    network = row.door.network if row.door else None
    return Knot(
        "listen.statement",
        row.pk,
        row.text,
        reverse("listen_statement", args=[slug, row.topic.code, row.number]),
        standing.words,
        network_order=network.order if network else None,
        network_name=network.short_name if network else "",
        when=timezone.localdate(row.made_at),
        is_example=row.is_example,
    )


def enlist() -> None:
    register(Kind("listen.topic", gettext_lazy("หัวข้อรับฟัง"), 1, load_topics))
    register(Kind("listen.statement", gettext_lazy("เสียง"), 1, load_statements))
