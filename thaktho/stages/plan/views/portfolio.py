"""The portfolio board: scenarios made, looked at, compared, adopted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.documents.frames.table import table_xlsx
from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.requests import act_id

from ..actions import portfolio as actions
from ..forms.portfolio import PortfolioForm
from ..models import Portfolio
from ..portfolios.demands import PINS, WEIGHTS, from_json
from ..portfolios.paper import board_table
from ..queries import portfolio as queries
from ..states import Refused
from .common import must, tells, url

PER_PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow("plan.portfolio.read")
def portfolios(request: HttpRequest) -> HttpResponse:
    found = queries.portfolios(request.programme)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "adopted": (adopted := queries.adopted(request.programme)),
        "drift": queries.drift(adopted, queries.seen_now(request.programme)) if adopted else None,
        "may_make": permitted(request.actor, "plan.portfolio.make", request.programme),
    }
    return render(request, "plan/portfolios.html", context)


@allow("plan.portfolio.make")
@tells
def new(request: HttpRequest) -> HttpResponse:
    """A scenario from nothing, or "what if" from one that was computed (`from`)."""
    programme = request.programme
    based = _asked_for(request, request.POST.get("from") or request.GET.get("from", ""))
    rows = queries.facts(programme)
    begin: dict[str, Any] = _begin(request, based)
    form = PortfolioForm(rows, programme.years, request.POST or None, **begin)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_scenario(
                request.actor,
                programme,
                form.cleaned_data["name"],
                form.demands(),
                form.pins(),
                based_on=based,
                act_id=act_id(request),
            )
            return redirect("job_page", programme.slug, made.job.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
    elif request.method == "POST":
        status = 422
    context = {
        "form": form,
        "based": based,
        "rows": rows,
        "unpriced": sum(not fact.stated for fact in rows),
        "years": programme.years,
        "pins": PINS.items(),
    }
    return render(request, "plan/portfolio_new.html", context, status=status)


def _begin(request: HttpRequest, based: Portfolio | None) -> dict[str, Any]:
    """From which demands a new scenario begins. Pins of the adopted one are remembered."""
    if based is not None:
        name = _("%(name)s ลองเปลี่ยน") % {"name": based.name}
        return {"demands": from_json(based.demands), "pins": based.pins, "name": name[:200]}
    adopted = queries.adopted(request.programme)
    return {"pins": adopted.pins if adopted else {}}


@allow("plan.portfolio.read")
@tells
def portfolio(request: HttpRequest, portfolio_id: UUID) -> HttpResponse:
    """A scenario: the board, what is left, or why it cannot be. POST computes one anew whose job came to nothing."""
    found = _found(request, portfolio_id)
    if request.method == "POST":
        must(request, "plan.portfolio.make", found)
        again = actions.compute_again(request.actor, found, act_id=act_id(request))
        return redirect("job_page", request.programme.slug, again.job.pk)
    demands = from_json(found.demands)
    may = permitted(request.actor, "plan.portfolio.adopt", found)
    context = {
        "item": found,
        "result": found.result,
        "board": queries.board(found),
        "demands": demands,
        "weights": [(label, demands.weight(name)) for name, label in WEIGHTS.items()],
        "gains": [price for price in found.result.get("prices", []) if price["points"] > 0],
        "nothing": [price for price in found.result.get("prices", []) if price["points"] <= 0],
        "others": list(queries.portfolios(request.programme).filter(state="done").exclude(pk=found.pk)[:20]),
        "may": may,
        "drift": queries.drift(found, queries.seen_now(request.programme)),
        "broken_off": found.state == "waiting" and (found.job is None or found.job.is_over),
    }
    return render(request, "plan/portfolio.html", context)


@allow("plan.portfolio.read")
def compare(request: HttpRequest) -> HttpResponse:
    a, b = (_asked_for(request, request.GET.get(side, "")) for side in ("a", "b"))
    done = list(queries.portfolios(request.programme).filter(state="done")[:50])
    ready = a is not None and b is not None and a.state == b.state == "done"
    context = {
        "a": a,
        "b": b,
        "done": done,
        "found": queries.comparison(a, b) if ready and a and b else None,
    }
    return render(request, "plan/portfolio_compare.html", context)


@allow("plan.portfolio.adopt")
@require_POST
@tells
def adopt(request: HttpRequest, portfolio_id: UUID) -> HttpResponse:
    found = _found(request, portfolio_id)
    _tell_at(request, found)
    actions.adopt(request.actor, found, request.POST.get("reason", "")[:2000], act_id=act_id(request))
    say.done(
        request,
        _("รับทางเลือกนี้แล้ว จะพิมพ์พร้อมเหตุผลในภาคผนวกที่มาของแผน"),
        undo=url(request, "plan_portfolio_release", portfolio_id=found.pk),
    )
    return redirect(url(request, "plan_portfolio", portfolio_id=found.pk))


@allow("plan.portfolio.adopt")
@require_POST
@tells
def release(request: HttpRequest, portfolio_id: UUID) -> HttpResponse:
    found = _found(request, portfolio_id)
    _tell_at(request, found)
    actions.release(request.actor, found, act_id=act_id(request))
    say.done(request, _("ย้อนแล้ว แผนยังไม่มีทางเลือกที่รับไว้"))
    return redirect(url(request, "plan_portfolio", portfolio_id=found.pk))


@allow("plan.portfolio.read")
def xlsx(request: HttpRequest, portfolio_id: UUID) -> HttpResponse:
    found = _found(request, portfolio_id)
    if found.state != "done":
        raise Http404(str(portfolio_id))
    response = HttpResponse(table_xlsx(board_table(found, queries.board(found))), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="portfolio-{request.programme.slug}.xlsx"'
    return response


def _found(request: HttpRequest, id: UUID) -> Portfolio:
    found = queries.portfolio(request.programme, id)
    if found is None:
        raise Http404(str(id))
    return found


def _asked_for(request: HttpRequest, id: str) -> Portfolio | None:
    """The scenario an address names; None for none, and for what is no id."""
    try:
        return queries.portfolio(request.programme, UUID(id)) if id else None
    except ValueError:
        return None


def _tell_at(request: HttpRequest, found: Portfolio) -> None:
    request.POST = request.POST.copy()
    request.POST.setdefault("next", url(request, "plan_portfolio", portfolio_id=found.pk))
