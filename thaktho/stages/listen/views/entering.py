"""Entering with a numbered sheet: its QR, or its code typed on any phone. For people without a name."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thaktho.ground.access import Actor

from .. import actions, limits, queries
from ..models import Door, Topic
from ..sheets import Typed, is_of, sheet_number, typed
from .common import to
from .paper import Paper, page, secret


@require_GET
@secret("listen.read")
def by_sheet(request: HttpRequest, by: Actor, topic: Topic, token: str, sheet: str) -> HttpResponse:
    """Through the QR of a numbered sheet. Writes nothing, like every entering."""
    door = queries.door_in_memory(topic, token)
    if door is None:
        raise Http404(token)
    if not queries.is_open(topic):
        return page(request, "closed", topic)
    return _with_code(request, topic, door, sheet)


def ask_sheet(request: HttpRequest, topic: Topic, door: Door, held: Paper | None) -> HttpResponse:
    """The door asks for the number of the sheet. A phone that holds one goes on with it, or takes another person's.

    The form carries no token against forgery: sent from elsewhere it does what a link to the sheet does."""
    if request.method == "POST":
        return _with_code(request, topic, door, request.POST.get("sheet", "")[:40])
    holds = held is not None and held.token == door.token and held.serial and held.lets_in(topic)
    return page(request, "sheet", topic, Paper("", door.token), at=door, holds=holds)


def _with_code(request: HttpRequest, topic: Topic, at: Door, text: str) -> HttpResponse:
    """With any sheet of the topic, whichever door one stands at: the sheet says whose it is."""
    found = typed(text)
    # While wrong ones are refused, a right one is let in all the same, as long as not too many are tried.
    guessed = found is not None and limits.WRONG_CODES.empty(at.pk)
    limited = guessed and not limits.TRIED_CODES.take(at.pk)
    elsewhere = not limits.WRONG_CODES.empty(topic.pk)
    door = _whose(topic, at, found, elsewhere) if found is not None and not limited else None
    if found is None or door is None or found.serial > door.sheets:
        limited = limited or guessed or (found is not None and door is None and not elsewhere)
        problem = _wrong(found, door, limited)
        answer = page(request, "sheet", topic, Paper("", at.token), at=at, code=text, problem=problem)
        answer.status_code = 429 if limited else 200
        return answer
    serial = found.serial
    number = sheet_number(actions.topic_key(topic), door.pk, serial)
    held = Paper.of(request)
    paper = Paper(number, door.token, serial=serial)
    if held is not None and held.random == number:
        paper = replace(held, token=door.token, serial=serial)
    elif held is not None and topic.proof == Topic.Proof.DOOR and _answered(topic, held):
        paper = held  # this phone has a ballot already: the sheet does not make it a second one
    response = redirect(to(request, "listen_vote", topic.code))
    paper.give(request, response, topic)
    return response


def _whose(topic: Topic, at: Door, code: Typed, elsewhere: bool) -> Door | None:
    """The door a code was made for: this one, or `elsewhere` any other of the topic. A guess is counted at this door, and for
    the topic: the others are asked for so many guesses only as one door takes, wherever these are made."""
    key = actions.topic_key(topic)
    if is_of(code, key, at.pk):
        return at
    if elsewhere:
        others = (door for door in queries.doors_in_memory(topic) if door.pk != at.pk)
        door = next((door for door in others if is_of(code, key, door.pk)), None)
        if door is not None:
            return door
        limits.WRONG_CODES.take(topic.pk)
    limits.WRONG_CODES.take(at.pk)
    return None


def _wrong(found: Typed | None, door: Door | None, limited: bool) -> str:
    """Why a code leads nowhere. A slip of the pen costs nothing; a guess is counted."""
    if found is None:
        return _("เลขแผ่นนี้ไม่ถูก ตรวจทีละตัวแล้วพิมพ์ใหม่ เลขแผ่นไม่มีตัวโอ เลขศูนย์ ตัวไอ และเลขหนึ่ง")
    if limited:
        return _("มีการลองเลขแผ่นผิดหลายครั้งที่ทางเข้านี้ รอหนึ่งนาทีแล้วลองใหม่")
    if door is None:
        return _("ไม่พบเลขแผ่นนี้ในหัวข้อนี้ ตรวจว่าเป็นแผ่นของหัวข้อนี้ แล้วลองใหม่")
    return _("แผ่นนี้ยังไม่ได้พิมพ์จากระบบ แจ้งผู้ประสานงาน")


def _answered(topic: Topic, paper: Paper) -> bool:
    return queries.voter_of(actions.find_voter(topic, paper.random)) is not None


def too_fast(request: HttpRequest, topic: Topic) -> HttpResponse:
    answer = page(request, "too_fast", topic)
    answer.status_code = 429
    answer.headers["Retry-After"] = "10"
    return answer
