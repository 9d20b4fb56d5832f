"""Agenda, decisions and papers of a meeting."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.documents.frames.report import report_pdf
from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.files.actions import Refused, store
from thaktho.ground.files.models import StoredFile
from thaktho.ground.programme.queries import declarations

from .. import actions, agenda_pack, queries
from ..actions.decisions import why_not_struck
from ..forms import AgendaForm, DecisionForm, PaperForm, ReasonForm
from ..models import Decision
from .common import act_id, inside, meeting_or_404, pdf, to


@allow("convene.plan")
def agenda(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    by = request.actor  # type: ignore[attr-defined]
    demand(by, "convene.agenda", meeting)
    form = AgendaForm(request.POST if "add" in request.POST else None)
    if request.method == "POST":
        if "add" in request.POST and form.is_valid():
            actions.add_agenda(by, meeting, act_id=act_id(request), **form.cleaned_data)
            say.done(request, _("เพิ่มวาระแล้ว"))
            return to(request, "convene_agenda", id)
        for verb, step in (("up", -1), ("down", 1)):
            if verb in request.POST:
                item = _item(request, request.POST[verb])
                actions.reorder_agenda(by, item, step, act_id=act_id(request))
                return to(request, "convene_agenda", id, anchor=f"item-{item.pk}")
    return render(
        request,
        "convene/agenda.html",
        {"meeting": meeting, "form": form, "agenda": queries.agenda_by_kind(meeting)},
    )


@allow("convene.plan")
def agenda_item(request: HttpRequest, id: UUID, item_id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    by = request.actor  # type: ignore[attr-defined]
    demand(by, "convene.agenda", meeting)
    item = _item(request, str(item_id))
    if item.meeting_id != meeting.pk:
        raise Http404
    start = {"kind": item.kind, "title": item.title, "text": item.text}
    form = AgendaForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and "remove" in request.POST:
        try:
            actions.remove_agenda(by, item, act_id=act_id(request))
            say.done(request, _("ลบวาระแล้ว"))
        except actions.NotEmpty:
            say.trouble(request, _("ลบไม่ได้ เพราะมีมติอยู่ใต้วาระนี้"))
        return to(request, "convene_agenda", id)
    if request.method == "POST" and form.is_valid():
        actions.edit_agenda(by, item, act_id=act_id(request), **form.cleaned_data)
        say.done(request, _("บันทึกแล้ว"))
        return to(request, "convene_agenda", id)
    return render(request, "convene/agenda_item.html", {"meeting": meeting, "item": item, "form": form})


def _item(request: HttpRequest, id: str):
    try:
        found = queries.agenda_item(request.programme, UUID(id))  # type: ignore[attr-defined]
    except ValueError:
        found = None
    if found is None:
        raise Http404(id)
    return found


@require_POST
@allow("convene.plan")
def decide(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    form = DecisionForm(meeting, request.POST)
    if not form.is_valid():
        say.trouble(request, _("ยังไม่มีข้อความมติ พิมพ์แล้วลองใหม่"))
        return to(request, "convene_meeting", id, anchor="decide")
    made = actions.record_decision(request.actor, meeting, act_id=act_id(request), **form.cleaned_data)  # type: ignore[attr-defined]
    say.done(request, _("บันทึกมติข้อ %(number)s แล้ว") % {"number": made.number})
    return to(request, "convene_meeting", id, anchor=f"decision-{made.number}")


@allow("convene.plan")
def decision(request: HttpRequest, id: UUID, decision_id: UUID) -> HttpResponse:
    """Strike a decision recorded wrongly; tie an acceptance to its declaration."""
    found = queries.decision(request.programme, decision_id)  # type: ignore[attr-defined]
    if found is None or found.meeting_id != id:
        raise Http404
    by = request.actor  # type: ignore[attr-defined]
    texts = list(declarations(request.programme)) if found.kind == Decision.Kind.ACCEPT_DECLARATION else []  # type: ignore[attr-defined]
    form = ReasonForm(request.POST if "strike" in request.POST else None)
    if request.method == "POST":
        if "strike" in request.POST and form.is_valid():
            try:
                actions.strike_decision(by, found, form.cleaned_data["reason"], act_id=act_id(request))
                say.done(request, _("ขีดฆ่ามติแล้ว ข้อความและเหตุผลยังอยู่"))
            except actions.Relied as why:
                say.trouble(request, str(why))
            return to(request, "convene_meeting", id, anchor=f"decision-{found.number}")
        for text in texts:
            if request.POST.get("tie") == str(text.pk):
                actions.tie_decision(by, found, text, act_id=act_id(request))
                say.done(request, _("โยงมติกับประกาศแล้ว"))
                return to(request, "convene_decision", id, decision_id)
            if request.POST.get("untie") == str(text.pk):
                actions.untie_decision(
                    by, found, text, request.POST.get("reason", ""), act_id=act_id(request)
                )
                say.done(request, _("เลิกโยงแล้ว"))
                return to(request, "convene_decision", id, decision_id)
    tied = {knot.id: knot for knot in queries.tied_to(by, found)}
    linked = set(queries.tied_ids(found))
    return render(
        request,
        "convene/decision.html",
        {
            "decision": found,
            "meeting": found.meeting,
            "form": form,
            "declarations": texts,
            "tied": tied,
            "linked": linked,
            "relied": why_not_struck(found),
        },
    )


@require_POST
@allow("convene.plan")
def attach(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    by = request.actor  # type: ignore[attr-defined]
    demand(by, "convene.paper", meeting)
    form = PaperForm(meeting, request.POST, request.FILES)
    if not form.is_valid():
        say.trouble(request, _("ยังไม่ได้เลือกไฟล์"))
        return to(request, "convene_meeting", id, anchor="papers")
    data = form.cleaned_data
    upload = data["file"]

    def stored() -> StoredFile:
        return store(
            by,
            request.programme,  # type: ignore[attr-defined]
            name=upload.name,
            data=upload.read(),
            media_type=upload.content_type or "",
            purpose="paper",
            read_verb="convene.read" if data["public"] else "convene.inside.read",
        )

    try:
        actions.attach_paper(
            by,
            meeting,
            stored,
            title=data["title"],
            agenda=data["agenda"],
            public=data["public"],
            act_id=act_id(request),
        )
    except Refused as refused:
        say.trouble(request, str(refused))
        return to(request, "convene_meeting", id, anchor="papers")
    say.done(request, _("แนบเอกสารแล้ว"))
    return to(request, "convene_meeting", id, anchor="papers")


@require_POST
@allow("convene.plan")
def detach(request: HttpRequest, id: UUID, paper_id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    for paper in meeting.papers.all():
        if paper.pk == paper_id:
            paper.meeting = meeting
            actions.remove_paper(request.actor, paper, act_id=act_id(request))  # type: ignore[attr-defined]
            say.done(request, _("นำเอกสารออกแล้ว"))
    return to(request, "convene_meeting", id, anchor="papers")


@require_POST
@allow("convene.plan")
def move_paper(request: HttpRequest, id: UUID, paper_id: UUID) -> HttpResponse:
    """A paper one place up or down under its item."""
    meeting = meeting_or_404(request, id)
    for paper in meeting.papers.all():
        if paper.pk == paper_id:
            paper.meeting = meeting
            step = -1 if request.POST.get("to") == "up" else 1
            actions.move_paper(request.actor, paper, step, act_id=act_id(request))  # type: ignore[attr-defined]
    return to(request, "convene_meeting", id, anchor="papers")


@allow("convene.read")
def pack(request: HttpRequest, id: UUID) -> HttpResponse:
    """ระเบียบวาระพร้อมเอกสาร: the agenda with its numbered papers. A visitor's names the public ones only."""
    meeting = meeting_or_404(request, id)
    document = agenda_pack.document(meeting, inside=inside(request), printed_on=timezone.localdate())
    return pdf(report_pdf(document), f"agenda-{meeting.held_on:%Y%m%d}.pdf")
