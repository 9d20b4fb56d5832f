"""Reading rows: who sees which, filtered, sorted, with totals; and the plain data that weaving takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum

from thaktho.ground.access import Actor
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.thai.words import search_terms

from ..models import Acceptance, BudgetLine, CellFlag, Collaboration, NetworkPlan, PlanRow
from ..states import PUBLIC
from .counting import branch_ids, counted, tree_filtered

NOT_SAID = 0  # the year of money whose year no paper states, in addresses
SORTS = {
    "number": ("network__order", "number", "id"),
    "title": ("sort_key", "id"),
    "when": (F("starts_on").asc(nulls_last=True), "number", "id"),
    "budget": (F("budget").desc(nulls_last=True), "number", "id"),
}


@dataclass(frozen=True)
class Filters:
    """What a reader asked for. `state` is a row's state, or «fix» for what somebody must look at."""

    network: Network | None = None
    state: str = ""
    q: str = ""
    year: int | None = None
    amphoe: str = ""
    virtue: str = ""
    sort: str = "number"
    branch: str = ""  # a branch's id (with all below it), or «none»
    fund: str | None = None
    standing: str = ""
    part_of: str = ""

    @cached_property
    def branch_ids(self) -> list[UUID]:
        """The branch with all below it, read once."""
        return branch_ids(self.branch)


def reads_all(by: Actor) -> bool:
    return by.kind == "system" or by.has("secretariat", "executive", "observer")


def visible(programme: Programme, by: Actor, *, split: bool = False) -> QuerySet[PlanRow]:
    """The rows of the plan that they may see: all for the secretariat, the executive and observers; drafts for their
    own coordinators; for everybody else what was submitted or accepted. Originals of joined rows are among them; those of split rows
    only where asked for (`split`): their pieces stand in the plan for them."""
    standing = Q(live=True) | Q(split_at__isnull=False) if split else Q(live=True)
    rows = PlanRow.objects.filter(standing, programme=programme)
    if by.programme_id != programme.pk:
        return rows.none()
    if reads_all(by):
        return rows
    own = by.scopes("coordinator")
    return rows.filter(Q(state__in=PUBLIC) | Q(network_id__in=own)) if own else rows.filter(state__in=PUBLIC)


def rows(programme: Programme, by: Actor, asked: Filters = Filters()) -> QuerySet[PlanRow]:
    """Visible rows as asked for, in order."""
    found = _filtered(visible(programme, by), asked)
    if asked.state == "fix":
        found = found.filter(to_fix())
    elif asked.state:
        found = found.filter(state=asked.state)
    return found.select_related("network", "lead", "source").order_by(*SORTS.get(asked.sort, SORTS["number"]))


def _filtered(found: QuerySet[PlanRow], asked: Filters) -> QuerySet[PlanRow]:
    if asked.network:
        found = found.filter(network=asked.network)
    for term in search_terms(asked.q):
        found = found.filter(search_text__contains=term)
    if asked.year is not None and asked.fund is None:
        lines = BudgetLine.objects.filter(row=OuterRef("pk"), year=asked.year or None)
        found = found.filter(
            Exists(lines if asked.year else BudgetLine.objects.filter(row=OuterRef("pk"), year=None))
        )
    if asked.amphoe:
        places = PlanRow.areas.through.objects.filter(
            planrow=OuterRef("pk"), place__code__startswith=asked.amphoe
        )
        found = found.filter(Exists(places))
    if asked.virtue:
        # Codes are ASCII words in quotes, so a JSON list is searched alike on both databases.
        found = found.extra(
            where=["CAST(plan_planrow.virtues AS text) LIKE %s"], params=[f'%"{asked.virtue}"%']
        )
    return tree_filtered(found, asked)


def open_flags() -> QuerySet[CellFlag]:
    return CellFlag.objects.filter(row=OuterRef("pk"), settled_at=None, answers=None)


def to_fix() -> Q:
    return Q(state=PlanRow.State.RETURNED) | Exists(open_flags())


def pills(programme: Programme, by: Actor, asked: Filters) -> dict[str, int]:
    """How many rows stand in each state, and how many must be looked at, under the other filters. One query."""
    found = _filtered(visible(programme, by), asked).annotate(flagged=Exists(open_flags()))
    counts = {state: Count("pk", filter=Q(state=state)) for state in PlanRow.State.values}
    return found.aggregate(
        all=Count("pk"),
        fix=Count("pk", filter=Q(state=PlanRow.State.RETURNED) | Q(flagged=True)),
        joined=Count("pk", filter=Q(joined_into__isnull=False)),
        **counts,
    )


@dataclass(frozen=True)
class Totals:
    """Sums over all rows asked for, not over one page. What stands in another row's money is not counted twice."""

    rows: int
    said: int
    zero: int
    budget: Decimal


def totals(found: QuerySet[PlanRow]) -> Totals:
    sums = found.order_by().aggregate(
        rows=Count("pk"),
        said=Count("pk", filter=Q(budget__isnull=False) & counted()),
        zero=Count("pk", filter=Q(budget=0) & counted()),
        budget=Sum("budget", filter=counted()),
    )
    return Totals(sums["rows"], sums["said"], sums["zero"], sums["budget"] or Decimal(0))


@dataclass(frozen=True)
class YearBudget:
    """Money stated for one fiscal year (None: no year stated), in so many rows."""

    year: int | None
    amount: Decimal
    rows: int

    @property
    def key(self) -> int:
        return self.year or NOT_SAID


def budget_by_year(programme: Programme, by: Actor) -> list[YearBudget]:
    lines = BudgetLine.objects.filter(programme=programme, row__in=visible(programme, by).filter(counted()))
    by_year = (
        lines.values("year").annotate(amount=Sum("amount"), rows=Count("row", distinct=True)).order_by("year")
    )
    found = [YearBudget(line["year"], line["amount"], line["rows"]) for line in by_year]
    return sorted(found, key=lambda budget: budget.year or 9999)


def row(programme: Programme, row_id: UUID) -> PlanRow | None:
    """One row of the programme, live or removed, with all its cells and its flags, the state of its network's plan
    (`plan_state`), the rows around it (`before_id`, `after_id`) and whether somebody helps it (`helped`) or organisations
    answered (`answered`); staged rows of an import are not rows yet."""
    found = PlanRow.objects.filter(programme=programme, pk=row_id).exclude(
        live=False, removed_at=None, split_at=None
    )
    found = found.select_related(
        "network", "lead", "programme", "source", "joined_into", "batch__file", "branch__tree", "part_of"
    )
    found = found.annotate(
        helped=Exists(Collaboration.objects.filter(row=OuterRef("pk"), state=Collaboration.State.AGREED)),
        answered=Exists(Acceptance.objects.filter(row=OuterRef("pk"))),
        plan_state=NetworkPlan.objects.filter(network=OuterRef("network")).values("state")[:1],
        before_id=_around().filter(number__lt=OuterRef("number")).order_by("-number").values("pk")[:1],
        after_id=_around().filter(number__gt=OuterRef("number")).order_by("number").values("pk")[:1],
    )
    cells = ("targets", "budget_lines", "areas", "partners", "vision_parts", "risks")
    flags = Prefetch("flags", CellFlag.objects.select_related("author"))
    return found.prefetch_related(*cells, flags).first()


def _around() -> QuerySet[PlanRow]:
    """The other rows of a row's network."""
    return PlanRow.objects.filter(programme=OuterRef("programme"), network=OuterRef("network"), live=True)


def removed(programme: Programme, network: Network) -> QuerySet[PlanRow]:
    found = PlanRow.objects.filter(programme=programme, network=network, live=False, removed_at__isnull=False)
    return found.order_by("-removed_at")


def flags_of(ids: list[UUID]) -> dict[UUID, list[CellFlag]]:
    """Open flags and comments of some rows. One query."""
    found: dict[UUID, list[CellFlag]] = {}
    for flag in CellFlag.objects.filter(row_id__in=ids, settled_at=None, answers=None):
        found.setdefault(flag.row_id, []).append(flag)
    return found


def funds(programme: Programme) -> list[str]:
    """Sources of money named so far in this programme."""
    lines = BudgetLine.objects.filter(programme=programme).exclude(fund="")
    return list(lines.order_by("fund").values_list("fund", flat=True).distinct()[:100])


@dataclass(frozen=True)
class WeavingRow:
    """A row as plain data, for engines.weave. `places` are codes, the narrowest that are known."""

    id: str
    title: str
    network: str
    problem: str
    good_deed: str
    virtue: str
    indicator: str
    agency: str
    area: str
    start: date | None
    end: date | None
    when_text: str
    places: tuple[str, ...]
    budget: Decimal | None


def rows_for_weaving(programme: Programme) -> list[WeavingRow]:
    """Every submitted or accepted row that was not joined already. Two queries, whatever their number."""
    found = PlanRow.objects.filter(programme=programme, live=True, state__in=PUBLIC, joined_into=None)
    places: dict[UUID, list[str]] = {}
    through: Any = PlanRow.areas.through
    for row_id, code in (
        through.objects.filter(planrow__in=found).order_by("place_id").values_list("planrow_id", "place_id")
    ):
        places.setdefault(row_id, []).append(code)
    names = [
        "pk", "title", "network__code", "problem", "good_deed", "virtues_text", "virtues", "indicator", "agency",
        "area_text", "starts_on", "ends_on", "when_text", "budget",
    ]  # fmt: skip
    return [
        WeavingRow(
            str(pk), title, network, problem, deed, virtue or " ".join(codes), indicator, agency, area, start, end, when,
            tuple(places.get(pk, ())), budget,
        )
        for pk, title, network, problem, deed, virtue, codes, indicator, agency, area, start, end, when, budget
        in found.order_by("network__order", "number", "id").values_list(*names).iterator(chunk_size=2000)
    ]  # fmt: skip
