"""The X-ray of the plan: the rows and the tree as `engines.weave.lint` takes them, and its findings with their way to
the cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from thaktho.engines.weave import lint as engine
from thaktho.ground.access import Actor
from thaktho.ground.language import language
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import OwnVirtue, Programme
from thaktho.ground.programme.queries import virtue_sets, virtues_of_years
from thaktho.ground.thread.queries import linked_to
from thaktho.thai.dates import show_span
from thaktho.thai.money import show_money

from ..cells import LABELS
from ..models import Acceptance, Branch, CellFlag, Kpi, LintWaiver, Pair, PlanRow, PlanTree
from ..reading import plain
from .rows import visible

Thing = PlanRow | Branch | Kpi | Pair | Network

# What a finding's cell is called in the row's form, for the link to it.
FIELDS = {
    "title": "title",
    "agency": "agency",
    "virtues": "virtues",
    "area": "area_text",
    "areas": "area_text",
    "years": "when_text",
    "measures": "indicator",
    "start": "when_text",
    "end": "when_text",
    "budget": "budget_text",
    "lines": "line_0_amount",
    "by_year": "line_0_amount",
    "origins": "problem",
    "accepted": "lead",
    "parents": "branch",
}
UNNAMED = ("", "id", "total", "kpis")  # what is about no cell of a form
MEASURE = {"baseline": "baseline", "base_year": "baseline_year", "unit": "unit", "name": "indicator"}


@dataclass(frozen=True)
class Found:
    """A finding as a page shows it: whose, where, and whether somebody let it stand."""

    finding: engine.Finding
    rule: engine.Rule
    title: str
    url: str
    kind: str
    subject_id: UUID
    thing: Thing
    network: Network | None = None
    waiver: LintWaiver | None = None

    @property
    def cell(self) -> str:
        """What the cell is called on the form; "" where the finding is about no cell."""
        cell = self.finding.cell
        if cell.split(".")[0] in UNNAMED or isinstance(self.thing, Pair | Network):
            return ""
        name = anchor(cell).removeprefix("id_")
        if name.startswith("target_"):
            return gettext("เป้าหมายปี %(year)s") % {"year": name.removeprefix("target_")}
        label = LABELS.get({"budget_text": "budget", "line_0_amount": "budget"}.get(name, name))
        return str(label or "")

    @property
    def value(self) -> str:
        """What stands in that cell now; "" for nothing."""
        return _value(self.thing, self.finding.cell) if self.cell else ""


@dataclass(frozen=True)
class Report:
    """All findings of what this reader may see."""

    found: tuple[Found, ...]
    rows: int

    @property
    def open(self) -> list[Found]:
        return [item for item in self.found if item.waiver is None]

    def count(self, severity: str) -> int:
        return Counter(item.finding.severity for item in self.open)[severity]


def report(programme: Programme, by: Actor, network: Network | None = None) -> Report:
    """X-ray the rows this reader may see, of one network or of all, and with all the province's tree. About twelve
    queries, whatever the number of rows."""
    found = visible(programme, by).filter(joined_into=None, split_at=None)
    if network:
        found = found.filter(network=network)
    rows = list(_with_cells(found))
    branches = list(Branch.objects.filter(programme=programme, removed_at=None, tree__state__in=_LIVING))
    kpis = list(
        Kpi.objects.filter(programme=programme, removed_at=None, branch__in=branches).prefetch_related(
            "targets"
        )
    )
    pairs = _pairs(programme, rows)
    plan = plan_data(programme, rows, branches, kpis, pairs)
    only = [code for code in engine.RULES if not (network and code.startswith("tree."))]
    waivers = {
        (waiver.rule, waiver.subject_id): waiver for waiver in LintWaiver.objects.filter(programme=programme)
    }
    names: dict[str, Thing] = {str(thing.pk): thing for thing in (*rows, *branches, *kpis, *pairs)}
    names |= {row.network.code: row.network for row in rows}
    shown = [_found(programme, finding, names, waivers) for finding in engine.lint(plan, only)]
    return Report(tuple(item for item in shown if item), len(rows))


_LIVING = (PlanTree.State.DRAFT, PlanTree.State.STANDING)


def _with_cells(found: QuerySet[PlanRow]) -> QuerySet[PlanRow]:
    return (
        found.select_related("network", "lead")
        .prefetch_related("targets", "budget_lines", "areas", "acceptances", "flags")
        .order_by("network__order", "number", "id")
    )


def _pairs(programme: Programme, rows: Iterable[PlanRow]) -> list[Pair]:
    ids = {row.pk for row in rows}
    undecided = Pair.objects.filter(
        programme=programme, stale=False, decision="", label__in=("duplicate", "join")
    )
    return [pair for pair in undecided if pair.row_a_id in ids and pair.row_b_id in ids]


def plan_data(
    programme: Programme, rows: list[PlanRow], branches: list[Branch], kpis: list[Kpi], pairs: list[Pair]
) -> engine.Plan:
    """The plan as plain data."""
    years = programme.years
    linked = linked_to(programme.pk, PlanRow.thread_kind, [row.pk for row in rows])
    own = frozenset(OwnVirtue.objects.filter(programme=programme).values_list("name_th", flat=True))
    sets = virtues_of_years(programme, years)
    names = {virtue.code: virtue.name_th for found in virtue_sets().values() for virtue in found.virtues}
    standing = {row.pk for row in rows}
    above = _kpis_above(branches, kpis)
    return engine.Plan(
        first_year=years[0],
        last_year=years[-1],
        branches=tuple(_branch(branch) for branch in branches),
        kpis=tuple(_kpi(kpi) for kpi in kpis),
        tasks=tuple(
            _task(row, linked.get(row.pk, []), standing, names, above.get(row.branch_id, ())) for row in rows
        ),
        pairs=tuple(engine.Pair(str(pair.pk), str(pair.row_a_id), str(pair.row_b_id)) for pair in pairs),
        virtue_sets={
            year: frozenset(virtue.name_th for virtue in found) | own for year, found in sets.items()
        },
    )


def _kpis_above(branches: list[Branch], kpis: list[Kpi]) -> dict[UUID | None, tuple[str, ...]]:
    """The KPIs that a row on each branch serves: the branch's own, and those of every branch above it."""
    own: dict[UUID, list[str]] = {}
    for kpi in kpis:
        own.setdefault(kpi.branch_id, []).append(str(kpi.pk))
    parents = {branch.pk: branch.parent_id for branch in branches}
    found: dict[UUID | None, tuple[str, ...]] = {}
    for branch in branches:
        path, here = dict.fromkeys([branch.pk]), branch.parent_id
        while here in parents and here not in path:
            path[here] = None
            here = parents[here]
        found[branch.pk] = tuple(kpi for step in path for kpi in own.get(step, []))
    return found


def _branch(branch: Branch) -> engine.Branch:
    top = branch.kind in (Branch.Kind.STRATEGY, Branch.Kind.GUIDELINE)
    parents = (str(branch.parent_id),) if branch.parent_id else ()
    return engine.Branch("strategy" if top else "objective", str(branch.pk), branch.text, parents)


def _kpi(kpi: Kpi) -> engine.Kpi:
    targets = {target.year: target.value for target in kpi.targets.all()}
    measure = engine.Measure(
        kpi.name,
        kpi.unit,
        kpi.baseline,
        kpi.baseline_year,
        targets,
        "down" if kpi.direction == "down" else "up",
    )
    return engine.Kpi(str(kpi.pk), measure, (str(kpi.branch_id),))


def _task(
    row: PlanRow,
    origins: list[UUID],
    standing: set[UUID],
    names: dict[str, str],
    kpis: tuple[str, ...],
) -> engine.Task:
    lines = tuple(engine.Line(line.amount, line.year, line.fund) for line in row.budget_lines.all())
    part = row.part_of_id if row.part_of_id in standing else None
    above = part or row.branch_id
    zero = bool(lines) and all(line.amount == 0 for line in lines)
    return engine.Task(
        kind="activity" if part else "project",
        id=str(row.pk),
        title=row.title,
        parents=(str(above),) if above else (),
        agency=row.agency or (row.lead.name if row.lead else ""),
        accepted=_accepted(row),
        kpis=kpis,
        virtues=tuple(names.get(code, code) for code in row.virtues)
        or ((row.virtues_text,) if row.virtues_text else ()),
        areas=tuple(place.code for place in row.areas.all()) or ((row.area_text,) if row.area_text else ()),
        years=tuple(sorted({line.year for line in lines if line.year})),
        start=row.starts_on,
        end=row.ends_on,
        budget=row.budget,
        no_budget=zero,
        lines=lines,
        measures=(_measure(row),) if row.indicator else (),
        origins=(*(str(origin) for origin in origins), *(("problem",) if row.problem else ())),
        unreadable=tuple(
            (flag.field, flag.why)
            for flag in row.flags.all()
            if flag.settled_at is None and flag.kind == CellFlag.Kind.READING
        ),
        texts={name: getattr(row, name) for name in ("problem", "good_deed", "indicator")},
        network=row.network.code,
        asked=bool(row.acceptances.all()),
    )


def _measure(row: PlanRow) -> engine.Measure:
    targets: dict[int, Decimal | None] = {target.year: target.value for target in row.targets.all()}
    direction = "down" if row.direction == "down" else "up"
    return engine.Measure(row.indicator, row.unit, row.baseline, row.baseline_year, targets, direction)


def _accepted(row: PlanRow) -> bool | None:
    """Whether everyone asked took it on: one who refuses counts first, one who has not answered next."""
    states = {acceptance.state for acceptance in row.acceptances.all()}
    if Acceptance.State.DECLINED in states:
        return False
    return True if states == {Acceptance.State.ACCEPTED} else None


def _found(
    programme: Programme,
    finding: engine.Finding,
    names: dict[str, Thing],
    waivers: dict[tuple[str, UUID], LintWaiver],
) -> Found | None:
    thing = names.get(finding.subject.id)
    if thing is None:
        return None
    waiver = waivers.get((finding.code, thing.pk))
    network = thing.network if isinstance(thing, PlanRow) else None
    kind = subject_kind(thing)
    title = str(thing.row_a.title if isinstance(thing, Pair) else thing)
    url = _url(programme, finding, thing)
    return Found(finding, engine.RULES[finding.code], title, url, kind, thing.pk, thing, network, waiver)


def subject_kind(thing: Thing) -> str:
    """What a waiver calls its subject."""
    return thing._meta.label_lower if isinstance(thing, Network) else thing.thread_kind


def _value(thing: Thing, cell: str) -> str:
    """A finding's cell as its form shows it."""
    parts = cell.split(".")
    name = anchor(cell).removeprefix("id_")
    if name.startswith("target_"):
        year = int(name.removeprefix("target_"))
        values = {target.year: plain(target.value) for target in thing.targets.all()}  # type: ignore[union-attr]
        return values.get(year, "")
    if not isinstance(thing, PlanRow):
        found = getattr(thing, name, "")
        return plain(found) if isinstance(found, Decimal) else str(found or "")
    if name == "virtues":
        return parts[1] if len(parts) > 1 else thing.virtues_text
    if name == "line_0_amount":
        year = int(parts[1]) if len(parts) > 1 and len(parts[1]) == 4 else 0
        return _baht(
            sum((n.amount for n in thing.budget_lines.all() if n.year == year), Decimal(0))
            if year
            else thing.budget
        )
    if name == "budget_text":
        return thing.budget_text or _baht(thing.budget)
    if name == "when_text":
        if thing.when_text or thing.starts_on is None:
            return thing.when_text
        return show_span(thing.starts_on, thing.ends_on, lang=language())
    if name == "agency":
        return thing.agency or (thing.lead.name if thing.lead else "")
    found = getattr(thing, name, "")
    return plain(found) if isinstance(found, Decimal) else str(found or "")


def _baht(amount: Decimal | None) -> str:
    return "" if amount is None else show_money(amount)


def _url(programme: Programme, finding: engine.Finding, thing: Thing) -> str:
    """The page on which the cell is mended, at the cell."""
    if isinstance(thing, Network):
        return reverse("plan_acceptances", kwargs={"province": programme.slug})
    if isinstance(thing, Pair):
        return reverse("plan_pair", kwargs={"province": programme.slug, "pair_id": thing.pk})
    if isinstance(thing, PlanRow):
        base = reverse("plan_row", kwargs={"province": programme.slug, "row": thing.pk})
        return f"{base}#{anchor(finding.cell)}"
    return reverse("thread", kwargs={"province": programme.slug, "kind": thing.thread_kind, "id": thing.pk})


def anchor(cell: str) -> str:
    """The id of the box in the row's form that a finding's cell is mended in."""
    parts = cell.split(".")
    if parts[0] == "measures" and len(parts) > 2:
        name = (
            f"target_{parts[3]}"
            if parts[2] == "targets" and len(parts) > 3
            else MEASURE.get(parts[2], "indicator")
        )
    elif parts[0] == "texts":
        name = parts[-1]
    else:
        name = FIELDS.get(parts[0], parts[0] or "title")
    return f"id_{name}"


def subject(programme: Programme, by: Actor, id: UUID) -> Thing | None:
    """What a finding is about, where this reader may see it."""
    if row := visible(programme, by).filter(pk=id).first():
        return row
    for model in (Branch, Kpi, Pair, Network):
        if thing := model.objects.filter(programme=programme, pk=id).first():
            return thing
    return None
