"""What everybody reads and does: the call, the list, a proposal, proposing, and the receipt."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.queries import all_networks
from thaktho.ground.requests import whole

from ...common import act_id, edition_or_404, inside, to
from .. import actions, beginnings, codes, queries
from ..forms import DecideForm, IssueForm, ReasonForm, ScoreForm
from ..models import Issue, IssueCall
from ..rules import is_own, may_send, scoring_for
from ..starting import starting
from ..states import Changed, NotOpen, Refused, is_over, why_closed
from .common import call_or_404, issue_or_404, may

PAGE = 25


@allow("assemble.read")
def listing(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    call, open_to = queries.call(year), inside(request)
    state, network, q = (request.GET.get(name, "")[:100] for name in ("state", "network", "q"))
    found = queries.issues(year, inside=open_to, state=state, network=network, text=q)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    n = queries.counts(year, inside=open_to)
    total = sum(n[one] for one in Issue.State.values)
    filters: list[tuple[str, Any, int | None]] = [("", _("ทั้งหมด"), total)]
    filters += [
        (one.value, one.label, n[one.value]) for one in Issue.State if n[one.value] or one.value == state
    ]
    if open_to and n["unread"]:
        filters.append(("unread", _("รอตรวจถ้อยคำ"), n["unread"]))
    return render(
        request,
        "assemble/issues/list.html",
        {
            "edition": year, "call": call, "page": page, "filters": filters, "state": state, "network": network, "q": q,
            "networks": all_networks(request.programme), "total": total, "unread": n["unread"], "inside": open_to,  # type: ignore[attr-defined]
            "criteria": list(call.criteria.all()) if call else [], "starting": starting(), "may_call": may(request, "call", year),
            "may_propose": _may_propose(request, year, call), "closed": why_closed(call, timezone.localdate()),
            "over": call is not None and is_over(call, timezone.localdate()),
            "call_moves": _call_moves(call) if call else [],
        },
    )  # fmt: skip


def _may_propose(request: HttpRequest, year: Any, call: IssueCall | None) -> bool:
    if call is None or not may(request, "propose", year) or not may_send(request.actor, call):  # type: ignore[attr-defined]
        return False
    late = request.actor.has("secretariat") and call.state == IssueCall.State.SCREENING  # type: ignore[attr-defined]
    return late or not why_closed(call, timezone.localdate())


def _call_moves(call: IssueCall) -> list[tuple[str, str, bool]]:
    """(state, words, whether it is the way onward)."""
    return {
        IssueCall.State.DRAFT: [("open", _("เปิดรับประเด็น"), True)],
        IssueCall.State.OPEN: [("screening", _("ปิดรับ แล้วเริ่มกลั่นกรอง"), True)],
        IssueCall.State.SCREENING: [
            ("decided", _("ประกาศผลการกลั่นกรอง"), True),
            ("open", _("เปิดรับอีกครั้ง"), False),
        ],
        IssueCall.State.DECIDED: [("screening", _("กลับไปกลั่นกรอง"), False)],
    }[IssueCall.State(call.state)]


@allow("assemble.read")
def show(request: HttpRequest, edition: str, issue_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    issue = issue_or_404(request, year, issue_id)
    return render(request, "assemble/issues/issue.html", issue_context(request, year, issue))


def issue_context(request: HttpRequest, year: Any, issue: Issue, **forms: Any) -> dict[str, Any]:
    """Of one proposal. The screeners' own sheets are for those with a role, and for a screener after their own."""
    by = request.actor  # type: ignore[attr-defined]
    call, open_to = call_or_404(year), inside(request)
    criteria = list(call.criteria.all())
    screening = call.state == IssueCall.State.SCREENING and issue.state == Issue.State.SUBMITTED
    may_decide = may(request, "decide", issue) and call.state == IssueCall.State.SCREENING
    may_score = (
        screening and scoring_for(by, year) is not False and (by.has("secretariat") or not is_own(by, issue))
    )
    given = queries.sheets(issue, criteria, by) if open_to else []
    mine = next((sheet for sheet in given if sheet.mine), None)
    blind = bool(may_score and mine is None and not by.has("secretariat"))
    scored = (
        queries.scored([issue], criteria)[0] if (open_to or call.state == IssueCall.State.DECIDED) else None
    )
    own = by.has("secretariat") or is_own(by, issue)
    return {
        "edition": year, "call": call, "issue": issue, "criteria": criteria, "inside": open_to,
        "scored": scored if not blind else None, "sheets": [] if blind else given, "blind": blind and bool(given),
        "rows": list(zip(criteria, *(sheet.scores for sheet in given), strict=True)) if given and not blind else [],
        "cells": list(zip(criteria, scored.cells, strict=True)) if scored and not blind else [],
        "score_form": forms.get("score") or (ScoreForm(criteria, given=mine.scores if mine else None) if may_score else None),
        "decide_form": forms.get("decide") or (DecideForm(issue) if may_decide and screening else None),
        "mine": mine, "may_decide": may_decide, "may_draft": permitted(by, "assemble.text.draft", year), "merged": list(queries.merged_into(issue)[:50]),
        "may_change": own and issue.state == Issue.State.SUBMITTED and _may_propose(request, year, call),
        "may_withdraw": own and issue.state == Issue.State.SUBMITTED and may(request, "propose", issue),
        "may_show": may(request, "decide", issue), "starting": starting(),
    }  # fmt: skip


@allow("assemble.read")
def new(request: HttpRequest, edition: str) -> HttpResponse:
    """Propose, with or without a login; from a finding, a row, or free."""
    year = edition_or_404(request, edition)
    call, by = queries.call(year), request.actor  # type: ignore[attr-defined]
    if call is None or not _may_propose(request, year, call):
        why = why_closed(call, timezone.localdate()) or _(
            "ปีนี้รับประเด็นจากเครือข่ายและผู้มีบทบาทเท่านั้น ฝากประเด็นผ่านผู้ประสานงานเครือข่ายได้"
        )
        return render(
            request, "assemble/issues/closed.html", {"edition": year, "why": why, "call": call}, status=409
        )
    told = (request.POST or request.GET).getlist("from")[:5]
    begun = [one for text in told if (one := beginnings.read(by, text))]
    start = {"title": begun[0][0].title} if begun else {}
    form = IssueForm(request.programme, by, request.POST if request.method == "POST" else None, initial=start)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        once = act_id(request)
        if not by.grants and not codes.PROPOSALS.take(year.pk):
            form.add_error(None, _("มีผู้เสนอพร้อมกันมาก รอสักครู่แล้วกดส่งอีกครั้ง ข้อความของท่านยังอยู่"))
            return _new(request, year, call, form, begun, 429)
        try:
            _issue, code = actions.propose(
                by, call, begins_from=[row for _k, row in begun], act_id=once, **form.cleaned_data
            )
        except Repeated:
            code = codes.receipt_code(once)
        except NotOpen as closed:
            form.add_error(None, str(closed))
            return _new(request, year, call, form, begun, 409)
        except Refused as refused:
            form.add_error(None, str(refused))
            return _new(request, year, call, form, begun, 409)
        return redirect(f"{to(request, 'assemble_issue_receipt', year.code)}?code={code}&new=1")
    return _new(request, year, call, form, begun, 422 if form.errors else 200)


def _new(
    request: HttpRequest, year: Any, call: Any, form: Any, begun: list[Any], status: int
) -> HttpResponse:
    context = {
        "edition": year,
        "call": call,
        "form": form,
        "begun": [knot for knot, _row in begun],
        "inside": inside(request),
    }
    return render(request, "assemble/issues/new.html", context, status=status)


@allow("assemble.read")
def propose(request: HttpRequest) -> HttpResponse:
    """From a voice or a row, whose pages know no year: to the call that takes proposals now."""
    programme, told = request.programme, request.GET.get("from", "")[:100]  # type: ignore[attr-defined]
    call = queries.taking_now(programme)
    if call is None:
        say.hint(request, _("ตอนนี้ไม่มีปีใดเปิดรับประเด็นสมัชชา"))
        return redirect(to(request, "assemble_index"))
    where = to(request, "assemble_issue_new", call.edition.code)
    return redirect(f"{where}?{urlencode({'from': told})}" if told else where)


@allow("assemble.read")
def choose(request: HttpRequest, edition: str) -> HttpResponse:
    """Find what a proposal may begin from."""
    year, q = edition_or_404(request, edition), request.GET.get("q", "")[:100]
    found = beginnings.find(request.programme, request.actor, q)  # type: ignore[attr-defined]
    return render(request, "assemble/issues/choose.html", {"edition": year, "q": q, "found": found})


@allow("assemble.read")
def edit(request: HttpRequest, edition: str, issue_id: UUID) -> HttpResponse:
    year = edition_or_404(request, edition)
    issue, by = issue_or_404(request, year, issue_id), request.actor  # type: ignore[attr-defined]
    if not (by.has("secretariat") or is_own(by, issue)):
        raise PermissionDenied("assemble.issues.propose")
    form = IssueForm(request.programme, by, request.POST if request.method == "POST" else None, issue=issue)  # type: ignore[attr-defined]
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            fresh = actions.change(
                by,
                issue,
                seen_version=whole(request.POST.get("version", "")),
                act_id=act_id(request),
                **form.cleaned_data,
            )
        except Changed as changed:
            newer = changed.row
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say.done(request, _("บันทึกแล้ว") if fresh.shown else _("บันทึกแล้ว ถ้อยคำใหม่แสดงแก่ทุกคนเมื่อมีผู้ตรวจแล้ว"))
            return redirect(to(request, "assemble_issue", year.code, issue.pk))
    context = {
        "edition": year,
        "issue": issue,
        "form": form,
        "newer": newer,
        "version": (newer or issue).version,
    }  # type: ignore[attr-defined]
    return render(
        request, "assemble/issues/edit.html", context, status=409 if newer else 422 if form.errors else 200
    )


@allow("assemble.read")
def withdraw(request: HttpRequest, edition: str, issue_id: UUID) -> HttpResponse:
    """By its sender, its network's coordinator or the office; whoever holds a receipt comes by the receipt's page."""
    year = edition_or_404(request, edition)
    issue = issue_or_404(request, year, issue_id)
    if not (request.actor.has("secretariat") or is_own(request.actor, issue)):  # type: ignore[attr-defined]
        raise PermissionDenied("assemble.issues.propose")
    where = to(request, "assemble_issue", year.code, issue.pk)
    return _withdraw(request, issue, where, where, "")


def _withdraw(request: HttpRequest, issue: Issue, where: str, back: str, code: str) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(
                request.actor, issue, form.cleaned_data["reason"], code=code, act_id=act_id(request)
            )  # type: ignore[attr-defined]
            say.done(request, _("ถอนประเด็นแล้ว"))
        except Refused as refused:
            say.trouble(request, str(refused))
        return redirect(where)
    context = {
        "title": _("ถอนประเด็น"), "text": _("“%(title)s” จะไม่ได้รับการพิจารณา ถอนแล้วนำกลับไม่ได้") % {"title": issue.title},
        "verb": _("ถอนประเด็น"), "cancel_url": back, "danger": True, "form": form, "hidden": {"code": code} if code else {},
    }  # fmt: skip
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@allow("assemble.read")
def receipt(request: HttpRequest, edition: str) -> HttpResponse:
    """What became of a proposal, for whoever holds its code."""
    year, code = edition_or_404(request, edition), request.GET.get("code", "").strip()[:40]
    slow = bool(code) and not codes.ASKED.take(year.programme_id)
    issue = queries.by_receipt(year, code) if code and not slow else None
    address = request.build_absolute_uri(
        reverse("assemble_issue_receipt", args=[request.programme.slug, year.code])
    )  # type: ignore[attr-defined]
    context = {
        "edition": year, "code": code, "issue": issue, "slow": slow, "is_new": bool(issue and request.GET.get("new")),
        "address": f"{address}?code={code}" if issue else "",
        "may_withdraw": bool(issue and issue.state == Issue.State.SUBMITTED and may(request, "propose", issue)),
    }  # fmt: skip
    response = render(request, "assemble/issues/receipt.html", context, status=429 if slow else 200)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
@allow("assemble.read")
def receipt_withdraw(request: HttpRequest, edition: str) -> HttpResponse:
    year, code = edition_or_404(request, edition), request.POST.get("code", "").strip()[:40]
    back = f"{to(request, 'assemble_issue_receipt', year.code)}?code={code}"
    issue = queries.by_receipt(year, code) if code and codes.ASKED.take(year.programme_id) else None
    if issue is None:
        say.trouble(request, _("ไม่พบรหัสนี้ ตรวจตัวอักษรแล้วลองใหม่"))
        return redirect(to(request, "assemble_issue_receipt", year.code))
    if "reason" not in request.POST:  # the question first, then the act
        context = {
            "title": _("ถอนประเด็น"), "text": _("“%(title)s” จะไม่ได้รับการพิจารณา ถอนแล้วนำกลับไม่ได้") % {"title": issue.title},
            "verb": _("ถอนประเด็น"), "cancel_url": back, "danger": True, "form": ReasonForm(), "hidden": {"code": code},
        }  # fmt: skip
        return render(request, "web/confirm.html", context)
    return _withdraw(request, issue, back, back, code)
