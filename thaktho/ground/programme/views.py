from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.requests import act_id

from . import actions, queries
from .forms import ChangeTargetForm, NewTargetForm, VisionForm


@allow("programme.read")
def about(request: HttpRequest) -> HttpResponse:
    """What the programme set out to do: declaration, vision, targets, virtues; every fact with its source."""
    programme = request.programme
    visions = list(queries.visions(programme))
    now = queries.vision(programme, timezone.localdate()) or next(iter(visions), None)
    context = {
        "declarations": queries.declarations(programme),
        "vision": now,
        "earlier": [vision for vision in visions if now is None or vision.pk != now.pk],
        "targets": queries.targets(programme),
        "years": queries.years_of_virtues(programme),
        "may_edit": permitted(request.actor, "programme.edit", programme),
    }
    return render(request, "programme/about.html", context)


def _form(request: HttpRequest, form: Any, title: str, verb: str, lead: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "verb": verb, "lead": lead}
    return render(request, "programme/form.html", context, status=422 if form.errors else 200)


def _about(request: HttpRequest) -> HttpResponse:
    return redirect("programme_about", province=request.programme.slug)


@allow("programme.edit")
def vision(request: HttpRequest) -> HttpResponse:
    """State a new vision. The one before stays, and plans keep pointing to the parts they served."""
    standing = queries.vision(request.programme, timezone.localdate())
    first = (
        {"text": standing.text, "parts": "\n".join(part.text for part in standing.parts.all())}
        if standing
        else None
    )
    form = VisionForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.set_vision(request.actor, request.programme, **form.cleaned_data, act_id=act_id(request))
        say.done(request, gettext("บันทึกวิสัยทัศน์แล้ว ของเดิมยังอยู่ด้านล่าง"))
        return _about(request)
    lead = gettext("วิสัยทัศน์เดิมยังอยู่ และแผนที่อ้างถึงไว้ยังชี้ไปที่เดิม")
    return _form(request, form, gettext("ระบุวิสัยทัศน์ใหม่"), gettext("บันทึกวิสัยทัศน์"), lead)


@allow("programme.edit")
def target_new(request: HttpRequest) -> HttpResponse:
    form = NewTargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_target(request.actor, request.programme, **form.cleaned_data, act_id=act_id(request))
        say.done(request, gettext("บันทึกเป้าหมายแล้ว"))
        return _about(request)
    return _form(request, form, gettext("เพิ่มเป้าหมาย"), gettext("บันทึกเป้าหมาย"))


@allow("programme.edit")
def target(request: HttpRequest, target_id: UUID) -> HttpResponse:
    found = queries.target(request.programme, target_id)
    if found is None:
        raise Http404(target_id)
    form = ChangeTargetForm(request.POST or None, initial={"count": found.count, "by_year": found.by_year})
    if request.method == "POST" and form.is_valid():
        actions.change_target(request.actor, found, **form.cleaned_data, act_id=act_id(request))
        say.done(request, gettext("แก้เป้าหมายแล้ว ค่าเดิมอยู่ในประวัติ"))
        return _about(request)
    lead = gettext("%(unit)s ระดับคุณธรรม %(level)s") % {"unit": found.get_unit_display(), "level": found.level}
    return _form(request, form, gettext("แก้เป้าหมาย"), gettext("บันทึกเป้าหมาย"), lead)
