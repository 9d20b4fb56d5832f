"""The paper a voter carries, and the guard of every view where one is carried.

Nothing behind this guard reads a login, a session or a message; the actor is always a visitor. What a voter carries is a
cookie that belongs to one topic's address and holds three things: a random number (never stored here, the topic's
secret turns it into the voter), the token of the door, and how many statements were proposed with it. Of a numbered
sheet the number is not random but derived (`sheets.sheet_number`), and its serial stands behind it, to be checked.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac

from thaktho.ground.access import Actor, demand

from .. import actions, hot, queries
from ..codes import ALPHABET
from ..models import Topic
from ..sheets import sheet_number
from .common import to

COOKIE, RECEIPTS = "ballot", "receipts"
KEPT_FOR = 180 * 86400
MOST_BY_VOTER = 10
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
            if topic.state != Topic.State.SEALED and topic.ballot_key is None:
                topic.ballot_key = actions.renew_secret(topic).key
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
    serial: int = 0

    @classmethod
    def of(cls, request: HttpRequest) -> Paper | None:
        random, _, rest = request.COOKIES.get(COOKIE, "").partition(".")
        token, _, rest = rest.partition(".")
        said, _, serial = rest.partition(".")
        if not RANDOM.fullmatch(random):
            return None
        return cls(random, token, _small(said), _small(serial))

    def lets_in(self, topic: Topic) -> bool:
        """May one answer with this paper: was the door found, and is it a printed sheet where one is asked for?"""
        door = queries.door_in_memory(topic, self.token)
        if door is None:
            return False
        if not self.serial:
            return topic.proof != Topic.Proof.SHEET
        made = sheet_number(actions.topic_key(topic), door.pk, self.serial)
        return self.serial <= door.sheets and constant_time_compare(made, self.random)

    @functools.cached_property
    def form_token(self) -> str:
        """What a form must bring back, so that no other site can answer for this phone. Made of the paper itself:
        Django's own protection is a cookie of the whole site, the same on a ballot and where one signs in."""
        return salted_hmac("listen.form", self.random, algorithm="sha256").hexdigest()

    def sent(self, request: HttpRequest) -> bool:
        return constant_time_compare(request.POST.get("csrfmiddlewaretoken", ""), self.form_token)

    def give(self, request: HttpRequest, response: HttpResponse, topic: Topic) -> None:
        serial = f".{self.serial}" if self.serial else ""
        held = f"{self.random}.{self.token}.{self.said}{serial}"
        give_cookie(request, response, topic, COOKIE, held, KEPT_FOR)


def _small(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def give_cookie(
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


def own_door(topic: Topic, paper: Paper) -> str:
    """Who has answered stays with the network they answered for, whatever they scan later."""
    voter = queries.voter_of(actions.find_voter(topic, paper.random))
    return voter.door.token if voter else ""


def receipts(request: HttpRequest) -> list[str]:
    """Codes this phone was given, kept by the phone only, until its browser closes."""
    held = request.COOKIES.get(RECEIPTS, "").split(".")
    return [code for code in held if re.fullmatch(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code)][
        -MOST_BY_VOTER:
    ]


def page(
    request: HttpRequest, name: str, topic: Topic, paper: Paper | None = None, **context: Any
) -> HttpResponse:
    context |= {"topic": topic, "door": queries.door_in_memory(topic, paper.token) if paper else None}
    if paper is not None:
        context["csrf_token"] = paper.form_token
    return render(request, f"listen/{name}.html", context)
