"""What an owner does with a commitment: report, correct the last report, tie it to the plan."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.files import actions as files
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.queries import all_networks
from thaktho.ground.requests import whole
from thaktho.stages.plan import queries as plan

from ...common import act_id, to
from .. import actions, queries
from ..actions.report import is_owner
from ..forms import ReasonForm, ReportForm
from ..models import Commitment
from ..states import Changed, Refused
from .common import commitment_or_404, decorated, keeps, network_asked


@allow("assemble.enter")
def report(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """Whoever owns it, or the secretariat for them. What was typed stays when somebody else reported first."""
    row = commitment_or_404(request, commitment_id)
    demand(request.actor, "assemble.after.report", row)  # type: ignore[attr-defined]
    posted = request.method == "POST"
    form = ReportForm(row, request.POST if posted else None, request.FILES if posted else None)
    newer, status = None, 200
    if posted and form.is_valid():
        data = dict(form.cleaned_data)
        public = data["files_public"]
        data["attached"] = [keeps(request, upload, public=public) for upload in data["attached"]]
        try:
            actions.report(
                request.actor,  # type: ignore[attr-defined]
                row,
                seen_version=whole(request.POST.get("version", "")),
                act_id=act_id(request),
                **data,
            )
        except Repeated:
            return redirect(to(request, "assemble_commitment", row.pk))
        except Changed as changed:
            newer, status = changed.row, 409
            form.add_error(None, _("มีผู้รายงานก่อนท่านเมื่อครู่ อ่านด้านล่าง แล้วกดบันทึกอีกครั้งหากยังจะรายงาน"))
        except (Refused, files.Refused) as error:
            form.add_error(None, str(error))
            status = 409
        else:
            say.done(request, _("บันทึกรายงานแล้ว"))
            return redirect(to(request, "assemble_commitment", row.pk))
    elif posted:
        status = 422
    current: Commitment = newer or row  # type: ignore[assignment]
    decorated([current])
    context = {
        "form": form,
        "row": current,
        "version": current.version,
        "newer": newer,
        "for_owner": not is_owner(request.actor, row),  # type: ignore[attr-defined]
    }
    return render(request, "assemble/after/report.html", context, status=status)


@allow("assemble.enter")
def take_back(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    row = commitment_or_404(request, commitment_id)
    demand(request.actor, "assemble.after.report.undo", row)  # type: ignore[attr-defined]
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back(
                request.actor,  # type: ignore[attr-defined]
                row,
                form.cleaned_data["reason"],
                seen_version=whole(request.POST.get("version", "")),
                act_id=act_id(request),
            )
            say.done(request, _("แก้แล้ว รายงานเดิมยังอยู่ในประวัติพร้อมเหตุผล"))
        except Changed:
            say.trouble(request, _("มีรายงานใหม่หลังจากท่านเปิดหน้านี้ อ่านก่อนแล้วจึงแก้"))
        except Refused as error:
            say.trouble(request, str(error))
        return redirect(to(request, "assemble_commitment", row.pk))
    context = {
        "title": _("รายงานครั้งล่าสุดผิด"),
        "text": _(
            "สถานะจะกลับไปเป็นก่อนรายงานนั้น รายงานเดิมและเหตุผลที่แก้ยังอ่านได้ทั้งคู่ ไฟล์ของรายงานนั้นจะไม่แสดงต่อสาธารณะ"
        ),
        "verb": _("แก้รายงาน"),
        "cancel_url": to(request, "assemble_commitment", row.pk),
        "form": form,
        "hidden": {"version": row.version},
    }
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@allow("assemble.enter")
def plan_rows(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """Find rows of the plan that do it, and tie them."""
    row = commitment_or_404(request, commitment_id)
    actor, programme = request.actor, request.programme  # type: ignore[attr-defined]
    demand(actor, "assemble.after.link", row)
    q = request.GET.get("q", "")[:100].strip()
    network = network_asked(request) if "network" in request.GET else row.network
    linked, unseen = queries.linked_rows(actor, row)
    context = {
        "row": decorated([row])[0],
        "q": q,
        "network": network,
        "networks": all_networks(programme),
        "linked": linked,
        "unseen_rows": unseen,
        "found": queries.rows_to_link(actor, programme, row, q, network),
        "may_need": permitted(actor, "plan.need.record", programme),
    }
    return render(request, "assemble/after/plan_rows.html", context)


@require_POST
@allow("assemble.enter")
def plan_row(request: HttpRequest, commitment_id: UUID, row: UUID) -> HttpResponse:
    """Tie one row, or untie it. Only what the reader may see."""
    found = commitment_or_404(request, commitment_id)
    visible = plan.visible(request.programme, request.actor, split=True)  # type: ignore[attr-defined]
    wanted = visible.filter(pk=row).first()
    if wanted is None:
        raise Http404(str(row))
    undone = request.POST.get("undo") == "1"
    act = actions.unlink_row if undone else actions.link_row
    act(request.actor, found, wanted, act_id=act_id(request))  # type: ignore[attr-defined]
    say.done(request, _("ถอนการเชื่อมแล้ว") if undone else _("เชื่อมกับแถวในแผนแล้ว"))
    return redirect(to(request, "assemble_commitment_rows", found.pk))


@require_POST
@allow("assemble.enter")
def need(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    row = commitment_or_404(request, commitment_id)
    actions.need_from(request.actor, row, act_id=act_id(request))  # type: ignore[attr-defined]
    say.done(request, _("ตั้งเป็นความต้องการในแผนแล้ว"))
    return redirect(to(request, "assemble_commitment_rows", row.pk))
