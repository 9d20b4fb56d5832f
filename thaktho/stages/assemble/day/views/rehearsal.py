"""ซ้อมทั้งวัน: begin, read how it went step by step, and throw the copy away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.ledger.actions import Repeated

from .. import rehearsal
from ..actions import rehearsing
from ..states import Refused
from .common import act_id, edition_or_404, to


@allow("assemble.work")
def page(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    if here.rehearsal_of is not None:
        return redirect(to(request, "assemble_rehearsal", here.rehearsal_of.code))
    job = rehearsal.newest(here)
    copy = rehearsing.copy_of(here)
    steps = job.result.get("steps", []) if job and job.state == "done" else []
    context = {
        "edition": here,
        "job": job,
        "copy": copy,
        "hall": copy and rehearsal.rehearsal_steps.planned.halls(copy).first(),
        "steps": steps,
        "failed": sum(one["state"] == "failed" for one in steps),
        "missing": sum(one["state"] == "none" for one in steps),
        "seconds": round(sum(one["seconds"] for one in steps), 1),
        "may": permitted(request.actor, "assemble.editions.rehearse", here),  # type: ignore[attr-defined]
    }
    return render(request, "assemble/day/rehearsal.html", context)


@require_POST
@allow("assemble.work")
def start(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.editions.rehearse", here)  # type: ignore[attr-defined]
    if here.is_rehearsal:
        raise Http404(edition)
    try:
        job = jobs.ask(
            request.actor, request.programme, kind=rehearsal.WORK, title=rehearsal.TITLE,  # type: ignore[attr-defined]
            params={"edition": str(here.pk)}, read_verb="assemble.work", act_id=act_id(request),
        ).pk  # fmt: skip
    except Repeated as repeated:
        job = repeated.act.subject_id
    return redirect(to(request, "job_page", job))


@allow("assemble.work")
def throw_away(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    copy = rehearsing.copy_of(here)
    demand(request.actor, "assemble.editions.rehearse", here)  # type: ignore[attr-defined]
    back = to(request, "assemble_rehearsal", here.code)
    if copy is None:  # thrown away meanwhile
        return redirect(back)
    if request.method == "POST":
        try:
            rehearsing.throw_away(request.actor, copy, act_id=act_id(request))  # type: ignore[attr-defined]
        except Refused as why:
            say.trouble(request, str(why))
        else:
            say.done(request, _("ทิ้งการซ้อมแล้ว งานจริงไม่เปลี่ยน"))
        return redirect(back)
    return render(
        request,
        "web/confirm.html",
        {
            "edition": here,
            "title": _("ทิ้งการซ้อม"),
            "text": _("ทุกอย่างที่ทำในการซ้อมจะหายไปและเอากลับไม่ได้ งานจริงไม่เปลี่ยน"),
            "verb": _("ทิ้งการซ้อม"),
            "cancel_url": back,
            "cancel": _("เก็บไว้ก่อน"),
            "danger": True,
        },
    )
