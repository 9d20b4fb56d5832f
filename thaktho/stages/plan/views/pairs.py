"""The loom: two similar rows side by side, three answers, a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.requests import act_id

from ..actions import pairs as actions
from ..actions.weaving import ask_weaving
from ..forms.weaving import DecisionForm
from ..models import Pair
from ..queries import weaving as queries
from ..states import Refused

QUEUE = 20
LABELS = {
    "duplicate": gettext_lazy("ทำเรื่องเดียวกัน ที่เดียวกัน เวลาเดียวกัน"),
    "join": gettext_lazy("ทำเรื่องเดียวกัน ที่หรือเวลาใกล้กัน"),
    "support": gettext_lazy("ทำเรื่องที่หนุนกัน"),
}


@allow("plan.pairs.read")
def pairs(request: HttpRequest) -> HttpResponse:
    """The queue, and the first pair that waits (or the one asked for)."""
    page = _queue(request)
    first = page.object_list[0] if page.object_list else None
    return _loom(request, first, page=page)


@allow("plan.pairs.read")
def pair(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """One pair: to decide, or as it was decided. POST decides."""
    found = _pair(request, pair_id)
    if request.method != "POST":
        return _loom(request, found)
    form = DecisionForm(found, request.POST)
    if not form.is_valid():
        return _loom(request, found, form=form, status=422)
    try:
        decided = actions.decide(request.actor, found, **form.answer())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _loom(request, found, form=form, status=409)
    back = reverse("plan_pair_undo", args=[request.programme.slug, decided.pk])
    say.done(request, _done(decided), undo=back)
    queue = reverse("plan_pairs", args=[request.programme.slug])
    show = _show(request)
    return redirect(f"{queue}?show={show}" if show else queue)


def _done(pair: Pair) -> str:
    return {
        "join": _("รวมสองแถวแล้ว ต้นฉบับยังอยู่"),
        "keep": _("คงไว้ทั้งสองแถวแล้ว"),
        "different": _("บันทึกว่าไม่ใช่เรื่องเดียวกันแล้ว"),
    }[pair.decision]


@allow("plan.pairs.read")
@require_POST
def undo(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    found = _pair(request, pair_id)
    try:
        actions.undo(request.actor, found, act_id=act_id(request))
        say.done(request, _("ย้อนการตัดสินแล้ว สองแถวกลับเป็นเหมือนเดิม"))
    except Refused as refusal:
        say.trouble(request, str(refusal))
    return redirect("plan_pair", request.programme.slug, found.pk)


@allow("plan.pairs.read")
def decided(request: HttpRequest) -> HttpResponse:
    """What was decided, by whom and why; each can be undone while undoing is honest."""
    found = queries.pairs(request.programme, request.actor).exclude(decision="").order_by("-decided_at")
    if (decision := request.GET.get("decision", "")) in Pair.Decision.values:
        found = found.filter(decision=decision)
    page = Paginator(found, 30).get_page(request.GET.get("page"))
    context = {"page": page, "progress": queries.progress(request.programme), "decision": decision}
    return render(
        request, "plan/decided.html", context | {"decisions": Pair.Decision.choices, "may": _may(request)}
    )


@allow("plan.weave.ask")
@require_POST
def weave(request: HttpRequest) -> HttpResponse:
    job = ask_weaving(request.actor, request.programme, act_id=act_id(request))
    return redirect("job_page", request.programme.slug, job.pk)


def _loom(request: HttpRequest, shown: Pair | None, status: int = 200, **more: Any) -> HttpResponse:
    page = more.pop("page", None) or _queue(request)
    form = more.pop("form", None) or (DecisionForm(shown) if shown else None)
    context = {
        "pair": shown,
        "page": page,
        "fields": queries.side_by_side(shown) if shown else [],
        "form": form,
        "progress": queries.progress(request.programme),
        "labels": LABELS,
        "next": queries.after(_waiting(request), shown) if shown else None,
        "show": _show(request),
        "may": _may(request),
    }
    return render(request, "plan/loom.html", context | more, status=status)


def _show(request: HttpRequest) -> str:
    asked = request.GET.get("show", "")
    return asked if asked in queries.SHOWS else ""


def _waiting(request: HttpRequest) -> QuerySet[Pair]:
    return queries.to_decide(request.programme, request.actor, show=_show(request))


def _queue(request: HttpRequest) -> Page:
    return Paginator(_waiting(request), QUEUE).get_page(request.GET.get("page"))


def _may(request: HttpRequest) -> bool:
    return permitted(request.actor, "plan.pair.decide", request.programme)


def _pair(request: HttpRequest, pair_id: UUID) -> Pair:
    found = queries.pair(request.programme, request.actor, pair_id)
    if found is None:
        raise Http404
    return found
