"""One search across the rooms: a few of each, each group with the way to all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from thaktho.ground import rooms
from thaktho.ground.access import Actor
from thaktho.ground.people.queries import all_networks
from thaktho.ground.places import queries as places
from thaktho.ground.programme.models import Programme
from thaktho.stages.capital import queries as capital
from thaktho.stages.convene import queries as convene
from thaktho.stages.listen import queries as listen
from thaktho.stages.plan import queries as plan
from thaktho.stages.toolkit import queries as toolkit
from thaktho.thai.words import search_terms, search_text

MOST = 6
LONGEST = 100


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    meta: str = ""
    network: Any = None
    is_example: bool = False


@dataclass(frozen=True)
class Group:
    label: str
    hits: list[Hit] = field(default_factory=list)
    more_url: str = ""


def search(by: Actor, programme: Programme, text: str) -> list[Group]:
    """Groups with at least one hit. Bounded: one question to each room, at most six answers from each."""
    text = text.strip()[:LONGEST]
    if not search_terms(text):
        return []
    groups = [
        _networks(programme, text),
        _rows(by, programme, text),
        _topics(programme, text),
        _meetings(programme, text),
        _capitals(by, programme, text),
        _tools(by, programme, text),
        _places(programme, text),
    ]
    return [group for group in groups if group.hits]


def _networks(programme: Programme, text: str) -> Group:
    terms = search_terms(text)
    hits = []
    for network in all_networks(programme):
        known = search_text(f"{network.name} {network.short_name}")
        if all(term in known for term in terms):
            hits.append(
                Hit(
                    network.name,
                    rooms.reverse_or_none("plan_rows", province=programme.slug, network=network.code),
                    network=network,
                )
            )
    return Group(_("เครือข่าย"), hits[:MOST])


def _rows(by: Actor, programme: Programme, text: str) -> Group:
    found = list(plan.rows(programme, by, plan.Filters(q=text))[: MOST + 1])
    hits = [
        Hit(
            row.title,
            rooms.reverse_or_none("plan_row", province=programme.slug, row=row.pk)
            or rooms.reverse_or_none("thread", province=programme.slug, kind="plan.row", id=row.pk),
            row.area_text,
            row.network,
            row.is_example,
        )
        for row in found[:MOST]
    ]
    more = rooms.address(programme.slug, "plan/rows/", f"?q={quote(text)}") if len(found) > MOST else ""
    return Group(_("แผน"), hits, more)


def _topics(programme: Programme, text: str) -> Group:
    found = listen.topics(programme, text=text)[:MOST]
    return Group(
        _("ความเห็น"),
        [
            Hit(
                row.title,
                rooms.reverse_or_none("listen_topic", province=programme.slug, code=row.code),
                row.question,
                is_example=row.is_example,
            )
            for row in found
        ],
    )


def _meetings(programme: Programme, text: str) -> Group:
    found = list(convene.meetings(programme, text=text)[: MOST + 1])
    hits = [
        Hit(
            row.title,
            rooms.reverse_or_none("convene_meeting", province=programme.slug, id=row.pk),
            row.place_text,
            is_example=row.is_example,
        )
        for row in found[:MOST]
    ]
    more = rooms.address(programme.slug, "meetings/", f"?q={quote(text)}") if len(found) > MOST else ""
    return Group(_("ประชุม"), hits, more)


def _capitals(by: Actor, programme: Programme, text: str) -> Group:
    found = list(capital.entries(programme, by, capital.Filters(q=text))[: MOST + 1])
    hits = [
        Hit(
            row.name,
            rooms.reverse_or_none("capital_entry", province=programme.slug, entry_id=row.pk),
            " · ".join(filter(None, [str(row.get_kind_display()), row.area_text])),
            row.network,
            row.is_example,
        )
        for row in found[:MOST]
    ]
    more = rooms.address(programme.slug, "capital/", f"?q={quote(text)}") if len(found) > MOST else ""
    return Group(_("ทุน"), hits, more)


def _tools(by: Actor, programme: Programme, text: str) -> Group:
    found = list(toolkit.found(programme, by, text)[: MOST + 1])
    hits = [
        Hit(
            row.name,
            rooms.reverse_or_none("toolkit_tool", province=programme.slug, tool_id=row.pk),
            row.gist,
            is_example=row.is_example,
        )
        for row in found[:MOST]
    ]
    more = rooms.address(programme.slug, "toolkit/", f"?q={quote(text)}") if len(found) > MOST else ""
    return Group(_("เครื่องมือและองค์ความรู้"), hits, more)


def _places(programme: Programme, text: str) -> Group:
    hits = []
    for place in places.find(programme, text, limit=MOST):
        above = place.parent.name_th if place.parent else ""
        url = rooms.address(programme.slug, "places/", f"{place.code}/") if rooms.stands("places/") else ""
        if not url and place.level == "amphoe":
            url = rooms.address(programme.slug, "plan/rows/", f"?amphoe={place.code}")
        hits.append(Hit(place.label, url, above))
    return Group(_("พื้นที่"), hits)
