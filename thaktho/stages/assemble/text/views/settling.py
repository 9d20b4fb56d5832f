"""What becomes of an amendment: advice, decision, hiding, and the small acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.queries import all_networks
from thaktho.ground.requests import whole

from ...issues import codes
from .. import actions, queries
from ..forms import AdviseForm, DecideForm, ReasonForm
from ..models import Amendment
from ..states import Refused
from .amending import amendment_or_404, showing
from .common import act_id, post, to


@require_POST
@allow("assemble.work")
def advise(request: HttpRequest, edition: str, amendment_id: UUID) -> HttpResponse:
    found, one = amendment_or_404(request, edition, amendment_id)
    form = AdviseForm(request.POST)
    if form.is_valid():
        try:
            seen = whole(request.POST.get("version", ""))
            actions.advise(
                request.actor,  # type: ignore[attr-defined]
                one,
                form.cleaned_data["advice"],
                form.cleaned_data["reason"],
                seen_version=seen,
                act_id=act_id(request),
            )
            say.done(request, _("บันทึกความเห็นของคณะยกร่างแล้ว"))
            return redirect(to(request, "assemble_amendment", found.code, one.pk))
        except Repeated:
            return redirect(to(request, "assemble_amendment", found.code, one.pk))
        except Refused as error:
            form.add_error(None, str(error))
            one = _fresh(request, found, one)
            return showing(request, found, one, advise=form, status=409)
    return showing(request, found, one, advise=form, status=422)


@require_POST
@allow("assemble.work")
def decide(request: HttpRequest, edition: str, amendment_id: UUID) -> HttpResponse:
    found, one = amendment_or_404(request, edition, amendment_id)
    form = DecideForm(one, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.decide(
                request.actor,  # type: ignore[attr-defined]
                one,
                data["decision"],
                data["reason"],
                body=data["body"],
                merged_into=data["merged_into"],
                seen_version=whole(request.POST.get("version", "")),
                act_id=act_id(request),
            )
            undo = to(request, "assemble_amendment_do", found.code, one.pk) + "?do=undecide"
            say.done(request, _("ตัดสินแล้ว ถ้อยคำในร่างยังไม่เปลี่ยนจนกว่าจะนำเข้าร่าง"), undo=undo)
            return redirect(to(request, "assemble_amendment", found.code, one.pk))
        except Repeated:
            return redirect(to(request, "assemble_amendment", found.code, one.pk))
        except Refused as error:
            form.add_error(None, str(error))
            one = _fresh(request, found, one)
            return showing(request, found, one, decide=form, status=409)
    return showing(request, found, one, decide=form, status=422)


def _fresh(request: HttpRequest, found: Any, one: Amendment) -> Amendment:
    fresh = queries.amendment(found, one.pk) or one
    return queries.veil([fresh], request.actor, found)[0]  # type: ignore[attr-defined]


@allow("assemble.work")
def hide(request: HttpRequest, edition: str, amendment_id: UUID) -> HttpResponse:
    found, one = amendment_or_404(request, edition, amendment_id)
    demand(request.actor, "assemble.text.hide", one)  # type: ignore[attr-defined]
    then = to(request, "assemble_amendment", found.code, one.pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, reason, once = request.actor, form.cleaned_data["reason"], act_id(request)  # type: ignore[attr-defined]
        return post(
            request,
            lambda: actions.hide_amendment(by, one, reason, act_id=once),
            _("ไม่แสดงถ้อยคำของข้อเสนอนี้แล้ว"),
            then,
            undo=to(request, "assemble_amendment_do", found.code, one.pk) + "?do=show",
        )
    context = {
        "title": _("ไม่แสดงถ้อยคำของข้อเสนอที่ %(n)s") % {"n": one.number},
        "text": _(
            "ผู้อ่านจะเห็นเลขและผลการตัดสิน แต่ไม่เห็นถ้อยคำ เหตุผล และชื่อผู้เสนอ ฝ่ายเลขานุการยังอ่านได้ และเปิดให้เห็นอีกครั้งได้ เหตุผลที่พิมพ์ทุกคนอ่านได้"
        ),
        "verb": _("ไม่แสดง"),
        "cancel_url": then,
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@require_POST
@allow("assemble.enter")
def do(request: HttpRequest, edition: str, amendment_id: UUID) -> HttpResponse:
    """The small acts: follow, undecide, unadvise, withdraw, support, unsupport, add, strike, show."""
    found, one = amendment_or_404(request, edition, amendment_id)
    by, once = request.actor, act_id(request)  # type: ignore[attr-defined]
    what = request.POST.get("do") or request.GET.get("do", "")
    then = to(request, "assemble_amendment", found.code, one.pk)
    if what in ("support", "unsupport"):
        network = next(
            (n for n in all_networks(request.programme) if str(n.pk) == request.POST.get("network")), None
        )  # type: ignore[attr-defined]
        if network is None:
            say.trouble(request, _("เลือกเครือข่ายก่อน"))
            return redirect(then)
        act = actions.support if what == "support" else actions.unsupport
        done = _("บันทึกการสนับสนุนแล้ว") if what == "support" else _("ถอนการสนับสนุนแล้ว")
        return post(request, lambda: act(by, one, network, act_id=once), done, then)
    if what == "withdraw":
        code = request.POST.get("code", "").strip()[:40]
        if code and not codes.ASKED.take(found.programme_id):
            say.trouble(request, _("มีผู้ถามรหัสพร้อมกันมาก รอหนึ่งนาทีแล้วลองใหม่"))
            return redirect(then)
        return post(
            request, lambda: actions.withdraw(by, one, code=code, act_id=once), _("ถอนข้อเสนอแล้ว"), then
        )
    acts: dict[str, tuple[Any, str]] = {
        "follow": (actions.follow, _("ตัดสินตามความเห็นของคณะยกร่างแล้ว")),
        "undecide": (actions.undecide, _("ถอนผลการตัดสินแล้ว")),
        "unadvise": (actions.unadvise, _("ถอนความเห็นแล้ว")),
        "add": (actions.compose_add, _("เพิ่มข้อในร่างแล้ว")),
        "show": (actions.show_amendment, _("เปิดให้เห็นแล้ว")),
        "strike": (actions.compose_strike, _("นำข้อออกจากร่างตามข้อเสนอแล้ว")),
    }
    if what not in acts:
        raise Http404(what)
    act_now, done = acts[what]
    return post(request, lambda: act_now(by, one, act_id=once), done, then)
