"""Reading needs: the list, what may become one, and the plain data that weaving takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread.models import Link
from thaktho.thai.normalise import normalise
from thaktho.thai.words import search_terms

from ..models import Need, PlanRow
from ..states import PUBLIC
from .rows import visible

BECAME, ANSWERED_BY = "became", "answered_by"
SORTS = {
    "text": ("sort_key", "id"),
    "weight": ("-weight", "sort_key", "id"),
    "newest": ("-made_at", "-id"),
}


@dataclass(frozen=True)
class NeedFilters:
    q: str = ""
    basis: str = ""
    state: str = Need.State.OPEN
    amphoe: str = ""
    virtue: str = ""
    group: str = ""
    answered: str = ""  # yes, no
    sort: str = "text"


def needs(programme: Programme, asked: NeedFilters = NeedFilters(state="")) -> QuerySet[Need]:
    """Needs as asked for, each with how many rows answer it (`answers`)."""
    found = Need.objects.filter(programme=programme)
    for term in search_terms(asked.q):
        found = found.filter(search_text__contains=term)
    if asked.basis:
        found = found.filter(basis=asked.basis)
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.amphoe:
        places = Need.areas.through.objects.filter(need=OuterRef("pk"), place__code__startswith=asked.amphoe)
        found = found.filter(Exists(places))
    # Codes are ASCII words in quotes, so a JSON list is searched alike on both databases.
    for column, code in (("virtues", asked.virtue), ("groups", asked.group)):
        if code:
            found = found.extra(where=[f"CAST(plan_need.{column} AS text) LIKE %s"], params=[f'%"{code}"%'])
    if asked.answered:
        answered = Q(Exists(_answers().filter(source_id=OuterRef("pk"))))
        found = found.filter(answered if asked.answered == "yes" else ~answered)
    found = found.select_related("source").prefetch_related("areas")
    return found.order_by(*SORTS.get(asked.sort, SORTS["text"]))


def _answers() -> QuerySet[Link]:
    return Link.objects.filter(relation=ANSWERED_BY, source_kind=Need.thread_kind, undone_by=None)


def counts_by_basis(programme: Programme) -> dict[str, int]:
    found = Need.objects.filter(programme=programme, state=Need.State.OPEN).order_by()
    return dict(found.values_list("basis").annotate(Count("pk")))


def need(programme: Programme, need_id: UUID) -> Need | None:
    found = Need.objects.filter(programme=programme, pk=need_id)
    return found.select_related("source", "programme").prefetch_related("areas").first()


def answers(programme: Programme, by: Actor, need_ids: Iterable[UUID]) -> dict[UUID, list[PlanRow]]:
    """The rows that answer some needs, by need: those the reader may see. Two queries."""
    links = list(
        _answers()
        .filter(programme=programme, source_id__in=list(need_ids))
        .values_list("source_id", "target_id")
    )
    rows = visible(programme, by).filter(pk__in=[row for _, row in links]).select_related("network").in_bulk()
    found: dict[UUID, list[PlanRow]] = {}
    for need_id, row in links:
        if row in rows:
            found.setdefault(need_id, []).append(rows[row])
    return found


def taken(programme: Programme, kind: str, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Which of these statements or rows became a need already: its id by theirs. One query."""
    links = Link.objects.filter(
        programme=programme, relation=BECAME, source_kind=kind, target_kind=Need.thread_kind, undone_by=None
    )
    return dict(links.filter(source_id__in=list(ids)).values_list("source_id", "target_id"))


@dataclass
class Problem:
    """One problem as rows state it, in one spelling, with all rows that state it."""

    key: str
    text: str
    rows: list[PlanRow] = field(default_factory=list)
    areas: set[str] = field(default_factory=set)
    virtues: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    @property
    def networks(self) -> list[str]:
        return list(dict.fromkeys(row.network.short_name for row in self.rows))


def problems(programme: Programme) -> list[Problem]:
    """Problems of sent rows that are no need yet, those most rows state first. A cell with several lines holds several.
    Four queries."""
    standing = {
        _key(text) for text in Need.objects.filter(programme=programme).values_list("text", flat=True)
    }
    rows = PlanRow.objects.filter(
        programme=programme, live=True, state__in=PUBLIC, is_joined=False, split_at=None
    ).exclude(problem="")
    found: dict[str, Problem] = {}
    for row in rows.select_related("network").prefetch_related("areas").order_by("network__order", "number"):
        for line in row.problem.splitlines():
            text = normalise(line).strip(" -•·")
            key = _key(text)
            if not key or key in standing:
                continue
            problem = found.setdefault(key, Problem(key, text))
            problem.rows.append(row)
            problem.areas |= {place.pk for place in row.areas.all()}
            problem.virtues += [code for code in row.virtues if code not in problem.virtues]
            problem.groups += [code for code in row.groups if code not in problem.groups]
    return sorted(found.values(), key=lambda problem: -len(problem.rows))


def _key(text: str) -> str:
    return "".join(normalise(text).split())


@dataclass(frozen=True)
class NeedFact:
    """A need as plain data, for engines.weave."""

    id: str
    text: str
    areas: tuple[str, ...]
    virtues: tuple[str, ...]
    groups: tuple[str, ...]
    years: tuple[int, ...]  # empty: no year was said
    weight: float
    basis: str
    agree: int | None
    disagree: int | None


def for_weaving(programme: Programme) -> list[NeedFact]:
    """Every need that was not set aside. Two queries, whatever their number."""
    places: dict[UUID, list[str]] = {}
    through: Any = Need.areas.through
    links = through.objects.filter(need__programme=programme, need__state=Need.State.OPEN)
    for need_id, code in links.order_by("place_id").values_list("need_id", "place_id"):
        places.setdefault(need_id, []).append(code)
    return [
        NeedFact(
            id=str(found.pk),
            text=found.text,
            areas=tuple(places.get(found.pk, ())),
            virtues=tuple(found.virtues),
            groups=tuple(found.groups),
            years=_years(found.first_year, found.last_year),
            weight=float(found.weight),
            basis=found.basis,
            agree=found.agree,
            disagree=found.disagree,
        )
        for found in Need.objects.filter(programme=programme, state=Need.State.OPEN).order_by("pk")
    ]


def _years(first: int | None, last: int | None) -> tuple[int, ...]:
    first, last = first or last, last or first
    return tuple(range(first, last + 1)) if first and last else ()
