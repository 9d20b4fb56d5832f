"""The X-ray page: what of the plan wants mending, each finding with its way to the cell."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.engines.weave.lint import RULES
from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.people.queries import all_networks
from thaktho.ground.requests import act_id

from ..actions import lint as actions
from ..queries.lint import Found, report, subject
from ..queries.plans import network as network_of
from .common import must, tells, url

PER_PAGE = 60
SEVERITIES = ("error", "warning", "hint")


@allow("plan.lint.read")
def lint(request: HttpRequest) -> HttpResponse:
    """Findings of all rows this reader may see, or of one network; errors first."""
    programme = request.programme
    code = request.GET.get("network", "")
    network = network_of(programme, code) if code else None
    found = report(programme, request.actor, network)
    asked = request.GET.get("severity", ""), request.GET.get("rule", "")
    shown = [item for item in found.found if _wanted(item, *asked)]
    context = {
        "report": found,
        "counts": {severity: found.count(severity) for severity in SEVERITIES},
        "let": len(found.found) - len(found.open),
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "severity": asked[0],
        "rule": RULES.get(asked[1]),
        "rules": _rules(found.open),
        "network": network,
        "networks": all_networks(programme),
        "may_waive": permitted(request.actor, "plan.edit", programme),
    }
    return render(request, "plan/lint.html", context)


def _wanted(item: Found, severity: str, rule: str) -> bool:
    if severity == "let":
        return item.waiver is not None
    if item.waiver is not None:
        return False
    return severity in ("", item.finding.severity) and rule in ("", item.finding.code)


def _rules(found: list[Found]) -> list[tuple[str, str, int]]:
    """Each rule that found something: code, name, how often; the commonest first."""
    counts: dict[str, int] = {}
    for item in found:
        counts[item.finding.code] = counts.get(item.finding.code, 0) + 1
    return [
        (code, RULES[code].title_th, n)
        for code, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


@allow("plan.lint.read")
@require_POST
@tells
def waive(request: HttpRequest, rule: str, subject_id: UUID) -> HttpResponse:
    found = subject(request.programme, request.actor, subject_id)
    if found is None or rule not in RULES:
        raise Http404(str(subject_id))
    must(request, "plan.lint.waive", found)
    if "back" in request.POST:
        actions.unwaive(request.actor, found, rule, act_id=act_id(request))
        say.done(request, _("ข้อนี้กลับมาอยู่ในรายการแล้ว"))
    else:
        actions.waive(request.actor, found, rule, request.POST.get("reason", ""), act_id=act_id(request))
        say.done(request, _("ปล่อยไว้พร้อมเหตุผลแล้ว"))
    return redirect(request.POST.get("next") if _ours(request) else url(request, "plan_lint"))


def _ours(request: HttpRequest) -> bool:
    return request.POST.get("next", "").startswith(url(request, "plan_lint"))
