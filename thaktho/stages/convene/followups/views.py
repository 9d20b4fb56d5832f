"""Follow-ups: the list, one, assigning, reporting, and bringing them before the next meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.documents.frames.report import report_pdf
from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.queries import all_networks, persons
from thaktho.ground.requests import act_id, next_page, whole

from ..views.common import address, meeting_or_404, pdf, to
from . import actions, papers, queries
from .forms import DropForm, FollowUpForm, ReportForm
from .models import FollowUp
from .states import Changed, WrongState

PAGE = 30
MOST_PRINTED = 500
STATES = ("open", "late", "done", "dropped", "all")


def followup_or_404(request: HttpRequest, id: UUID) -> FollowUp:
    found = queries.followup(request.programme, id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(str(id))
    return found


def _asked(request: HttpRequest) -> queries.Asked:
    get = request.GET
    state = get.get("state", "open")
    decision = _id(get.get("decision", ""))
    return queries.Asked(
        state=state if state in STATES else "open" if "state" in get else ("all" if decision else "open"),
        text=get.get("q", "").strip()[:100],
        network=get.get("network", "")[:40],
        decision=decision,
        meeting=_id(get.get("meeting", "")),
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@allow("followups.read")
def index(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    today = timezone.localdate()
    asked = _asked(request)
    page = Paginator(queries.search(programme, asked, today=today), PAGE).get_page(request.GET.get("page"))
    counts = queries.counts(programme, today)
    labels = (_("ยังไม่เสร็จ"), _("เลยกำหนด"), _("ทำแล้ว"), _("ไม่ทำต่อ"), _("ทั้งหมด"))
    url = request.build_absolute_uri(address(request, "followups_index"))
    for row in page.object_list:
        row.late = papers.is_late(row, today)
    return render(
        request,
        "convene/followups/index.html",
        {
            "page": page,
            "asked": asked,
            "pills": [(state, label, counts[state]) for state, label in zip(STATES, labels, strict=True)],
            "networks": all_networks(programme),
            "summary": papers.line_text(page.object_list, today=today, url=url) if page.object_list else "",
            "filtered": bool(asked.text or asked.network or asked.decision or asked.meeting),
            "any": counts["all"],
            "query": request.GET.urlencode(),
        },
    )


@allow("followups.read")
def paper(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    today = timezone.localdate()
    rows = queries.search(programme, _asked(request), today=today)[:MOST_PRINTED]
    document = papers.printed(programme, rows, title=programme.name_th, today=today)
    return pdf(report_pdf(document), f"followups-{today:%Y%m%d}.pdf")


@allow("followups.read")
def show(request: HttpRequest, followup_id: UUID) -> HttpResponse:
    return _page(request, followup_or_404(request, followup_id), ReportForm())


def _page(request: HttpRequest, found: FollowUp, form: ReportForm, status: int = 200) -> HttpResponse:
    verbs = ("edit", "report", "drop", "reopen")
    return render(
        request,
        "convene/followups/followup.html",
        {
            "followup": found,
            "late": papers.is_late(found, timezone.localdate()),
            "form": form,
            "may": {verb: permitted(request.actor, f"followups.{verb}", found) for verb in verbs},  # type: ignore[attr-defined]
        },
        status=status,
    )


@allow("followups.keep")
def new(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    demand(request.actor, "followups.assign", meeting)  # type: ignore[attr-defined]
    start = {name: request.GET.get(name, "") for name in ("decision", "agenda")}
    form = FollowUpForm(meeting, request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign(request.actor, meeting, act_id=act_id(request), **form.cleaned_data)  # type: ignore[attr-defined]
        except WrongState as why:
            say.trouble(request, str(why))
            return to(request, "convene_meeting", meeting.pk)
        except Repeated:
            pass
        say.done(request, _("มอบหมายแล้ว ผู้รับผิดชอบจะเห็นในหน้างานของตน"))
        there = next_page(request)
        return redirect(there) if there else to(request, "convene_meeting", meeting.pk, anchor="followups")
    return _form(request, form, {"meeting": meeting})


@allow("followups.keep")
def edit(request: HttpRequest, followup_id: UUID) -> HttpResponse:
    found = followup_or_404(request, followup_id)
    demand(request.actor, "followups.edit", found)  # type: ignore[attr-defined]
    form = FollowUpForm(found.meeting, request.POST if request.method == "POST" else None, followup=found)
    context: dict[str, Any] = {"meeting": found.meeting, "followup": found, "version": found.version}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(
                request.actor,  # type: ignore[attr-defined]
                found,
                seen_version=whole(request.POST.get("version", "")),
                act_id=act_id(request),
                **form.cleaned_data,
            )
        except Changed as changed:
            context |= {"newer": changed.followup, "version": changed.followup.version}
            return _form(request, form, context, status=409)
        except WrongState as why:
            say.trouble(request, str(why))
        else:
            say.done(request, _("บันทึกแล้ว"))
        return to(request, "followups_followup", found.pk)
    return _form(request, form, context)


def _form(request: HttpRequest, form: FollowUpForm, context: dict[str, Any], status: int = 0) -> HttpResponse:
    context |= {"form": form, "persons": persons(request.programme)[:300]}  # type: ignore[attr-defined]
    return render(
        request, "convene/followups/form.html", context, status=status or (422 if form.errors else 200)
    )


@require_POST
@allow("followups.read")
def report(request: HttpRequest, followup_id: UUID) -> HttpResponse:
    found = followup_or_404(request, followup_id)
    form = ReportForm(request.POST)
    if not form.is_valid():
        demand(request.actor, "followups.report", found)  # type: ignore[attr-defined]
        return _page(request, found, form, 422)
    done = request.POST.get("do") == "done"
    try:
        actions.report(request.actor, found, form.cleaned_data["text"], done=done, act_id=act_id(request))  # type: ignore[attr-defined]
    except (WrongState, PermissionDenied) as why:
        if found.is_open:
            raise
        say.trouble(
            request, str(why) if isinstance(why, WrongState) else _("งานนี้จบแล้ว เปิดงานอีกครั้งก่อนจึงรายงานได้")
        )
    else:
        say.done(request, _("บันทึกว่าทำแล้ว") if done else _("บันทึกความคืบหน้าแล้ว"))
    return to(request, "followups_followup", found.pk)


@allow("followups.keep")
def drop(request: HttpRequest, followup_id: UUID) -> HttpResponse:
    found = followup_or_404(request, followup_id)
    demand(request.actor, "followups.drop", found)  # type: ignore[attr-defined]
    form = DropForm(request.POST if request.method == "POST" else None)
    here = address(request, "followups_followup", found.pk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.drop(request.actor, found, form.cleaned_data["reason"], act_id=act_id(request))  # type: ignore[attr-defined]
            say.done(
                request, _("บันทึกว่าไม่ทำต่อ เหตุผลยังอยู่"), undo=address(request, "followups_reopen", found.pk)
            )
        except WrongState as why:
            say.trouble(request, str(why))
        return redirect(here)
    context = {
        "title": _("ไม่ทำต่อ"),
        "text": _("“%(text)s” จะไม่รออยู่ในหน้างานของใครอีก ข้อความและเหตุผลยังอยู่") % {"text": found.text[:200]},
        "verb": _("ไม่ทำต่อ"),
        "cancel_url": here,
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@require_POST
@allow("followups.keep")
def reopen(request: HttpRequest, followup_id: UUID) -> HttpResponse:
    found = followup_or_404(request, followup_id)
    try:
        actions.reopen(request.actor, found, act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("เปิดงานอีกครั้งแล้ว"))
    except (WrongState, PermissionDenied):
        say.trouble(request, _("งานนี้ยังไม่จบ จึงไม่ต้องเปิดอีกครั้ง"))
    return to(request, "followups_followup", found.pk)


@require_POST
@allow("followups.keep")
def carry(request: HttpRequest, id: UUID) -> HttpResponse:
    """One tap: all that is offered, or those ticked, stand under เรื่องสืบเนื่อง."""
    meeting = meeting_or_404(request, id)
    offered = queries.offered(meeting)
    ticked = set(request.POST.getlist("followup"))
    wanted = [one for one in offered if not ticked or str(one.pk) in ticked]
    try:
        made = actions.carry(request.actor, meeting, wanted, act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("เพิ่มเรื่องสืบเนื่อง %(n)s เรื่องแล้ว") % {"n": len(made)})
    except WrongState as why:
        say.trouble(request, str(why))
    return to(request, "convene_agenda", meeting.pk)
