"""After answering: where one lives and how old one is, for whoever wants to tell. Two forms, sent apart, so that no
request says both; the phone's own cookie remembers which was asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.decorators.http import require_POST

from thaktho.ground.access import Actor
from thaktho.ground.places import queries as places

from .. import actions, queries
from ..models import Topic, VoiceCount
from .common import to
from .paper import KEPT_FOR, Paper, give_cookie, own_door, secret

TOLD = "told"


def _told(request: HttpRequest) -> set[str]:
    return set(request.COOKIES.get(TOLD, "").split(".")) & set(VoiceCount.Kind.values)


def asked(request: HttpRequest, topic: Topic) -> list[dict[str, Any]]:
    """The questions this phone was not asked yet, with their choices."""
    told = _told(request)
    questions = {
        VoiceCount.Kind.DISTRICT.value: _("ท่านอยู่อำเภอใด"),
        VoiceCount.Kind.AGE.value: _("ท่านอายุเท่าใด"),
    }
    return [
        {"kind": kind, "label": label, "choices": _choices(topic, kind)}
        for kind, label in questions.items()
        if kind not in told
    ]


def _choices(topic: Topic, kind: str) -> list[tuple[str, str]]:
    if kind == VoiceCount.Kind.AGE:
        return [(band, queries.band_name(band)) for band in queries.BANDS]
    return [(place.code, place.name_th) for place in places.districts(topic.programme)]


@require_POST
@secret("listen.read")
def tell(request: HttpRequest, by: Actor, topic: Topic) -> HttpResponse:
    back = redirect(to(request, "listen_done", topic.code) + "#voice")
    paper = Paper.of(request)
    if paper is None or not queries.is_open(topic):
        return back
    if not paper.sent(request):
        return csrf_failure(request)
    told, kind, key = _told(request), request.POST.get("kind", ""), request.POST.get("key", "")
    if kind not in VoiceCount.Kind.values or kind in told:
        return back
    door = queries.door_in_memory(topic, own_door(topic, paper))
    skipped = "skip" in request.POST
    known = key in dict(_choices(topic, kind))
    if door is not None and known and not skipped:
        actions.tell_voice(by, topic, door, kind, key)
    if known or skipped:
        give_cookie(request, back, topic, TOLD, ".".join(sorted({*told, kind})), KEPT_FOR)
    return back
