"""A version read otherwise: beside an older one, and as data."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from thaktho.ground.access import allow
from thaktho.ground.requests import whole

from ..models import PlanVersion
from ..papers.publishing import as_data
from ..queries import versions as queries
from ..queries.diff import KINDS, compare
from .common import version_or_404

PER_PAGE = 50


@allow("plan.version.read")
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """What changed from an older version: the one before, unless another is asked for."""
    newer = version_or_404(request, number)
    others = [
        other for other in queries.versions_seen(request.actor, request.programme) if other.number < number
    ]
    older = _asked(request, others)
    kind = request.GET.get("kind", "")
    found = compare(older, newer) if older else None
    rows = (
        [row for row in found.rows if (row.kind == kind if kind in KINDS else row.kind != "same")]
        if found
        else []
    )
    context = {
        "version": newer,
        "older": older,
        "others": others,
        "found": found,
        "kind": kind if kind in KINDS else "",
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "plan/changes.html", context)


def _asked(request: HttpRequest, others: list[PlanVersion]) -> PlanVersion | None:
    if not others:
        return None
    wanted = whole(request.GET.get("from", ""))
    if wanted is None:
        return others[0]
    found = next((other for other in others if other.number == wanted), None)
    if found is None:
        raise Http404(str(wanted))
    return found


@allow("plan.version.read")
def version_json(request: HttpRequest, number: int) -> HttpResponse:
    """The whole version as JSON, for other systems: its tree, its lines, and what it was decided by."""
    found = version_or_404(request, number)
    response = JsonResponse(as_data(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="plan-{request.programme.slug}-{number}.json"'
    return response
