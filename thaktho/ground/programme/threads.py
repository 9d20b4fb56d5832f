"""The declaration of intent on the thread: from it the whole programme begins."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import Declaration


def load(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    """Declarations are public: everybody sees them."""
    found = Declaration.objects.filter(programme_id=by.programme_id, pk__in=list(ids)).select_related(
        "programme"
    )
    return {
        one.pk: Knot(
            kind=Declaration.thread_kind,
            id=one.pk,
            title=one.title,
            url=reverse("programme_about", kwargs={"province": one.programme.slug})
            + f"#declaration-{one.pk}",
            when=one.on,
            is_example=one.is_example,
        )
        for one in found
    }


register(Kind(Declaration.thread_kind, gettext_lazy("ประกาศเจตนารมณ์"), 3, load))
