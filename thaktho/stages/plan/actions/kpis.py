"""Writing what a branch measures: unit, baseline with its year, and a target for each year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor

from ..models import Branch, Kpi, KpiTarget, PlanTree
from ..reading import plain
from ..states import KPI_ON, Refused
from .tree import changing, held_branch, said

FIELDS = ("unit", "direction", "baseline", "baseline_year", "measured_by")


def must_carry(kind: str) -> None:
    if kind not in KPI_ON:
        names = dict(Branch.Kind.choices)
        raise Refused(
            gettext("ตัวชี้วัดอยู่กับ%(kinds)sเท่านั้น ตัวชี้วัดของโครงการอยู่ในแถวของโครงการ")
            % {"kinds": " ".join(str(names[kind]) for kind in KPI_ON)}
        )


def add_kpi(
    by: Actor,
    branch: Branch,
    version: int,
    *,
    name: str,
    targets: dict[int, Decimal],
    act_id: UUID | None = None,
    **fields: Any,
) -> Kpi:
    with changing(by, "plan.kpi.add", branch.tree, version, act_id) as (act, tree):
        fresh = held_branch(tree, branch)
        must_carry(fresh.kind)
        last = fresh.kpis.aggregate(last=Max("order"))["last"] or 0
        kpi = Kpi.objects.create(
            programme_id=tree.programme_id, branch=fresh, name=said(name), order=last + 1, **fields
        )
        _set_targets(kpi, targets)
        act.note(kpi=str(kpi.pk), text=kpi.name)
    return kpi


def edit_kpi(
    by: Actor,
    kpi: Kpi,
    version: int,
    *,
    name: str,
    targets: dict[int, Decimal],
    act_id: UUID | None = None,
    **fields: Any,
) -> Kpi:
    with changing(by, "plan.kpi.edit", kpi.branch.tree, version, act_id) as (act, tree):
        fresh = held_kpi(tree, kpi)
        before = _cells(fresh)
        fresh.name = said(name)
        for field in FIELDS:
            if field in fields:
                setattr(fresh, field, fields[field])
        fresh.save()
        _set_targets(fresh, targets)
        after = _cells(fresh)
        changes = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
        act.note(kpi=str(fresh.pk), text=fresh.name, changes=changes)
    return fresh


def move_kpi(by: Actor, kpi: Kpi, version: int, place: int, *, act_id: UUID | None = None) -> None:
    """Give a KPI another place among those of its branch."""
    with changing(by, "plan.kpi.move", kpi.branch.tree, version, act_id) as (act, tree):
        fresh = held_kpi(tree, kpi)
        others = list(fresh.branch.kpis.filter(removed_at=None).exclude(pk=fresh.pk))
        others.insert(max(0, min(place - 1, len(others))), fresh)
        for order, one in enumerate(others, 1):
            one.order = order
        Kpi.objects.bulk_update(others, ["order"])
        act.note(kpi=str(fresh.pk), text=fresh.name, after=place)


def remove_kpi(by: Actor, kpi: Kpi, version: int, reason: str, *, act_id: UUID | None = None) -> None:
    if not reason.strip():
        raise Refused(gettext("กรุณาบอกเหตุผลที่นำตัวชี้วัดนี้ออก"))
    with changing(by, "plan.kpi.remove", kpi.branch.tree, version, act_id) as (act, tree):
        fresh = held_kpi(tree, kpi)
        fresh.removed_at = timezone.now()
        fresh.save(update_fields=["removed_at"])
        act.note(kpi=str(fresh.pk), text=fresh.name)
        act.because(reason.strip())


def restore_kpi(by: Actor, kpi: Kpi, *, act_id: UUID | None = None) -> None:
    with changing(by, "plan.kpi.restore", kpi.branch.tree, None, act_id) as (act, tree):
        fresh = Kpi.objects.select_related("branch").get(pk=kpi.pk, branch__tree=tree)
        if fresh.removed_at is None:
            raise Refused(gettext("ตัวชี้วัดนี้อยู่ในโครงแผนแล้ว"))
        if fresh.branch.removed_at:
            raise Refused(gettext("กิ่งของตัวชี้วัดนี้ถูกนำออกแล้ว นำกิ่งกลับมาก่อน"))
        must_carry(fresh.branch.kind)
        fresh.removed_at = None
        fresh.save(update_fields=["removed_at"])
        act.note(kpi=str(fresh.pk), text=fresh.name)


def held_kpi(tree: PlanTree, kpi: Kpi) -> Kpi:
    fresh = (
        Kpi.objects.select_related("branch")
        .filter(pk=kpi.pk, branch__tree=tree, branch__removed_at=None, removed_at=None)
        .first()
    )
    if fresh is None:
        raise Refused(gettext("ตัวชี้วัดนี้ถูกนำออกแล้ว นำกลับมาก่อน"))
    return fresh


def _cells(kpi: Kpi) -> dict[str, Any]:
    targets = kpi.targets.order_by("year").values_list("year", "value")
    return {
        "name": kpi.name,
        "unit": kpi.unit,
        "direction": kpi.direction,
        "baseline": plain(kpi.baseline),
        "baseline_year": kpi.baseline_year,
        "measured_by": kpi.measured_by,
        "targets": {str(year): plain(value) for year, value in targets},
    }


def _set_targets(kpi: Kpi, targets: dict[int, Decimal]) -> None:
    kpi.targets.all().delete()
    KpiTarget.objects.bulk_create(
        KpiTarget(programme_id=kpi.programme_id, kpi=kpi, year=year, value=value)
        for year, value in sorted(targets.items())
    )
