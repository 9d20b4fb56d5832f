from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.requests import act_id

from . import actions, queries
from .models import Job


def _readable(request: HttpRequest, job_id: UUID) -> Job:
    job = queries.job(request.programme, job_id)
    if job is None:
        raise Http404(job_id)
    demand(request.actor, job.read_verb, request.programme)
    return job


def _context(request: HttpRequest, job: Job) -> dict[str, Any]:
    may = permitted(request.actor, "jobs.cancel", job)
    return {
        "job": job,
        "result_url": _result_url(job),
        "may_cancel": may and not job.is_over,
        "may_retry": may and job.state in (Job.State.FAILED, Job.State.CANCELLED),
    }


def _result_url(job: Job) -> str:
    """Where the result is: an address of this site, or nothing."""
    url = str(job.result.get("url") or "")
    return url if job.state == Job.State.DONE and url.startswith("/") and not url.startswith("//") else ""


@allow("jobs.read")
def page(request: HttpRequest, job_id: UUID) -> HttpResponse:
    return render(request, "jobs/page.html", _context(request, _readable(request, job_id)))


@allow("jobs.read")
def progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The part of the page that is asked for again while the job runs. Without htmx: the page itself."""
    job = _readable(request, job_id)
    if not request.htmx:
        return redirect("job_page", province=request.programme.slug, job_id=job_id)
    response = render(request, "jobs/progress.html", _context(request, job))
    response["Cache-Control"] = "no-store"
    return response


@allow("jobs.list")
def listed(request: HttpRequest) -> HttpResponse:
    found = Paginator(queries.jobs_for(request.programme, request.actor), 50).get_page(
        request.GET.get("page")
    )
    return render(request, "jobs/list.html", {"page": found})


@require_POST
@allow("jobs.read")
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    return _moved(request, job_id, actions.cancel, gettext("ยกเลิกแล้ว"))


@require_POST
@allow("jobs.read")
def retry(request: HttpRequest, job_id: UUID) -> HttpResponse:
    return _moved(request, job_id, actions.retry, gettext("เริ่มใหม่แล้ว"))


def _moved(request: HttpRequest, job_id: UUID, verb: Any, words: str) -> HttpResponse:
    job = _readable(request, job_id)
    try:
        verb(request.actor, job, act_id=act_id(request))
    except actions.WrongState:
        say.trouble(request, gettext("งานนี้เปลี่ยนสถานะไปแล้ว ดูสถานะล่าสุดด้านล่าง"))
    else:
        say.done(request, words)
    return redirect("job_page", province=request.programme.slug, job_id=job_id)
