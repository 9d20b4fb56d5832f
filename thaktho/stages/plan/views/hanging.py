"""Hanging rows on the tree, many at once; and money by year and source."""

from __future__ import annotations

import re
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.people.queries import all_networks

from .. import actions, queries
from ..models import NetworkPlan, PlanRow
from ..papers.budget import write_budget
from ..queries import tree as trees
from ..queries.budget import budget_matrix
from ..queries.counting import NO_BRANCH
from ..states import Refused, why_closed
from .common import act_id, back, tells, url
from .papers import XLSX, _file

PAGE = 100


@allow("plan.row.hang")
@tells
def hang(request: HttpRequest) -> HttpResponse:
    """Rows that hang on no branch yet (or, with `branch`, those of one), to be hung on one together."""
    chosen = request.GET.get("branch", "") or NO_BRANCH
    if not re.fullmatch(r"none|[0-9a-f-]{36}", chosen):
        chosen = NO_BRANCH
    code = request.GET.get("network", "")
    network = queries.network(request.programme, code) if code else None
    asked = queries.Filters(network=network, branch=chosen, q=request.GET.get("q", "").strip()[:100])
    found = queries.rows(request.programme, request.actor, asked)
    if not request.actor.has("secretariat"):
        found = found.filter(network_id__in=request.actor.scopes("coordinator"))
    if request.method == "POST":
        return _hang(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    plans = queries.plans_of(request.programme, {row.network_id for row in rows})
    for row in rows:
        plan = plans.get(row.network_id) or NetworkPlan(programme=request.programme, network=row.network)
        row.closed = why_closed(request.actor, plan, row)  # type: ignore[attr-defined]
    context = {
        "rows": rows,
        "page": page,
        "asked": asked,
        "code": code,
        "networks": all_networks(request.programme),
        "branches": trees.branches_to_hang_on(request.programme, network.pk if network else _own(request)),
        "loose": chosen == NO_BRANCH,
    }
    return render(request, "plan/hang.html", context)


def _own(request: HttpRequest) -> UUID | None:
    """The one network whose own tree is offered besides the programme's."""
    own = request.actor.scopes("coordinator")
    return UUID(next(iter(own))) if len(own) == 1 else None


def _hang(request: HttpRequest) -> HttpResponse:
    ids = set(request.POST.getlist("rows"))
    rows = [row for row in _named(request, ids) if permitted(request.actor, "plan.row.edit", row)]
    if len(rows) != len(ids):
        raise Refused(_("ไม่พบบางแถวที่เลือก กรุณาเปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง"))
    wanted = request.POST.get("branch", "")
    branch = None
    if wanted != NO_BRANCH:
        # The act itself asks whether this row's network may hang there.
        found = {str(one.pk): one for one in trees.all_branches(request.programme)}
        branch = found.get(wanted)
        if branch is None:
            raise Refused(_("กรุณาเลือกกิ่งที่จะผูก"))
    count = actions.hang_rows(request.actor, request.programme, rows, branch, act_id=act_id(request))
    say.done(
        request,
        _("ผูก %(n)s แถวกับ “%(branch)s” แล้ว") % {"n": count, "branch": branch.text}
        if branch
        else _("ปลด %(n)s แถวออกจากโครงแผนแล้ว") % {"n": count},
    )
    return back(request, url(request, "plan_hang"))


def _named(request: HttpRequest, ids: set[str]) -> list[PlanRow]:
    known = []
    for text in ids:
        try:
            known.append(UUID(text))
        except ValueError:
            continue
    found = queries.visible(request.programme, request.actor).filter(pk__in=known)
    return list(found.select_related("network", "programme"))


@allow("plan.read")
def budget(request: HttpRequest) -> HttpResponse:
    """Money by year and source, for the whole plan, a network or a branch; every cell opens to its rows."""
    asked = _asked(request)
    branches = trees.branches_to_hang_on(request.programme, asked.network.pk if asked.network else None)
    branches = trees.readable(branches, request.actor)
    context = {
        "matrix": budget_matrix(request.programme, request.actor, asked),
        "asked": asked,
        "networks": all_networks(request.programme),
        "branches": branches,
        "chosen": next((one for one in branches if str(one.pk) == asked.branch), None),
    }
    return render(request, "plan/budget.html", context)


@allow("plan.read")
def budget_xlsx(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    matrix = budget_matrix(request.programme, request.actor, asked)
    name = asked.network.name if asked.network else request.programme.name_th
    return _file(write_budget(name, matrix), XLSX, f"งบประมาณ-{name}.xlsx")


def _asked(request: HttpRequest) -> queries.Filters:
    code, branch = request.GET.get("network", ""), request.GET.get("branch", "")
    network = queries.network(request.programme, code) if code else None
    if code and network is None:
        raise Http404(code)
    return queries.Filters(
        network=network, branch=branch if re.fullmatch(r"none|[0-9a-f-]{36}", branch) else ""
    )
