"""How the years and their tasks appear on the thread."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import Edition


def editions(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = Edition.objects.filter(programme_id=by.programme_id, rehearsal_of=None, pk__in=list(ids))
    return {
        one.pk: Knot(
            Edition.thread_kind,
            one.pk,
            one.title,
            reverse("assemble_edition", args=[one.programme.slug, one.code]),
            f"{one.get_stage_display()} · {one.get_state_display()}",
            when=one.held_on,
            is_example=one.is_example,
        )
        for one in found.select_related("programme")
    }


def enlist() -> None:
    register(Kind(Edition.thread_kind, gettext_lazy("สมัชชาของปี"), 3, editions))
