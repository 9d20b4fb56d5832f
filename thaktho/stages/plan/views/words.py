"""Words the secretariat teaches the engine."""

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
from thaktho.ground.requests import act_id

from ..actions import words as actions
from ..queries import words as queries
from ..states import Refused
from .common import must, tells, url

NEW = "new"


class WordForm(forms.Form):
    concept = forms.ChoiceField(label=gettext_lazy("เป็นคำของเรื่องใด"))
    label = forms.CharField(label=gettext_lazy("ชื่อเรื่องใหม่"), max_length=120, required=False)
    broader = forms.ChoiceField(label=gettext_lazy("เรื่องใหม่อยู่ในหมวดใด"), required=False)
    pattern = forms.CharField(
        label=gettext_lazy("คำหรือวลีที่ใช้เรียก"),
        max_length=200,
        error_messages={"required": gettext_lazy("กรุณาพิมพ์คำหรือวลี")},
    )
    reason = forms.CharField(label=gettext_lazy("เหตุผลหรือที่มาของคำ"), max_length=500, required=False)

    def __init__(self, taught: list[queries.Taught], *args: object) -> None:
        super().__init__(*args)
        fresh = (NEW, _("เรื่องใหม่ที่ยังไม่มีในรายการ"))
        self.fields["concept"].choices = [fresh, *queries.concepts(taught)]  # type: ignore[attr-defined]
        self.fields["broader"].choices = [("", _("ไม่ระบุ")), *queries.themes()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("concept") == NEW and not str(data.get("label", "")).strip():
            self.add_error("label", _("เรื่องใหม่ต้องมีชื่อ"))
        return data


@allow("plan.words.read")
def words(request: HttpRequest) -> HttpResponse:
    programme = request.programme
    taught = queries.words(programme)
    may = permitted(request.actor, "plan.words.teach", programme)
    form = WordForm(taught, request.POST or None)
    status = 200
    if request.method == "POST":
        must(request, "plan.words.teach", programme)
        status = 422
        if form.is_valid():
            try:
                _teach(request, form.cleaned_data)
                say.done(request, _("สอนคำแล้ว ใช้เมื่อถักทอครั้งถัดไป"))
                return redirect(url(request, "plan_words"))
            except Refused as refusal:
                form.add_error("pattern", str(refusal))
                status = 409
    context = {
        "taught": taught,
        "retired": queries.words(programme, retired=True),
        "form": form,
        "may": may,
        "may_weave": permitted(request.actor, "plan.weave.ask", programme),
    }
    return render(request, "plan/words.html", context, status=status)


def _teach(request: HttpRequest, data: dict[str, str]) -> None:
    concept = "" if data["concept"] == NEW else data["concept"]
    actions.teach(
        request.actor,
        request.programme,
        data["pattern"],
        concept=concept,
        label=data["label"],
        broader=data["broader"],
        reason=data["reason"],
        act_id=act_id(request),
    )


@allow("plan.words.teach")
@require_POST
@tells
def retire(request: HttpRequest, word_id: UUID) -> HttpResponse:
    found = queries.word(request.programme, word_id)
    if found is None:
        raise Http404(str(word_id))
    actions.retire(request.actor, found, act_id=act_id(request))
    say.done(request, _("เลิกใช้คำนี้แล้ว"))
    return redirect(url(request, "plan_words"))
