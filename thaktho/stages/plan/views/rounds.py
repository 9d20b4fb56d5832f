"""Rounds of sending plans: open one, see who is late, close it and take that back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.language import language
from thaktho.thai.dates import show

from .. import actions
from ..forms.rows import DayField, Lines
from ..models import Round
from ..queries.rounds import open_round, round_of, round_standings, rounds
from ..states import Refused
from .common import act_id, tells, url


class RoundForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("ชื่อรอบ"),
        max_length=200,
        error_messages={"required": gettext_lazy("กรุณาพิมพ์ชื่อรอบ เช่น รอบที่ 1 ยกร่างแผน")},
    )
    opens_on = DayField(label=gettext_lazy("เปิดรับตั้งแต่วันที่"), required=False)
    due_on = DayField(
        label=gettext_lazy("ส่งได้ถึงวันที่"), error_messages={"required": gettext_lazy("กรุณาพิมพ์วันครบกำหนด")}
    )
    note = forms.CharField(label=gettext_lazy("หมายเหตุ"), widget=Lines(2), max_length=2000, required=False)

    def fields_of(self) -> dict[str, Any]:
        data = self.cleaned_data
        opens, due = data["opens_on"], data["due_on"]
        return {
            "title": data["title"],
            "note": data["note"],
            "opens_on": opens[0] if opens else None,
            "due_on": due[1],
        }


def round_or_404(request: HttpRequest, number: int) -> Round:
    found = round_of(request.programme, number)
    if found is None:
        raise Http404(str(number))
    found.programme = request.programme
    return found


@allow("plan.round.read")
def all_rounds(request: HttpRequest) -> HttpResponse:
    found = list(rounds(request.programme))
    now = next((one for one in found if one.closed_at is None), None)
    return _page(request, now, found)


@allow("plan.round.read")
def one_round(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, round_or_404(request, number), list(rounds(request.programme)))


def _page(request: HttpRequest, now: Round | None, found: list[Round]) -> HttpResponse:
    if now is not None:
        now.programme = request.programme
    lines = round_standings(now) if now else []
    context = {
        "round": now,
        "rounds": found,
        "lines": lines,
        "sent": sum(1 for line in lines if line.first),
        "late": sum(1 for line in lines if line.state == "late"),
        "overdue": [line for line in lines if line.state in ("overdue", "missed")],
        "keeps": permitted(request.actor, "plan.round.make", request.programme),
        "may_open": not any(one.closed_at is None for one in found),
    }
    return render(request, "plan/rounds.html", context)


@allow("plan.round.make")
@tells
def round_new(request: HttpRequest) -> HttpResponse:
    if request.method == "GET" and (standing := open_round(request.programme)):
        raise Refused(_("%(title)s ยังเปิดอยู่ ปิดรอบนั้นก่อนจึงเปิดรอบใหม่ได้") % {"title": standing.title})
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_round(request.actor, request.programme, **form.fields_of(), act_id=act_id(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say.done(request, _("เปิดรอบใหม่แล้ว ทุกเครือข่ายเห็นวันครบกำหนด"))
            return redirect(url(request, "plan_rounds"))
    return _form(request, form, _("เปิดรอบส่งแผน"), _("เปิดรอบ"))


@allow("plan.round.edit")
@tells
def round_edit(request: HttpRequest, number: int) -> HttpResponse:
    found = round_or_404(request, number)
    initial = {
        "title": found.title,
        "opens_on": show(found.opens_on, lang=language()) if found.opens_on else "",
        "due_on": show(found.due_on, lang=language()),
        "note": found.note,
    }
    form = RoundForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_round(request.actor, found, **form.fields_of(), act_id=act_id(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say.done(request, _("บันทึกรอบแล้ว"))
            return redirect(url(request, "plan_round", number=number))
    return _form(request, form, _("แก้รอบส่งแผน"), _("บันทึก"))


def _form(request: HttpRequest, form: RoundForm, title: str, verb: str) -> HttpResponse:
    context = {"form": form, "title": title, "verb": verb, "back": url(request, "plan_rounds")}
    return render(request, "plan/round_form.html", context, status=422 if form.errors else 200)


@allow("plan.round.close")
@tells
def round_close(request: HttpRequest, number: int) -> HttpResponse:
    found = round_or_404(request, number)
    if request.method == "POST":
        actions.close_round(request.actor, found, act_id=act_id(request))
        say.done(request, _("ปิดรอบแล้ว"), undo=url(request, "plan_round_reopen", number=number))
        return redirect(url(request, "plan_round", number=number))
    missing = [line.network.short_name for line in round_standings(found) if not line.first]
    text = (
        _("เครือข่ายส่งครบแล้ว")
        if not missing
        else _("ยังไม่ส่งในรอบนี้ %(n)s เครือข่าย: %(names)s")
        % {
            "n": len(missing),
            "names": ", ".join(missing),
        }
    )
    context = {
        "title": _("ปิด%(title)s") % {"title": found.title},
        "text": text + " " + _("ปิดแล้วแผนที่ส่งภายหลังไม่นับในรอบนี้ ย้อนกลับได้จนกว่าจะเปิดรอบใหม่"),
        "verb": _("ปิดรอบ"),
        "cancel_url": url(request, "plan_round", number=number),
    }
    return render(request, "web/confirm.html", context)


@require_POST
@allow("plan.round.reopen")
@tells
def round_reopen(request: HttpRequest, number: int) -> HttpResponse:
    found = round_or_404(request, number)
    actions.reopen_round(request.actor, found, act_id=act_id(request))
    say.done(request, _("เปิดรอบอีกครั้งแล้ว"))
    return redirect(url(request, "plan_round", number=number))
