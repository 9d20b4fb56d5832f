"""KPIs of the tree: add, change, move, take out and bring back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow
from thaktho.ground.requests import whole

from .. import actions
from ..forms.rows import ReasonForm
from ..forms.tree import KpiForm
from ..models import Kpi, PlanTree
from ..queries import tree as queries
from .common import act_id, must, tells, url
from .tree import branch_or_404, here, tree_form, tree_or_404


def kpi_or_404(tree: PlanTree, kpi_id: UUID) -> Kpi:
    found = queries.kpi(tree, kpi_id)
    if found is None:
        raise Http404(str(kpi_id))
    return found


@allow("plan.read")
@tells
def kpi_new(request: HttpRequest, tree: UUID, branch: UUID) -> HttpResponse:
    found = tree_or_404(request, tree)
    must(request, "plan.kpi.add", found)
    on = branch_or_404(found, branch)
    form = KpiForm(found, request.POST or None)
    return tree_form(
        request,
        found,
        form,
        _("เพิ่มตัวชี้วัด"),
        _("เพิ่มตัวชี้วัดนี้"),
        lambda version: actions.add_kpi(
            request.actor, on, version, **form.fields_of(), act_id=act_id(request)
        ),
        _("เพิ่มตัวชี้วัดแล้ว"),
        lead=on.text,
        anchor=on.pk,
        template="plan/kpi_form.html",
    )


@allow("plan.read")
@tells
def kpi_edit(request: HttpRequest, tree: UUID, kpi: UUID) -> HttpResponse:
    """Change a KPI; or, sent with `step`, move it among those of its branch."""
    found = tree_or_404(request, tree)
    must(request, "plan.kpi.edit", found)
    now = kpi_or_404(found, kpi)
    if request.method == "POST" and request.POST.get("step"):
        place = whole(request.POST.get("place", "")) or 1
        version = whole(request.POST.get("version", "")) or 0
        actions.move_kpi(request.actor, now, version, place, act_id=act_id(request))
        return redirect(here(request, found, now.branch_id))
    form = KpiForm(found, request.POST or None, kpi=now)
    return tree_form(
        request,
        found,
        form,
        _("แก้ตัวชี้วัด"),
        _("บันทึก"),
        lambda version: actions.edit_kpi(
            request.actor, now, version, **form.fields_of(), act_id=act_id(request)
        ),
        _("บันทึกตัวชี้วัดแล้ว"),
        lead=now.branch.text,
        now=now.name,
        kpi=now,
        place=now.order,
        anchor=now.branch_id,
        template="plan/kpi_form.html",
    )


@allow("plan.read")
@tells
def kpi_remove(request: HttpRequest, tree: UUID, kpi: UUID) -> HttpResponse:
    found = tree_or_404(request, tree)
    must(request, "plan.kpi.remove", found)
    gone = kpi_or_404(found, kpi)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return tree_form(
        request,
        found,
        form,
        _("นำตัวชี้วัดนี้ออก"),
        _("นำตัวชี้วัดออก"),
        lambda version: actions.remove_kpi(
            request.actor, gone, version, form.cleaned_data["reason"], act_id=act_id(request)
        ),
        _("นำตัวชี้วัดออกแล้ว"),
        lead=gone.name,
        danger=True,
        after=here(request, found, gone.branch_id),
        undo=url(request, "plan_kpi_restore", tree=found.pk, kpi=gone.pk),
    )


@require_POST
@allow("plan.read")
@tells
def kpi_restore(request: HttpRequest, tree: UUID, kpi: UUID) -> HttpResponse:
    found = tree_or_404(request, tree)
    back = kpi_or_404(found, kpi)
    actions.restore_kpi(request.actor, back, act_id=act_id(request))
    say.done(request, _("นำตัวชี้วัดกลับแล้ว"))
    return redirect(here(request, found, back.branch_id))
