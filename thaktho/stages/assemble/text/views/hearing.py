"""Hearings: the list, a hearing with its clauses to take part in, planning, opening and closing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.ledger.actions import Repeated

from .. import actions, queries
from ..forms import HearingForm
from ..models import Amendment, Comment, Hearing
from ..states import Refused, takes_words
from .common import act_id, edition_or_404, may, page, post, text_or_404, to
from .reading import grouped, of_version

VERB = "assemble.text.hearing"


def hearing_or_404(request: HttpRequest, code: str, hearing_id: UUID) -> tuple[Any, Hearing]:
    found = edition_or_404(request, code)
    one = queries.hearing(found, hearing_id)
    if one is None:
        raise Http404(str(hearing_id))
    return found, one


@require_GET
@allow("assemble.read")
def hearings(request: HttpRequest, edition: str) -> HttpResponse:
    found, text = text_or_404(request, edition)
    context = {
        "text": text,
        "hearings": list(queries.hearings(found)[:200]),
        "plans": may(request, "hearing", text),
        "has_version": text.versions.exists(),
    }
    return page(request, "hearings", found, context)


@require_GET
@allow("assemble.read")
def show(request: HttpRequest, edition: str, hearing_id: UUID) -> HttpResponse:
    """The version's clauses, each with what was said here and the ways to say more."""
    found, one = hearing_or_404(request, edition, hearing_id)
    lines = of_version(one.version)
    comments = Comment.objects.filter(hearing=one).exclude(state=Comment.State.HIDDEN)
    said: dict[UUID, list[Comment]] = {}
    for comment in comments.select_related("network")[:500]:
        said.setdefault(comment.clause_id, []).append(comment)
    wishes: dict[UUID | None, list[Amendment]] = {}
    handed_in = list(Amendment.objects.filter(hearing=one).select_related("network", "parent")[:500])
    for wish in queries.veil(handed_in, request.actor, found):  # type: ignore[attr-defined]
        wishes.setdefault(wish.clause_id, []).append(wish)
    for line in lines:
        line["comments"], line["amendments"] = said.get(line["id"], []), wishes.get(line["id"], [])
    is_open, takes = one.state == Hearing.State.OPEN, takes_words(one)
    context = {
        "text": one.version.text,
        "hearing": one,
        "groups": grouped(lines),
        "added": wishes.get(None, []),
        "speaks": takes and may(request, "comment", found) or may(request, "answer", one),
        "plans": may(request, "hearing", one),
        "closes": is_open and may(request, "close", one),
        "is_open": is_open,
        "takes": takes,
    }
    return page(request, "hearing", found, context)


@allow("assemble.work")
def new(request: HttpRequest, edition: str) -> HttpResponse:
    found, text = text_or_404(request, edition)
    demand(request.actor, VERB, text)  # type: ignore[attr-defined]
    return _form(request, found, text, None)


@allow("assemble.work")
def edit(request: HttpRequest, edition: str, hearing_id: UUID) -> HttpResponse:
    found, one = hearing_or_404(request, edition, hearing_id)
    demand(request.actor, VERB, one)  # type: ignore[attr-defined]
    return _form(request, found, one.version.text, one)


def _form(request: HttpRequest, found: Any, text: Any, one: Hearing | None) -> HttpResponse:
    form = HearingForm(text, request.programme, request.POST or None, hearing=one)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        data, by = dict(form.cleaned_data), request.actor  # type: ignore[attr-defined]
        try:
            if one is None:
                one = actions.plan_hearing(by, data.pop("version"), act_id=act_id(request), **data)
            else:
                actions.change_hearing(by, one, act_id=act_id(request), **data)
            say.done(request, _("บันทึกเวทีแล้ว"))
            return redirect(to(request, "assemble_hearing", found.code, one.pk))
        except Repeated:
            return redirect(to(request, "assemble_hearings", found.code))
        except Refused as error:
            form.add_error(None, str(error))
    context = {"form": form, "hearing": one, "text": text}
    return page(request, "hearing_form", found, context, 422 if form.errors else 200)


@require_POST
@allow("assemble.work")
def turn(request: HttpRequest, edition: str, hearing_id: UUID) -> HttpResponse:
    """Open it, or close it."""
    found, one = hearing_or_404(request, edition, hearing_id)
    then = to(request, "assemble_hearing", found.code, one.pk)
    once = act_id(request)
    if request.POST.get("do") == "close":
        return post(
            request, lambda: actions.close_hearing(request.actor, one, act_id=once), _("ปิดเวทีแล้ว"), then
        )  # type: ignore[attr-defined]
    return post(request, lambda: actions.open_hearing(request.actor, one, act_id=once), _("เปิดเวทีแล้ว"), then)  # type: ignore[attr-defined]
