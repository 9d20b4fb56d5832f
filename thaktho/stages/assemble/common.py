"""What the pages of all chambers share."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from thaktho.ground.access import permitted
from thaktho.ground.requests import act_id

from .editions import queries
from .editions.models import Edition


def edition_or_404(request: HttpRequest, code: str) -> Edition:
    """The edition of this programme. A rehearsal exists for those with a role only."""
    edition = queries.edition(request.programme, code)  # type: ignore[attr-defined]
    if edition is None or (edition.is_rehearsal and not request.actor.grants):  # type: ignore[attr-defined]
        raise Http404(code)
    edition.programme = request.programme  # type: ignore[attr-defined]
    return edition


def inside(request: HttpRequest) -> bool:
    """Whether the reader has a role: sees drafts, and what nobody has read yet."""
    return permitted(request.actor, "assemble.inside.read", request.programme)  # type: ignore[attr-defined]


def steps_asked(request: HttpRequest) -> int:
    """Which of the two buttons of `editions/_order.html` was pressed."""
    return {"up": -1, "down": 1}.get(request.POST.get("to", ""), 0)


def to(request: HttpRequest, name: str, *args: Any) -> str:
    return reverse(name, args=[request.programme.slug, *args])  # type: ignore[attr-defined]


__all__ = ["act_id", "edition_or_404", "inside", "steps_asked", "to"]
