"""How follow-ups appear on the thread: to those with a role."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import FollowUp


def load(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    if not (by.grants or by.kind == "system"):
        return {}
    found = FollowUp.objects.filter(programme_id=by.programme_id, pk__in=list(ids))
    return {
        row.pk: Knot(
            FollowUp.thread_kind,
            row.pk,
            row.text,
            reverse("followups_followup", args=[row.programme.slug, row.pk]),
            str(row.get_state_display()),
            network_order=row.network.order if row.network else None,
            network_name=row.network.name if row.network else "",
            when=row.due_on,
            is_example=row.is_example,
            who=row.owner_line,
        )
        for row in found.select_related("programme", "network", "person")
    }


def enlist() -> None:
    register(Kind(FollowUp.thread_kind, gettext_lazy("งานที่มอบหมาย"), 4, load))
