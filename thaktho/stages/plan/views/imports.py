"""Pages of an import: choose a file, see it being read, look at every flagged cell, apply or give up."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow
from thaktho.ground.ledger.actions import Repeated

from .. import actions, cells, queries
from ..actions.imports import read_again, why_not_undone
from ..forms.rows import UploadForm
from ..models import ImportBatch, PlanRow
from ..states import Refused, why_closed
from .common import act_id, batch_or_404, must, network_or_404, sheet_of, tells, url

PAGE = 50


@allow("plan.edit")
@tells
def import_new(request: HttpRequest, network: str) -> HttpResponse:
    found = network_or_404(request, network)
    must(request, "plan.import", found)
    form = UploadForm(request.programme, *((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            batch_id = _bring(request, found, form)
        except Refused as error:
            form.add_error("file", str(error))
        else:
            return redirect(url(request, "plan_import", batch=batch_id))
    context = {
        "network": found,
        "form": form,
        "closed": why_closed(request.actor, queries.plan_of(found)),
        "batches": queries.batches(found)[:10],
    }
    return render(request, "plan/import_new.html", context, status=422 if form.errors else 200)


def _bring(request: HttpRequest, network: object, form: UploadForm) -> UUID:
    data, file = form.cleaned_data, form.cleaned_data["file"]
    try:
        return actions.bring(
            request.actor, network, file.name, file.read(), mode=data["mode"], fiscal_year=data["fiscal_year"],  # type: ignore[arg-type]
            act_id=act_id(request),
        ).pk  # fmt: skip
    except Repeated as repeated:
        # The same form sent twice is one import: go where the first one went.
        return repeated.act.subject_id


@allow("plan.edit")
def import_page(request: HttpRequest, batch: UUID) -> HttpResponse:
    found = batch_or_404(request, batch)
    only = request.GET.get("only", "")
    only = only if only in ("flagged", *PlanRow.Staged.values) else ""
    rows = queries.staged(found, only=only)
    page = (
        Paginator(rows, PAGE).get_page(request.GET.get("page"))
        if found.state in ("preview", "applied")
        else None
    )
    counts = queries.staged_counts(found) if page is not None else {}
    lines = []
    for row in page.object_list if page is not None else []:
        flags = list(row.flags.all())
        lines.append(
            {
                "row": row,
                "flags": {flag.field: flag for flag in flags},
                "notes": flags,
                "over": queries.overwritten(row),
            }
        )
    context = {
        "batch": found,
        "network": found.network,
        "lines": lines,
        "page": page,
        "only": only,
        "counts": counts,
        "filters": [
            ("", _("ทุกแถว"), found.row_count),
            (
                "flagged",
                _("ต้องดู"),
                queries.staged(found, only="flagged").count() if page is not None else None,
            ),
            *((value, label, counts[value]) for value, label in PlanRow.Staged.choices if value in counts),
        ],
        "labels": cells.LABELS,
        "closed": why_closed(request.actor, queries.plan_of(found.network)),
        "why_not_undone": why_not_undone(found) if found.state == ImportBatch.State.APPLIED else "",
    }
    if request.htmx and found.state == ImportBatch.State.READING:
        return render(request, "plan/_reading.html", context)
    if request.htmx:
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "plan/import.html", context)


@require_POST
@allow("plan.edit")
@tells
def import_apply(request: HttpRequest, batch: UUID) -> HttpResponse:
    found = batch_or_404(request, batch)
    mode = request.POST.get("mode", "")
    applied = actions.apply_import(
        request.actor,
        found,
        mode=mode if mode in ImportBatch.Mode.values else None,
        confirm_network="confirm_network" in request.POST,
        act_id=act_id(request),
    )
    say.done(request, _("นำเข้าแล้ว"), undo=url(request, "plan_import_undo", batch=applied.pk))
    return redirect(sheet_of(request, found.network))


@require_POST
@allow("plan.edit")
@tells
def import_cancel(request: HttpRequest, batch: UUID) -> HttpResponse:
    found = batch_or_404(request, batch)
    actions.cancel_import(request.actor, found, act_id=act_id(request))
    say.done(request, _("ยกเลิกการนำเข้าแล้ว แผนไม่เปลี่ยน"))
    return redirect(sheet_of(request, found.network))


@require_POST
@allow("plan.edit")
@tells
def import_again(request: HttpRequest, batch: UUID) -> HttpResponse:
    found = batch_or_404(request, batch)
    read_again(request.actor, found, act_id=act_id(request))
    return redirect(url(request, "plan_import", batch=found.pk))


@require_POST
@allow("plan.edit")
@tells
def import_undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    found = batch_or_404(request, batch)
    actions.undo_import(request.actor, found, act_id=act_id(request))
    say.done(request, _("ย้อนการนำเข้าแล้ว แถวเดิมกลับมาครบ"))
    return redirect(sheet_of(request, found.network))
