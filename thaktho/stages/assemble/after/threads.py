"""How the things of this chamber appear on the thread."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import Commitment, Proceedings
from .queries.chains import REAL
from .queries.listing import owner_of

WEFT = 3


def commitments(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = Commitment.objects.filter(REAL, programme_id=by.programme_id, pk__in=list(ids))
    found = found.select_related("programme", "edition", "network", "organisation")
    return {
        row.pk: Knot(
            Commitment.thread_kind,
            row.pk,
            row.text[:200],
            reverse("assemble_commitment", args=[row.programme.slug, row.pk]),
            f"{row.edition.title} · {row.get_state_display()}",
            network_order=row.network.order if row.network else None,
            network_name=row.network.short_name if row.network else "",
            when=row.reported_on,
            is_example=row.is_example,
            who=owner_of(row),
        )
        for row in found
    }


def proceedings(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = Proceedings.objects.filter(
        programme_id=by.programme_id, pk__in=list(ids), edition__rehearsal_of=None
    )
    return {
        row.pk: Knot(
            Proceedings.thread_kind,
            row.pk,
            gettext("รายงานการประชุม %(edition)s ฉบับที่ %(n)s")
            % {"edition": row.edition.title, "n": row.number},
            reverse("assemble_proceedings_version", args=[row.programme.slug, row.edition.code, row.pk]),
            when=timezone.localdate(row.made_at),
            is_example=row.is_example,
        )
        for row in found.select_related("programme", "edition").defer("frozen")
    }


def enlist() -> None:
    register(Kind(Commitment.thread_kind, gettext_lazy("พันธสัญญา"), WEFT, commitments))
    register(Kind(Proceedings.thread_kind, gettext_lazy("รายงานการประชุมสมัชชา"), WEFT, proceedings))
