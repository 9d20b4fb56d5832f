"""Answering: for people without a name."""

from __future__ import annotations

import secrets
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.csrf import csrf_failure
from django.views.decorators.http import require_GET, require_http_methods

from thaktho.ground.access import Actor

from .. import actions, limits, queries
from ..models import Door, Topic
from ..origin import public
from . import tongue, voice
from .common import to
from .entering import ask_sheet, too_fast
from .maps import map_context
from .paper import Paper, own_door, page, receipts, secret
from .slip import page_of


@require_http_methods(["GET", "POST"])
@secret("listen.read")
def enter(request: HttpRequest, by: Actor, topic: Topic, token: str) -> HttpResponse:
    """Through the QR of a network. Writes nothing: a link preview that comes by leaves no voter behind."""
    door = queries.door_in_memory(topic, token)
    if door is None:
        raise Http404(token)
    if not queries.is_open(topic):
        return page(request, "closed", topic)
    held = Paper.of(request)
    if topic.proof == Topic.Proof.SHEET:
        return ask_sheet(request, topic, door, held)
    paper = _paper_at(topic, door, held)
    response = redirect(to(request, "listen_vote", topic.code))
    paper.give(request, response, topic)
    return response


def _paper_at(topic: Topic, door: Door, held: Paper | None) -> Paper:
    """Who has answered keeps ballot and network. A sheet belongs to its network: scanned by mistake and not answered, it is
    laid aside for a paper of this door."""
    if held is None:
        return Paper(secrets.token_urlsafe(24), door.token)
    if own := own_door(topic, held):
        return replace(held, token=own)
    if held.serial and queries.door_in_memory(topic, held.token) != door:
        return Paper(secrets.token_urlsafe(24), door.token, held.said)
    return replace(held, token=door.token)


@require_http_methods(["GET", "POST"])
@secret("listen.read")
def vote(request: HttpRequest, by: Actor, topic: Topic) -> HttpResponse:
    """One statement. The answer to a vote is the next statement at once: a second round trip costs a hill village two
    seconds. Reloading sends the same answer again, which changes nothing."""
    if not queries.is_open(topic):
        return page(request, "closed", topic)
    paper = Paper.of(request)
    if paper is not None and topic.proof == Topic.Proof.SHEET and not paper.lets_in(topic):
        if door := queries.door_in_memory(topic, paper.token):
            return redirect(to(request, "listen_enter", topic.code, door.token))
        paper = None
    if paper is None or not paper.lets_in(topic):
        return page(
            request,
            "no_door",
            topic,
            open_door=next((d for d in queries.doors(topic) if not d.network_id), None),
        )
    voter = actions.find_voter(topic, paper.random)
    if not queries.ballot(topic):
        return page(request, "nothing_yet", topic, paper)
    if request.method == "POST":
        return _cast(request, by, topic, paper, voter)
    answers = queries.answers_of(voter)
    slips = queries.in_order(topic, voter, queries.door_in_memory(topic, paper.token), answers)
    wanted = _at(slips, request.GET.get("s", ""))
    if wanted is None:
        wanted = _next(slips, answers, -1)
        if wanted is None:
            return redirect(to(request, "listen_done", topic.code))
    if None in answers.values():
        return page(request, "set_aside", topic, paper)
    answer = page_of(topic, paper, slips, answers, wanted, tongue.chosen(request))
    return tongue.remember(request, answer, topic)


def _cast(request: HttpRequest, by: Actor, topic: Topic, paper: Paper, voter: UUID) -> HttpResponse:
    if not paper.sent(request):
        return csrf_failure(request)
    number = request.POST.get("s", "")
    slip = next((slip for slip in queries.ballot(topic) if str(slip.number) == number), None)
    value = {"1": 1, "0": 0, "-1": -1}.get(request.POST.get("value", ""))
    if slip is None or value is None:  # hidden meanwhile, or a broken form: go on with the next
        return redirect(to(request, "listen_vote", topic.code))
    door = queries.door_in_memory(topic, paper.token)  # a token may be spelt in many ways, a door is one
    at = door.pk if door else None
    if not (limits.VOTES_OF_PHONE.take(hash(paper.random)) and limits.VOTES_OF_DOOR.take(at)):
        return too_fast(request, topic)
    try:
        answers = actions.cast_vote(by, topic, voter, lambda: _first(topic, paper), slip.id, value)
    except actions.NotOpen:
        return redirect(to(request, "listen_vote", topic.code))
    except TooFast:
        return too_fast(request, topic)
    slips = queries.in_order(topic, voter, door, answers, slip.id)
    following = _next(slips, answers, slips.index(slip))
    if following is None:
        return redirect(to(request, "listen_done", topic.code))
    return page_of(topic, paper, slips, answers, following, tongue.chosen(request))


class TooFast(Exception):
    """More new ballots of one door than a hall makes."""


def _first(topic: Topic, paper: Paper) -> Door | None:
    """The door of a ballot that answers for the first time."""
    door = queries.door_in_memory(topic, paper.token)
    if door is not None:
        if not limits.BALLOTS_OF_DOOR.take(door.pk):
            raise TooFast
        limits.surges.count(door.pk)
    return door


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


@require_GET
@secret("listen.read")
def done(request: HttpRequest, by: Actor, topic: Topic) -> HttpResponse:
    paper = Paper.of(request)
    if paper is None or topic.state == Topic.State.SEALED or not paper.lets_in(topic):
        return redirect(to(request, "listen_vote", topic.code))
    slips = queries.ballot(topic)
    answers = queries.answers_of(actions.find_voter(topic, paper.random))
    shown = {slip.id for slip in slips}
    if None in answers.values():
        return page(request, "set_aside", topic, paper)
    left = len([slip for slip in slips if slip.id not in answers])
    held = receipts(request)
    numbers = {slip.id: str(slip.number) for slip in slips}
    own_answers = {numbers[id]: value for id, value in answers.items() if id in numbers}
    # Who collects the sheets could scan one: its place would tell what was answered with it.
    spot = None if paper.serial else queries.own_spot(topic, own_answers)
    texts = {str(slip.number): slip.text for slip in slips}
    own = map_context(spot[1], texts, [], own=(spot[0].x, spot[0].y, spot[0].sd)) if spot else {}
    return page(
        request,
        "done",
        topic,
        paper,
        count=len([id for id in answers if id in shown]),
        left=left,
        slips=slips,
        receipts=held,
        story=queries.by_receipt(request.programme, held[-1]) if held else None,  # type: ignore[attr-defined]
        receipt_url=public(request, topic, to(request, "listen_receipt")),
        may_propose=topic.proposers == Topic.Proposers.EVERYONE and queries.is_open(topic),
        is_open=queries.is_open(topic),
        **own,
        questions=voice.asked(request, topic, paper) if answers and queries.is_open(topic) else [],
    )
