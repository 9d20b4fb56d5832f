"""What a portfolio is computed from, and scenarios as the pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from thaktho.engines.weave import portfolio as engine
from thaktho.engines.weave.lint import likely_most
from thaktho.ground.kept import kept
from thaktho.ground.people.queries import all_networks
from thaktho.ground.places.queries import districts
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread.queries import links_between

from .. import groups
from ..models import Need, PlanRow, PlanVersion, Portfolio, VersionLine
from ..portfolios.answer import seen
from ..portfolios.demands import Demands, from_json
from ..portfolios.problem import UNIT, UNNAMED, Fact, Frame, Money
from ..states import PUBLIC
from .counting import counted
from .gaps import columns, years_of
from .versions import integrated_rows, origins


def facts(programme: Programme) -> list[Fact]:
    """Every row networks have sent, joined ones in place of their originals, activities in their project where that
    states the money. Six queries, whatever their number."""
    found = PlanRow.objects.filter(
        programme=programme, live=True, state__in=PUBLIC, joined_into=None, split_at=None
    )
    found = found.filter(counted() | ~Q(part_of__state__in=PUBLIC))
    rows = list(
        found.select_related("network")
        .prefetch_related("areas", "budget_lines")
        .order_by("network__order", "number", "id")
    )
    joined = origins(programme)
    needs, voices = _needs(programme, joined.owners(row.pk for row in rows))
    return [
        Fact(
            id=str(row.pk),
            title=row.title,
            network=row.network.code,
            order=row.network.order,
            network_name=row.network.short_name,
            amphoe=frozenset(place.code[:4] for place in row.areas.all() if len(place.code) >= 4),
            virtues=frozenset(row.virtues),
            groups=frozenset(row.groups),
            years=years_of(row),
            money=tuple(Money(line.year, line.fund, line.amount) for line in row.budget_lines.all()),
            stated=bool(row.budget_lines.all()),
            needs=needs.get(row.pk, 0),
            voices=voices.get(row.pk, 0),
            networks=len(joined.networks(row)),
            area=row.area_text,
            is_example=row.is_example,
        )
        for row in rows
    ]


def _needs(programme: Programme, owner: dict[UUID, UUID]) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """How many needs each row answers, also through what was joined into it, and the agreements published on them."""
    agree = dict(Need.objects.filter(programme=programme).values_list("pk", "agree"))
    answered: dict[UUID, set[UUID]] = defaultdict(set)
    for need, row in links_between(programme.pk, Need.thread_kind, PlanRow.thread_kind):
        if row in owner and need in agree:
            answered[owner[row]].add(need)
    counts = {row: len(needs) for row, needs in answered.items()}
    return counts, {row: sum(agree[need] or 0 for need in needs) for row, needs in answered.items()}


def frame(programme: Programme) -> Frame:
    """Years, and what a floor may ask of. About three queries."""
    amphoe = {place.code: place.name_th for place in districts(programme)}
    virtues = dict(columns(programme))
    named = {network.code: network.name for network in all_networks(programme)}
    return Frame(
        tuple(programme.years),
        {
            "amphoe": tuple(amphoe),
            "virtue": tuple(virtues),
            "network": tuple(named),
            "group": tuple(groups.names()),
        },
        engine.Names(amphoe, virtues, named, groups.names(), work_unit=UNIT),
    )


def sums(found: Iterable[Fact], years: Iterable[int]) -> dict[tuple[int, str], Decimal]:
    """What the rows themselves ask for, by year and fund. Money without a year counts in the row's first year of the
    plan; that of years outside the plan does not count."""
    years = list(years)
    total: dict[tuple[int, str], Decimal] = {}
    for fact in found:
        first = next((year for year in fact.years if year in years), years[0])
        for line in fact.money:
            year = line.year or first
            if year in years:
                key = (year, line.fund or UNNAMED)
                total[key] = total.get(key, Decimal(0)) + line.baht
    return total


def told_apart(found: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Rows whose money is in proportion to the others', and those whose sum is likely a slip (the lint's own bound): a cap
    that begins from such a sum would be no cap."""
    found = list(found)
    totals = {fact.id: sum((line.baht for line in fact.money), Decimal(0)) for fact in found}
    most = likely_most(totals[fact.id] for fact in found if fact.stated)
    return [one for one in found if totals[one.id] <= most], [one for one in found if totals[one.id] > most]


def portfolios(programme: Programme) -> QuerySet[Portfolio]:
    return Portfolio.objects.filter(programme=programme).select_related("job", "based_on")


def portfolio(programme: Programme, id: UUID | str) -> Portfolio | None:
    return portfolios(programme).filter(pk=id).first()


def adopted(programme: Programme) -> Portfolio | None:
    return portfolios(programme).filter(adopted_at__isnull=False).first()


@dataclass(frozen=True)
class Drift:
    """How the rows differ from those a scenario was computed from."""

    new: int = 0
    changed: int = 0
    gone: int = 0

    @property
    def any(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def seen_now(programme: Programme) -> dict[str, str]:
    """Every row as a computing would see it now. Kept until somebody acts."""
    return kept(programme, "portfolio_seen", lambda: {fact.id: seen(fact) for fact in facts(programme)})


def drift(found: Portfolio | None, here: Mapping[str, str]) -> Drift:
    """What was sent, changed or taken out since. Scenarios computed before this was kept know only which rows there were."""
    if found is None or found.state not in (Portfolio.State.DONE, Portfolio.State.IMPOSSIBLE):
        return Drift()
    cards = [*found.result.get("chosen", []), *found.result.get("left", [])]
    was = found.result.get("seen") or {card["id"]: "" for card in cards}
    changed = sum(bool(was[row]) and was[row] != here[row] for row in was.keys() & here.keys())
    return Drift(len(here.keys() - was.keys()), changed, len(was.keys() - here.keys()))


@dataclass(frozen=True)
class Outside:
    """Rows of a version that the adopted scenario left out or never saw, and their money; `missing` rows it chose that
    the version has not."""

    name: str
    chosen: int
    rows: int
    baht: Decimal
    missing: int = 0
    id: UUID | None = None

    @property
    def follows(self) -> bool:
        return not self.rows and not self.missing


def outside_adopted(programme: Programme) -> Outside | None:
    """The plan as a version would copy it today beside the adopted scenario. None where none was adopted."""
    found = adopted(programme)
    if found is None:
        return None
    chosen = {card["id"] for card in found.result.get("chosen", [])}
    rows = integrated_rows(programme).values_list("pk", "budget")
    counting = set(integrated_rows(programme).filter(counted()).values_list("pk", flat=True))
    out = [(pk, baht) for pk, baht in rows if str(pk) not in chosen]
    here = {str(pk) for pk, _ in rows}
    total = sum((baht or Decimal(0) for pk, baht in out if pk in counting), Decimal(0))
    return Outside(found.name, len(chosen), len(out), total, len(chosen - here), found.pk)


def outside_frozen(version: PlanVersion, lines: Iterable[VersionLine]) -> Outside | None:
    """The same of a version, from what was frozen when it was made. Of activities only those count whose project is not
    in the version with a sum of its own: as in the plan's totals."""
    frozen = (version.weaving or {}).get("portfolio")
    if not frozen:
        return None
    chosen = {card["row"] for card in frozen["years"] if card["row"]}
    held = list(lines)
    out = [line for line in held if line.number not in chosen]
    priced = {line.row_id for line in held if line.data.get("budget") is not None}
    above = dict(PlanRow.objects.filter(pk__in=[line.row_id for line in out]).values_list("pk", "part_of_id"))
    own = [line for line in out if above.get(line.row_id) not in priced]
    total = sum((Decimal(line.data.get("budget") or 0) for line in own), Decimal(0))
    missing = sum(1 for card in frozen["years"] if not card["row"])
    return Outside(frozen["name"], frozen["chosen"], len(out), total, missing)


@dataclass(frozen=True)
class Bar:
    """One year and fund: what is spent of what may be spent; no cap is None."""

    year: int
    fund: str
    used: Decimal
    cap: Decimal | None

    @property
    def room(self) -> Decimal | None:
        return None if self.cap is None else self.cap - self.used


@dataclass(frozen=True)
class YearColumn:
    year: int
    cards: list[dict[str, Any]]
    total: Decimal


@dataclass(frozen=True)
class Board:
    """A computed scenario, by year."""

    columns: list[YearColumn]
    bars: list[Bar]
    caps: list[Bar]  # caps over all funds or all years, with what is used of them (year 0: the whole plan)
    slack: list[dict[str, Any]]  # floors and people
    total: Decimal


def board(found: Portfolio) -> Board:
    """Chosen rows by the year they begin in, and money against caps. No query."""
    result, demands = found.result, from_json(found.demands)
    spent = {(item["year"], item["fund"]): Decimal(item["baht"]) for item in result.get("spending", [])}
    limits = {(cap.year, cap.fund): cap.baht for cap in demands.caps}
    columns = []
    for year in found.programme.years:
        cards = [card for card in result.get("chosen", []) if card["start"] == year]
        total = sum((baht for (when, _), baht in spent.items() if when == year), Decimal(0))
        columns.append(YearColumn(year, cards, total))
    keys = sorted(
        {*spent, *(key for key in limits if None not in key)}, key=lambda key: (key[0] or 0, key[1] or "")
    )
    bars = [
        Bar(year, fund, spent.get((year, fund), Decimal(0)), limits.get((year, fund))) for year, fund in keys
    ]  # type: ignore[misc, arg-type]
    wide = [
        Bar(year or 0, fund or "", _used(spent, year, fund), baht)
        for (year, fund), baht in limits.items()
        if year is None or fund is None
    ]
    slack = [item for item in result.get("slack", []) if item["kind"] != "money"]
    return Board(columns, bars, wide, slack, sum(spent.values(), Decimal(0)))


def _used(spent: dict[tuple[int, str], Decimal], year: int | None, fund: str | None) -> Decimal:
    found = (baht for (when, of), baht in spent.items() if year in (None, when) and fund in (None, of))
    return sum(found, Decimal(0))


@dataclass(frozen=True)
class MoneyLine:
    year: int
    fund: str
    a: Decimal
    b: Decimal

    @property
    def change(self) -> Decimal:
        return self.b - self.a


@dataclass(frozen=True)
class Comparison:
    """From one scenario to another."""

    came_in: list[dict[str, Any]]
    went_out: list[dict[str, Any]]
    moved: list[tuple[dict[str, Any], int, int]]
    money: list[MoneyLine]
    floors: list[
        tuple[str, str, str]
    ]  # the demand, how many rows in the one, in the other; "" where not asked
    points: tuple[int, int]
    rows: tuple[int, int]
    totals: tuple[Decimal, Decimal]


def comparison(a: Portfolio, b: Portfolio) -> Comparison:
    """Two computed scenarios beside each other. No query."""
    was, now = ({card["id"]: card for card in one.result.get("chosen", [])} for one in (a, b))
    spent = [
        {(item["year"], item["fund"]): Decimal(item["baht"]) for item in one.result.get("spending", [])}
        for one in (a, b)
    ]
    keys = sorted({*spent[0], *spent[1]})
    floors = [
        {item["text"]: item["used"] for item in one.result.get("slack", []) if item["kind"] == "floor"}
        for one in (a, b)
    ]
    return Comparison(
        [now[row] for row in now if row not in was],
        [was[row] for row in was if row not in now],
        [
            (now[row], was[row]["start"], now[row]["start"])
            for row in now
            if row in was and was[row]["start"] != now[row]["start"]
        ],
        [MoneyLine(*key, spent[0].get(key, Decimal(0)), spent[1].get(key, Decimal(0))) for key in keys],
        [(text, floors[0].get(text, ""), floors[1].get(text, "")) for text in {**floors[0], **floors[1]}],
        (a.result.get("points", 0), b.result.get("points", 0)),
        (len(was), len(now)),
        (sum(spent[0].values(), Decimal(0)), sum(spent[1].values(), Decimal(0))),
    )


def demands_of(found: Portfolio) -> Demands:
    return from_json(found.demands)
