"""What the pages of the plan share: finding by programme, guarding by rule, telling what cannot be done."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from thaktho.ground import say
from thaktho.ground.access import demand, permitted
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.models import Network
from thaktho.ground.requests import act_id, next_page, page_before

from .. import queries
from ..models import ImportBatch, NetworkPlan, PlanRow, PlanVersion
from ..queries import versions
from ..states import Refused, why_closed

View = Callable[..., HttpResponse]


def network_or_404(request: HttpRequest, code: str) -> Network:
    found = queries.network(request.programme, code)
    if found is None:
        raise Http404(code)
    return found


def row_or_404(request: HttpRequest, row_id: UUID) -> PlanRow:
    """A row they may see. A draft of somebody else's is not found, so that nobody learns that it is there."""
    found = queries.row(request.programme, row_id)
    if found is None or not permitted(request.actor, "plan.row.read", found):
        raise Http404(str(row_id))
    return found


def batch_or_404(request: HttpRequest, batch_id: UUID) -> ImportBatch:
    found = queries.batch(request.programme, batch_id)
    if found is None or not permitted(request.actor, "plan.import", found):
        raise Http404(str(batch_id))
    return found


def version_or_404(request: HttpRequest, number: int) -> PlanVersion:
    """A version they may see: a withdrawn one is only the secretariat's."""
    found = versions.version(request.programme, number)
    hidden = found and found.state == PlanVersion.State.WITHDRAWN
    if found is None or (hidden and not permitted(request.actor, "plan.version.make", request.programme)):
        raise Http404(str(number))
    return found


def must(request: HttpRequest, verb: str, subject: Any) -> None:
    demand(request.actor, verb, subject)


def url(request: HttpRequest, name: str, **parts: Any) -> str:
    return reverse(name, kwargs={"province": request.programme.slug, **parts})


def sheet_of(request: HttpRequest, network: Network) -> str:
    return url(request, "plan_rows", network=network.code)


def back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To the page the form named, when it is one of ours; else where told."""
    return redirect(next_page(request, otherwise))


def tells(view: View) -> View:
    """What cannot be done is told on the page the reader came from; a page that may not open is told in its place."""

    @functools.wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Repeated:
            return back(request, _after(request, kwargs))
        except Refused as error:
            if request.method == "GET":
                context = {"why": str(error), "back_url": _came_from(request) or url(request, "plan_home")}
                return render(request, "plan/refused.html", context, status=409)
            say.trouble(request, str(error))
            request.POST = request.POST.copy()
            request.POST.setdefault("next", request.META.get("HTTP_REFERER", ""))
            return back(request, url(request, "plan_home"))

    return told


def _came_from(request: HttpRequest) -> str:
    came = page_before(request)
    return "" if came.partition("?")[0].endswith(request.path) else came


def _after(request: HttpRequest, kwargs: dict[str, Any]) -> str:
    """Where a page leads after its act: the same place when the act was sent twice."""
    for name, address in (("network", "plan_rows"), ("row", "plan_row"), ("batch", "plan_import")):
        if name in kwargs:
            return url(request, address, **{name: kwargs[name]})
    return url(request, "plan_home")


def may_edit(request: HttpRequest, plan: NetworkPlan, row: PlanRow | None = None) -> tuple[bool, str]:
    """Whether they may change it now, and if their role would but the state does not: why not."""
    verb, subject = ("plan.row.edit", row) if row is not None else ("plan.row.add", plan.network)
    if not permitted(request.actor, verb, subject):
        return False, ""
    why = why_closed(request.actor, plan, row)
    return not why, why


__all__ = [
    "PermissionDenied", "act_id", "back", "batch_or_404", "may_edit", "must", "network_or_404", "row_or_404", "sheet_of",
    "tells", "url", "version_or_404",
]  # fmt: skip
