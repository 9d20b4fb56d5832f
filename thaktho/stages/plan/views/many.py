"""One change to many rows: the filtered rows, what would change in each, and only then the change."""

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
from thaktho.ground.requests import act_id, whole

from .. import actions, cells, queries
from ..actions import many
from ..models import PlanRow
from ..reading import VirtueWords
from ..states import Refused, why_closed
from .common import back, tells, url
from .sheet import asked

HOW = [
    ("put", gettext_lazy("ใส่ข้อความนี้แทนทั้งช่อง")),
    ("replace", gettext_lazy("เปลี่ยนคำในช่อง")),
    ("add", gettext_lazy("เพิ่มคุณธรรม")),
    ("drop", gettext_lazy("ตัดคุณธรรม")),
]


class ManyForm(forms.Form):
    """What is to be changed in all of them."""

    how = forms.ChoiceField(
        label=gettext_lazy("ทำอะไร"), choices=HOW, widget=forms.RadioSelect, initial="put"
    )
    name = forms.ChoiceField(label=gettext_lazy("ช่อง"), required=False)
    find = forms.CharField(label=gettext_lazy("คำเดิม (เมื่อเปลี่ยนคำ)"), required=False, max_length=300)
    value = forms.CharField(label=gettext_lazy("ข้อความใหม่"), required=False, max_length=2000)
    virtue = forms.ChoiceField(label=gettext_lazy("คุณธรรม (เมื่อเพิ่มหรือตัด)"), required=False)

    def __init__(self, words: VirtueWords, *args: object) -> None:
        super().__init__(*args)
        self.fields["name"].choices = [(name, cells.LABELS[name]) for name in cells.FORM_TEXTS]  # type: ignore[attr-defined]
        virtues = [(code, virtue.name_th) for code, virtue in words.by_code.items()]
        self.fields["virtue"].choices = [("", _("เลือก")), *virtues]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("how") == "replace" and not data.get("find"):
            self.add_error("find", _("กรุณาพิมพ์คำเดิมที่จะเปลี่ยน"))
        if data.get("how") in ("add", "drop") and not data.get("virtue"):
            self.add_error("virtue", _("กรุณาเลือกคุณธรรม"))
        if (
            data.get("how") == "put"
            and data.get("name") == "title"
            and not str(data.get("value", "")).strip()
        ):
            self.add_error("value", _("กรุณาพิมพ์ชื่อกิจกรรม/โครงการ"))
        return data

    def change(self) -> many.Change:
        data = self.cleaned_data
        virtue = data["how"] in ("add", "drop")
        name = "virtues" if virtue else data["name"]
        return many.Change(data["how"], name, data["virtue"] if virtue else data["value"], data["find"])


@allow("plan.edit")
@tells
def change(request: HttpRequest) -> HttpResponse:
    """The filter stands in the address. GET with a change: the preview. POST: the change, of the rows that are ticked."""
    code = request.GET.get("network", "")
    chosen = queries.network(request.programme, code) if code else None
    filters = asked(request, chosen)
    words = VirtueWords.of(request.programme)
    data = request.POST if request.method == "POST" else (request.GET if "how" in request.GET else None)
    form = ManyForm(words, data)
    rows = [row for row in _rows(request, filters) if _may(request, row)]
    if request.method == "POST" and form.is_valid():
        return _put_in(request, form)
    shown = many.proposed(rows, form.change()) if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "filters": filters,
        "networks": all_networks(request.programme),
        "chosen": code,
        "count": len(rows),
        "shown": shown,
        "most": many.MOST,
        "virtues": {code: virtue.name_th for code, virtue in words.by_code.items()},
    }
    return render(request, "plan/many.html", context, status=422 if form.is_bound and form.errors else 200)


def _rows(request: HttpRequest, filters: queries.Filters) -> list[PlanRow]:
    found = queries.rows(request.programme, request.actor, filters).filter(joined_into=None)
    return list(
        found.prefetch_related("targets", "budget_lines", "areas", "partners", "vision_parts")[: many.MOST]
    )


def _may(request: HttpRequest, row: PlanRow) -> bool:
    plans = request.__dict__.setdefault("plans_by_network", {})
    if row.network_id not in plans:
        plans[row.network_id] = queries.plan_of(row.network)
    return permitted(request.actor, "plan.row.edit", row) and not why_closed(
        request.actor, plans[row.network_id], row
    )


def _put_in(request: HttpRequest, form: ManyForm) -> HttpResponse:
    picked = []
    for item in request.POST.getlist("row"):
        pk, _sep, version = item.partition(":")
        try:
            picked.append((UUID(pk), whole(version) or 0))
        except ValueError as error:
            raise Refused(_("กรุณาตรวจใหม่อีกครั้ง")) from error
    act = act_id(request)
    try:
        count = many.change_many(request.actor, request.programme, form.change(), picked, act_id=act)
    except actions.Conflict as clash:
        raise Refused(
            _("มีผู้แก้แถว “%(title)s” ระหว่างที่ท่านตรวจ ยังไม่มีอะไรเปลี่ยน กรุณาตรวจใหม่อีกครั้ง")
            % {"title": clash.row.title}
        ) from clash
    say.done(
        request,
        _("แก้แล้ว %(count)s แถว") % {"count": count},
        undo=url(request, "plan_take_back", block=act) if act else "",
    )
    return redirect(f"{url(request, 'plan_all')}?{request.GET.urlencode()}")


@allow("plan.edit")
@require_POST
@tells
def take_back(request: HttpRequest, block: UUID) -> HttpResponse:
    """Undo a block of changes, or a pasted one."""
    try:
        gone, left = many.take_back(request.actor, request.programme, block, act_id=act_id(request))
    except many.NoSuchBlock as error:
        raise Http404(str(block)) from error
    text = _("ย้อนแล้ว %(gone)s แถว") % {"gone": gone}
    if left:
        text += " " + _("อีก %(left)s แถวมีผู้แก้ต่อแล้ว จึงคงไว้") % {"left": left}
    say.done(request, text)
    return back(request, url(request, "plan_all"))
