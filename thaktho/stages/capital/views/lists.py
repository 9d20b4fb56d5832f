"""The register: list, filters, counts by kind, tiles by amphoe."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thaktho.ground.access import allow, permitted
from thaktho.ground.people.queries import all_networks
from thaktho.ground.places import tiles
from thaktho.ground.places.queries import districts

from .. import queries
from ..models import Capital

PAGE = 30
FLOORS = (1, 2, 4, 8)


def filters_of(request: HttpRequest, known: list[Any]) -> queries.Filters:
    """The filters an address names; what it names wrongly is no filter."""
    asked = request.GET
    kind, confirmed, sort = asked.get("kind", ""), asked.get("confirmed", ""), asked.get("sort", "")
    amphoe = asked.get("amphoe", "")
    return queries.Filters(
        q=asked.get("q", "").strip()[:100],
        kind=kind if kind in Capital.Kind.values else "",
        network=next((one for one in known if one.code == asked.get("network", "")), None),
        amphoe=amphoe if amphoe.isdecimal() and len(amphoe) == 4 else "",
        confirmed=confirmed if confirmed in queries.CONFIRMED else "",
        sort=sort if sort in queries.ORDERS else "name",
    )


@allow("capital.read")
def index(request: HttpRequest) -> HttpResponse:
    programme, by = request.programme, request.actor  # type: ignore[attr-defined]
    known = all_networks(programme)
    filters = filters_of(request, known)
    by_kind = queries.count_by_kind(programme, by, filters)
    page = Paginator(queries.entries(programme, by, filters), PAGE)
    # Known already: the paginator need not count again.
    page.count = by_kind.get(filters.kind, 0) if filters.kind else sum(by_kind.values())  # type: ignore[misc]
    year = queries.this_year(programme)
    inside = permitted(by, "capital.inside.read", programme)
    places = list(districts(programme))
    context = {
        "page": page.get_page(request.GET.get("page")),
        "filters": filters,
        "filtered": bool(filters.q or filters.kind or filters.network or filters.amphoe or filters.confirmed),
        "kinds": [
            ("", _("ทุกด้าน"), sum(by_kind.values())),
            *((value, label, by_kind.get(value, 0)) for value, label in Capital.Kind.choices),
        ],
        "networks": known,
        "amphoe": places,
        "in_amphoe": next((one for one in places if one.code == filters.amphoe), None),
        "sorts": [
            ("name", _("ตามชื่อ")),
            ("network", _("ตามเครือข่าย")),
            ("kind", _("ตามด้าน")),
            ("newest", _("แก้ล่าสุด")),
        ],
        "checks": [
            ("", _("ทั้งหมด")),
            ("yes", _("ยืนยันปี %(year)s แล้ว") % {"year": year}),
            ("old", _("ยังไม่ยืนยันปี %(year)s") % {"year": year}),
            ("no", _("ยังไม่เคยยืนยัน")),
        ],
        "map": tiles.tile_map(
            programme, queries.count_by_amphoe(programme, by, filters), FLOORS, request.GET, places
        ),
        "years": queries.by_year(programme, by),
        "year": year,
        "inside": inside,
        "may_edit": permitted(by, "capital.edit", programme),
    }
    return render(request, "capital/index.html", context)
