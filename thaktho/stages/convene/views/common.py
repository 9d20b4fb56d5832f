"""What the views of this room share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from thaktho.ground.access import permitted
from thaktho.ground.requests import act_id

from .. import queries
from ..models import Meeting


def meeting_or_404(request: HttpRequest, id: UUID) -> Meeting:
    found = queries.meeting(request.programme, id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(str(id))
    return found


def inside(request: HttpRequest) -> bool:
    """May the reader see names, papers and minutes?"""
    return permitted(request.actor, "convene.inside.read", request.programme)  # type: ignore[attr-defined]


def may(request: HttpRequest, meeting: Meeting, *verbs: str) -> dict[str, bool]:
    """For templates: {% if may.edit %}. The last word of the verb is its name."""
    return {
        verb.replace(".", "_"): permitted(request.actor, f"convene.{verb}", meeting)  # type: ignore[attr-defined]
        for verb in verbs
    }


def address(request: HttpRequest, name: str, *args: Any) -> str:
    return reverse(name, args=[request.programme.slug, *args])  # type: ignore[attr-defined]


def to(request: HttpRequest, name: str, *args: Any, anchor: str = "") -> HttpResponse:
    """Go on after a POST."""
    return redirect(address(request, name, *args) + (f"#{anchor}" if anchor else ""))


def pdf(data: bytes, name: str) -> HttpResponse:
    return file(data, name, "application/pdf")


def file(data: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


__all__ = ["act_id", "address", "file", "inside", "may", "meeting_or_404", "pdf", "to"]
