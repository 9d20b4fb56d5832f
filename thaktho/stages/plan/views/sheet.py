"""The plan sheet: a table like a spreadsheet on a desk, cards on a phone, the same markup for both."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground.access import allow, permitted
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import all_networks
from thaktho.ground.places.queries import districts
from thaktho.ground.requests import whole

from .. import actions, queries
from ..cells import ON_SHEET, Cells
from ..forms.rows import MOST_TYPED, TOO_LONG
from ..models import CellFlag, NetworkPlan, PlanRow
from ..queries.counting import STANDINGS, standings
from ..queries.gaps import given_to
from ..queries.rounds import plan_with_due
from ..reading import VirtueWords, baht, plain
from ..states import Refused, why_closed
from . import conflict
from .common import act_id, network_or_404, row_or_404, sheet_of, tells, url
from .details import chosen_by_tree

PAGE = 50


@dataclass
class Line:
    """A row as the sheet shows it."""

    row: PlanRow
    virtue: str
    budget_value: str
    url: str
    cell_url: str
    flags: dict[str, CellFlag] = field(default_factory=dict)
    comments: dict[str, CellFlag] = field(default_factory=dict)
    notes: list[CellFlag] = field(default_factory=list)
    editable: bool = False
    standing: str = ""


def lines(request: HttpRequest, rows: list[PlanRow], plans: dict[UUID, NetworkPlan]) -> list[Line]:
    """The rows of one page with what is flagged on them. Flags are for those who may see drafts."""
    words = words_of(request)
    flags = queries.flags_of([row.pk for row in rows])
    row_url, cell_url = _pattern(request, "plan_row"), _pattern(request, "plan_cell")
    stands = standings(request.programme, rows)
    made = []
    for row in rows:
        typed = row.budget_text or plain(row.budget)
        line = Line(
            row, virtue_of(row, words), typed, row_url % row.pk, cell_url % row.pk, standing=stands[row.pk]
        )
        if permitted(request.actor, "plan.drafts.read", row):
            line.notes = flags.get(row.pk, [])
            line.flags = {flag.field: flag for flag in line.notes if flag.kind == CellFlag.Kind.READING}
            line.comments = {flag.field: flag for flag in line.notes if flag.kind == CellFlag.Kind.COMMENT}
        if permitted(request.actor, "plan.row.edit", row):
            plan = plans.get(row.network_id) or NetworkPlan(programme=request.programme, network=row.network)
            line.editable = not why_closed(request.actor, plan, row)
        made.append(line)
    return made


def _pattern(request: HttpRequest, name: str) -> str:
    """The address of any row's page, made once: %s stands for the row."""
    nobody = UUID(int=0)
    return url(request, name, row=nobody).replace("%", "%%").replace(str(nobody), "%s")


def words_of(request: HttpRequest) -> VirtueWords:
    """The programme's virtues, read once a request."""
    if not hasattr(request, "virtue_words"):
        request.virtue_words = VirtueWords.of(request.programme)  # type: ignore[attr-defined]
    return request.virtue_words


def virtue_of(row: PlanRow, words: VirtueWords) -> str:
    """What was typed; and the virtues chosen besides."""
    named = words.names(row.virtues)
    if not row.virtues_text:
        return ", ".join(named)
    missing = [
        name
        for name, code in zip(named, row.virtues, strict=False)
        if code not in words.read(row.virtues_text)
    ]
    return ", ".join([row.virtues_text, *missing])


def asked(request: HttpRequest, network: Network | None) -> queries.Filters:
    """The filters in the address; what makes no sense is left out."""
    get = request.GET.get
    year, amphoe, virtue = get("year", ""), get("amphoe", ""), get("virtue", "")
    return queries.Filters(
        network=network,
        state=get("state", "") if get("state", "") in (*PlanRow.State.values, "fix") else "",
        q=get("q", "").strip()[:100],
        year=int(year) if year.isdecimal() and len(year) <= 4 else None,
        amphoe=amphoe if re.fullmatch(r"\d{4}", amphoe) else "",
        virtue=virtue if re.fullmatch(r"[a-z_-]{1,40}", virtue) else "",
        sort=get("sort", "number"),
        branch=get("branch", "") if re.fullmatch(r"none|[0-9a-f-]{36}", get("branch", "")) else "",
        fund=request.GET["fund"][:120] if "fund" in request.GET else None,
        standing=get("standing", "") if get("standing", "") in STANDINGS else "",
        part_of=get("part_of", "") if re.fullmatch(r"[0-9a-f-]{36}", get("part_of", "")) else "",
    )


class Pages(Paginator):
    """Pages whose number of rows is known from the totals already."""

    def __init__(self, found: QuerySet[PlanRow], count: int) -> None:
        super().__init__(found, PAGE)
        self.count = count  # type: ignore[misc]


def sheet(request: HttpRequest, filters: queries.Filters, plan: NetworkPlan | None = None) -> dict[str, Any]:
    """One page of the sheet. The pills of states stand on a network's own sheet (with its `plan`) only."""
    found = queries.rows(request.programme, request.actor, filters)
    totals = queries.totals(found)
    page = Pages(found, totals.rows).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    plans = (
        {plan.network_id: plan}
        if plan
        else queries.plans_of(request.programme, {row.network_id for row in rows})
    )
    made = lines(request, rows, plans)
    return {
        "lines": made,
        "page": page,
        "filters": filters,
        "pills": queries.pills(request.programme, request.actor, filters) if plan else {},
        "totals": totals,
        "noted": any(line.notes for line in made),
        "examples": any(row.is_example for row in rows),
        "filtered": bool(
            filters.state
            or filters.q
            or filters.year is not None
            or filters.amphoe
            or filters.virtue
            or filters.branch
            or filters.fund is not None
            or filters.standing
            or filters.part_of
        ),
    }


@allow("plan.read")
def rows(request: HttpRequest, network: str) -> HttpResponse:
    found = network_or_404(request, network)
    plan = plan_with_due(found)
    context = sheet(request, asked(request, found), plan)
    edits = permitted(request.actor, "plan.row.add", found)
    closed = why_closed(request.actor, plan) if edits else ""
    context |= {
        "network": found,
        "plan": plan,
        "edits": edits,
        "closed": closed,
        "open": edits and not closed,
        "reads_drafts": permitted(request.actor, "plan.drafts.read", found),
        "secretariat": permitted(request.actor, "plan.secretariat", request.programme),
        "late": bool(
            plan.due_on and plan.due_on < timezone.localdate() and plan.state in ("draft", "returned")
        ),
        "can_send": edits and plan.state in ("draft", "returned"),
        "given": given_to(request.programme, found) if edits else [],
        "takes": edits and plan.state in ("draft", "returned"),
        "last_import": queries.batches(found).filter(state__in=("reading", "preview")).first()
        if edits
        else None,
    }
    return render(request, "plan/rows.html", context)


@allow("plan.read")
def all_rows(request: HttpRequest) -> HttpResponse:
    """Rows of all networks, by year, amphoe, virtue: where every figure of the plan opens to."""
    code = request.GET.get("network", "")
    chosen = queries.network(request.programme, code) if code else None
    context = sheet(request, asked(request, chosen))
    context |= {
        "networks": all_networks(request.programme),
        "chosen": code,
        "districts": districts(request.programme),
        "virtues": words_of(request).by_code.values(),
        "budgets": queries.budget_by_year(request.programme, request.actor),
        "edits": permitted(request.actor, "plan.edit", request.programme),
        **chosen_by_tree(request, context["filters"]),
    }
    return render(request, "plan/all.html", context)


@require_POST
@allow("plan.edit")
@tells
def cell(request: HttpRequest, row: UUID) -> HttpResponse:
    """Save one cell of the sheet. Answers JSON to the sheet's script, and a page to everybody else."""
    found = row_or_404(request, row)
    name, value = request.POST.get("field", ""), request.POST.get("value", "")
    json = request.accepts("application/json") and not request.accepts("text/html")
    try:
        version = whole(request.POST.get("version", "0")) or 0
        if name not in ON_SHEET:
            raise Refused(_("ช่องนี้แก้ในหน้าของแถว"))
        if len(value) > MOST_TYPED:
            raise Refused(TOO_LONG)
        actions.save_row(request.actor, found, cells_of(found, name, value), version, act_id=act_id(request))
    except actions.Conflict as clash:
        return conflict.page(request, clash, json=json)
    except Repeated:
        pass
    except (Refused, ValueError) as error:
        if json:
            return JsonResponse({"why": str(error)}, status=422)
        raise Refused(str(error)) from error
    if not json:
        return redirect(sheet_of(request, found.network))
    return JsonResponse(shown(request, found.pk))


def shown(request: HttpRequest, row_id: UUID) -> dict[str, Any]:
    """The row as it now stands, for the sheet to put in place."""
    row = queries.row(request.programme, row_id)
    assert row is not None
    plan = queries.plan_of(row.network)
    line = lines(request, [row], {row.network_id: plan})[0]
    totals = queries.totals(
        queries.rows(request.programme, request.actor, queries.Filters(network=row.network))
    )
    html = render_to_string(
        "plan/_line.html", {"line": line, "noted": True, "network": row.network}, request=request
    )
    now = timezone.localtime()
    saved = _("บันทึกร่างแล้ว %(at)s น.") % {"at": f"{now.hour:02d}.{now.minute:02d}"}
    return {
        "version": row.version,
        "html": html,
        "saved": saved,
        "total": f"{totals.budget:,.0f}",
        "said": totals.said,
    }


def cells_of(row: PlanRow, name: str, value: str) -> Cells:
    """What a cell of the sheet stands for: a virtue is words and codes, a budget is a sum and its lines."""
    value = value.strip()
    if name == "virtues_text":
        return {"virtues_text": value, "virtues": VirtueWords.of(row.programme).read(value)}
    if name != "budget":
        return {name: value}
    standing = [[line.year, line.fund, plain(line.amount)] for line in row.budget_lines.all()]
    read = baht(value)
    if value == row.budget_text or (value and not read.why and read.amount == row.budget):
        return {}
    if len(standing) > 1:
        raise Refused(_("แถวนี้มีงบหลายปีหรือหลายแหล่ง กรุณาแก้ในหน้าของแถว"))
    if standing and read.amount is not None:
        return {"budget": {"text": value, "lines": [[standing[0][0], standing[0][1], plain(read.amount)]]}}
    return {"budget": {"text": value, "lines": []}}
