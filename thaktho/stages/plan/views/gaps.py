"""The gap grid: area x virtue, with need and no row; and one square opened, with what people decided about it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.people.queries import all_networks
from thaktho.ground.programme.models import Programme
from thaktho.ground.requests import act_id, whole

from .. import groups
from ..actions import gaps as actions
from ..models import GapDecision
from ..queries import gaps as queries
from ..queries.gaps import WHOLE, Look
from ..queries.plans import closed_plans
from ..queries.plans import network as network_of
from ..states import Refused
from .common import must, tells, url


class GapForm(forms.Form):
    """What is decided about a gap."""

    decision = forms.ChoiceField(
        label=gettext_lazy("ตัดสินว่า"),
        choices=GapDecision.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("กรุณาเลือกข้อใดข้อหนึ่ง")},
    )
    network = forms.ChoiceField(label=gettext_lazy("มอบให้เครือข่าย"), required=False)
    title = forms.CharField(label=gettext_lazy("ชื่อกิจกรรมที่เสนอ"), max_length=300, required=False)
    reason = forms.CharField(
        label=gettext_lazy("เหตุผล"),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": gettext_lazy("กรุณาบอกเหตุผล")},
    )

    def __init__(self, programme: Programme, *args: object) -> None:
        super().__init__(*args)
        found = all_networks(programme)
        closed = closed_plans(programme, [network.pk for network in found])
        choices = [
            (network.code, _("%(name)s (ส่งแผนแล้ว)") % {"name": network.name})
            if network.pk in closed
            else (network.code, network.name)
            for network in found
        ]
        self.fields["network"].choices = [("", _("เลือกเครือข่าย")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("decision") == GapDecision.Kind.GIVEN and not data.get("network"):
            self.add_error("network", _("กรุณาเลือกเครือข่ายที่จะมอบให้"))
        return data


@allow("plan.gaps.read")
def gaps(request: HttpRequest) -> HttpResponse:
    programme = request.programme
    look = _look(request)
    found = queries.gap_map(programme, look)
    names = [code for code, _name in found.columns]
    virtue = request.GET.get("virtue", "")
    virtue = virtue if virtue in names else next(iter(names), WHOLE)
    context = {
        "map": found,
        "look": look,
        "query": _query(look),
        "virtue": virtue,
        "tiles": queries.drawn(programme, found, virtue) if names else [],
        "years": programme.years,
        "groups": groups.names(),
    }
    return render(request, "plan/gaps.html", context)


@allow("plan.gaps.read")
@tells
def gap(request: HttpRequest, area: str, virtue: str) -> HttpResponse:
    """One square: why it is a gap, and the form in which it is decided."""
    programme, look = request.programme, _look(request)
    cell = queries.cell_page(programme, look, area, virtue)
    if cell is None:
        raise Http404(area)
    may = permitted(request.actor, "plan.gap.decide", programme)
    form = GapForm(programme, request.POST or None)
    status = 200
    if request.method == "POST":
        if not may:
            return HttpResponse(status=403)
        if form.is_valid():
            try:
                decided = _decide(request, look, cell, form.cleaned_data)
                say.done(request, _said(decided))
                return redirect(url(request, "plan_gaps") + _query(look))
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
    context = {
        "cell": cell,
        "look": look,
        "form": form,
        "may": may,
        "groups": groups.names(),
        "back": _query(look),
    }
    return render(request, "plan/gap.html", context, status=status)


def _said(decided: GapDecision) -> str:
    if decided.kind == GapDecision.Kind.GIVEN and decided.network and not decided.row_id:
        return _("บันทึกการตัดสินแล้ว %(name)sส่งแผนแล้ว ช่องว่างนี้รออยู่ที่หน้าแผนของเครือข่ายจนกว่าจะเปิดแก้") % {
            "name": decided.network.name
        }
    return _("บันทึกการตัดสินแล้ว")


def _decide(request: HttpRequest, look: Look, cell: queries.CellPage, data: dict[str, str]) -> GapDecision:
    programme = request.programme
    if data["decision"] == GapDecision.Kind.ASIDE:
        return actions.set_aside(request.actor, programme, look, cell, data["reason"], act_id=act_id(request))
    network = network_of(programme, data["network"])
    if network is None:
        raise Refused(_("กรุณาเลือกเครือข่ายที่จะมอบให้"))
    return actions.give(
        request.actor,
        programme,
        look,
        cell,
        network,
        data["reason"],
        title=data["title"],
        act_id=act_id(request),
    )


def _decision_or_404(request: HttpRequest, decision_id: UUID) -> GapDecision:
    found = queries.decision_of(request.programme, decision_id)
    if found is None:
        raise Http404(str(decision_id))
    return found


@allow("plan.gap.decide")
@require_POST
@tells
def undo(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    decision = _decision_or_404(request, decision_id)
    actions.undo(request.actor, decision, act_id=act_id(request))
    say.done(request, _("ย้อนการตัดสินแล้ว"))
    return redirect(url(request, "plan_gaps") + _query(Look(decision.year or None, decision.group)))


@allow("plan.edit")
@require_POST
@tells
def take(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """A network makes the gap it was given a draft row of its plan."""
    decision = _decision_or_404(request, decision_id)
    must(request, "plan.gap.take", decision)
    row = actions.take(request.actor, decision, act_id=act_id(request))
    say.done(request, _("เพิ่มเป็นแถวร่างแล้ว กรุณาเติมช่องที่ยังว่าง"))
    return redirect(url(request, "plan_row", row=row.pk))


def _look(request: HttpRequest) -> Look:
    year = whole(request.GET.get("year", ""))
    group = request.GET.get("group", "")
    return Look(year if year in request.programme.years else None, group if group in groups.names() else "")


def _query(look: Look) -> str:
    parts = [f"year={look.year}" if look.year else "", f"group={look.group}" if look.group else ""]
    said = "&".join(part for part in parts if part)
    return f"?{said}" if said else ""
