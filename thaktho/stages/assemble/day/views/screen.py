"""The projector: a page that asks every two seconds whether something moved, and the small part that it asks for.

The part is rendered at most once in `FRESH` seconds for a hall in each process, and known by its hash: who has it is
answered 304. A change of the chair shows at once, for the screen's revision is read with every question.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from thaktho.ground.access import allow
from thaktho.ground.language import language

from ..queries import screens
from .common import edition_or_404, hall_or_404, inside

FRESH = 0.8
MOST = 200


@dataclass
class Part:
    until: float
    content: str
    etag: str


_parts: dict[tuple[UUID, int, bool, str], Part] = {}


@require_GET
@allow("assemble.read")
def page(request: HttpRequest, edition: str, hall_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    hall = hall_or_404(here, hall_id)
    found = _part(request, hall, inside(request))
    return render(
        request,
        "assemble/day/screen.html",
        {"edition": here, "hall": hall, "part": found.content, "etag": found.etag},
    )


@require_GET
@allow("assemble.read")
def part(request: HttpRequest, edition: str, hall_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    hall = hall_or_404(here, hall_id)
    found = _part(request, hall, inside(request))
    if request.headers.get("If-None-Match") == found.etag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(found.content)
    answer.headers["ETag"] = found.etag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Now"] = str(
        int(time.time() * 1000)
    )  # the laptop at the projector may have another clock
    return answer


def _part(request: HttpRequest, hall, named: bool) -> Part:  # type: ignore[no-untyped-def]
    """Names of speakers are for a screen that somebody with a role opened; others see networks."""
    key = (hall.pk, screens.screen(hall).revision, named, language())
    known = _parts.get(key)
    if known is not None and known.until > time.monotonic():
        return known
    content = render_to_string("assemble/day/_part.html", screens.shown(hall, named=named), request=request)
    if len(_parts) > MOST:
        _parts.clear()
    made = Part(time.monotonic() + FRESH, content, f'"{hashlib.sha256(content.encode()).hexdigest()[:20]}"')
    _parts[key] = made
    return made


def forget() -> None:
    """Nothing is kept: for whoever must see this very instant."""
    _parts.clear()
