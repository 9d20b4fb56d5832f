"""How the things of this chamber appear on the thread."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from . import threads_roll
from .models import Slot


def load_slots(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    """What stood on the programme; of a rehearsal nothing."""
    found = Slot.objects.filter(programme_id=by.programme_id, pk__in=list(ids), edition__rehearsal_of=None)
    return {
        row.pk: Knot(
            "assemble.slot",
            row.pk,
            row.title,
            f"{reverse('assemble_day', args=[row.programme.slug, row.edition.code])}#slot-{row.pk}",
            f"{row.hall.name} · {row.get_state_display()}",
            when=row.on,
            is_example=row.is_example,
        )
        for row in found.select_related("programme", "edition", "hall")
    }


def enlist() -> None:
    register(Kind("assemble.slot", gettext_lazy("กำหนดการสมัชชา"), 4, load_slots))
    threads_roll.enlist()
