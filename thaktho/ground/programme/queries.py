"""Reading a programme. Every function takes the programme first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

import yaml
from django.db.models import OuterRef, Q, QuerySet, Subquery

from thaktho.ground.kept import kept
from thaktho.ground.ledger.models import Chain

from .models import Declaration, OwnVirtue, Programme, Source, Target, Vision, VisionPart, YearVirtues

VIRTUES = Path(__file__).resolve().parents[2] / "criteria" / "virtues"


@dataclass(frozen=True)
class Virtue:
    code: str
    name_th: str
    name_en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class VirtueSet:
    code: str
    name_th: str
    first_year: int
    last_year: int | None
    source: str
    verified: bool
    virtues: tuple[Virtue, ...]


def by_slug(slug: str) -> Programme | None:
    """The programme of an address, with its province and, as `ledger_head`, what `ground.kept` keeps things under."""
    head = Chain.objects.filter(programme=OuterRef("pk")).values("head")
    found = Programme.objects.select_related("province").annotate(ledger_head=Subquery(head))
    return found.filter(slug=slug).first()


def all_programmes() -> QuerySet[Programme]:
    return Programme.objects.select_related("province").order_by("province__sort_key")


@cache
def virtue_sets() -> dict[str, VirtueSet]:
    """The virtue sets shipped in criteria/virtues, by code."""
    return {found.code: found for found in map(_read_set, sorted(VIRTUES.glob("*.yaml")))}


def _read_set(path: Path) -> VirtueSet:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    virtues = tuple(
        Virtue(item["code"], item["name_th"], item["name_en"], tuple(item.get("aliases", ())))
        for item in data["virtues"]
    )
    return VirtueSet(
        data["code"],
        data["name_th"],
        data["first_year"],
        data.get("last_year"),
        data["source"],
        data["verified"],
        virtues,
    )


def virtues(programme: Programme, year: int) -> tuple[Virtue, ...]:
    """The target virtues that hold in a fiscal year (BE): the programme's own choice, else the national set."""
    return virtues_of_years(programme, [year])[year]


def virtues_of_years(programme: Programme, years: Iterable[int]) -> dict[int, tuple[Virtue, ...]]:
    """The target virtues of several fiscal years. One query."""
    wanted = list(years)
    chosen = kept(programme, "programme.virtues", lambda: _chosen_sets(programme))
    return {year: _holding(year, chosen.get(year, "")) for year in wanted}


def _chosen_sets(programme: Programme) -> dict[int, str]:
    return dict(YearVirtues.objects.filter(programme=programme).values_list("year", "virtue_set"))


def _holding(year: int, chosen: str) -> tuple[Virtue, ...]:
    sets = virtue_sets()
    if chosen in sets:
        return sets[chosen].virtues
    national = _national(year)
    return national.virtues if national else ()


@dataclass(frozen=True)
class YearOfVirtues:
    """Which set of virtues holds in a fiscal year, and whether the programme chose it itself."""

    year: int
    virtues: VirtueSet | None
    chosen: bool


def years_of_virtues(programme: Programme) -> list[YearOfVirtues]:
    """One line a year of the programme. One query."""
    own = kept(programme, "programme.virtues", lambda: _chosen_sets(programme))
    sets = virtue_sets()
    return [
        YearOfVirtues(year, sets.get(own.get(year, "")) or _national(year), own.get(year) in sets)
        for year in programme.years
    ]


def _national(year: int) -> VirtueSet | None:
    return next((s for s in virtue_sets().values() if s.first_year <= year <= (s.last_year or year)), None)


def visions(programme: Programme) -> QuerySet[Vision]:
    """Every vision stated, the newest first."""
    found = Vision.objects.filter(programme=programme).prefetch_related("parts").select_related("source")
    return found.order_by("-valid_from", "-id")


def target(programme: Programme, target_id: UUID) -> Target | None:
    return Target.objects.filter(programme=programme, pk=target_id).first()


def vision(programme: Programme, on: date) -> Vision | None:
    """The vision that holds on a day, with its parts."""
    valid = Vision.objects.filter(programme=programme).prefetch_related("parts").select_related("source")
    valid = valid.filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_until=None) | Q(valid_until__gte=on)
    )
    return valid.order_by("-valid_from", "-id").first()


def vision_parts(programme: Programme) -> QuerySet[VisionPart]:
    return VisionPart.objects.filter(programme=programme).select_related("vision")


def targets(programme: Programme) -> QuerySet[Target]:
    return (
        Target.objects.filter(programme=programme)
        .select_related("source")
        .order_by("by_year", "unit", "level")
    )


def declarations(programme: Programme) -> QuerySet[Declaration]:
    return Declaration.objects.filter(programme=programme).select_related("source").order_by("on")


def sources(programme: Programme) -> QuerySet[Source]:
    return Source.objects.filter(programme=programme).order_by("published_on", "title")


def own_virtues(programme: Programme) -> list[OwnVirtue]:
    """The province's own virtues, in its order. One query."""
    found = OwnVirtue.objects.filter(programme=programme).select_related("source").order_by("order", "id")
    return kept(programme, "programme.own_virtues", lambda: list(found))


def own_virtue(programme: Programme, virtue_id: UUID) -> OwnVirtue | None:
    return OwnVirtue.objects.filter(programme=programme, pk=virtue_id).select_related("programme").first()


def national_virtues(programme: Programme) -> dict[str, Virtue]:
    """Every virtue that holds in some year of the programme, by code. One query."""
    return {
        virtue.code: virtue
        for virtues in virtues_of_years(programme, programme.years).values()
        for virtue in virtues
    }
