"""How meetings and their decisions appear on the thread."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import Decision, Meeting

HELD = (Meeting.State.CLOSED, Meeting.State.MINUTES_APPROVED)


def load_meetings(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = Meeting.objects.filter(programme_id=by.programme_id, pk__in=list(ids)).select_related("programme")
    return {
        row.pk: Knot(
            "convene.meeting",
            row.pk,
            row.title,
            reverse("convene_meeting", args=[row.programme.slug, row.pk]),
            row.place_text,
            when=row.held_on,
            is_example=row.is_example,
        )
        for row in found
    }


def load_decisions(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    """A decision is open to everyone once its meeting has closed; until then to those with a role."""
    found = Decision.objects.filter(programme_id=by.programme_id, pk__in=list(ids))
    if not (by.grants or by.kind == "system"):
        found = found.filter(meeting__state__in=HELD)
    return {
        row.pk: Knot(
            "convene.decision",
            row.pk,
            row.text,
            f"{reverse('convene_meeting', args=[row.programme.slug, row.meeting_id])}#decision-{row.number}",
            " · ".join(
                filter(
                    None,
                    (
                        row.printed_number and f"มติที่ {row.printed_number}",
                        row.get_kind_display(),
                        row.meeting.title,
                    ),
                )
            ),
            when=row.decided_on,
            is_example=row.is_example,
        )
        for row in found.select_related("meeting", "programme")
    }


def enlist() -> None:
    register(Kind("convene.meeting", gettext_lazy("การประชุม"), 1, load_meetings))
    register(Kind("convene.decision", gettext_lazy("มติที่ประชุม"), 2, load_decisions))
