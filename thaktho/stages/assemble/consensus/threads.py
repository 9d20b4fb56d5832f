"""How the things of this chamber appear on the thread."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import Delegate, Resolution


def _inside(by: Actor) -> bool:
    return by.kind == "system" or bool(by.grants)


def load_resolutions(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = Resolution.objects.filter(programme_id=by.programme_id, pk__in=list(ids))
    if not _inside(by):
        found = found.exclude(state=Resolution.State.DRAFT)
    rows = found.select_related("edition__programme")
    return {
        row.pk: Knot(
            Resolution.thread_kind,
            row.pk,
            row.title,
            reverse("assemble_resolution", args=[row.edition.programme.slug, row.edition.code, row.pk]),
            str(row.get_state_display()),
            when=timezone.localdate(row.opened_at) if row.opened_at else None,
            is_example=row.is_example,
        )
        for row in rows
        if _inside(by) or not row.edition.is_rehearsal
    }


def load_delegates(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    """Names are for those with a role."""
    if not _inside(by):
        return {}
    found = Delegate.objects.filter(Q(pk__in=list(ids)), programme_id=by.programme_id)
    return {
        row.pk: Knot(
            Delegate.thread_kind,
            row.pk,
            row.name,
            reverse("assemble_delegate", args=[row.edition.programme.slug, row.edition.code, row.pk]),
            str(row.get_state_display()),
            network_order=row.network.order,
            network_name=row.network.short_name,
            is_example=row.is_example,
        )
        for row in found.select_related("edition__programme", "network")
    }


def enlist() -> None:
    register(Kind(Resolution.thread_kind, gettext_lazy("มติสมัชชา"), 3, load_resolutions))
    register(Kind(Delegate.thread_kind, gettext_lazy("ผู้แทนเครือข่าย"), 3, load_delegates))
