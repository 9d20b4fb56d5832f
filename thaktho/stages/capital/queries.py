"""Reading capitals. Every function takes the programme first; what a reader may not see is left out here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.kept import kept
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting
from thaktho.thai.dates import fiscal_year
from thaktho.thai.words import search_terms

from .models import Capital, CapitalCheck

ORDERS = {
    "name": ("sort_key", "id"),
    "network": ("network__order", "sort_key", "id"),
    "kind": ("kind", "sort_key", "id"),
    "newest": ("-changed_at", "id"),
}
CONFIRMED = ("yes", "old", "no")


@dataclass(frozen=True)
class Filters:
    q: str = ""
    kind: str = ""
    network: Network | None = None
    amphoe: str = ""
    confirmed: str = ""  # yes: this year · old: an earlier year · no: never
    sort: str = "name"


def this_year(programme: Programme, today: date | None = None) -> int:
    """The programme's year that runs today; before it began the first, after its end the last."""
    year = fiscal_year(today or timezone.localdate())
    return min(max(year, programme.first_year), programme.last_year)


def visible(programme: Programme, by: Actor) -> QuerySet[Capital]:
    """Entries in use that this reader may see: all for those with a role, confirmed ones for everybody."""
    found = Capital.objects.filter(programme=programme, retired_at=None)
    if by.grants or by.kind == "system":
        return found
    return found.filter(confirmed_on__isnull=False).exclude(kind=Capital.Kind.HUMAN, consent="")


def entries(programme: Programme, by: Actor, filters: Filters) -> QuerySet[Capital]:
    found = filtered(programme, by, filters).select_related("network", "organisation")
    return found.order_by(*ORDERS.get(filters.sort, ORDERS["name"]))


def filtered(programme: Programme, by: Actor, filters: Filters) -> QuerySet[Capital]:
    found = visible(programme, by)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.network:
        found = found.filter(network=filters.network)
    if filters.amphoe:
        in_amphoe = Capital.places.through.objects.filter(place__code__startswith=filters.amphoe)
        found = found.filter(pk__in=in_amphoe.values("capital_id"))
    if filters.confirmed:
        found = found.filter(_confirmed(filters.confirmed, this_year(programme)))
    for term in search_terms(filters.q):
        found = found.filter(search_text__contains=term)
    return found


def _confirmed(which: str, year: int) -> Q:
    if which == "no":
        return Q(confirmed_on=None)
    return (
        Q(confirmed_year__gte=year)
        if which == "yes"
        else Q(confirmed_on__isnull=False, confirmed_year__lt=year)
    )


def count_by_kind(programme: Programme, by: Actor, filters: Filters) -> dict[str, int]:
    """Under all filters but the kind's own."""
    counted = filtered(programme, by, replace(filters, kind="")).order_by().values_list("kind")
    return dict(counted.annotate(Count("pk")))


def count_by_amphoe(programme: Programme, by: Actor, filters: Filters) -> dict[str, int]:
    """Entries by the amphoe they touch, under all filters but the amphoe's own. One query."""
    found = filtered(programme, by, replace(filters, amphoe="")).order_by()
    touched = Capital.places.through.objects.filter(capital__in=found)
    pairs = {(code[:4], id) for code, id in touched.values_list("place_id", "capital_id") if len(code) >= 4}
    counts: dict[str, int] = {}
    for code, _id in pairs:
        counts[code] = counts.get(code, 0) + 1
    return counts


def entry(programme: Programme, id: UUID) -> Capital | None:
    found = Capital.objects.filter(programme=programme, pk=id)
    return (
        found.select_related(
            "network", "organisation", "source", "evidence_file", "confirmed_by", "programme", "intake__file"
        )
        .prefetch_related("places__parent", "checks__checked_by")
        .first()
    )


def categories_used(programme: Programme) -> list[str]:
    """Categories that were typed, to choose from while typing."""
    used = Capital.objects.filter(programme=programme).exclude(category="").order_by("category")
    return list(used.values_list("category", flat=True).distinct())


@dataclass(frozen=True)
class YearOfChecks:
    """One fiscal year of the register: how many entries were checked, how good, how often used."""

    year: int
    checked: int
    ready: int
    used: int | None  # None: nobody said


def by_year(programme: Programme, by: Actor) -> list[YearOfChecks]:
    """The years of the programme side by side. One query."""
    seen = CapitalCheck.objects.filter(capital__in=visible(programme, by)).order_by()
    rows: dict[int, list[tuple[str, int | None]]] = {year: [] for year in programme.years}
    for year, quality, used in seen.values_list("year", "quality", "used"):
        rows.setdefault(year, []).append((quality, used))
    return [
        YearOfChecks(
            year,
            len(checks),
            sum(quality == CapitalCheck.Quality.READY for quality, _ in checks),
            sum(used for _, used in checks if used is not None)
            if any(used is not None for _, used in checks)
            else None,
        )
        for year, checks in sorted(rows.items())
    ]


# What the plan asks ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """One line of a list to choose from."""

    id: UUID
    kind: str
    label: str
    network: str
    confirmed: bool


@dataclass(frozen=True)
class Offer:
    """A capital as the weaver sees it: what it is, whose, where, and how much of it there is in a year."""

    id: UUID
    kind: str
    name: str
    category: str
    network_id: UUID | None
    network: str
    place_codes: tuple[str, ...]
    capacity_per_year: Decimal | None
    unit: str
    confirmed: bool


def choices(programme: Programme, q: str = "") -> list[Choice]:
    """Entries in use, by kind and name; with every word of `q`."""
    found = Capital.objects.filter(programme=programme, retired_at=None).select_related("network")
    for term in search_terms(q):
        found = found.filter(search_text__contains=term)
    return [
        Choice(
            row.pk,
            row.kind,
            row.name,
            row.network.short_name if row.network else "",
            row.confirmed_on is not None,
        )
        for row in found.order_by("kind", "sort_key", "id")
    ]


def by_ids(programme: Programme, ids: Iterable[UUID]) -> dict[UUID, Capital]:
    """Entries a row names, also retired ones: what was drawn upon keeps its name."""
    found = Capital.objects.filter(programme=programme, pk__in=list(ids))
    return {row.pk: row for row in found.select_related("network", "organisation")}


def offers_for_weaving(programme: Programme) -> list[Offer]:
    """Everything in use. Two queries. An unconfirmed one says so, it is not left out."""
    found = Capital.objects.filter(programme=programme, retired_at=None).select_related("network")
    return [
        Offer(
            row.pk,
            row.kind,
            row.name,
            row.category,
            row.network_id,
            row.network.code if row.network else "",
            tuple(sorted(place.pk for place in row.places.all())),
            row.capacity_per_year,
            row.unit,
            row.confirmed_on is not None,
        )
        for row in found.prefetch_related("places").order_by("sort_key", "id")
    ]


# The desk -------------------------------------------------------------------------------------------------------------


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """For the secretariat: entries nobody confirmed, and entries not looked at this year. One query."""
    return _to_confirm(programme) if by.has("secretariat") else []


def _to_confirm(programme: Programme) -> list[Waiting]:
    year = this_year(programme)
    live = Capital.objects.filter(programme=programme, retired_at=None).order_by()
    counts = {
        "never": Count("pk", filter=_confirmed("no", year)),
        "old": Count("pk", filter=_confirmed("old", year)),
        "invented": Count(
            "pk", filter=Q(is_example=True) & (Q(confirmed_on=None) | Q(confirmed_year__lt=year))
        ),
    }
    never, old, invented = kept(
        programme, f"capital.waiting.{year}", lambda: list(live.aggregate(**counts).values())
    )
    lines = []
    for count, which, title in (
        (never, "no", gettext("ทุน %(count)s รายการยังไม่ยืนยัน") % {"count": never}),
        (old, "old", gettext("ทุน %(count)s รายการยังไม่ได้ดูของปี %(year)s") % {"count": old, "year": year}),
    ):
        if count:
            lines.append(
                Waiting(
                    title=title,
                    url=f"{reverse('capital_list', args=[programme.slug])}?confirmed={which}",
                    verb=gettext("ดูและยืนยัน"),
                    icon="circle-check-big",
                    tone="khamin",
                    is_example=invented >= never + old,
                )
            )
    return lines


def count_by_network(programme: Programme, by: Actor) -> dict[UUID, int]:
    counted = visible(programme, by).exclude(network=None).order_by().values_list(F("network_id"))
    return dict(counted.annotate(Count("pk")))
