"""The feed of meetings that calendars subscribe to: of the programme, or of one network. Public facts only."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from thaktho.ground.access import allow
from thaktho.ground.people.queries import network as network_of

from .. import calendar, decided
from .common import address, file

BACK = timedelta(days=3 * 366)  # older meetings stay on the pages; phones need not carry them
MOST = 1000


@allow("convene.read")
def feed(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    network, name = None, programme.name_th
    if code := request.GET.get("network", ""):
        network = network_of(programme, code)
        if network is None:
            raise Http404(code)
        name = f"{name} · {network.name}"
    rows = decided.for_calendar(programme, timezone.localdate() - BACK, network)[:MOST]
    body = calendar.feed(
        rows,
        name=name,
        url_of=lambda one: request.build_absolute_uri(address(request, "convene_meeting", one.pk)),
        stamp=timezone.now(),
    )
    answer = file(body.encode(), "meetings.ics", "text/calendar; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=900"
    return answer
