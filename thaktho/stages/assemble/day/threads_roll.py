"""Who was honoured stands on the thread, beside what the assembly agreed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import Honour
from .queries import honours


def load(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    """Before the day only staff know whom the assembly will honour."""
    found = {}
    for row in honours.seen(by, list(ids)):
        public = row.presented_at is not None or honours.announced(row.edition)
        if not (by.grants or by.kind == "system") and (not public or row.edition.is_rehearsal):
            continue
        found[row.pk] = Knot(
            Honour.thread_kind,
            row.pk,
            row.name,
            reverse("assemble_honours", args=[row.edition.programme.slug, row.edition.code])
            + f"#h{row.number}",
            row.category,
            network_order=row.network.order if row.network else None,
            network_name=row.network.name if row.network else "",
            when=row.edition.held_on,
            is_example=row.is_example,
        )
    return found


def enlist() -> None:
    register(Kind(Honour.thread_kind, gettext_lazy("ผู้ได้รับการยกย่อง"), 3, load))  # type: ignore[arg-type]
