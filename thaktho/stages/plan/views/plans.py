"""A network's plan as a whole: send it, give it back, take it, open it again, say by when."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thaktho.ground import say
from thaktho.ground.access import allow
from thaktho.ground.people.models import Network

from .. import actions, queries
from ..forms.rows import DueForm, ReasonForm
from ..models import PlanRow
from ..states import OPEN, PUBLIC, Refused
from .common import act_id, must, network_or_404, sheet_of, tells


@allow("plan.edit")
@tells
def submit(request: HttpRequest, network: str) -> HttpResponse:
    """The page names the counts and the rows without days; sending is one act."""
    found = network_or_404(request, network)
    must(request, "plan.submit", found)
    plan = queries.plan_of(found)
    if request.method == "POST":
        actions.submit(request.actor, found, act_id=act_id(request))
        say.done(request, _("ส่งแผนให้%(office)sแล้ว") % {"office": request.programme.office_th})
        return redirect(sheet_of(request, found))
    if plan.state not in OPEN:
        raise Refused(_("แผนนี้ส่งไปแล้ว"))
    rows = queries.rows(request.programme, request.actor, queries.Filters(network=found)).filter(
        state__in=OPEN
    )
    context = {
        "network": found,
        "plan": plan,
        "totals": queries.totals(rows),
        "count": rows.count(),
        "undated": list(rows.filter(starts_on=None)[:50]),
        "undated_count": rows.filter(starts_on=None).count(),
        "unsaid": rows.filter(budget=None).count(),
        "flagged": queries.pills(request.programme, request.actor, queries.Filters(network=found))["fix"],
    }
    return render(request, "plan/submit.html", context)


@allow("plan.secretariat")
@tells
def give_back(request: HttpRequest, network: str) -> HttpResponse:
    return _with_reason(request, network, "return")


@allow("plan.secretariat")
@tells
def reopen(request: HttpRequest, network: str) -> HttpResponse:
    return _with_reason(request, network, "reopen")


def _with_reason(request: HttpRequest, network: str, verb: str) -> HttpResponse:
    found = network_or_404(request, network)
    rows = queries.rows(request.programme, request.actor, queries.Filters(network=found)).filter(
        state__in=PUBLIC, joined_into=None
    )
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        do = actions.return_plan if verb == "return" else actions.reopen
        do(request.actor, found, form.cleaned_data["reason"], _ids(request, rows), act_id=act_id(request))
        opened = _count(request, found, PlanRow.State.RETURNED)
        if verb == "return":
            say.done(request, _("ส่งแผนกลับให้เครือข่ายแก้แล้ว เปิดให้แก้ %(n)s แถว") % {"n": opened})
        elif opened:
            say.done(request, _("เปิดให้แก้ %(n)s แถว และเพิ่มแถวใหม่ได้แล้ว") % {"n": opened})
        else:
            say.hint(request, _("ไม่ได้เลือกแถวใด เครือข่ายจึงเพิ่มแถวใหม่ได้ แต่แก้แถวเดิมไม่ได้"))
        return redirect(sheet_of(request, found))
    page = list(rows[:300])
    notes = queries.flags_of([row.pk for row in page])
    lines = [(row, [note for note in notes.get(row.pk, []) if note.kind == "comment"]) for row in page]
    context = {"network": found, "plan": queries.plan_of(found), "form": form, "lines": lines, "verb": verb}
    return render(request, "plan/return.html", context, status=422 if form.errors else 200)


def _ids(request: HttpRequest, rows: object) -> list[UUID]:
    wanted = set(request.POST.getlist("rows"))
    return [pk for pk in rows.values_list("pk", flat=True) if str(pk) in wanted]  # type: ignore[attr-defined]


@allow("plan.secretariat")
@tells
def accept(request: HttpRequest, network: str) -> HttpResponse:
    found = network_or_404(request, network)
    if request.method == "POST":
        actions.accept(request.actor, found, act_id=act_id(request))
        say.done(request, _("รับแผนของ%(network)sแล้ว") % {"network": found.name})
        return redirect(sheet_of(request, found))
    sent = _count(request, found, PlanRow.State.SUBMITTED)
    text = _("รับ %(count)s แถว เครือข่ายจะแก้แถวเหล่านี้ไม่ได้ จนกว่าจะเปิดให้แก้อีกครั้ง") % {"count": f"{sent:,}"}
    if to_look_at := _count(request, found, "fix"):
        text += " " + _("ยังมี %(count)s แถวที่มีช่องต้องดู ดูก่อนรับ หรือส่งกลับให้แก้") % {"count": f"{to_look_at:,}"}
    context = {
        "title": _("รับแผนของ%(network)s") % {"network": found.name},
        "text": text,
        "verb": _("รับแผน"),
        "cancel_url": sheet_of(request, found),
    }
    return render(request, "web/confirm.html", context)


def _count(request: HttpRequest, network: Network, state: str) -> int:
    asked = queries.Filters(network=network, state=state)
    return queries.rows(request.programme, request.actor, asked).count()


@allow("plan.secretariat")
@tells
def due(request: HttpRequest, network: str) -> HttpResponse:
    found = network_or_404(request, network)
    plan = queries.plan_of(found)
    from thaktho.thai.dates import show

    initial = {"due": show(plan.due_on) if plan.due_on else ""}
    form = DueForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        day = form.cleaned_data["due"]
        actions.set_due(request.actor, found, day[1] if day else None, act_id=act_id(request))
        say.done(request, _("บันทึกกำหนดส่งแล้ว"))
        return redirect(sheet_of(request, found))
    return render(
        request,
        "plan/due.html",
        {"network": found, "plan": plan, "form": form},
        status=422 if form.errors else 200,
    )
