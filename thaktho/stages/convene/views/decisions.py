"""All decisions: search, series, year, kind, and what is still open."""

from __future__ import annotations

import re
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thaktho.ground.access import allow

from .. import decided, queries
from ..models import Decision
from .common import inside

PAGE = 30


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@allow("convene.read")
def index(request: HttpRequest) -> HttpResponse:
    programme, get = request.programme, request.GET  # type: ignore[attr-defined]
    year = get.get("year", "")
    kind = get.get("kind", "")
    asked = decided.Asked(
        text=get.get("q", "").strip()[:100],
        series=_id(get.get("series", "")),
        year=int(year) if re.fullmatch("2[4-6][0-9]{2}", year) else None,
        kind=kind if kind in Decision.Kind.values else "",
        unfinished="unfinished" in get,
    )
    found = decided.search(request.actor, programme, asked)  # type: ignore[attr-defined]
    return render(
        request,
        "convene/decisions.html",
        {
            "page": Paginator(found, PAGE).get_page(get.get("page")),
            "asked": asked,
            "series": list(queries.series(programme)),
            "years": queries.years(programme),
            "kinds": Decision.Kind.choices,
            "inside": inside(request),
            "filtered": asked != decided.Asked(),
        },
    )
