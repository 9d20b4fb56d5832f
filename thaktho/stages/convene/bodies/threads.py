"""How bodies appear on the thread."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import Body


def load(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = Body.objects.filter(programme_id=by.programme_id, pk__in=list(ids)).select_related("programme")
    return {
        row.pk: Knot(
            Body.thread_kind,
            row.pk,
            row.name,
            reverse("bodies_body", args=[row.programme.slug, row.pk]),
            str(row.get_kind_display()),
            when=row.order_date,
            is_example=row.is_example,
        )
        for row in found
    }


def enlist() -> None:
    register(Kind(Body.thread_kind, gettext_lazy("กลไกการทำงาน"), 2, load))
