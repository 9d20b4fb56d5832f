"""The live page of a hall, and the few numbers that phones and the projector ask for again and again.

A thousand phones ask every five seconds. So what they ask for is made at most every three seconds in each process,
answered from memory, and `middleware` leads to it before anything else is passed: no session, no query.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_GET

from thaktho.ground.access import Actor

from .. import hot, queries
from ..models import Door, Topic
from ..origin import public
from ..tally import SMALL
from .common import to
from .maps import map_context, section_words
from .paper import secret

FRESH_FOR = 3.0
MOST_TOPICS = 500
ON_WALL = 3  # statements of a list that the back row can read


@dataclass
class Told:
    """The numbers of one topic as they were told last."""

    until: float
    content: bytes
    etag: str


_told: dict[tuple[str, str], Told] = {}
_making = threading.Lock()


def polled(request: HttpRequest, province: str, code: str) -> HttpResponse:
    """The live numbers, or 304 when the asker has them."""
    told = _told.get((province, code))
    if told is None or told.until < time.monotonic():
        told = _renewed(province, code, told)
    if request.headers.get("If-None-Match") == told.etag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(told.content, content_type="application/json")
        answer.headers["Content-Length"] = str(len(told.content))
    answer.headers["ETag"] = told.etag
    answer.headers["Cache-Control"] = "no-cache"
    return answer


polled.rule = "listen.read"  # type: ignore[attr-defined]
polled.finds_programme = True  # type: ignore[attr-defined]


def _renewed(province: str, code: str, old: Told | None) -> Told:
    """Made anew by one; who comes meanwhile is told what was told before."""
    if not _making.acquire(blocking=old is None):
        assert old is not None
        return old
    try:
        kept = _told.get((province, code))
        if kept is not None and kept.until > time.monotonic():
            return kept
        topic = hot.topic(province, code)
        if topic is None or topic.state == Topic.State.DRAFT:
            raise Http404(code)
        content = json.dumps(_numbers_now(topic), separators=(",", ":")).encode()
        etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
        if len(_told) > MOST_TOPICS:
            _told.clear()
        told = _told[province, code] = Told(time.monotonic() + FRESH_FOR, content, etag)
        return told
    finally:
        _making.release()


def numbers(topic: Topic, part: queries.TookPart, newest: int) -> dict[str, object]:
    """People and answers in steps of five, the newest map's number, and a mark that moves with the published tallies and with
    the clock that closes."""
    is_open = queries.is_open(topic)
    mark = [topic.version, topic.state, is_open, newest, *queries.shown_sums(topic)]
    return {
        "people": part.people,
        "answers": part.votes,
        "open": is_open,
        "map": newest,
        # Under this installation's key: the sums are told in ranges only, and a bare hash of them could be tried out.
        "mark": salted_hmac("listen.live", json.dumps(mark, default=str), algorithm="sha256").hexdigest()[
            :12
        ],
    }


def _numbers_now(topic: Topic) -> dict[str, object]:
    return numbers(topic, queries.took_part(topic), queries.newest_number(topic))


@require_GET
@secret("listen.read")
def live(request: HttpRequest, by: Actor, topic: Topic) -> HttpResponse:
    """To project in a hall: how many answered, the way in, what all networks agree with, what groups there are."""
    part, made = queries.took_part(topic), queries.newest_map(topic)
    # Read before the figures: what moves in between moves the mark, and the page is asked for anew.
    known = numbers(topic, part, made.number if made else 0)
    ranked, columns = queries.ranked(topic), queries.columns(topic)
    found = queries.findings(ranked, columns, part, made)
    texts = {str(row.statement.number): row.statement.text for row in ranked}
    door = _door(request, topic)
    way = to(request, "listen_enter", topic.code, door.token) if door else ""
    context = {
        "topic": topic,
        "part": part,
        "known": known,
        "is_open": known["open"],
        "over": topic.state in queries.OVER,
        "ended": topic.state in queries.OVER or bool(topic.closes_at and topic.closes_at <= timezone.now()),
        "statement_count": len(ranked),
        "way": public(request, topic, way) if way else "",
        "lists": [
            (name, *section_words(name, bool(found.unheard)), found.of(name)[:ON_WALL], len(found.of(name)))
            for name in queries.SECTIONS
        ],
        "unheard": found.unheard,
        "so_far": _so_far(ranked) if known["open"] else [],
        "through": _through(part, len(ranked)) if topic.kind == Topic.Kind.HALL and known["open"] else None,
        "columns": [(column, part.by_door.get(column.door_id, 0)) for column in columns],
        **map_context(made, texts, columns),
    }
    return render(request, "listen/live.html", context)


def _so_far(ranked: list[queries.Standing]) -> list[queries.Standing]:
    """Statements of which most is published already, in the order of their numbers: no finding, and no race."""
    told = [row for row in ranked if row.total is not None and row.total.n >= SMALL]
    most = sorted(told, key=lambda row: -row.total.n if row.total else 0)[:ON_WALL]
    return sorted(most, key=lambda row: row.statement.number)


def _through(part: queries.TookPart, statements: int) -> int | None:
    """How far the hall is with its answers, in tenths of all it could give; made of what is told in fives."""
    whole = part.people * statements
    return min(10, round(10 * part.votes / whole)) if whole else None


def _door(request: HttpRequest, topic: Topic) -> Door | None:
    """Whose QR stands on the wall: the door named in the address, else the one of nobody's network. A network's own door
    is never shown by itself: it is handed out by people."""
    token = request.GET.get("door", "")
    if token:
        return queries.door_in_memory(topic, token)
    return next((door for door in queries.doors(topic) if door.network_id is None), None)
