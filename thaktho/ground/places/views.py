from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.requests import act_id

from . import actions, queries
from .forms import AliasForm, VillageForm
from .models import Place


def _url(request: HttpRequest, code: str) -> str:
    return reverse("places_place", kwargs={"province": request.programme.slug, "code": code})


@allow("places.read")
def home(request: HttpRequest) -> HttpResponse:
    """The province's amphoe, as tiles where a grid was drawn, and always as a list."""
    programme = request.programme
    rows = queries.tiles(programme)
    districts = list(queries.districts(programme))
    tambons = queries.counts(programme, Place.Level.TAMBON)
    tiles = [
        {
            "x": x,
            "y": y,
            "name": place.name_th,
            "count": tambons.get(place.code, 0),
            "tint": "q1",
            "url": _url(request, place.code),
        }
        for y, row in enumerate(rows or [], 1)
        for x, place in enumerate(row, 1)
        if place
    ]
    listed = [(place, tambons.get(place.code, 0)) for place in districts]
    context = {
        "here": queries.province(programme),
        "tiles": tiles,
        "listed": listed,
        "tambons": sum(tambons.values()),
        "own": queries.own_count(programme),
        "steps": [("q1", gettext("จำนวนตำบล"))],
    }
    return render(request, "places/home.html", context)


@allow("places.read")
def find(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:100].strip()
    found = queries.find(request.programme, text, limit=50) if text else []
    above = queries.named(request.programme, [code for place in found for code in _above(place.code)])
    listed = [(place, [above[code] for code in _above(place.code) if code in above]) for place in found]
    return render(request, "places/find.html", {"q": text, "listed": listed})


def _above(code: str) -> list[str]:
    """Codes of what a place lies in, nearest first."""
    return [code[:length] for length in (6, 4, 2) if length < len(code)]


@allow("places.read")
def place(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, code)


def _page(request: HttpRequest, code: str, status: int = 200, **forms: Any) -> HttpResponse:
    programme = request.programme
    path = queries.breadcrumb(programme, code)
    if not path:
        raise Http404(code)
    here = path[-1]
    children = list(queries.children(programme, code))
    may_edit = permitted(request.actor, "places.edit", programme)
    own = here.code.startswith(programme.province_id)
    context = {
        "path": path[:-1],
        "here": here,
        "children": children,
        "aliases": queries.aliases(programme, code),
        "may_edit": may_edit,
        "village_form": forms.get("village") or VillageForm()
        if may_edit and own and here.level == "tambon"
        else None,
        "alias_form": forms.get("alias") or AliasForm() if may_edit else None,
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "places/place.html", context, status=status)


@require_POST
@allow("places.edit")
def village_add(request: HttpRequest, code: str) -> HttpResponse:
    form = VillageForm(request.POST)
    if not form.is_valid():
        return _page(request, code, 422, village=form)
    name, number = form.cleaned_data["name"], form.cleaned_data["number"]
    try:
        made = actions.add_village(
            request.actor, request.programme, code, name, number, act_id=act_id(request)
        )
    except actions.NotHere as error:
        raise Http404(code) from error
    except actions.CodeTaken:
        form.add_error("number", gettext("มีหมู่ที่นี้ในตำบลนี้อยู่แล้ว ตรวจเลขหมู่"))
        return _page(request, code, 422, village=form)
    say.done(request, gettext("เพิ่ม%(name)sแล้ว") % {"name": made.label})
    return redirect(_url(request, code))


@require_POST
@allow("places.edit")
def alias_add(request: HttpRequest, code: str) -> HttpResponse:
    form = AliasForm(request.POST)
    if not form.is_valid():
        return _page(request, code, 422, alias=form)
    try:
        actions.add_alias(
            request.actor, request.programme, code, form.cleaned_data["alias"], act_id=act_id(request)
        )
    except actions.NotHere as error:
        raise Http404(code) from error
    say.done(request, gettext("บันทึกชื่อแล้ว ระบบจะรู้จักชื่อนี้เมื่ออ่านเอกสาร"))
    return redirect(_url(request, code))
