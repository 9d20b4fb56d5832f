"""Meetings and papers of the stages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.files import actions as files
from thaktho.ground.ledger.actions import Repeated

from ...common import act_id, edition_or_404, to
from .. import actions, queries
from ..actions.papers import INSIDE, PUBLIC
from ..forms import MeetingForm, PaperForm
from ..models import Stage
from ..states import Refused
from .common import done, found, upload


@require_POST
@allow("assemble.work")
def meeting_add(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    form = MeetingForm(year, request.POST)
    where = to(request, "assemble_work", year.code)
    if not form.is_valid():
        say.trouble(request, _("เลือกการประชุมและขั้นก่อน การประชุมนี้อาจถูกผูกไว้แล้ว"))
        return redirect(where)
    data = form.cleaned_data
    return done(
        request, lambda: actions.attach_meeting(request.actor, year, data["meeting"], data["stage"], act_id=act_id(request)),  # type: ignore[attr-defined]
        _("ผูกการประชุมกับขั้นแล้ว"), f"{where}#stage-{data['stage']}",
    )  # fmt: skip


@require_POST
@allow("assemble.work")
def meeting_remove(request: HttpRequest, edition: str, edition_meeting_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    held = found(queries.held_meeting(year, edition_meeting_id), edition_meeting_id)
    return done(
        request, lambda: actions.detach_meeting(request.actor, held, act_id=act_id(request)),  # type: ignore[attr-defined]
        _("นำการประชุมออกจากขั้นแล้ว ตัวการประชุมยังอยู่"), to(request, "assemble_work", year.code) + f"#stage-{held.stage}",
    )  # fmt: skip


@allow("assemble.work")
def paper_add(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    demand(request.actor, "assemble.editions.paper", year)  # type: ignore[attr-defined]
    stage = request.GET.get("stage", "")
    start = {"stage": stage if stage in Stage.values else year.stage}
    form = PaperForm(*((request.POST, request.FILES) if request.method == "POST" else ()), initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        file = upload(request, "file", PUBLIC if data["public"] else INSIDE)
        where = to(request, "assemble_work", year.code) + f"#stage-{data['stage']}"
        try:
            actions.add_paper(
                request.actor, year, stage=data["stage"], title=data["title"], file=file, public=data["public"],  # type: ignore[attr-defined, arg-type]
                act_id=act_id(request),
            )  # fmt: skip
        except Repeated:
            return redirect(where)
        except files.Refused as refused:
            form.add_error("file", str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say.done(request, _("แนบเอกสารแล้ว"))
            return redirect(where)
    context = {"edition": year, "form": form}
    return render(request, "assemble/editions/paper.html", context, status=422 if form.errors else 200)


@require_POST
@allow("assemble.work")
def paper_show(request: HttpRequest, edition: str, edition_paper_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    paper = found(queries.paper(year, edition_paper_id), edition_paper_id)
    public = request.POST.get("public") == "1"
    return done(
        request, lambda: actions.show_paper(request.actor, paper, public, act_id=act_id(request)),  # type: ignore[attr-defined]
        _("ทุกคนอ่านได้แล้ว") if public else _("อ่านได้เฉพาะผู้มีบทบาทแล้ว"),
        to(request, "assemble_work", year.code) + f"#stage-{paper.stage}",
    )  # fmt: skip


@require_POST
@allow("assemble.work")
def paper_remove(request: HttpRequest, edition: str, edition_paper_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    paper = found(queries.paper(year, edition_paper_id), edition_paper_id)
    return done(
        request, lambda: actions.remove_paper(request.actor, paper, act_id=act_id(request)), _("นำเอกสารออกแล้ว"),  # type: ignore[attr-defined]
        to(request, "assemble_work", year.code) + f"#stage-{paper.stage}",
    )  # fmt: skip
