"""How the declaration, its clauses, hearings, and what was said of them appear on the thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import Amendment, Clause, Comment, Hearing, Text, TextVersion
from .queries import frozen_clauses
from .queries.veiling import veil

Ids = Iterable[UUID]


def _seen(by: Actor, rows):  # type: ignore[no-untyped-def]
    """Rehearsals are for those with a role."""
    rows = rows.filter(programme_id=by.programme_id).select_related("edition", "programme")
    return rows if by.grants or by.kind == "system" else rows.filter(edition__rehearsal_of=None)


def _at(name: str, row, *ids: UUID) -> str:  # type: ignore[no-untyped-def]
    return reverse(name, args=[row.programme.slug, row.edition.code, *ids])


def _network(row) -> dict[str, Any]:  # type: ignore[no-untyped-def]
    network = row.network
    return {"network_order": network.order, "network_name": network.short_name} if network else {}


def texts(by: Actor, ids: Ids) -> dict[UUID, Knot]:
    return {
        row.pk: Knot(
            Text.thread_kind,
            row.pk,
            row.title,
            _at("assemble_text", row),
            str(row.get_state_display()),
            when=row.proclaimed_on,
            is_example=row.is_example,
        )
        for row in _seen(by, Text.objects.filter(pk__in=list(ids)))
    }


def clauses(by: Actor, ids: Ids) -> dict[UUID, Knot]:
    """In the words of today for those with a role; for everybody else in those of the latest version, and one that stands in
    none is not told of."""
    rows = list(_seen(by, Clause.objects.filter(pk__in=list(ids))))
    inside = by.kind == "system" or bool(by.grants)
    said = {row.pk: row.body for row in rows} if inside else _told({row.text_id for row in rows})
    return {
        row.pk: Knot(
            Clause.thread_kind,
            row.pk,
            said[row.pk],
            _at("assemble_clause", row, row.pk),
            "" if row.live else gettext("นำออกจากร่างแล้ว"),
            is_example=row.is_example,
        )
        for row in rows
        if row.pk in said
    }


def _told(texts: set[UUID]) -> dict[UUID, str]:
    """The words of each clause in its text's latest version. One query."""
    latest: dict[UUID, TextVersion] = {}
    for version in TextVersion.objects.filter(text__in=texts).order_by("number"):
        latest[version.text_id] = version
    return {one.clause_id: one.body for version in latest.values() for one in frozen_clauses(version)}


def versions(by: Actor, ids: Ids) -> dict[UUID, Knot]:
    return {
        row.pk: Knot(
            TextVersion.thread_kind,
            row.pk,
            str(row),
            _at("assemble_version", row, row.pk),
            row.reason,
            when=timezone.localdate(row.made_at),
            is_example=row.is_example,
        )
        for row in _seen(by, TextVersion.objects.filter(pk__in=list(ids)).defer("frozen"))
    }


def hearings(by: Actor, ids: Ids) -> dict[UUID, Knot]:
    return {
        row.pk: Knot(
            Hearing.thread_kind,
            row.pk,
            row.title,
            _at("assemble_hearing", row, row.pk),
            str(row.get_state_display()),
            when=row.opens_on,
            is_example=row.is_example,
            **_network(row),
        )
        for row in _seen(by, Hearing.objects.filter(pk__in=list(ids)).select_related("network"))
    }


def comments(by: Actor, ids: Ids) -> dict[UUID, Knot]:
    shown = Comment.objects.filter(pk__in=list(ids)).exclude(state=Comment.State.HIDDEN)
    return {
        row.pk: Knot(
            Comment.thread_kind,
            row.pk,
            row.text,
            _at("assemble_clause", row, row.clause_id),
            str(row.get_state_display()),
            when=timezone.localdate(row.made_at),
            is_example=row.is_example,
            **_network(row),
        )
        for row in _seen(by, shown.select_related("network"))
    }


def amendments(by: Actor, ids: Ids) -> dict[UUID, Knot]:
    """In the words this reader may read; see `veil`."""
    rows = list(_seen(by, Amendment.objects.filter(pk__in=list(ids)).select_related("network", "parent")))
    by_edition: dict[UUID, list[Amendment]] = {}
    for row in rows:
        by_edition.setdefault(row.edition_id, []).append(row)
    for found in by_edition.values():
        veil(found, by, found[0].edition)
    return {
        row.pk: Knot(
            Amendment.thread_kind,
            row.pk,
            gettext("ข้อเสนอแก้ไขที่ %(n)s") % {"n": row.number} + (f": {row.body}" if row.body else ""),
            _at("assemble_amendment", row, row.pk),
            str(row.get_decision_display() if row.decision else row.get_state_display()),
            when=timezone.localdate(row.made_at),
            is_example=row.is_example,
            **_network(row),
        )
        for row in rows
    }


def enlist() -> None:
    register(Kind(Comment.thread_kind, gettext_lazy("ความเห็นต่อร่างประกาศ"), 1, comments))
    register(Kind(Amendment.thread_kind, gettext_lazy("ข้อเสนอแก้ไขร่างประกาศ"), 1, amendments))
    register(Kind(Hearing.thread_kind, gettext_lazy("เวทีรับฟังร่างประกาศ"), 1, hearings))
    register(Kind(Text.thread_kind, gettext_lazy("ประกาศเจตนารมณ์"), 3, texts))
    register(Kind(Clause.thread_kind, gettext_lazy("ข้อในประกาศเจตนารมณ์"), 3, clauses))
    register(Kind(TextVersion.thread_kind, gettext_lazy("ร่างประกาศเจตนารมณ์"), 3, versions))
