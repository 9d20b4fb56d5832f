"""The province's home, each role's desk, the search across rooms, and a thing's thread."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thaktho.documents.spreadsheet_cell import plain
from thaktho.ground import rooms
from thaktho.ground.access import Actor, allow, system
from thaktho.ground.language import language
from thaktho.ground.people.queries import all_networks
from thaktho.ground.programme import queries as programmes
from thaktho.ground.programme.models import Programme, Source
from thaktho.stages.assemble.editions import queries as assemblies
from thaktho.stages.convene import queries as convene
from thaktho.stages.convene.readiness import next_with_readiness
from thaktho.stages.listen import queries as listen
from thaktho.stages.plan import queries as plan
from thaktho.thai.dates import be_year, fiscal_span, fiscal_year, show_span
from thaktho.thai.dates.fiscal import month_end

from .amphoe import amphoe_map
from .cloth import cloth
from .search import search as find
from .story import page as story_page
from .waiting import waiting
from .year import shown_year, year_line

NEWS = 3
FACTS_SECONDS = 60


@allow("programme.read")
def home(request: HttpRequest) -> HttpResponse:
    programme, by, today = request.programme, request.actor, timezone.localdate()  # type: ignore[attr-defined]
    topics = listen.open_topics(programme)
    woven = cloth(programme, by, listening=bool(topics))
    year = (
        programme.first_year
        if not programme.first_year <= fiscal_year(today) <= programme.last_year
        else fiscal_year(today)
    )
    ready = next_with_readiness(programme, today)
    return render(
        request,
        "desk/home.html",
        {
            "cloth": woven,
            "amphoe": amphoe_map(programme, by),
            "topics": topics[:3],
            "listen_url": rooms.address(programme.slug, "listen/"),
            "plan_url": rooms.address(programme.slug, "plan/"),
            "published": plan.latest_approved(programme),
            "year": year,
            "span": programme.last_year - programme.first_year + 1,
            "coming": ready.meeting if ready else None,
            "last": None if ready else next(iter(convene.recent(programme, 1)), None),
            **_facts(programme, today, year),
        },
    )


def _facts(programme: Programme, today: date, year: int) -> dict[str, Any]:
    """What changes a few times a year, kept for a minute."""
    key = f"desk.home.{programme.pk}.{year}.{get_language()}"
    memory = caches["memory"]
    facts = memory.get(key)
    if facts is None:
        declared = programmes.declarations(programme).first()
        facts = {
            "declared": declared,
            "declared_on": _declared_on(declared),
            "vision": programmes.vision(programme, today)
            or programmes.vision(programme, fiscal_span(programme.first_year)[1]),
            "virtues": programmes.virtues(programme, year),
            "news": _news(programme),
            "assembly": assemblies.current(programme),
            "is_example": _has_examples(programme),
        }
        memory.set(key, facts, FACTS_SECONDS)
    return facts


def _news(programme: Programme) -> list[Source]:
    """What was printed of the programme, newest first: pages whose day is known, then those of its meetings."""
    dated = list(programmes.sources(programme).exclude(published_on=None).exclude(url="").reverse()[:NEWS])
    of_meetings = [meeting.source for meeting in convene.meetings(programme)[:20]]
    found = {source.url: source for source in [*dated, *of_meetings] if source and source.url}
    return list(found.values())[:NEWS]


def _has_examples(programme: Programme) -> bool:
    """Whether any count on the page comes from invented rows."""
    everything = system(programme.pk)
    if plan.visible(programme, everything).filter(is_example=True).exists():
        return True
    return listen.topics(programme).filter(is_example=True).exists()


def _declared_on(declared: Any) -> str:
    """เดือนพฤษภาคม 2562, where only the month is known."""
    if declared is None:
        return ""
    first, last = declared.on, declared.on
    if declared.precision == "month":
        last = month_end(first.year, first.month)
        first = first.replace(day=1)
        return _("เดือน%(month)s") % {"month": show_span(first, last, lang=language())}
    if declared.precision == "year":
        return _("ปี %(year)s") % {"year": be_year(first)}
    return _("วันที่ %(day)s") % {"day": show_span(first, lang=language())}


@allow("programme.read")
def home_csv(request: HttpRequest) -> HttpResponse:
    """The cloth as a table: what the home page shows, for a spreadsheet."""
    programme = request.programme  # type: ignore[attr-defined]
    woven = cloth(programme, request.actor)  # type: ignore[attr-defined]
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{programme.slug}-cloth.csv"'
    response.write("\ufeff")  # so that Excel reads Thai
    out = csv.writer(response)
    out.writerow([_("รหัส"), _("เครือข่าย"), *(weft.label for weft in woven.wefts), _("ข้อมูลตัวอย่าง")])
    for column in woven.columns:
        cells = [
            cell.count if cell.kind == "woven" else 0 if weft.reached else ""
            for cell, weft in zip(column.cells, woven.wefts, strict=True)
        ]
        out.writerow(
            [column.network.code, plain(column.network.name), *cells, int(column.network.is_example)]
        )
    return response


@allow("programme.read")
def sources(request: HttpRequest) -> HttpResponse:
    """Every source the programme's facts were read from, newest first."""
    found = programmes.sources(request.programme)[:200]  # type: ignore[attr-defined]
    listed = sorted(
        found,
        key=lambda source: (
            source.published_on is None,
            -(source.published_on.toordinal() if source.published_on else 0),
        ),
    )
    return render(request, "desk/sources.html", {"sources": listed})


@allow("desk.read")
def desk(request: HttpRequest) -> HttpResponse:
    """งานวันนี้, by role: the widest one decides which page it is."""
    programme, by, today = request.programme, request.actor, timezone.localdate()  # type: ignore[attr-defined]
    if by.has("secretariat", "executive", "observer"):
        year = shown_year(programme, today, request.GET.get("year", ""))
        return render(request, "desk/office.html", _office(programme, by, today, year))
    if by.has("coordinator"):
        return render(request, "desk/coordinator.html", _own(programme, by, today))
    return render(request, "desk/visitor.html", _open_to_all(programme, today))


def _office(programme: Programme, by: Actor, today: date, year: int) -> dict[str, Any]:
    states = sorted(plan.network_states(programme, by), key=lambda state: state.network.order)
    return {
        "today": today,
        "line": year_line(programme, year, today),
        "states": states,
        "row_count": sum(state.rows for state in states),
        "is_example": any(state.plan.is_example or state.network.is_example for state in states),
        "acts": by.has("secretariat"),
        "ready": next_with_readiness(programme, today),
        **_waiting(programme, by, today, states),
    }


def _own(programme: Programme, by: Actor, today: date) -> dict[str, Any]:
    own = by.scopes("coordinator")
    everyone = plan.network_states(programme, by)
    states = [state for state in everyone if str(state.network.pk) in own]
    ready = next_with_readiness(programme, today)
    return {
        "today": today,
        "states": states,
        "network": states[0].network if len(states) == 1 else None,
        "topics": listen.open_topics(programme)[:5],
        "coming": ready.meeting if ready else None,
        **_waiting(programme, by, today, everyone),
    }


def _open_to_all(programme: Programme, today: date) -> dict[str, Any]:
    ready = next_with_readiness(programme, today)
    return {
        "topics": listen.open_topics(programme)[:5],
        "coming": ready.meeting if ready else None,
        "last": None if ready else next(iter(convene.recent(programme, 1)), None),
        "plan_url": rooms.address(programme.slug, "plan/"),
        "receipt_url": rooms.reverse_or_none("listen_receipt", province=programme.slug),
    }


def _waiting(programme: Programme, by: Actor, today: date, states: list[plan.NetworkState]) -> dict[str, Any]:
    lines = waiting(by, programme, today, states)
    return {
        "lines": [(line, line.late(today)) for line in lines],
        "late_count": sum(line.late(today) for line in lines),
    }


@allow("desk.search")
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:100]
    groups = find(request.actor, request.programme, text) if text else []  # type: ignore[attr-defined]
    return render(
        request,
        "desk/search.html",
        {"q": text, "groups": groups, "networks": all_networks(request.programme)},
    )  # type: ignore[attr-defined]


@allow("thread.read")
def thread(request: HttpRequest, kind: str, id: UUID) -> HttpResponse:
    found = story_page(request.actor, kind, id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return render(request, "desk/thread.html", {"page": found, "knot": found.knot})
