"""How rows and networks' plans appear on the thread."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.language import language
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread.registry import Kind, Knot, register
from thaktho.thai.dates import show_span

from .models import Need, NetworkPlan, PlanRow, PlanVersion
from .queries import visible

WEFT = 2


def rows(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    # A programme by its id alone: the rows bring its name along, and no page asks for it once more.
    found = visible(Programme(pk=by.programme_id), by, split=True).filter(pk__in=list(ids))
    found = found.select_related("network", "lead", "programme")
    return {
        row.pk: Knot(
            PlanRow.thread_kind,
            row.pk,
            row.title,
            url=reverse("plan_row", kwargs={"province": row.programme.slug, "row": row.pk}),
            meta=" · ".join(filter(None, [_working(row), row.area_text, row.get_state_display()])),
            network_order=row.network.order,
            network_name=row.network.short_name,
            is_example=row.is_example,
            who=row.agency or str(row.lead or ""),
        )
        for row in found
    }


def _working(row: PlanRow) -> str:
    """When the work is done. It is no day of the thread: beside voices and decisions stand the days they were said."""
    days = (
        show_span(row.starts_on, row.ends_on, "medium", lang=language()) if row.starts_on else row.when_text
    )
    return gettext("ดำเนินงาน %(days)s") % {"days": days} if days else ""


def plans(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = NetworkPlan.objects.filter(programme_id=by.programme_id, pk__in=list(ids))
    return {
        plan.pk: Knot(
            NetworkPlan.thread_kind,
            plan.pk,
            gettext("แผนของ%(name)s") % {"name": plan.network.name},
            url=reverse("plan_rows", kwargs={"province": plan.programme.slug, "network": plan.network.code}),
            meta=plan.get_state_display(),
            network_order=plan.network.order,
            network_name=plan.network.short_name,
            is_example=plan.is_example,
        )
        for plan in found.select_related("network", "programme")
    }


def versions(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    found = PlanVersion.objects.filter(programme_id=by.programme_id, pk__in=list(ids))
    return {
        version.pk: Knot(
            PlanVersion.thread_kind,
            version.pk,
            gettext("แผนบูรณาการ ฉบับที่ %(number)s") % {"number": version.number},
            url=reverse(
                "plan_version", kwargs={"province": version.programme.slug, "number": version.number}
            ),
            meta=gettext("%(line_count)s แถว · %(state)s")
            % {"line_count": version.line_count, "state": version.get_state_display()},
            when=version.dated,
            is_example=version.is_example,
        )
        for version in found.exclude(state=PlanVersion.State.WITHDRAWN).select_related("programme")
    }


def needs(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    """Needs are public: they hold published tallies and problems of sent rows."""
    found = Need.objects.filter(programme_id=by.programme_id, pk__in=list(ids)).select_related("programme")
    return {
        need.pk: Knot(
            Need.thread_kind,
            need.pk,
            need.text,
            url=reverse("plan_need", kwargs={"province": need.programme.slug, "need": need.pk}),
            meta=" · ".join(filter(None, [need.get_basis_display(), need.basis_note])),
            is_example=need.is_example,
        )
        for need in found
    }


def register_all() -> None:
    register(Kind(Need.thread_kind, gettext_lazy("ความต้องการ"), WEFT, needs))
    register(Kind(PlanRow.thread_kind, gettext_lazy("แถวในแผน"), WEFT, rows))
    register(Kind(NetworkPlan.thread_kind, gettext_lazy("แผนของเครือข่าย"), WEFT, plans))
    register(Kind(PlanVersion.thread_kind, gettext_lazy("แผนบูรณาการ"), WEFT, versions))
