"""Agreed, proclaimed; and back with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.ledger.actions import Repeated
from thaktho.thai import dates

from ...editions.lacking import AGREE, hindrances
from .. import actions
from ..actions.agreeing import open_hearings, unsettled
from ..forms import AgreeForm, ProclaimForm, ReasonForm, Signers
from ..states import OPEN_TO_CHANGE, Refused
from .common import act_id, page, post, text_or_404, to


@allow("assemble.work")
def agree(request: HttpRequest, edition: str) -> HttpResponse:
    found, text = text_or_404(request, edition)
    demand(request.actor, "assemble.text.version", text)  # type: ignore[attr-defined]
    warnings, waiting = hindrances(found, AGREE), unsettled(text)
    form = AgreeForm(request.POST or None, warned=bool(warnings), waiting=bool(waiting))
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree(request.actor, text, act_id=act_id(request), **form.cleaned_data)  # type: ignore[attr-defined]
            say.done(request, _("บันทึกว่าเห็นพ้องแล้ว และทำเป็นฉบับสุดท้ายแล้ว"))
            return redirect(to(request, "assemble_text", found.code))
        except Repeated:
            return redirect(to(request, "assemble_text", found.code))
        except Refused as error:
            # it may have turned up after the page was opened
            warnings, waiting = hindrances(found, AGREE), unsettled(text)
            form = AgreeForm(request.POST, warned=bool(warnings), waiting=bool(waiting))
            form.add_error(None, str(error))
    context = {
        "title": _("บันทึกว่าเห็นพ้องกันในร่างนี้"),
        "text": _("ถ้อยคำจะหยุดแก้และทำเป็นฉบับสุดท้าย ข้อเสนอที่ยังไม่ตัดสินหรือยังไม่เข้าร่างมี %(n)s ข้อ") % {"n": waiting},
        "verb": _("บันทึกว่าเห็นพ้อง"),
        "cancel_url": to(request, "assemble_text", found.code),
        "form": form,
        "warnings": warnings,
        "edition": found,
        "hearings": open_hearings(text),
    }
    return render(request, "assemble/text/agree.html", context, status=409 if form.errors else 200)


def _with_reason(
    request: HttpRequest, edition: str, verb: str, act: Callable[..., Any], words: tuple[str, str, str, str]
) -> HttpResponse:
    found, text = text_or_404(request, edition)
    demand(request.actor, verb, text)  # type: ignore[attr-defined]
    form = ReasonForm(request.POST or None)
    then = to(request, "assemble_text", found.code)
    title, question, button, done = words
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return post(request, lambda: act(request.actor, text, reason, act_id=act_id(request)), done, then)  # type: ignore[attr-defined]
    context = {
        "title": title,
        "text": question,
        "verb": button,
        "cancel_url": then,
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@allow("assemble.work")
def reopen(request: HttpRequest, edition: str) -> HttpResponse:
    words = (
        _("เปิดแก้ถ้อยคำที่เห็นพ้องแล้ว"),
        _("ฉบับที่เห็นพ้องยังอยู่ครบ เมื่อแก้เสร็จต้องบันทึกว่าเห็นพ้องใหม่ ซึ่งจะเป็นอีกฉบับหนึ่ง"),
        _("เปิดแก้"),
        _("เปิดแก้แล้ว"),
    )
    return _with_reason(request, edition, "assemble.text.version", actions.reopen, words)


@allow("assemble.work")
def unproclaim(request: HttpRequest, edition: str) -> HttpResponse:
    words = (
        _("ถอนการประกาศ"),
        _("วันที่และผู้ลงนามจะถูกนำออกจากหน้าประกาศ ประวัติยังเก็บไว้"),
        _("ถอนการประกาศ"),
        _("ถอนการประกาศแล้ว"),
    )
    return _with_reason(request, edition, "assemble.text.proclaim", actions.unproclaim, words)


@allow("assemble.work")
def proclaim(request: HttpRequest, edition: str) -> HttpResponse:
    found, text = text_or_404(request, edition)
    demand(request.actor, "assemble.text.proclaim", text)  # type: ignore[attr-defined]
    start = {"proclaimed_on": dates.show(found.held_on) if found.held_on else ""}
    form, signers = (
        ProclaimForm(request.POST or None, initial=start),
        Signers(request.POST or None, prefix="signers"),
    )
    status = 200
    if request.method == "POST" and form.is_valid() and signers.is_valid():
        named = [one.cleaned_data for one in signers.forms if one.cleaned_data.get("name")]
        try:
            actions.proclaim(
                request.actor,  # type: ignore[attr-defined]
                text,
                on=form.cleaned_data["proclaimed_on"],
                signers=named,
                act_id=act_id(request),
            )
            say.done(request, _("ประกาศแล้ว"))
            return redirect(to(request, "assemble_text", found.code))
        except Repeated:
            return redirect(to(request, "assemble_text", found.code))
        except Refused as error:
            form.add_error(None, str(error))
            status = 409
    agreed = text.state not in OPEN_TO_CHANGE
    context = {"form": form, "signers": signers, "text": text, "agreed": agreed}
    return page(request, "proclaim", found, context, status)
