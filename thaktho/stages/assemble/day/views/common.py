"""What the pages of the day share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from thaktho.ground import say
from thaktho.ground.access import permitted
from thaktho.ground.requests import act_id, next_page

from ...common import edition_or_404, inside, to
from ...editions.models import Edition
from ..models import Hall, Slot
from ..queries import programme
from ..states import Refused


def hall_or_404(edition: Edition, hall_id: UUID) -> Hall:
    found = programme.hall(edition, hall_id)
    if found is None:
        raise Http404(str(hall_id))
    return found


def slot_or_404(edition: Edition, slot_id: UUID) -> Slot:
    found = programme.slot(edition, slot_id)
    if found is None:
        raise Http404(str(slot_id))
    return found


def may(request: HttpRequest, verb: str, subject: Any) -> bool:
    """`verb` without its chamber: may(request, "run", edition)."""
    return permitted(request.actor, f"assemble.day.{verb}", subject)  # type: ignore[attr-defined]


def went(request: HttpRequest, address: str) -> HttpResponse:
    """To where the form asks, else to the page named here."""
    return redirect(next_page(request, address))


def attempt(
    request: HttpRequest, do: Callable[[], Any], *, then: str, done: str = "", undo: str = ""
) -> HttpResponse:
    """Do one act of a button: what cannot be done is said on the page it leads back to."""
    try:
        do()
    except Refused as why:
        say.trouble(request, str(why))
    else:
        if done:
            say.done(request, done, undo=undo)
    return went(request, then)


__all__ = [
    "act_id", "attempt", "edition_or_404", "hall_or_404", "inside", "may", "slot_or_404", "to", "went",
]  # fmt: skip
