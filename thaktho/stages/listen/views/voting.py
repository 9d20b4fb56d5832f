"""Answering, stating, receipts: for people without a name.

Nothing here reads a login, a session or a message; the actor is always a visitor. What a voter carries is a cookie that
belongs to one topic's address and holds three things: a random number (never stored here, the topic's secret turns it
into the voter), the token of the door, and how many statements were proposed with it.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from thaktho.ground.access import Actor, demand
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.thread import queries as thread

from .. import actions, hot, queries
from ..codes import ALPHABET
from ..forms import ProposeForm
from ..models import Topic
from .common import act_id, to

COOKIE, RECEIPTS = "ballot", "receipts"
KEPT_FOR = 180 * 86400
MOST_BY_VOTER = 10
MOST_SLIPS = 40  # beyond that, a bar
RANDOM = re.compile(r"[-\w]{32}")


def secret(verb: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Like `access.allow`, for a visitor whoever it is: asking for `request.actor` would read the login.

    The view gets the topic, read with its programme and secret in one query; `request.actor` is never set.
    """

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, province: str, code: str, **kwargs: Any) -> HttpResponse:
            topic = hot.topic(province, code)
            if topic is None or topic.state == Topic.State.DRAFT:
                raise Http404(code)
            if topic.state != Topic.State.SEALED and not hasattr(topic, "secret"):
                topic.secret = actions.renew_secret(topic)
            request.programme = topic.programme  # type: ignore[attr-defined]
            by = Actor(topic.programme_id)
            demand(by, verb, topic.programme)
            response = view(request, by, topic, **kwargs)
            # Not kept by the phone's browser or by anything between: going back asks again.
            response.headers["Cache-Control"] = "no-store, private"
            return response

        guarded.rule = verb  # type: ignore[attr-defined]
        guarded.finds_programme = True  # type: ignore[attr-defined]
        return guarded

    return guard


@dataclass(frozen=True)
class Paper:
    """What the cookie holds."""

    random: str
    token: str
    said: int = 0

    @classmethod
    def of(cls, request: HttpRequest) -> Paper | None:
        random, _, rest = request.COOKIES.get(COOKIE, "").partition(".")
        token, _, said = rest.partition(".")
        if not RANDOM.fullmatch(random):
            return None
        return cls(random, token, int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0)

    def give(self, request: HttpRequest, response: HttpResponse, topic: Topic) -> None:
        _set(request, response, topic, COOKIE, f"{self.random}.{self.token}.{self.said}", KEPT_FOR)


def _set(
    request: HttpRequest, response: HttpResponse, topic: Topic, name: str, value: str, age: int | None
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=age,
        path=to(request, "listen_topic", topic.code),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",  # Strict would not be sent when the phone comes from its QR reader
    )


def _page(
    request: HttpRequest, name: str, topic: Topic, paper: Paper | None = None, **context: Any
) -> HttpResponse:
    context |= {"topic": topic, "door": queries.door_in_memory(topic, paper.token) if paper else None}
    return render(request, f"listen/{name}.html", context)


@require_GET
@secret("listen.read")
def enter(request: HttpRequest, by: Actor, topic: Topic, token: str) -> HttpResponse:
    """Through the QR of a network. Writes nothing: a link preview that comes by leaves no voter behind."""
    door = queries.door_in_memory(topic, token)
    if door is None:
        raise Http404(token)
    if not queries.is_open(topic):
        return _page(request, "closed", topic)
    held = Paper.of(request)
    paper = (
        replace(held, token=_own_door(topic, held) or door.token)
        if held
        else Paper(secrets.token_urlsafe(24), door.token)
    )
    response = redirect(to(request, "listen_vote", topic.code))
    paper.give(request, response, topic)
    return response


def _own_door(topic: Topic, paper: Paper) -> str:
    """Who has answered stays with the network they answered for, whatever they scan later."""
    voter = queries.voter_of(actions.find_voter(topic, paper.random))
    return voter.door.token if voter else ""


@require_http_methods(["GET", "POST"])
@secret("listen.read")
def vote(request: HttpRequest, by: Actor, topic: Topic) -> HttpResponse:
    """One statement. The answer to a vote is the next statement at once: a second round trip costs a hill village two
    seconds. Reloading sends the same answer again, which changes nothing."""
    if not queries.is_open(topic):
        return _page(request, "closed", topic)
    paper = Paper.of(request)
    if paper is None or queries.door_in_memory(topic, paper.token) is None:
        return _page(
            request,
            "no_door",
            topic,
            open_door=next((d for d in queries.doors(topic) if not d.network_id), None),
        )
    voter = actions.find_voter(topic, paper.random)
    slips = queries.in_own_order(queries.ballot(topic), voter)
    if not slips:
        return _page(request, "nothing_yet", topic, paper)
    if request.method == "POST":
        return _cast(request, by, topic, paper, voter, slips)
    answers = queries.answers_of(voter)
    wanted = _at(slips, request.GET.get("s", ""))
    if wanted is None:
        wanted = _next(slips, answers, -1)
        if wanted is None:
            return redirect(to(request, "listen_done", topic.code))
    return _slip(request, topic, paper, slips, answers, wanted)


def _cast(
    request: HttpRequest, by: Actor, topic: Topic, paper: Paper, voter: UUID, slips: list[queries.Slip]
) -> HttpResponse:
    at = _at(slips, request.POST.get("s", ""))
    value = {"1": 1, "0": 0, "-1": -1}.get(request.POST.get("value", ""))
    if at is None or value is None:  # hidden meanwhile, or a broken form: go on with the next
        return redirect(to(request, "listen_vote", topic.code))
    try:
        answers = actions.cast_vote(
            by, topic, voter, lambda: queries.door_in_memory(topic, paper.token), slips[at].id, value
        )
    except actions.NotOpen:
        return redirect(to(request, "listen_vote", topic.code))
    following = _next(slips, answers, at)
    if following is None:
        return redirect(to(request, "listen_done", topic.code))
    return _slip(request, topic, paper, slips, answers, following)


def _at(slips: list[queries.Slip], number: str) -> int | None:
    return next((place for place, slip in enumerate(slips) if str(slip.number) == number), None)


def _next(slips: list[queries.Slip], answers: dict[UUID, int], after: int) -> int | None:
    """The next statement without an answer, going round once."""
    count = len(slips)
    for step in range(1, count + 1):
        place = (after + step) % count
        if slips[place].id not in answers:
            return place
    return None


def _slip(
    request: HttpRequest,
    topic: Topic,
    paper: Paper,
    slips: list[queries.Slip],
    answers: dict[UUID, int],
    at: int,
) -> HttpResponse:
    """The page of one statement: the template is rendered once for all who see the same page but for a few words, and
    these are put in here. Rendering it for each vote would cost more than the vote."""
    slip = slips[at]
    page = _blank(request, topic, paper, slip.is_example, answers.get(slip.id), at > 0, len(slips))
    marks = (
        "".join(
            '<li class="now"></li>'
            if n == at
            else '<li class="done"></li>'
            if s.id in answers
            else "<li></li>"
            for n, s in enumerate(slips)
        )
        if len(slips) <= MOST_SLIPS
        else ""
    )
    words = {
        "text": slip.html,
        "number": str(slip.number),
        "place": str(at + 1),
        "before": str(slips[at - 1].number),
        "marks": marks,
        "done": str(sum(1 for s in slips if s.id in answers)),
        "token": get_token(request),
    }
    return HttpResponse(GAP.sub(lambda found: words.get(found[1], ""), page))


GAP = re.compile("\ue000(\\w+)\ue001")
_blanks: dict[tuple[Any, ...], str] = {}


def _blank(
    request: HttpRequest, topic: Topic, paper: Paper, example: bool, mine: int | None, back: bool, count: int
) -> str:
    """The voting page with gaps, marked by two signs of Unicode's private area. Kept by all that else is on it."""
    door = queries.door_in_memory(topic, paper.token)
    programme = topic.programme
    key = (
        get_language(),
        programme.slug,
        topic.pk,
        topic.version,
        topic.closes_at,
        topic.title,
        topic.proposers,
        topic.is_example,
        door and door.pk,
        example,
        mine,
        back,
        count,
    )
    if key not in _blanks:
        if len(_blanks) > 2000:
            _blanks.clear()

        def gap(name: str) -> SafeString:
            return mark_safe(f"\ue000{name}\ue001")

        context = {
            "topic": topic,
            "door": door,
            "programme": programme,
            "example": example,
            "mine": mine,
            "back": back,
            "count": count,
            "marked": count <= MOST_SLIPS,
            "may_propose": topic.proposers == Topic.Proposers.EVERYONE,
            "csrf_token": gap("token"),
            **{name: gap(name) for name in ("text", "number", "place", "before", "marks", "done")},
        }
        _blanks[key] = render_to_string("listen/vote.html", context)
    return _blanks[key]


@require_GET
@secret("listen.read")
def done(request: HttpRequest, by: Actor, topic: Topic) -> HttpResponse:
    paper = Paper.of(request)
    if paper is None or topic.state == Topic.State.SEALED:
        return redirect(to(request, "listen_vote", topic.code))
    slips = queries.ballot(topic)
    answers = queries.answers_of(actions.find_voter(topic, paper.random))
    shown = {slip.id for slip in slips}
    left = len([slip for slip in slips if slip.id not in answers])
    receipts = _receipts(request)
    return _page(
        request,
        "done",
        topic,
        paper,
        count=len([id for id in answers if id in shown]),
        left=left,
        slips=slips,
        receipts=receipts,
        story=queries.by_receipt(request.programme, receipts[-1]) if receipts else None,  # type: ignore[attr-defined]
        receipt_url=request.build_absolute_uri(to(request, "listen_receipt")),
        may_propose=topic.proposers == Topic.Proposers.EVERYONE and queries.is_open(topic),
        is_open=queries.is_open(topic),
    )


def _receipts(request: HttpRequest) -> list[str]:
    """Codes this phone was given, kept by the phone only, until its browser closes."""
    held = request.COOKIES.get(RECEIPTS, "").split(".")
    return [code for code in held if re.fullmatch(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code)][
        -MOST_BY_VOTER:
    ]


@require_http_methods(["GET", "POST"])
@secret("listen.read")
def propose(request: HttpRequest, by: Actor, topic: Topic) -> HttpResponse:
    paper = Paper.of(request)
    if not queries.is_open(topic) or topic.proposers != Topic.Proposers.EVERYONE:
        return _page(request, "closed", topic)
    door = queries.door_in_memory(topic, paper.token) if paper else None
    if paper is None or door is None:
        return redirect(to(request, "listen_vote", topic.code))
    full = paper.said >= MOST_BY_VOTER
    form = ProposeForm(request.POST or None)
    if request.method == "GET" or full or not form.is_valid():
        return _page(request, "propose", topic, paper, form=form, full=full, most=MOST_BY_VOTER)
    once = act_id(request)
    receipt = _receipt_code(paper, once)
    own = queries.door(topic, _own_door(topic, paper) or door.token)
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
        return _page(request, "already", topic, paper, same=already.statement)
    except actions.TooMany:
        return _page(request, "propose", topic, paper, form=form, full=True, crowded=True, most=MOST_BY_VOTER)
    response = _page(
        request,
        "proposed",
        topic,
        paper,
        statement=statement,
        receipt=receipt,
        receipt_url=request.build_absolute_uri(to(request, "listen_receipt")),
    )
    replace(paper, said=paper.said + 1).give(request, response, topic)
    codes = list(dict.fromkeys([*_receipts(request), receipt]))[-MOST_BY_VOTER:]
    _set(request, response, topic, RECEIPTS, ".".join(codes), None)
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
    by = Actor(request.programme.pk)  # type: ignore[attr-defined]
    demand(by, receipt.rule, request.programme)  # type: ignore[attr-defined]
    code = request.GET.get("code", "").strip()[:40]
    statement = queries.by_receipt(request.programme, code) if code else None  # type: ignore[attr-defined]
    context: dict[str, Any] = {"code": code, "statement": statement, "asked": bool(code)}
    if statement is not None:
        found = thread.story(by, "listen.statement", statement.pk)
        shown = queries.statements(request.programme, [statement.pk])  # type: ignore[attr-defined]
        context |= {
            "topic": statement.topic,
            "standing": shown[0] if shown else None,
            "after": found.after if found else [],
            "over": statement.topic.state in queries.OVER,
        }
    response = render(request, "listen/receipt.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


receipt.rule = "listen.read"  # type: ignore[attr-defined]
