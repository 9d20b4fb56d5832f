"""The cost sheet of a meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thaktho.documents.frames.report import report_pdf
from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.requests import act_id
from thaktho.thai.numerals import to_arabic

from ..views.common import file, meeting_or_404, pdf, to
from . import actions, papers, queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Number(forms.DecimalField):
    """1,200.50 and ๑,๒๐๐.๕๐."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(to_arabic(str(value or "")).replace(",", "").strip())


class CostForm(forms.Form):
    item = forms.CharField(
        label=gettext_lazy("รายการ"),
        max_length=300,
        error_messages={"required": gettext_lazy("ยังไม่ได้พิมพ์รายการ")},
    )
    quantity = Number(
        label=gettext_lazy("จำนวน"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        widget=forms.TextInput,
    )
    unit = forms.CharField(label=gettext_lazy("หน่วย"), max_length=60, required=False)
    rate = Number(
        label=gettext_lazy("อัตรา (บาทต่อหน่วย)"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        widget=forms.TextInput,
    )
    purse = forms.CharField(label=gettext_lazy("แหล่งงบประมาณ"), max_length=200, required=False)


@allow("costs.read")
def sheet(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    by = request.actor  # type: ignore[attr-defined]
    form = CostForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        demand(by, "costs.keep", meeting)
        if form.is_valid():
            actions.add(by, meeting, act_id=act_id(request), **form.cleaned_data)
            say.done(request, _("เพิ่มรายการแล้ว"))
            return to(request, "costs_sheet", meeting.pk)
    lines = list(meeting.costs.all())
    return render(
        request,
        "convene/costs.html",
        {
            "meeting": meeting,
            "lines": lines,
            "total": papers.said_total(lines),
            "form": form,
            "keeps": permitted(by, "costs.keep", meeting),
            "examples": any(line.is_example for line in lines),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@allow("costs.keep")
def remove(request: HttpRequest, id: UUID, line_id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    line = queries.line(meeting, line_id)
    if line is None:
        raise Http404(str(line_id))
    actions.remove(request.actor, line, act_id=act_id(request))  # type: ignore[attr-defined]
    say.done(request, _("นำรายการออกแล้ว"))
    return to(request, "costs_sheet", meeting.pk)


@allow("costs.read")
def as_pdf(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    document = papers.document(meeting, list(meeting.costs.all()), timezone.localdate())
    return pdf(report_pdf(document), f"costs-{meeting.held_on:%Y%m%d}.pdf")


@allow("costs.read")
def as_xlsx(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    data = papers.xlsx(meeting, list(meeting.costs.all()), timezone.localdate())
    return file(data, f"costs-{meeting.held_on:%Y%m%d}.xlsx", XLSX)
