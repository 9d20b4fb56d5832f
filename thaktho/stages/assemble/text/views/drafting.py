"""The secretariat's hand: title, periods, clauses, their order."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.requests import whole
from thaktho.thai import dates

from ...common import steps_asked
from .. import actions, queries
from ..forms import OPENING, ClauseForm, PeriodForm, ReasonForm, TextForm, requests_form, requests_made
from ..models import Clause, Period, Text
from ..states import Changed, Refused
from .common import act_id, clause_or_404, edition_or_404, page, post, text_or_404, to

DRAFT = "assemble.text.draft"


@allow("assemble.work")
def begin(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    demand(request.actor, DRAFT, found)  # type: ignore[attr-defined]
    form = TextForm(
        request.POST or None, initial={"title": _("ประกาศเจตนารมณ์ %(title)s") % {"title": found.title}}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin(request.actor, found, act_id=act_id(request), **form.cleaned_data)  # type: ignore[attr-defined]
        except Refused as error:
            say.trouble(request, str(error))
        except Repeated:
            pass
        return redirect(to(request, "assemble_text", found.code))
    return page(
        request, "words", found, {"form": form, "text": None, "example": OPENING}, 422 if form.errors else 200
    )


@allow("assemble.work")
def edit(request: HttpRequest, edition: str) -> HttpResponse:
    found, text = text_or_404(request, edition)
    demand(request.actor, DRAFT, text)  # type: ignore[attr-defined]
    start = {"title": text.title, "opening": text.opening, "closing": text.closing}
    form = TextForm(request.POST or None, initial=start)
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            seen = whole(request.POST.get("version", ""))
            actions.write(request.actor, text, seen_version=seen, act_id=act_id(request), **form.cleaned_data)  # type: ignore[attr-defined]
        except Changed as changed:
            newer = changed.row
        except Refused as error:
            form.add_error(None, str(error))
        except Repeated:
            return redirect(to(request, "assemble_text", found.code))
        else:
            say.done(request, _("บันทึกแล้ว"))
            return redirect(to(request, "assemble_text", found.code))
    context = {
        "form": form,
        "text": text,
        "newer": newer,
        "version": (newer or text).version,
        "example": OPENING,
    }
    return page(request, "words", found, context, 409 if newer else 422 if form.errors else 200)


@allow("assemble.work")
def periods(request: HttpRequest, edition: str) -> HttpResponse:
    found, text = text_or_404(request, edition)
    demand(request.actor, DRAFT, text)  # type: ignore[attr-defined]
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return post(
            request,
            lambda: actions.add_period(request.actor, text, act_id=act_id(request), **form.cleaned_data),  # type: ignore[attr-defined]
            _("เพิ่มระยะแล้ว"),
            to(request, "assemble_periods", found.code),
        )
    context = {"form": form, "text": text, "periods": list(text.periods.all()), "period": None}
    return page(request, "periods", found, context, 422 if form.errors else 200)


def _period(request: HttpRequest, text: Text, period_id: UUID) -> Period:
    found = text.periods.filter(pk=period_id).first()
    if found is None:
        raise Http404(str(period_id))
    found.text = text
    demand(request.actor, DRAFT, text)  # type: ignore[attr-defined]
    return found


@allow("assemble.work")
def period(request: HttpRequest, edition: str, period_id: UUID) -> HttpResponse:
    found, text = text_or_404(request, edition)
    one = _period(request, text, period_id)
    days = {name: dates.show(day) if (day := getattr(one, name)) else "" for name in ("starts_on", "ends_on")}
    form = PeriodForm(request.POST or None, initial={"name": one.name, **days})
    if request.method == "POST" and form.is_valid():
        return post(
            request,
            lambda: actions.edit_period(request.actor, one, act_id=act_id(request), **form.cleaned_data),  # type: ignore[attr-defined]
            _("บันทึกแล้ว"),
            to(request, "assemble_periods", found.code),
        )
    context = {"form": form, "text": text, "periods": [], "period": one}
    return page(request, "periods", found, context, 422 if form.errors else 200)


@require_POST
@allow("assemble.work")
def period_move(request: HttpRequest, edition: str, period_id: UUID) -> HttpResponse:
    found, text = text_or_404(request, edition)
    one = _period(request, text, period_id)
    return post(
        request,
        lambda: actions.move_period(request.actor, one, steps_asked(request), act_id=act_id(request)),  # type: ignore[attr-defined]
        _("ย้ายระยะแล้ว เลขข้อเรียงใหม่ตามลำดับ"),
        to(request, "assemble_periods", found.code),
    )


@require_POST
@allow("assemble.work")
def period_remove(request: HttpRequest, edition: str, period_id: UUID) -> HttpResponse:
    found, text = text_or_404(request, edition)
    one = _period(request, text, period_id)
    then = to(request, "assemble_periods", found.code)
    return post(
        request,
        lambda: actions.remove_period(request.actor, one, act_id=act_id(request)),  # type: ignore[attr-defined]
        _("ลบระยะแล้ว"),
        then,
    )


@allow("assemble.work")
def clause_new(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    text = queries.text_of(found)
    if text is None:  # who comes from an issue or an open promise begins the draft first
        return redirect(to(request, "assemble_text_begin", found.code))
    demand(request.actor, DRAFT, text)  # type: ignore[attr-defined]
    start = {name: request.GET.get(name, "")[:8000] for name in ("period", "issue", "body")}
    form = ClauseForm(text, request.POST or None, initial=start)
    requests = requests_form(request.programme, request.POST or None)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and requests.is_valid():
        try:
            made = actions.add_clause(
                request.actor,  # type: ignore[attr-defined]
                text,
                requests=requests_made(requests),
                act_id=act_id(request),
                **form.cleaned_data,
            )
            say.done(request, _("เพิ่มข้อแล้ว"))
            return redirect(to(request, "assemble_clause", found.code, made.pk))
        except Repeated:
            return redirect(to(request, "assemble_text", found.code))
        except Refused as error:
            form.add_error(None, str(error))
    context = {"form": form, "requests": requests, "text": text, "clause": None}
    return page(request, "clause_form", found, context, 422 if form.errors or requests.is_bound else 200)


@allow("assemble.work")
def clause_edit(request: HttpRequest, edition: str, clause_id: UUID) -> HttpResponse:
    found, clause = clause_or_404(request, edition, clause_id)
    demand(request.actor, DRAFT, clause)  # type: ignore[attr-defined]
    form = ClauseForm(clause.text, request.POST or None, clause=clause)
    requests = requests_form(request.programme, request.POST or None, clause=clause)  # type: ignore[attr-defined]
    newer: Clause | None = None
    if request.method == "POST" and form.is_valid() and requests.is_valid():
        data = form.cleaned_data
        try:
            actions.edit_clause(
                request.actor,  # type: ignore[attr-defined]
                clause,
                body=data["body"],
                requests=requests_made(requests),
                reason=data["reason"],
                seen_revision=whole(request.POST.get("revision", "")),
                act_id=act_id(request),
            )
            if (data["period"].pk if data["period"] else None) != clause.period_id:
                actions.move_clause(request.actor, clause, "period", period=data["period"])  # type: ignore[attr-defined]
            say.done(request, _("บันทึกแล้ว"))
            return redirect(to(request, "assemble_clause", found.code, clause.pk))
        except Changed as changed:
            newer = changed.row
        except Repeated:
            return redirect(to(request, "assemble_clause", found.code, clause.pk))
        except Refused as error:
            form.add_error(None, str(error))
    context = {
        "form": form,
        "requests": requests,
        "text": clause.text,
        "clause": clause,
        "newer": newer,
        "revision": (newer or clause).revision,
    }
    bad = form.errors or (requests.is_bound and not requests.is_valid())
    return page(request, "clause_form", found, context, 409 if newer else 422 if bad else 200)


@require_POST
@allow("assemble.work")
def clause_move(request: HttpRequest, edition: str, clause_id: UUID) -> HttpResponse:
    found, clause = clause_or_404(request, edition, clause_id)
    where = "up" if request.POST.get("where") == "up" else "down"
    then = to(request, "assemble_text", found.code) + f"#c-{clause.pk}"
    return post(
        request,
        lambda: actions.move_clause(request.actor, clause, where, act_id=act_id(request)),  # type: ignore[attr-defined]
        _("ย้ายข้อแล้ว เลขข้อเรียงใหม่ตามลำดับ"),
        then,
    )


@allow("assemble.work")
def clause_remove(request: HttpRequest, edition: str, clause_id: UUID) -> HttpResponse:
    found, clause = clause_or_404(request, edition, clause_id)
    demand(request.actor, DRAFT, clause)  # type: ignore[attr-defined]
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        undo = to(request, "assemble_clause_restore", found.code, clause.pk)
        reason = form.cleaned_data["reason"]
        return post(
            request,
            lambda: actions.remove_clause(request.actor, clause, reason, act_id=act_id(request)),  # type: ignore[attr-defined]
            _("นำข้อออกจากร่างแล้ว ถ้อยคำยังอยู่ นำกลับได้"),
            to(request, "assemble_text", found.code),
            undo=undo,
        )
    waiting = clause.amendments.filter(state__in=["submitted", "decided"]).count()
    context = {
        "title": _("นำข้อนี้ออกจากร่าง"),
        "text": _("ข้อที่เหลือเรียงเลขใหม่ ถ้อยคำ ความเห็น และข้อเสนอแก้ไข %(n)s ข้อยังอยู่กับข้อนี้ นำกลับได้") % {"n": waiting},
        "verb": _("นำออก"),
        "cancel_url": to(request, "assemble_clause", found.code, clause.pk),
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@require_POST
@allow("assemble.work")
def clause_restore(request: HttpRequest, edition: str, clause_id: UUID) -> HttpResponse:
    found, clause = clause_or_404(request, edition, clause_id)
    return post(
        request,
        lambda: actions.restore_clause(request.actor, clause, act_id=act_id(request)),  # type: ignore[attr-defined]
        _("นำข้อกลับเข้าร่างแล้ว"),
        to(request, "assemble_clause", found.code, clause.pk),
    )
