"""What everybody reads: the series of years, and of each year the four tabs and where it stands."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from thaktho.ground.access import allow

from ...common import edition_or_404, inside, to
from .. import queries
from ..models import Edition, Tab
from .common import doors, works

PAGE = 20


@allow("assemble.read")
def index(request: HttpRequest) -> HttpResponse:
    """The yearly series, newest first."""
    programme = request.programme  # type: ignore[attr-defined]
    page = Paginator(queries.editions(programme).select_related("source"), PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "assemble/editions/index.html",
        {"page": page, "may_begin": works(request, "assemble.begin", programme)},
    )


@allow("assemble.read")
def show(request: HttpRequest, edition: str, kind: str = Tab.Kind.FRAMEWORK) -> HttpResponse:
    """A year with one of its tabs open. The year's own address opens the first."""
    year = edition_or_404(request, edition)
    works_here = works(request, "assemble.work", request.programme)  # type: ignore[attr-defined]
    tab = queries.tab(year, kind)
    today = timezone.localdate()
    return render(
        request,
        f"assemble/editions/{kind}.html",
        {
            "edition": year,
            "tabs": _tabs(request, year, kind),
            "kind": kind,
            "tab": tab,
            # A text nobody published is seen by the secretariat alone, and marked.
            "readable": bool(tab.text and (tab.published_at or works_here)),
            "line": queries.line(year),
            "ended_over": queries.ended_over(year),
            "next": queries.next_meeting(year, today),
            "today": today,
            "doors": doors(request, year),
            "works": works_here,
            "inside": inside(request),
            "papers": list(queries.papers(year, public=True)[:50]),
            **_more(request, year, kind),
        },
    )


def _tabs(request: HttpRequest, edition: Edition, kind: str) -> list[dict[str, Any]]:
    return [
        {
            "url": to(request, f"assemble_tab_{one}", edition.code),
            "label": str(Tab.Kind(one).label),
            "current": one == kind,
        }
        for one in Tab.Kind.values
    ]


def _more(request: HttpRequest, edition: Edition, kind: str) -> dict[str, Any]:
    if kind == Tab.Kind.DECLARATION:
        return {"declared": queries.declared(edition)}
    if kind == Tab.Kind.ATMOSPHERE:
        return {"page": Paginator(queries.photos(edition), 24).get_page(request.GET.get("page"))}
    return {"items": list(queries.items(edition, kind)[:100])}
