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
from .forms import ChangeTargetForm, NewTargetForm, OwnVirtueForm, VisionForm, WhyForm


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
        "own_virtues": _own(request),
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


def _own(request: HttpRequest) -> list[tuple[Any, list[str]]]:
    """The province's own virtues, each with the names of the national ones it means."""
    known = queries.national_virtues(request.programme)
    return [
        (virtue, [known[code].name_th if code in known else code for code in virtue.national])
        for virtue in queries.own_virtues(request.programme)
    ]


@allow("programme.read")
def virtues(request: HttpRequest) -> HttpResponse:
    """The province's own virtues beside the national set: many to many, some mapped to none yet."""
    own = _own(request)
    meant = {code for virtue, _names in own for code in virtue.national}
    known = queries.national_virtues(request.programme)
    context = {
        "own_virtues": own,
        "unmapped": sum(1 for _virtue, names in own if not names),
        "unmeant": [one for code, one in known.items() if code not in meant],
        "may_edit": permitted(request.actor, "programme.edit", request.programme),
    }
    return render(request, "programme/virtues.html", context)


@allow("programme.edit")
def virtue_new(request: HttpRequest) -> HttpResponse:
    form = OwnVirtueForm(request.programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.name_virtue(request.actor, request.programme, **form.cleaned_data, act_id=act_id(request))
        say.done(request, gettext("บันทึกคุณธรรมของจังหวัดแล้ว"))
        return redirect("programme_virtues", province=request.programme.slug)
    return _form(request, form, gettext("เพิ่มคุณธรรมของจังหวัด"), gettext("บันทึกคุณธรรม"))


def _virtue_or_404(request: HttpRequest, virtue_id: UUID) -> Any:
    found = queries.own_virtue(request.programme, virtue_id)
    if found is None:
        raise Http404(virtue_id)
    return found


@allow("programme.edit")
def virtue(request: HttpRequest, virtue_id: UUID) -> HttpResponse:
    found = _virtue_or_404(request, virtue_id)
    form = OwnVirtueForm(request.programme, request.POST or None, virtue=found)
    if request.method == "POST" and form.is_valid():
        actions.change_virtue(request.actor, found, **form.cleaned_data, act_id=act_id(request))
        say.done(request, gettext("บันทึกคุณธรรมของจังหวัดแล้ว"))
        return redirect("programme_virtues", province=request.programme.slug)
    return _form(request, form, gettext("แก้คุณธรรมของจังหวัด"), gettext("บันทึกคุณธรรม"))


@allow("programme.edit")
def virtue_drop(request: HttpRequest, virtue_id: UUID) -> HttpResponse:
    found = _virtue_or_404(request, virtue_id)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.drop_virtue(request.actor, found, form.cleaned_data["reason"], act_id=act_id(request))
        say.done(request, gettext("นำคุณธรรมของจังหวัดข้อนี้ออกแล้ว"))
        return redirect("programme_virtues", province=request.programme.slug)
    lead = gettext("“%(name)s” จะไม่แสดงที่แถวของแผน แถวยังมีคุณธรรมของชาติตามเดิม") % {"name": found.name_th}
    return _form(request, form, gettext("นำคุณธรรมของจังหวัดออก"), gettext("นำออก"), lead)
