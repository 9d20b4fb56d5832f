"""Where needs stand and no row acts: the grid of the engine, drawn over the province's amphoe and virtues."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from uuid import UUID

from django.db.models import QuerySet

from thaktho.engines.weave import gap as engine
from thaktho.ground.kept import kept
from thaktho.ground.people.models import Network
from thaktho.ground.places.queries import districts, named, tiles
from thaktho.ground.programme.models import Programme
from thaktho.ground.programme.queries import virtues_of_years
from thaktho.thai.dates import fiscal_year

from .. import groups
from ..models import GapDecision, Need, PlanRow
from ..states import PUBLIC
from .needs import for_weaving

WHOLE = "all"  # in addresses: the whole of an axis


@dataclass(frozen=True)
class Look:
    """What of the grid is looked at: one year and one target group, or the whole of them."""

    year: int | None = None
    group: str = ""


@dataclass(frozen=True)
class Square:
    """One square as the page draws it."""

    area: str
    area_name: str
    virtue: str
    virtue_name: str  # "": of no virtue in particular
    state: str
    needs: int
    urgency: float
    said: str = ""  # the square in words
    decision: GapDecision | None = None

    @property
    def shown(self) -> str:
        """What stands in it: a decision stands before the engine's finding."""
        return self.decision.kind if self.decision and self.state in ("gap", "partly") else self.state


@dataclass(frozen=True)
class GapMap:
    """The grid: `lines` of one area each, a square for every column; `places` the same squares on the tile map."""

    columns: list[tuple[str, str]]  # virtue code ("all": of no virtue in particular) and its name
    lines: list[list[Square]]
    counts: dict[str, int]
    outside: int
    needs: int
    rows: int

    @property
    def decided(self) -> int:
        return self.counts.get("aside", 0) + self.counts.get("given", 0)

    @property
    def to_decide(self) -> int:
        return self.counts.get("gap", 0) + self.counts.get("partly", 0) + self.decided


def needs_for_engine(programme: Programme) -> list[engine.Need]:
    """Open needs, one for each area, virtue and group they name. Two queries."""
    found = []
    for need in for_weaving(programme):
        basis = "recorded" if need.basis == Need.Basis.TYPED else need.basis
        tally = None
        if need.basis == Need.Basis.STATEMENT and need.agree is not None:
            tally = engine.Tally(need.agree, need.disagree or 0)
        # What was voted on is weighed by its votes; the share that stands as its weight is not counted a second time.
        weight = 1.0 if tally else need.weight
        axes = product(need.areas or (None,), need.virtues or (None,), need.groups or (None,))
        for number, (area, virtue, group) in enumerate(axes):
            found.append(
                engine.Need(f"{need.id}:{number}", area, virtue, group, need.years, weight, basis, tally)  # type: ignore[arg-type]
            )
    return found


def rows_for_engine(programme: Programme) -> list[engine.PlannedRow]:
    """What networks have sent, by where, which virtue, for whom and when. Three queries."""
    rows = (
        PlanRow.objects.filter(
            programme=programme, live=True, state__in=PUBLIC, joined_into=None, split_at=None
        )
        .prefetch_related("areas", "budget_lines")
        .order_by("pk")
    )
    return [
        engine.PlannedRow(
            str(row.pk),
            tuple(place.code for place in row.areas.all()),
            tuple(row.virtues),
            tuple(row.groups),
            years_of(row),
        )
        for row in rows
    ]


def years_of(row: PlanRow) -> tuple[int, ...]:
    """The fiscal years in which a row is carried out, else those it is paid for."""
    if row.starts_on:
        last = row.ends_on or row.starts_on
        return tuple(range(fiscal_year(row.starts_on), fiscal_year(max(last, row.starts_on)) + 1))
    return tuple(sorted({line.year for line in row.budget_lines.all() if line.year}))


def columns(programme: Programme) -> list[tuple[str, str]]:
    """The virtues in force in any of the programme's years, and "of no virtue in particular"."""
    found: dict[str, str] = {}
    for virtues in virtues_of_years(programme, programme.years).values():
        found |= {virtue.code: virtue.name_th for virtue in virtues}
    return list(found.items())


def grid(
    programme: Programme,
    look: Look,
    needs: list[engine.Need] | None = None,
    rows: list[engine.PlannedRow] | None = None,
) -> engine.Grid:
    """Every amphoe and virtue, of one year and group where asked. What was read already is not read again."""
    axes = engine.Axes(
        areas=tuple(place.code for place in districts(programme)),
        virtues=tuple(code for code, _ in columns(programme)),
        groups=(look.group,) if look.group else (),
        years=(look.year,) if look.year else (),
    )
    needs = needs_for_engine(programme) if needs is None else needs
    rows = rows_for_engine(programme) if rows is None else rows
    return engine.find_gaps(needs, rows, axes, home=programme.province_id)


def gap_map(programme: Programme, look: Look) -> GapMap:
    """The whole page's data. About eight queries, whatever the number of rows."""
    needs, rows = needs_for_engine(programme), rows_for_engine(programme)
    found = grid(programme, look, needs, rows)
    folded = engine.tiles(found, level=4, year=look.year, group=look.group or None)
    decisions = {(item.area, item.virtue): item for item in standing(programme, look)}
    names = {place.code: place.name_th for place in districts(programme)}
    names[programme.province_id] = programme.province.name_th
    titles = dict(columns(programme))
    lines = []
    counts: dict[str, int] = {}
    for area, tiled in zip(folded.areas, folded.tiles, strict=True):
        line = []
        for virtue, tile in zip(folded.virtues, tiled, strict=True):
            square = Square(
                area=area or programme.province_id,
                area_name=names.get(area or programme.province_id, area or ""),
                virtue=virtue or WHOLE,
                virtue_name=titles.get(virtue or "", ""),
                state=tile.state,
                needs=tile.needs,
                urgency=tile.urgency,
                said=tile.text,
                decision=decisions.get((area or programme.province_id, virtue or "")),
            )
            counts[square.shown] = counts.get(square.shown, 0) + 1
            line.append(square)
        lines.append(line)
    heads = [(virtue or WHOLE, titles.get(virtue or "", "")) for virtue in folded.virtues]
    said = {id.split(":")[0] for id in found.outside}
    count = len({need.id.split(":")[0] for need in needs})
    return GapMap(heads, lines, counts, len(said), count, len(rows))


def standing(programme: Programme, look: Look) -> QuerySet[GapDecision]:
    """Decisions about this look that were not undone."""
    return GapDecision.objects.filter(
        programme=programme, undone_at=None, year=look.year or 0, group=look.group
    ).select_related("network", "row")


@dataclass(frozen=True)
class CellPage:
    """One square opened: its needs, the rows that meet it, partly or perhaps, and what was decided."""

    area: str
    area_name: str
    virtue: str
    virtue_name: str
    state: str
    explanations: list[str]
    needs: list[Need]
    rows: list[PlanRow]
    parts: list[PlanRow]
    maybe: list[PlanRow]
    decision: GapDecision | None


def cell_page(programme: Programme, look: Look, area: str, virtue: str) -> CellPage | None:
    """Everything behind one square, or None where the grid has no such square."""
    found = grid(programme, look)
    wanted = None if virtue == WHOLE else virtue
    home = programme.province_id
    cells = [
        cell
        for cell in found.cells
        if _within(cell.area or home, area) and cell.virtue == wanted and cell.year == look.year
        and (cell.group or "") == look.group
    ]  # fmt: skip
    names = {place.code: place.name_th for place in districts(programme)} | {home: programme.province.name_th}
    titles = dict(columns(programme))
    if not cells or area not in names or (wanted and wanted not in titles):
        return None
    folded = engine.tiles(found, level=4, year=look.year, group=look.group or None)
    place = [each or home for each in folded.areas].index(area)
    state = folded.tiles[place][folded.virtues.index(wanted)].state
    needs = {UUID(id.split(":")[0]) for cell in cells for id in cell.needs}
    sides = [{UUID(id) for cell in cells for id in side} for side in ([], [], [])]
    for cell in cells:
        for side, ids in zip(sides, (cell.rows, cell.parts, cell.maybe), strict=True):
            side |= {UUID(id) for id in ids}
    rows = (
        PlanRow.objects.filter(programme=programme, pk__in=set().union(*sides))
        .select_related("network")
        .in_bulk()
    )
    full, parts, maybe = ([rows[pk] for pk in sorted(side) if pk in rows] for side in sides)
    return CellPage(
        area=area,
        area_name=names[area],
        virtue=virtue,
        virtue_name=titles.get(wanted or "", ""),
        state=state,
        explanations=[cell.explanation for cell in cells],
        needs=list(Need.objects.filter(programme=programme, pk__in=needs).prefetch_related("areas")),
        rows=full,
        parts=[row for row in parts if row not in full],
        maybe=[row for row in maybe if row not in full and row not in parts],
        decision=standing(programme, look).filter(area=area, virtue=wanted or "").first(),
    )


def cell_or_bare(programme: Programme, look: Look, area: str, virtue: str) -> CellPage:
    """The square, also when its needs were set aside since and the grid has it no more."""
    if found := cell_page(programme, look, area, virtue):
        return found
    name = named(programme, [area])[area].name_th
    title = dict(columns(programme)).get(virtue, "")
    return CellPage(area, name, virtue, title, "no_data", [], [], [], [], [], None)


@dataclass(frozen=True)
class Given:
    """A gap that was given to a network and waits to become a row of its plan."""

    decision: GapDecision
    area_name: str
    virtue_name: str
    group_name: str


def waiting_gaps(programme: Programme) -> QuerySet[GapDecision]:
    """Gaps given to networks while their plans were closed."""
    return GapDecision.objects.filter(
        programme=programme, kind=GapDecision.Kind.GIVEN, row=None, undone_at=None
    )


def given_to(programme: Programme, network: Network) -> list[Given]:
    """The same of one network, with names. Kept until somebody acts; no query while nothing waits."""
    waiting = kept(programme, "plan.waiting_gaps", lambda: list(waiting_gaps(programme)))
    found = [one for one in waiting if one.network_id == network.pk]
    if not found:
        return []
    places, virtues = named(programme, [one.area for one in found]), dict(columns(programme))
    return [
        Given(
            one,
            places[one.area].name_th if one.area in places else one.area,
            virtues.get(one.virtue, ""),
            groups.names().get(one.group, ""),
        )
        for one in found
    ]


def coverage(programme: Programme) -> dict[UUID, str]:
    """Whether rows answer each need by its area and virtue, as the grid finds: covered, partly or gap. A need with several
    squares is covered when all of them are. Kept until somebody acts."""
    return kept(programme, "need_coverage", lambda: _coverage(programme))


def _coverage(programme: Programme) -> dict[UUID, str]:
    states: dict[UUID, set[str]] = {}
    for cell in grid(programme, Look()).cells:
        for id in cell.needs:
            states.setdefault(UUID(id.split(":")[0]), set()).add(cell.state)
    return {need: found.pop() if len(found) == 1 else "partly" for need, found in states.items()}


def _within(code: str, area: str) -> bool:
    """Whether a cell's area folds into this line: the province's own line is its alone."""
    return code == area or (len(area) == 4 and code.startswith(area))


def drawn(programme: Programme, found: GapMap, virtue: str) -> list[dict[str, object]]:
    """The squares of one virtue on the province's tile map; [] where the province has no such map."""
    rows = tiles(programme)
    if rows is None:
        return []
    place = [code for code, _ in found.columns].index(virtue)
    squares = {line[place].area: line[place] for line in found.lines}
    return [
        {"x": x, "y": y, "name": place.name_th, "square": squares.get(place.code)}
        for y, row in enumerate(rows, 1)
        for x, place in enumerate(row, 1)
        if place
    ]


def decision_of(programme: Programme, decision_id: UUID) -> GapDecision | None:
    return GapDecision.objects.filter(programme=programme, pk=decision_id).first()
