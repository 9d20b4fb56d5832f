"""How letters appear on the thread: to those with a role."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import Letter
from .papers import plain


def load(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    if not (by.grants or by.kind == "system"):
        return {}
    found = Letter.objects.filter(programme_id=by.programme_id, pk__in=list(ids)).select_related("programme")
    return {
        row.pk: Knot(
            Letter.thread_kind,
            row.pk,
            plain(row.subject),
            reverse("letters_letter", args=[row.programme.slug, row.pk]),
            " · ".join(filter(None, (row.number, str(row.get_state_display())))),
            when=row.dated_on,
            is_example=row.is_example,
        )
        for row in found
    }


def enlist() -> None:
    register(Kind(Letter.thread_kind, gettext_lazy("หนังสือราชการ"), 4, load))
