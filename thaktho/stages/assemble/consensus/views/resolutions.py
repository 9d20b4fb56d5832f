"""Formal votes: the list, the paper, the ballot on the phone, the count that moves, the result."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thaktho.ground import say
from thaktho.ground.access import Actor, allow, demand, permitted
from thaktho.ground.kept import kept
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.history import lines as history

from .. import actions, live, queries, wording
from ..actions.resolutions import rule_of, sealed_root
from ..actions.rulebook import as_rule
from ..forms import ReasonForm, ResolutionForm
from ..here import anybody_registered, delegates_here
from ..models import Resolution, VoteRight
from ..states import Refused
from .common import act_id, attempt, go, here, may, resolution_or_404, to

S = Resolution.State
OVER = (S.CLOSED, S.PUBLISHED)
STEPS = {
    "lock": (actions.lock_resolution, gettext_noop("ล็อกกติกาแล้ว รหัสกติกาพิมพ์บนบัตรลงมติ")),
    "unlock": (actions.unlock_resolution, gettext_noop("ปลดล็อกแล้ว แก้ร่างได้ เมื่อล็อกใหม่จะได้รหัสใหม่")),
    "open": (actions.open_resolution, gettext_noop("เปิดลงมติแล้ว")),
    "close": (actions.close_resolution, gettext_noop("ปิดลงมติแล้ว ตรวจผลแล้วจึงประกาศ")),
    "publish": (actions.publish_resolution, gettext_noop("ประกาศผลแล้ว")),
}


@allow("assemble.read")
def index(request: HttpRequest, edition: str) -> HttpResponse:
    year, by = here(request, edition)
    inside = bool(by.held)
    rows = [one for one in queries.resolutions(year) if inside or one.state != S.DRAFT]
    context = {"edition": year, "rows": rows, "works": may(by, "resolution", year) and year.formal_votes}
    return render(request, "assemble/consensus/resolutions.html", context)


@allow("assemble.work")
def new(request: HttpRequest, edition: str) -> HttpResponse:
    year, by = here(request, edition)
    demand(by, "assemble.consensus.resolution", year)
    form = ResolutionForm(year, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.draft_resolution(by, year, act_id=act_id(request), **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        except Repeated as repeated:
            return go(request, "assemble_resolution", year.code, repeated.act.subject_id)
        else:
            say.done(request, _("ร่างมติแล้ว ตรวจแล้วจึงล็อกกติกา"))
            return go(request, "assemble_resolution", year.code, row.pk)
    return _form(request, year, form, None)


@allow("assemble.work")
def edit(request: HttpRequest, edition: str, resolution_id: UUID) -> HttpResponse:
    year, by = here(request, edition)
    row = resolution_or_404(year, resolution_id)
    demand(by, "assemble.consensus.resolution", row)
    form = ResolutionForm(year, request.POST if request.method == "POST" else None, resolution=row)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            request,
            lambda: actions.edit_resolution(by, row, act_id=act_id(request), **form.cleaned_data),
            _("บันทึกแล้ว"),
        )
    ):
        return go(request, "assemble_resolution", year.code, row.pk)
    return _form(request, year, form, row)


def _form(request: HttpRequest, year: Any, form: ResolutionForm, row: Resolution | None) -> HttpResponse:
    context = {"edition": year, "form": form, "row": row}
    return render(
        request, "assemble/consensus/resolution_form.html", context, status=422 if form.errors else 200
    )


def _readable(row: Resolution, by: Actor) -> None:
    if row.state == S.DRAFT and not by.held:
        raise Http404


@never_cache
@allow("assemble.read")
def show(request: HttpRequest, edition: str, resolution_id: UUID) -> HttpResponse:
    year, by = here(request, edition)
    row = resolution_or_404(year, resolution_id)
    _readable(row, by)
    return _page(request, year, by, row)


def _page(
    request: HttpRequest, year: Any, by: Actor, row: Resolution, problem: str = "", status: int = 200
) -> HttpResponse:
    works = permitted(by, "assemble.consensus.resolution", row)
    finishes = permitted(by, "assemble.consensus.finish", row)
    told = row.state == S.PUBLISHED or (row.state == S.CLOSED and finishes)
    right = queries.right_of(row, by)
    named = told and row.secrecy == Resolution.Secrecy.NAMED and bool(by.held)
    votes: list[VoteRight] = []
    if named:
        used = VoteRight.objects.filter(resolution=row, used=True).select_related("delegate__network")
        votes = list(used.order_by("delegate__network__order", "delegate__sort_key")[:3000])
    return render(
        request,
        "assemble/consensus/resolution.html",
        {
            "edition": year,
            "row": row,
            "works": works,
            "finishes": finishes,
            "rule_lines": wording.vote_rule_lines(row.rule or rule_of(row)),
            "right": right,
            "votes": votes,
            "may_vote": row.state == S.OPEN and right is not None and not right.used
            and permitted(by, "assemble.consensus.vote", row),
            "is_delegate": by.has("delegate", "speaker"),
            "cast": _cast(row),
            "told": told,
            "result": wording.result_words(row) if told else "",
            "root": _root(year, row) if row.state == S.PUBLISHED else "",
            "problem": problem,
            "history": history(year.programme, Resolution.thread_kind, row.pk) if finishes else [],
        },
        status=status,
    )  # fmt: skip


def _cast(row: Resolution) -> int:
    if row.state == S.OPEN:
        return live.counted(row.pk, lambda: queries.cast_count(row))
    return queries.cast_count(row) if row.state in OVER else 0


def _root(year: Any, row: Resolution) -> str:
    """Made again from the votes as they are kept, once until somebody acts."""
    return kept(year.programme, f"assemble.vote.root.{row.pk}", lambda: sealed_root(row)[0])


@never_cache
@require_POST
@allow("assemble.enter")
def vote(request: HttpRequest, edition: str, resolution_id: UUID) -> HttpResponse:
    """Answers with the page itself: that the vote is in, or why it is not. Nothing on it says what was voted."""
    year, by = here(request, edition)
    row = resolution_or_404(year, resolution_id)
    try:
        done = actions.cast(by, row, request.POST.get("value", ""))
    except ValueError:
        return _page(request, year, by, row, _("เลือกคำตอบก่อนแล้วจึงส่ง"), 422)
    except Refused as error:
        return _page(request, year, by, resolution_or_404(year, resolution_id), str(error), 409)
    return render(
        request, "assemble/consensus/voted.html", {"edition": year, "row": row, "again": done.again}
    )


@require_GET
@allow("assemble.read")
def count(request: HttpRequest, edition: str, resolution_id: UUID) -> HttpResponse:
    """How many have voted, never what; the result once it is published."""
    year, by = here(request, edition)
    row = resolution_or_404(year, resolution_id)
    _readable(row, by)

    def make() -> str:
        said: dict[str, object] = {
            "state": row.state,
            "entitled": row.entitled,
            "cast": queries.cast_count(row),
        }
        if row.state == S.PUBLISHED:
            said |= {"yes": row.yes, "no": row.no, "abstain": row.abstain, "passed": row.passed}
        return json.dumps(said)

    return live.told(request, (row.pk, row.state), make, "application/json")


@require_POST
@allow("assemble.work")
def step(request: HttpRequest, edition: str, resolution_id: UUID, step: str) -> HttpResponse:
    """lock, unlock, open, close, publish."""
    year, by = here(request, edition)
    row = resolution_or_404(year, resolution_id)
    if step not in STEPS:
        raise Http404(step)
    act, done = STEPS[step]
    attempt(request, lambda: act(by, row, act_id=act_id(request)), _(done))
    return go(request, "assemble_resolution", year.code, row.pk)


@require_GET
@allow("assemble.work")
def close(request: HttpRequest, edition: str, resolution_id: UUID) -> HttpResponse:
    """Asks before the vote is closed: how many have voted, and whether enough networks are there."""
    year, by = here(request, edition)
    row = resolution_or_404(year, resolution_id)
    demand(by, "assemble.consensus.finish", row)
    said = {"cast": queries.cast_count(row), "all": row.entitled}
    text = _("ลงแล้ว %(cast)s จาก %(all)s คน ผู้ที่ยังไม่ลงจะลงไม่ได้อีก") % said
    present = len(delegates_here(year.pk)) if anybody_registered(year.pk) else None
    entitled = len(queries.networks_of_year(year))
    warning = wording.presence_warning(as_rule(queries.rulebook(year)), entitled, present)
    context = {
        "title": _("ปิดลงมติ"),
        "text": f"{text} {warning}".strip(),
        "verb": _("ปิดลงมติ"),
        "action": to(request, "assemble_resolution_step", year.code, row.pk, "close"),
        "cancel_url": to(request, "assemble_resolution", year.code, row.pk),
    }
    return render(request, "web/confirm.html", context)


@allow("assemble.work")
def stop(request: HttpRequest, edition: str, resolution_id: UUID) -> HttpResponse:
    return _with_reason(
        request,
        edition,
        resolution_id,
        actions.stop_and_publish,
        _("หยุดลงมติและประกาศผล"),
        _("ลงแล้ว %(cast)s จาก %(all)s คน ผู้ที่ยังไม่ลงจะลงไม่ได้อีก ผลประกาศทันทีและแก้ไม่ได้"),
        _("หยุดและประกาศผล"),
        _("หยุดลงมติและประกาศผลแล้ว"),
    )


@allow("assemble.work")
def cancel(request: HttpRequest, edition: str, resolution_id: UUID) -> HttpResponse:
    return _with_reason(
        request,
        edition,
        resolution_id,
        actions.cancel_resolution,
        _("ยกเลิกมตินี้"),
        _("ลงแล้ว %(cast)s จาก %(all)s คน เสียงที่ลงแล้วจะไม่นับและบัตรลับจะถูกทำลาย ย้อนกลับไม่ได้"),
        _("ยกเลิกมติ"),
        _("ยกเลิกมติแล้ว"),
    )


def _with_reason(
    request: HttpRequest, edition: str, id: UUID, act: Any, title: str, text: str, verb: str, done: str
) -> HttpResponse:
    year, by = here(request, edition)
    row = resolution_or_404(year, id)
    demand(by, "assemble.consensus.finish", row)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        attempt(request, lambda: act(by, row, form.cleaned_data["reason"], act_id=act_id(request)), done)
        return go(request, "assemble_resolution", year.code, row.pk)
    context = {
        "title": title,
        "text": text % {"cast": queries.cast_count(row), "all": row.entitled},
        "verb": verb,
        "cancel_url": to(request, "assemble_resolution", year.code, row.pk),
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)
