"""รายชื่อผู้ขอพูด: on the phone of who wants to speak, and for the chair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.people.queries import all_networks, person_of
from thaktho.ground.requests import whole

from ...access import Of
from ...consensus.entering import delegacies
from ..actions import speaking
from ..forms.programme import SpeakerForm
from ..queries import programme, screens
from .common import act_id, attempt, edition_or_404, hall_or_404, inside, may, to


@allow("assemble.read")
def speakers(request: HttpRequest, edition: str, hall_id: UUID) -> HttpResponse:
    """The list as everybody in the hall sees it; names are for those with a role and for delegates."""
    here = edition_or_404(request, edition)
    hall = hall_or_404(here, hall_id)
    by = request.actor  # type: ignore[attr-defined]
    seats = delegacies(by, here)
    seated = {seat.pk for seat in seats}
    turns = [screens.clocked(one) for one in programme.turns(hall)]
    context = {
        "edition": here,
        "hall": hall,
        "halls": list(programme.halls(here)),
        "speaking": next((one for one in turns if one.state == "speaking"), None),
        "waiting": [one for one in turns if one.state == "waiting"],
        "named": inside(request) or bool(seats),
        "delegacies": seats,
        "own": {one.pk for one in turns if one.delegate_id in seated},
        "coordinated": _coordinated(by, here),
        "runs": may(request, "run", here),
        "form": SpeakerForm(here) if may(request, "run", here) else None,
    }
    return render(request, "assemble/day/speakers.html", context)


def _coordinated(by: Any, here: Any) -> list[Any]:
    """Networks for which this coordinator may ask to speak now."""
    own = by.scopes("coordinator")
    return [
        one for one in all_networks(here.programme)
        if str(one.pk) in own and permitted(by, "assemble.day.speak", Of(here, one))
    ]  # fmt: skip


@require_POST
@allow("assemble.enter")
def ask(request: HttpRequest, edition: str, hall_id: UUID) -> HttpResponse:
    """A delegate for the network they sit for, a coordinator for theirs, the secretariat for anybody."""
    here = edition_or_404(request, edition)
    hall = hall_or_404(here, hall_id)
    by = request.actor  # type: ignore[attr-defined]
    page = to(request, "assemble_speakers", here.code, hall.pk)
    chosen = request.POST.get("as", "")
    delegate = next((one for one in delegacies(by, here) if str(one.pk) == chosen), None)
    if delegate is not None:
        return _asked(request, lambda: speaking.ask(
            by, hall, name=delegate.name, network=delegate.network, delegate=delegate, is_example=delegate.is_example,
            act_id=act_id(request),
        ), page)  # fmt: skip
    network = next((one for one in _coordinated(by, here) if str(one.pk) == chosen), None)
    if network is not None:
        person = person_of(request.programme, by.person_id)  # type: ignore[attr-defined]
        return _asked(
            request,
            lambda: speaking.ask(by, hall, name=str(person), network=network, act_id=act_id(request)),
            page,
        )
    form = SpeakerForm(here, request.POST)
    if not form.is_valid():
        say.trouble(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
        return redirect(page)
    data = form.cleaned_data
    return _asked(request, lambda: speaking.ask(
        by, hall, name=data["name"], network=data["network"], allowed_seconds=data["minutes"] * 60, act_id=act_id(request)
    ), page)  # fmt: skip


def _asked(request: HttpRequest, do: Callable[[], Any], page: str) -> HttpResponse:
    return attempt(request, do, then=page, done=_("อยู่ในรายชื่อผู้ขอพูดแล้ว ประธานจะเรียกตามลำดับ"))


@require_POST
@allow("assemble.enter")
def turn(request: HttpRequest, edition: str, turn_id: UUID) -> HttpResponse:
    """One address for what is done with a turn; the button says which."""
    here = edition_or_404(request, edition)
    found = programme.turn(here, turn_id)
    if found is None:
        raise Http404(str(turn_id))
    by = request.actor  # type: ignore[attr-defined]
    minutes = whole(request.POST.get("minutes", ""))
    same: dict[str, Any] = {"act_id": act_id(request)}
    verbs: dict[str, Callable[[], Any]] = {
        "begin": lambda: speaking.begin(by, found, minutes=minutes, **same),
        "pause": lambda: speaking.pause(by, found, minutes=minutes, **same),
        "resume": lambda: speaking.resume(by, found, **same),
        "stop": lambda: speaking.stop(by, found, minutes=minutes, **same),
        "extend": lambda: speaking.extend(by, found, 60, **same),
        "up": lambda: speaking.move(by, found, -1, **same),
        "down": lambda: speaking.move(by, found, 1, **same),
        "withdraw": lambda: speaking.withdraw(by, found, **same),
        "again": lambda: speaking.again(by, found, **same),
    }
    verb = request.POST.get("verb", "again")
    if verb not in verbs:
        raise Http404(verb)
    then = to(request, "assemble_speakers", here.code, found.hall_id)
    undo = to(request, "assemble_turn", here.code, found.pk) if verb in ("stop", "withdraw") else ""
    said = _("%(name)s: พูดจบแล้ว") if verb == "stop" else _("ถอนชื่อ %(name)s แล้ว") if verb == "withdraw" else ""
    return attempt(
        request, verbs[verb], then=then, done=said % {"name": found.name} if said else "", undo=undo
    )


@require_POST
@allow("assemble.work")
def next_speaker(request: HttpRequest, edition: str, hall_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    hall = hall_or_404(here, hall_id)
    minutes = whole(request.POST.get("minutes", ""))
    return attempt(
        request,
        lambda: speaking.next_one(request.actor, hall, minutes=minutes, act_id=act_id(request)),  # type: ignore[attr-defined]
        then=to(request, "assemble_chair", here.code, hall.pk),
    )


@allow("assemble.inside.read")
def history(request: HttpRequest, edition: str) -> HttpResponse:
    """Who spoke, where, on what and how long: to print with the minutes."""
    here = edition_or_404(request, edition)
    rows = list(programme.spoken_turns(here)[:1000])
    for row in rows:
        screens.clocked(row)
        row.clock_rest = row.clock_spoken % 60
    return render(request, "assemble/day/spoken.html", {"edition": here, "turns": rows})
