"""Screening: all proposals with their scores in one table, scoring, deciding, and the call itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.people.queries import all_networks
from thaktho.ground.requests import whole

from ...common import act_id, edition_or_404, to
from ...editions.views.common import done
from .. import actions, queries
from ..forms import CallForm, CriteriaForms, DecideForm, ReasonForm, ScoreForm
from ..models import Issue, IssueCall
from ..rules import is_own, scoring_for
from ..starting import starting
from ..states import Changed, Refused
from .common import call_or_404, issue_or_404
from .public import issue_context

PAGE = 50


@allow("assemble.inside.read")
def screening(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    call, by = call_or_404(year), request.actor  # type: ignore[attr-defined]
    criteria = list(call.criteria.all())
    state, network, q, sort, todo = (
        request.GET.get(name, "")[:100] for name in ("state", "network", "q", "sort", "todo")
    )
    found = queries.issues(year, inside=True, state=state, network=network, text=q)
    scores = call.state == IssueCall.State.SCREENING and scoring_for(by, year) is not False
    if scores and todo:
        found = queries.to_score(found, by)
    sort = sort if sort in queries.SORTS else ""
    n = queries.counts(year, inside=True)
    filters: list[tuple[str, Any, int | None]] = [("", _("ทั้งหมด"), sum(n[one] for one in Issue.State.values))]
    filters += [
        (one.value, one.label, n[one.value]) for one in Issue.State if n[one.value] or one.value == state
    ]
    # By number only a page is read; by score all are counted, and only a page's words are read.
    listed: Any = queries.in_order(found, criteria, sort) if sort else found
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    issues = queries.on_page(found, shown) if sort else shown
    page.object_list = queries.scored(issues, criteria, by)
    # A screener sees the others' scores of a proposal only after their own: nobody is led by the first.
    blind = scores and not by.has("secretariat")
    for row in page.object_list:
        row.hidden = (
            blind and not row.mine and row.issue.state == Issue.State.SUBMITTED and not is_own(by, row.issue)
        )
    return render(
        request,
        "assemble/issues/screening.html",
        {
            "edition": year, "call": call, "criteria": criteria, "page": page, "filters": filters, "state": state, "q": q,
            "network": network, "sort": sort, "todo": todo, "networks": all_networks(request.programme), "scores": scores,  # type: ignore[attr-defined]
            "starting": starting(),
            "sorts": [("", _("ลำดับที่เสนอ")), ("score", _("คะแนนสูงก่อน")), ("spread", _("เห็นต่างกันมากก่อน")), ("scorers", _("มีผู้ให้คะแนนน้อยก่อน"))],
        },
    )  # fmt: skip


@require_POST
@allow("assemble.inside.read")
def score(request: HttpRequest, edition: str, issue_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    issue, by = issue_or_404(request, year, issue_id), request.actor  # type: ignore[attr-defined]
    network = scoring_for(by, year)
    if network is False:
        raise PermissionDenied("assemble.issues.score")
    form = ScoreForm(list(call_or_404(year).criteria.all()), request.POST)
    if not form.is_valid():
        return render(
            request, "assemble/issues/issue.html", issue_context(request, year, issue, score=form), status=422
        )
    return done(
        request, lambda: actions.score(by, issue, form.scores(), network=network, act_id=act_id(request)), _("บันทึกคะแนนแล้ว"),
        to(request, "assemble_issue", year.code, issue.pk),
    )  # fmt: skip


@require_POST
@allow("assemble.work")
def decide(request: HttpRequest, edition: str, issue_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    issue, by = issue_or_404(request, year, issue_id), request.actor  # type: ignore[attr-defined]
    demand(by, "assemble.issues.decide", issue)
    form = DecideForm(issue, request.POST)
    if not form.is_valid():
        return render(
            request,
            "assemble/issues/issue.html",
            issue_context(request, year, issue, decide=form),
            status=422,
        )
    data, once = form.cleaned_data, act_id(request)
    acts = {
        "accept": lambda: actions.accept(by, issue, data["reason"], act_id=once),
        "decline": lambda: actions.decline(by, issue, data["reason"], act_id=once),
        "merge": lambda: actions.merge(by, issue, data["into"], data["reason"], act_id=once),
    }
    return done(
        request,
        acts[data["outcome"]],
        _("บันทึกผลแล้ว ผู้เสนอเห็นด้วยรหัสติดตาม"),
        to(request, "assemble_issue", year.code, issue.pk),
    )


@allow("assemble.work")
def take_back(request: HttpRequest, edition: str, issue_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    issue = issue_or_404(request, year, issue_id)
    demand(request.actor, "assemble.issues.decide", issue)  # type: ignore[attr-defined]
    where = to(request, "assemble_issue", year.code, issue.pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return done(
            request, lambda: actions.take_back(request.actor, issue, form.cleaned_data["reason"], act_id=act_id(request)),  # type: ignore[attr-defined]
            _("นำกลับมาพิจารณาแล้ว"), where,
        )  # fmt: skip
    context = {
        "title": _("นำกลับมาพิจารณาใหม่"), "text": issue.title, "verb": _("นำกลับมาพิจารณา"), "cancel_url": where, "form": form,
    }  # fmt: skip
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@require_POST
@allow("assemble.work")
def shown(request: HttpRequest, edition: str, issue_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    issue = issue_or_404(request, year, issue_id)
    wanted = request.POST.get("shown") == "1"
    return done(
        request, lambda: actions.show(request.actor, issue, wanted, act_id=act_id(request)),  # type: ignore[attr-defined]
        _("ทุกคนอ่านได้แล้ว") if wanted else _("ซ่อนแล้ว ผู้เสนอยังอ่านได้ด้วยรหัส"), to(request, "assemble_issue", year.code, issue.pk),
    )  # fmt: skip


@allow("assemble.work")
def call(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    demand(request.actor, "assemble.issues.call", year)  # type: ignore[attr-defined]
    standing, newer = queries.call(year), None
    form = CallForm(request.POST if request.method == "POST" else None, call=standing)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_call(
                request.actor, year, seen_version=whole(request.POST.get("version", "")), act_id=act_id(request), **form.cleaned_data  # type: ignore[attr-defined]
            )  # fmt: skip
        except Changed as changed:
            newer = changed.row
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say.done(request, _("บันทึกแล้ว"))
            return redirect(to(request, "assemble_issues", year.code))
    version = getattr(newer or standing, "version", 0)
    context = {"edition": year, "call": standing, "form": form, "newer": newer, "version": version}
    return render(
        request, "assemble/issues/call.html", context, status=409 if newer else 422 if form.errors else 200
    )


@require_POST
@allow("assemble.work")
def call_move(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    standing, state = call_or_404(year), request.POST.get("state", "")
    words = {
        "open": _("เปิดรับประเด็นแล้ว"), "screening": _("เริ่มกลั่นกรองแล้ว"), "decided": _("ประกาศผลการกลั่นกรองแล้ว"),
    }  # fmt: skip
    return done(
        request, lambda: actions.move(request.actor, standing, state, act_id=act_id(request)), words.get(state, ""),  # type: ignore[attr-defined]
        to(request, "assemble_issues", year.code),
    )  # fmt: skip


@allow("assemble.work")
def criteria(request: HttpRequest, edition: str) -> HttpResponse:
    """The list of criteria: renamed, weighed, added to, emptied. Until somebody has scored by it."""
    year = edition_or_404(request, edition)
    standing = call_or_404(year)
    demand(request.actor, "assemble.issues.call", standing)  # type: ignore[attr-defined]
    start = [
        {"id": one.pk, "name": one.name, "help": one.help, "most": one.most, "weight": one.weight}
        for one in standing.criteria.all()
    ]
    forms, problem = CriteriaForms(request.POST if request.method == "POST" else None, initial=start), ""
    if request.method == "POST" and forms.is_valid():
        rows = [data for one in forms if (data := one.cleaned_data) and data.get("name")]
        try:
            actions.set_criteria(
                request.actor, standing, rows, seen_version=whole(request.POST.get("version", "")), act_id=act_id(request)  # type: ignore[attr-defined]
            )  # fmt: skip
        except Changed:
            problem = _("มีผู้แก้เกณฑ์หลังจากท่านเปิดหน้า เปิดหน้านี้ใหม่เพื่อดูล่าสุด แล้วแก้อีกครั้ง")
        except Refused as refused:
            problem = str(refused)
        else:
            say.done(request, _("บันทึกเกณฑ์แล้ว"))
            return redirect(to(request, "assemble_issues", year.code))
    context = {"edition": year, "call": standing, "forms": forms, "problem": problem, "starting": starting()}
    bad = problem or (request.method == "POST" and not forms.is_valid())
    return render(
        request, "assemble/issues/criteria.html", context, status=409 if problem else 422 if bad else 200
    )
