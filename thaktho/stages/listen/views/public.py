"""Pages anybody may read: topics, what is published of the votes, the policy of moderation."""

from __future__ import annotations

import csv
import io

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thaktho.documents.spreadsheet_cell import plain
from thaktho.ground.access import allow, permitted
from thaktho.ground.people import queries as people

from .. import queries, tally
from ..models import Reason
from ..origin import public
from ..queries import fates
from .common import address, topic_or_404
from .maps import headed, map_context

PAGE = 25


@require_GET
@allow("listen.read")
def topics(request: HttpRequest) -> HttpResponse:
    works = permitted(request.actor, "listen.work", request.programme)
    text, state = request.GET.get("q", "").strip()[:100], request.GET.get("state", "")
    network = request.GET.get("network", "")
    state = state if state in ("open", "over", "draft") else ""
    found = queries.topics(request.programme, state=state, text=text, drafts=works, network=network)
    filters = [("", _("ทั้งหมด"), None), ("open", _("เปิดรับอยู่"), None), ("over", _("ปิดรับแล้ว"), None)]
    if works:
        filters.append(("draft", _("ร่าง"), None))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "listen/topics.html",
        {
            "page": page,
            "q": text,
            "state": state,
            "filters": filters,
            "network": next((n for n in people.networks(request.programme) if n.code == network), None)
            if network
            else None,
            "may_add": permitted(request.actor, "listen.topic.add", request.programme),
            "filtered": bool(text or state or network),
        },
    )


@require_GET
@allow("listen.read")
def topic(request: HttpRequest, code: str) -> HttpResponse:
    """The question, who took part, and every statement with what may be said of its votes."""
    found = topic_or_404(request, code)
    across = queries.columns(found)
    order = request.GET.get("sort", "weakest")
    order = order if order in queries.ORDERS else "weakest"
    network = next(
        (c.network for c in across if c.network and c.network.code == request.GET.get("network")), None
    )
    ranked = queries.ranked(found, order, network.pk if network else None)
    themes = queries.themes(found)
    theme = next((item for item in themes if str(item.pk) == request.GET.get("theme")), None)
    part = queries.took_part(found)
    made = queries.newest_map(found)
    lists = queries.findings(ranked, across, part, made)
    sections = headed(lists) if order == "weakest" and network is None else {}
    listed = queries.under([finding.standing for finding in lists.found] if sections else ranked, theme)
    # Under the heads of what was found a statement stands where its own votes put it; elsewhere beside its like.
    rows = listed if sections else queries.together(listed)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    texts = {str(row.statement.number): row.statement.text for row in ranked}
    decided = fates.fates(ranked)
    plan = address("plan_from_statements", province=request.programme.slug)
    own = [c.network for c in across if c.network and _may_plan(request, c.network)] if plan else []
    return render(
        request,
        "listen/topic.html",
        {
            "topic": found,
            "is_open": queries.is_open(found),
            "over": found.state in queries.OVER,
            "page": page,
            "columns": [c for c in across if network is None or c.network == network],
            "networks": [c.network for c in across if c.network],
            "network": network,
            "order": order,
            "orders": [
                ("weakest", _("เห็นพ้องทุกเครือข่าย")),
                ("agreed", _("เห็นด้วยมากที่สุด")),
                ("newest", _("ใหม่ที่สุด")),
            ],
            "part": part,
            "part_by": {c.door_id: part.by_door.get(c.door_id, 0) for c in across},
            "statement_count": len(ranked),
            "nothing_told": all(row.total is None for row in ranked),
            "company": queries.company(ranked),
            "theme": theme,
            "theme_names": {item.pk: item.name for item in themes},
            "themes": [
                ("", _("ทุกหมวด"), len(ranked)),
                *((str(item.pk), item.name, item.shown) for item in themes if item.shown),
            ],
            "moderated": queries.moderated(found),
            "plan_url": plan if own else "",
            "own_networks": own,
            "may_need": permitted(request.actor, "plan.need.record", request.programme),
            "works": permitted(request.actor, "listen.work", request.programme),
            "line": queries.line_summary(
                found,
                public(request, found, request.path),
                standings=ranked if order == "weakest" and not network else None,
                part=part,
            ),
            "small": tally.SMALL,
            "fates": decided,
            "fate_progress": fates.Progress(sum(row.statement.pk in decided for row in ranked), len(ranked)),
            "sections": sections,
            "unheard": lists.unheard,
            "under_way": queries.map_under_way(found, made),
            **map_context(made, texts, across, request.GET.get("map", "")),
        },
    )


def _may_plan(request: HttpRequest, network: object) -> bool:
    return permitted(request.actor, "plan.row.from_statements", network)  # type: ignore[attr-defined]


@require_GET
@allow("listen.read")
def printed(request: HttpRequest, code: str) -> HttpResponse:
    """The published tallies as one table, landscape, in black."""
    found = topic_or_404(request, code)
    return render(
        request,
        "listen/print.html",
        {
            "topic": found,
            "ranked": queries.together(queries.ranked(found)),
            "columns": queries.columns(found),
            "part": queries.took_part(found),
            "over": found.state in queries.OVER,
        },
    )


@require_GET
@allow("listen.read")
def tallies_csv(request: HttpRequest, code: str) -> HttpResponse:
    """To read in a spreadsheet: one line for each statement and network that may be published, with its words. Ranges stay
    ranges. What the lists recompute from is the open data (`maps.open_file`)."""
    found = topic_or_404(request, code)
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(
        [
            "topic",
            "statement",
            "text",
            "network",
            "ballots",
            "agree_from",
            "agree_to",
            "pass_from",
            "pass_to",
            "disagree_from",
            "disagree_to",
            "agree_rate_p05",
            "agree_rate_p95",
            "final",
            "example",
        ]
    )
    final = found.state in queries.OVER
    for standing in queries.ranked(found, "newest")[::-1]:
        row = standing.statement
        named = [(c.network.code if c.network else "unnamed", figure) for c, figure in standing.cells]
        named += [("_small_together", standing.published.rest), ("_total", standing.total)]
        for name, figure in named:
            if figure is None:
                continue
            write(
                [
                    found.code,
                    row.number,
                    plain(row.text),
                    name,
                    figure.n,
                    figure.agree.low,
                    figure.agree.high,
                    figure.passed.low,
                    figure.passed.high,
                    figure.disagree.low,
                    figure.disagree.high,
                    f"{figure.low:.4f}",
                    f"{figure.high:.4f}",
                    int(final),
                    int(row.is_example or found.is_example),
                ]
            )
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="listen-{found.code}-table.csv"'
    return answer


@require_GET
@allow("listen.read")
def policy(request: HttpRequest) -> HttpResponse:
    """How statements are checked, and how many were hidden for which reason."""
    found = list(queries.topics(request.programme)[:50])
    counts = queries.moderated_of(found)
    context = {
        "reasons": [reason for reason in Reason if reason != Reason.OTHER],
        "rows": [(row, counts[row.pk]) for row in found],
        "step": tally.STEP,
        "small": tally.SMALL,
    }
    return render(request, "listen/policy.html", context)
