"""The plan's first page: how far each network has come, and what the rows cost by year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from thaktho.ground.access import allow, permitted
from thaktho.ground.programme.queries import vision

from .. import queries
from ..queries.versions import versions_seen


@allow("plan.read")
def home(request: HttpRequest) -> HttpResponse:
    states = queries.network_states(request.programme, request.actor)
    own = request.actor.scopes("coordinator")
    rows = queries.visible(request.programme, request.actor)
    context = {
        "states": states,
        "own": [state for state in states if str(state.network.pk) in own],
        "drafts": request.actor.has("secretariat", "executive", "observer"),
        "secretariat": permitted(request.actor, "plan.secretariat", request.programme),
        "sent": sum(1 for state in states if state.plan.state in ("submitted", "accepted")),
        "late": sum(1 for state in states if state.late),
        "years": queries.budget_by_year(request.programme, request.actor),
        "totals": queries.totals(rows),
        "versions": versions_seen(request.actor, request.programme)[:5],
        "weaves": permitted(request.actor, "plan.pairs.read", request.programme),
        "vision": vision(request.programme, timezone.localdate()),
    }
    return render(request, "plan/home.html", context)
