"""Delegates: the list, naming, appointing, replacing, ending, and the cards by which they come in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import Actor, allow, demand, permitted
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.history import lines as history
from thaktho.ground.requests import whole

from ...access import Of
from ...editions.models import Edition
from .. import actions, queries
from ..entering import token_of
from ..forms import DelegateForm, LetterForm, NominateForm, ReasonForm, ReplaceForm
from ..models import Delegate
from ..states import Refused
from .common import act_id, attempt, delegate_or_404, go, here, may, network_or_404, to

PAGE = 50
CARDS = 200  # a print page at a time


def _names_for(by: Actor, edition: Edition) -> list[Any]:
    """Networks the actor may name delegates for."""
    return [one for one in queries.networks_of_year(edition) if may(by, "nominate", edition, one)]


def _found(request: HttpRequest, year: Edition) -> tuple[Any, dict[str, Any]]:
    code, state = request.GET.get("network", ""), request.GET.get("state", "")
    part, q = request.GET.get("part", ""), request.GET.get("q", "")[:100]
    network = network_or_404(year, code) if code else None
    rows = queries.delegates(year, network=network, state=state, part=part, q=q)
    return rows, {"network": network, "state": state, "part": part, "q": q}


@allow("assemble.inside.read")
def index(request: HttpRequest, edition: str) -> HttpResponse:
    year, by = here(request, edition)
    rows, chosen = _found(request, year)
    quotas = queries.quotas(year)
    page = Paginator(rows, PAGE).get_page(whole(request.GET.get("page", "")) or 1)
    return render(
        request,
        "assemble/consensus/delegates.html",
        {
            "edition": year,
            "page": page,
            "quotas": quotas,
            "asked": any(one.asked for one in quotas),
            "totals": (sum(one.nominated for one in quotas), sum(one.appointed for one in quotas)),
            "networks": [("", _("ทุกเครือข่าย"), None), *((one.network.code, one.network.short_name, one.named) for one in quotas)],
            "states": [("", _("ที่ทำหน้าที่อยู่"), None), *((value, label, None) for value, label in Delegate.State.choices), ("all", _("ทั้งหมด"), None)],
            "names": bool(_names_for(by, year)),
            "appoints": may(by, "appoint", year),
            "letter": LetterForm(),
            **chosen,
        },
    )  # fmt: skip


@allow("assemble.inside.read")
def printed(request: HttpRequest, edition: str) -> HttpResponse:
    """The list to print, by network, with the letter of each."""
    year, _by = here(request, edition)
    rows, chosen = _found(request, year)
    context = {"edition": year, "rows": rows[:3000], **chosen}
    return render(request, "assemble/consensus/delegates_print.html", context)


@never_cache
@allow("assemble.work")
def cards(request: HttpRequest, edition: str) -> HttpResponse:
    """Cards to cut: the name, the network, and the QR by which this one person comes in."""
    year, by = here(request, edition)
    demand(by, "assemble.consensus.appoint", year)
    rows, chosen = _found(request, year)
    page = Paginator(rows.filter(state=Delegate.State.APPOINTED), CARDS)
    shown = page.get_page(whole(request.GET.get("page", "")) or 1)
    ways = []
    for one in shown:
        token = token_of(one)
        way = request.build_absolute_uri(to(request, "assemble_enter", year.code, token)) if token else ""
        ways.append((one, way))
    context = {"edition": year, "ways": ways, "page": shown, **chosen}
    return render(request, "assemble/consensus/cards.html", context)


@allow("assemble.inside.read")
def new(request: HttpRequest, edition: str) -> HttpResponse:
    year, by = here(request, edition)
    allowed = {one.pk for one in _names_for(by, year)}
    if not allowed:
        demand(by, "assemble.consensus.nominate", year)
    form = NominateForm(year, allowed, request.POST if request.method == "POST" else None)
    if request.method != "POST" and (code := request.GET.get("network")):
        form.initial["network"] = network_or_404(year, code).pk
    if request.method == "POST" and form.is_valid():
        try:
            actions.nominate(by, year, act_id=act_id(request), **form.made())
        except Refused as error:
            form.add_error("name", str(error))
        except Repeated:
            return go(request, "assemble_delegates", year.code)
        else:
            say.done(request, _("เสนอชื่อแล้ว ชื่อนี้รอหนังสือแต่งตั้ง"))
            if "more" in request.POST:
                code = form.cleaned_data["network"].code
                return _to_new(request, year, code)
            return go(request, "assemble_delegates", year.code)
    context = {"edition": year, "form": form, "persons": queries.candidates(year.programme)[:500]}
    return render(
        request, "assemble/consensus/delegate_new.html", context, status=422 if form.errors else 200
    )


def _to_new(request: HttpRequest, year: Edition, code: str) -> HttpResponse:
    from django.shortcuts import redirect

    return redirect(f"{to(request, 'assemble_delegate_new', year.code)}?network={code}")


@require_POST
@allow("assemble.work")
def appoint(request: HttpRequest, edition: str) -> HttpResponse:
    """One letter for those ticked, or for all that wait."""
    year, by = here(request, edition)
    form = LetterForm(request.POST)
    if not form.is_valid():
        say.trouble(request, str(next(iter(form.errors.values()))[0]))
        return go(request, "assemble_delegates", year.code)
    waiting = queries.delegates(year, state=Delegate.State.NOMINATED)
    if "all" not in request.POST:
        waiting = waiting.filter(pk__in=_ids(request.POST.getlist("delegate")))
    rows = list(waiting)
    attempt(
        request,
        lambda: actions.appoint(by, year, rows, act_id=act_id(request), **form.cleaned_data),
        _("แต่งตั้งแล้ว %(count)s คน พิมพ์บัตรเข้าใช้งานได้") % {"count": len(rows)},
    )
    return go(request, "assemble_delegates", year.code)


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts[:3000]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@never_cache
@allow("assemble.inside.read")
def show(request: HttpRequest, edition: str, delegate_id: UUID) -> HttpResponse:
    year, by = here(request, edition)
    row = delegate_or_404(year, delegate_id)
    lives = row.state in queries.LIVING
    appoints = permitted(by, "assemble.consensus.appoint", row)
    edits = lives and (
        appoints
        or (row.state == Delegate.State.NOMINATED and permitted(by, "assemble.consensus.nominate", row))
    )
    start = {name: getattr(row, name) for name in ("name", "part", "position", "organisation")}
    form = DelegateForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST":
        demand(by, "assemble.consensus.nominate", row)
        if form.is_valid() and attempt(
            request,
            lambda: actions.change_delegate(by, row, act_id=act_id(request), **form.cleaned_data),
            _("บันทึกแล้ว"),
        ):
            return go(request, "assemble_delegate", year.code, row.pk)
    token = token_of(row) if appoints and row.state == Delegate.State.APPOINTED else ""
    return render(
        request,
        "assemble/consensus/delegate.html",
        {
            "edition": year,
            "row": row,
            "before": list(row.replaces.all()[:5]),
            "form": form if edits else None,
            "appoints": appoints and row.state == Delegate.State.APPOINTED,
            "replaces": lives and permitted(by, "assemble.consensus.replace", row),
            "way": request.build_absolute_uri(to(request, "assemble_enter", year.code, token)) if token else "",
            "lines": history(year.programme, Delegate.thread_kind, row.pk),
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


@allow("assemble.inside.read")
def replace(request: HttpRequest, edition: str, delegate_id: UUID) -> HttpResponse:
    year, by = here(request, edition)
    row = delegate_or_404(year, delegate_id)
    demand(by, "assemble.consensus.replace", row)
    letter = permitted(by, "assemble.consensus.appoint", Of(year, row.network))
    form = ReplaceForm(year, request.POST if request.method == "POST" else None, letter=letter)
    if request.method == "POST" and form.is_valid():
        try:
            fresh = actions.replace(by, row, act_id=act_id(request), **form.made())
        except Refused as error:
            form.add_error(None, str(error))
        except Repeated:
            return go(request, "assemble_delegates", year.code)
        else:
            say.done(request, _("เปลี่ยนตัวแล้ว เสียงที่คนก่อนให้ไว้ยังอยู่"))
            return go(request, "assemble_delegate", year.code, fresh.pk)
    context = {
        "edition": year,
        "row": row,
        "form": form,
        "letter": letter,
        "persons": queries.candidates(year.programme)[:500],
    }
    return render(
        request, "assemble/consensus/delegate_replace.html", context, status=422 if form.errors else 200
    )


@allow("assemble.inside.read")
def end(request: HttpRequest, edition: str, delegate_id: UUID) -> HttpResponse:
    year, by = here(request, edition)
    row = delegate_or_404(year, delegate_id)
    demand(by, "assemble.consensus.replace", row)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        attempt(
            request,
            lambda: actions.end_delegate(by, row, form.cleaned_data["reason"], act_id=act_id(request)),
            _("พ้นหน้าที่แล้ว"),
        )
        return go(request, "assemble_delegate", year.code, row.pk)
    context = {
        "title": _("ให้ผู้แทนพ้นหน้าที่"),
        "text": _("“%(name)s” จะแจ้งเสียงและลงมติไม่ได้อีก เสียงที่ให้ไว้แล้วยังอยู่ หากมีคนแทนให้ใช้ “เปลี่ยนตัว”")
        % {"name": row.name},
        "verb": _("ให้พ้นหน้าที่"),
        "cancel_url": to(request, "assemble_delegate", year.code, row.pk),
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@allow("assemble.work")
def renew(request: HttpRequest, edition: str, delegate_id: UUID) -> HttpResponse:
    """A lost card or a phone in other hands: the old link stops at once."""
    year, by = here(request, edition)
    row = delegate_or_404(year, delegate_id)
    demand(by, "assemble.consensus.appoint", row)
    if request.method == "POST":
        attempt(
            request,
            lambda: actions.renew_entry(by, row, act_id=act_id(request)),
            _("ทำทางเข้าใหม่แล้ว บัตรและลิงก์เดิมใช้ไม่ได้อีก พิมพ์บัตรใหม่ให้ผู้แทน"),
        )
        return go(request, "assemble_delegate", year.code, row.pk)
    context = {
        "title": _("ทำทางเข้าใหม่"),
        "text": _("บัตร ลิงก์ และโทรศัพท์ที่ “%(name)s” เข้าไว้จะใช้ไม่ได้ทันที ต้องเข้าด้วยบัตรใหม่") % {"name": row.name},
        "verb": _("ทำทางเข้าใหม่"),
        "cancel_url": to(request, "assemble_delegate", year.code, row.pk),
    }
    return render(request, "web/confirm.html", context)
