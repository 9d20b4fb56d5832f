"""Reading tools. Every function takes the programme first; what a reader may not see is left out here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.kept import kept
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting
from thaktho.thai.words import search_terms

from . import starting
from .models import Tool, ToolHolder


@dataclass(frozen=True)
class Filters:
    q: str = ""
    kind: str = ""
    network: Network | None = None  # that knows or uses it
    verified: str = ""  # yes · no


def visible(programme: Programme, by: Actor) -> QuerySet[Tool]:
    """Tools in use: all for those with a role, verified ones for everybody."""
    found = Tool.objects.filter(programme=programme, retired_at=None)
    return found if by.grants or by.kind == "system" else found.filter(verified=True)


def filtered(programme: Programme, by: Actor, filters: Filters) -> QuerySet[Tool]:
    found = visible(programme, by)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.network:
        held = ToolHolder.objects.filter(tool=OuterRef("pk"), network=filters.network)
        found = found.filter(Exists(held))
    if filters.verified:
        found = found.filter(verified=filters.verified == "yes")
    for term in search_terms(filters.q):
        found = found.filter(search_text__contains=term)
    return found


def tools(programme: Programme, by: Actor, filters: Filters) -> QuerySet[Tool]:
    found = filtered(programme, by, filters).select_related("network", "source")
    return found.prefetch_related(_holders()).order_by("sort_key", "id")


def found(programme: Programme, by: Actor, text: str) -> QuerySet[Tool]:
    """For the search over all rooms: names only, one query."""
    return filtered(programme, by, Filters(q=text)).order_by("sort_key", "id")


def _holders() -> Prefetch:
    return Prefetch("holders", ToolHolder.objects.select_related("network").order_by("network__order"))


def count_by_kind(programme: Programme, by: Actor, filters: Filters) -> dict[str, int]:
    counted = filtered(programme, by, replace(filters, kind="")).order_by().values_list("kind")
    return dict(counted.annotate(Count("pk")))


def tool(programme: Programme, id: UUID) -> Tool | None:
    found = Tool.objects.filter(programme=programme, pk=id).prefetch_related(_holders())
    return found.select_related(
        "network", "organisation", "capital", "source", "file", "verified_by", "programme", "intake__file"
    ).first()


def not_started(programme: Programme) -> int:
    """How many of the starting list the province has not taken in."""
    known = set(Tool.objects.filter(programme=programme).exclude(code="").values_list("code", flat=True))
    return sum(words["code"] not in known for words in starting.tools())


# What the plan asks ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    id: UUID
    kind: str
    label: str
    verified: bool


@dataclass(frozen=True)
class Offer:
    """A tool as the weaver sees it: who has it at which level, and what it costs where that is an amount."""

    id: UUID
    kind: str
    name: str
    gist: str
    steps: tuple[str, ...]
    cost: Decimal | None
    holders: tuple[tuple[str, str], ...]  # (network code, level)
    verified: bool


def choices(programme: Programme, q: str = "") -> list[Choice]:
    """Tools in use by name; with every word of `q`."""
    found = Tool.objects.filter(programme=programme, retired_at=None)
    for term in search_terms(q):
        found = found.filter(search_text__contains=term)
    return [Choice(row.pk, row.kind, row.name, row.verified) for row in found.order_by("sort_key", "id")]


def by_ids(programme: Programme, ids: Iterable[UUID]) -> dict[UUID, Tool]:
    """Tools a row names, also retired ones."""
    return {row.pk: row for row in Tool.objects.filter(programme=programme, pk__in=list(ids))}


def offers_for_weaving(programme: Programme) -> list[Offer]:
    """Everything in use. Two queries."""
    found = Tool.objects.filter(programme=programme, retired_at=None).prefetch_related(_holders())
    return [
        Offer(
            row.pk,
            row.kind,
            row.name,
            row.gist,
            tuple(row.steps),
            row.cost,
            tuple((holder.network.code, holder.level) for holder in row.holders.all()),
            row.verified,
        )
        for row in found.order_by("sort_key", "id")
    ]


# The desk -------------------------------------------------------------------------------------------------------------


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """For the secretariat: tools nobody verified. One query."""
    lines: list[Waiting] = []
    if by.has("secretariat"):
        open_ = Tool.objects.filter(programme=programme, retired_at=None, verified=False)
        flags = kept(programme, "toolkit.waiting", lambda: list(open_.values_list("is_example", flat=True)))
        if flags:
            lines.append(
                Waiting(
                    title=gettext("เครื่องมือ %(count)s รายการยังไม่ตรวจสอบ") % {"count": len(flags)},
                    url=f"{reverse('toolkit_list', args=[programme.slug])}?verified=no",
                    verb=gettext("ดูและตรวจสอบ"),
                    icon="circle-check-big",
                    tone="khamin",
                    is_example=all(flags),
                )
            )
    return lines
