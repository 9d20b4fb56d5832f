"""Stating something, and what became of it: for people without a name."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.csrf import csrf_failure
from django.views.decorators.http import require_GET, require_http_methods

from thaktho.ground.access import Actor, demand
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.programme.queries import by_slug

from .. import actions, queries
from ..codes import ALPHABET
from ..forms import ProposeForm
from ..models import Topic
from ..origin import public
from ..queries import fates
from .common import act_id, to
from .paper import MOST_BY_VOTER, RECEIPTS, Paper, give_cookie, own_door, page, receipts, secret


@require_http_methods(["GET", "POST"])
@secret("listen.read")
def propose(request: HttpRequest, by: Actor, topic: Topic) -> HttpResponse:
    paper = Paper.of(request)
    if not queries.is_open(topic) or topic.proposers != Topic.Proposers.EVERYONE:
        return page(request, "closed", topic)
    door = queries.door_in_memory(topic, paper.token) if paper else None
    if paper is None or door is None or not paper.lets_in(topic):
        return redirect(to(request, "listen_vote", topic.code))
    full = paper.said >= MOST_BY_VOTER
    if request.method == "POST" and not full and not paper.sent(request):
        return csrf_failure(request)
    form = ProposeForm(request.POST or None)
    if request.method == "GET" or full or not form.is_valid():
        return page(request, "propose", topic, paper, form=form, full=full, most=MOST_BY_VOTER)
    text = form.cleaned_data["text"]
    near = [] if "sure" in request.POST else queries.near(topic, text)
    if near and not queries.stated(topic, text):  # the same words are told below, by the act itself
        return page(request, "propose", topic, paper, form=form, near=near, most=MOST_BY_VOTER)
    once = act_id(request)
    receipt = _receipt_code(paper, once)
    own = queries.door(topic, own_door(topic, paper) or door.token)
    try:
        statement, receipt = actions.propose(
            by, topic, form.cleaned_data["text"], door=own, code=receipt, act_id=once
        )
    except Repeated:
        # The first answer never arrived. The code is made of the cookie and the act, so it can be told once more.
        statement = queries.by_receipt(request.programme, receipt)  # type: ignore[attr-defined]
        if statement is None:
            return redirect(to(request, "listen_vote", topic.code))
    except actions.Already as already:
        return page(request, "already", topic, paper, same=already.statement)
    except actions.TooMany:
        return page(request, "propose", topic, paper, form=form, full=True, crowded=True, most=MOST_BY_VOTER)
    response = page(
        request,
        "proposed",
        topic,
        paper,
        statement=statement,
        receipt=receipt,
        receipt_url=public(request, topic, to(request, "listen_receipt")),
    )
    replace(paper, said=paper.said + 1).give(request, response, topic)
    codes = list(dict.fromkeys([*receipts(request), receipt]))[-MOST_BY_VOTER:]
    give_cookie(request, response, topic, RECEIPTS, ".".join(codes), None)
    return response


def _receipt_code(paper: Paper, once: UUID | None) -> str:
    """The receipt's code, from the phone's random number and the form's act: sent twice, it is the same code. The
    random number is stored nowhere, so what is stored gives no code."""
    key = hashlib.sha256(b"listen.receipt.code" + settings.SECRET_KEY.encode()).digest()
    seed = once.bytes if once else secrets.token_bytes(16)
    drawn = int.from_bytes(hmac.new(key, seed + paper.random.encode(), hashlib.sha256).digest(), "big")
    signs = ""
    for _ in range(8):
        drawn, place = divmod(drawn, len(ALPHABET))
        signs += ALPHABET[place]
    return f"{signs[:4]}-{signs[4:]}"


@require_GET
def receipt(request: HttpRequest, province: str) -> HttpResponse:
    """What became of a statement, for whoever holds its code."""
    programme = by_slug(province)
    if programme is None:
        raise Http404(province)
    request.programme = programme  # type: ignore[attr-defined]
    by = Actor(programme.pk)
    demand(by, receipt.rule, programme)  # type: ignore[attr-defined]
    code = request.GET.get("code", "").strip()[:40]
    statement = queries.by_receipt(programme, code) if code else None
    context: dict[str, Any] = {"code": code, "statement": statement, "asked": bool(code)}
    if statement is not None:
        answer = fates.answer(statement.topic, by, statement.number)
        context |= {
            "topic": statement.topic,
            "answer": answer,
            "standing": answer.standing if answer else None,
            "over": statement.topic.state in queries.OVER,
        }
    response = render(request, "listen/receipt.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


receipt.rule = "listen.read"  # type: ignore[attr-defined]
receipt.finds_programme = True  # type: ignore[attr-defined]
