"""How the things of this chamber appear on the thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import ClauseStance, Delegate, Dissent, Resolution, Round


def _inside(by: Actor) -> bool:
    return by.kind == "system" or bool(by.grants)


def _of_round(row: Any, round: Round, title: str, meta: str) -> Knot:
    edition = round.edition
    return Knot(
        row.thread_kind,
        row.pk,
        title,
        reverse("assemble_round", args=[edition.programme.slug, edition.code, round.pk]),
        meta,
        network_order=row.network.order,
        network_name=row.network.short_name,
        when=timezone.localdate(round.opened_at) if round.opened_at else None,
        is_example=row.is_example,
    )


def load_rounds(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = Round.objects.filter(programme_id=by.programme_id, pk__in=list(ids))
    if not _inside(by):
        found = found.exclude(state=Round.State.DRAFT)
    return {
        row.pk: Knot(
            Round.thread_kind,
            row.pk,
            gettext("ถามเสียงเครือข่าย รอบที่ %(number)s") % {"number": row.number},
            reverse("assemble_round", args=[row.edition.programme.slug, row.edition.code, row.pk]),
            str(row.get_state_display()),
            when=timezone.localdate(row.opened_at) if row.opened_at else None,
            is_example=row.is_example,
        )
        for row in found.select_related("edition__programme")
    }


def load_stances(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    """The voice is said on the projector; its reason is for those with a role until the round is published."""
    found = ClauseStance.objects.filter(programme_id=by.programme_id, pk__in=list(ids))
    rows = found.select_related("network", "asked__round__edition__programme")
    knots = {}
    for row in rows:
        round = row.asked.round
        reads = _inside(by) or round.state == Round.State.PUBLISHED
        title = (
            f"{row.get_value_display()}: {row.reason}" if row.reason and reads else row.get_value_display()
        )
        knots[row.pk] = _of_round(
            row, round, str(title), gettext("ข้อ %(clause)s รอบที่ %(round)s") % {"clause": row.asked.number, "round": round.number}
        )  # fmt: skip
    return knots


def load_dissents(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = Dissent.objects.filter(programme_id=by.programme_id, pk__in=list(ids))
    if not _inside(by):
        found = found.filter(asked__round__state=Round.State.PUBLISHED)
    rows = found.select_related("network", "asked__round__edition__programme")
    return {row.pk: _of_round(row, row.asked.round, row.text, gettext("ข้อสงวนที่ประธานให้บันทึก")) for row in rows}


def load_resolutions(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = Resolution.objects.filter(programme_id=by.programme_id, pk__in=list(ids))
    if not _inside(by):
        found = found.exclude(state=Resolution.State.DRAFT)
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
        for row in found.select_related("edition__programme")
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
    register(Kind(Round.thread_kind, gettext_lazy("รอบถามเสียงเครือข่าย"), 3, load_rounds))
    register(Kind(ClauseStance.thread_kind, gettext_lazy("เสียงของเครือข่าย"), 3, load_stances))
    register(Kind(Dissent.thread_kind, gettext_lazy("ข้อสงวน"), 3, load_dissents))
    register(Kind(Resolution.thread_kind, gettext_lazy("มติสมัชชา"), 3, load_resolutions))
    register(Kind(Delegate.thread_kind, gettext_lazy("ผู้แทนเครือข่าย"), 3, load_delegates))
