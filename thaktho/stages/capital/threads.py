"""How capitals appear on the thread."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import Capital
from .queries import visible

WEFT = 2


def entries(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    programme = Programme.objects.get(pk=by.programme_id)
    found = visible(programme, by).filter(pk__in=list(ids)).select_related("network")
    return {
        row.pk: Knot(
            Capital.thread_kind,
            row.pk,
            row.name,
            url=reverse("capital_entry", args=[programme.slug, row.pk]),
            meta=" · ".join(filter(None, [str(row.get_kind_display()), row.area_text])),
            network_order=row.network.order if row.network else None,
            network_name=row.network.short_name if row.network else "",
            when=row.confirmed_on,
            is_example=row.is_example,
        )
        for row in found
    }


def register_all() -> None:
    register(Kind(Capital.thread_kind, gettext_lazy("ทุน"), WEFT, entries))
