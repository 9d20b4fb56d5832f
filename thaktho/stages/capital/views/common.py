"""What the views of this room share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from thaktho.ground.access import permitted

from .. import queries
from ..models import Capital

VERBS = ("edit", "retire", "restore", "confirm", "unconfirm")


def entry_or_404(request: HttpRequest, id: UUID) -> Capital:
    """An entry they may see. What is not confirmed is not found by visitors."""
    found = queries.entry(request.programme, id)  # type: ignore[attr-defined]
    if found is None or not permitted(request.actor, "capital.entry.read", found):  # type: ignore[attr-defined]
        raise Http404(str(id))
    return found


def may(request: HttpRequest, entry: Capital) -> dict[str, bool]:
    return {verb: permitted(request.actor, f"capital.entry.{verb}", entry) for verb in VERBS}  # type: ignore[attr-defined]


def address(request: HttpRequest, name: str, *args: Any) -> str:
    return reverse(name, args=[request.programme.slug, *args])  # type: ignore[attr-defined]


def to(request: HttpRequest, name: str, *args: Any) -> HttpResponse:
    return redirect(address(request, name, *args))
