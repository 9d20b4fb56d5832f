"""Reading trees: which there are, one as an outline with its rows and sums, and a row's place in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

from django.db.models import Case, Count, F, Q, Value, When
from django.utils.translation import get_language

from thaktho.ground.access import Actor, permitted
from thaktho.ground.kept import kept
from thaktho.ground.programme.models import Programme, VisionPart
from thaktho.ground.programme.queries import vision_parts
from thaktho.thai.dates import fiscal_year

from ..models import Branch, Kpi, PlanRow, PlanTree
from ..states import KPI_ON, UNDER
from ..upward import Aim, aims
from .counting import counted, hung
from .rows import visible

OWNERS = Case(*(When(owner=owner, then=Value(n)) for n, owner in enumerate(PlanTree.Owner.values)))


def trees(programme: Programme, by: Actor) -> list[PlanTree]:
    """The trees they may see: the province's first, then networks in their order, districts, organisations."""
    found = PlanTree.objects.filter(programme=programme).select_related(
        "network", "place", "organisation", "source"
    )
    if not by.grants and by.kind != "system":
        found = found.exclude(state=PlanTree.State.DRAFT)
    # A tree in use stands before drafts and what was closed.
    used = Case(When(state="standing", then=Value(0)), When(state="draft", then=Value(1)), default=Value(2))
    return list(found.order_by(OWNERS, used, F("network__order").asc(nulls_last=True), "-first_year", "id"))


def tree(programme: Programme, tree_id: UUID) -> PlanTree | None:
    found = PlanTree.objects.filter(programme=programme, pk=tree_id)
    return found.select_related("network", "place", "organisation", "source", "programme").first()


def branch(tree: PlanTree, branch_id: UUID) -> Branch | None:
    found = Branch.objects.filter(tree=tree, pk=branch_id).select_related("parent", "tree")
    return found.prefetch_related("upward", "vision_parts").first()


def kpi(tree: PlanTree, kpi_id: UUID) -> Kpi | None:
    found = Kpi.objects.filter(branch__tree=tree, pk=kpi_id)
    return found.select_related("branch__tree").prefetch_related("targets").first()


def branches_to_hang_on(programme: Programme, network_id: UUID | None = None) -> list[Branch]:
    """Standing branches of trees that are not closed: the programme's, and of networks only the row's own. In the order
    of the outline, each with a `label` for lists, numbered as its tree's page numbers it; a list names the tree above its
    branches. Kept until somebody acts."""
    name = f"plan.branches.{network_id}.{get_language()}"
    return kept(programme, name, lambda: _outline(programme, network_id))


def _outline(programme: Programme, network_id: UUID | None) -> list[Branch]:
    found = Branch.objects.filter(programme=programme, removed_at=None).exclude(tree__state="closed")
    found = found.filter(Q(tree__network=None) | Q(tree__network=network_id))
    by_tree: dict[UUID, list[Branch]] = {}
    for one in found.select_related("tree").order_by("tree__owner", "tree__title", "order", "id"):
        by_tree.setdefault(one.tree_id, []).append(one)
    ordered = []
    for group in sorted(by_tree.values(), key=lambda group: group[0].tree.owner != "province"):
        below: dict[UUID | None, list[Branch]] = {}
        for one in group:
            below.setdefault(one.parent_id, []).append(one)
        ordered += list(_walk(below, None, ""))
    return ordered


def readable(branches: list[Branch], by: Actor) -> list[Branch]:
    """Those of trees they may read: a draft tree is not told of by its branches."""
    return [one for one in branches if permitted(by, "plan.tree.read", one.tree)]


def _walk(below: dict[UUID | None, list[Branch]], top: UUID | None, prefix: str) -> Iterator[Branch]:
    for order, one in enumerate(below.get(top, ()), 1):
        number, depth = f"{prefix}{order}", prefix.count(".")
        one.label = f"{'– ' * depth}{number} {one.get_kind_display()}: {one.text[:90]}"  # type: ignore[attr-defined]
        yield one
        yield from _walk(below, one.pk, f"{number}.")


# The outline


@dataclass
class Sums:
    """Rows, and the money that counts. `unsaid`: rows whose money is not said, which is not zero."""

    rows: int = 0
    said: int = 0
    budget: Decimal = Decimal(0)

    @property
    def unsaid(self) -> int:
        return self.rows - self.said

    def add(self, row: Hung) -> None:
        self.rows += 1
        if row.budget is not None:
            self.said += 1
            self.budget += row.budget if row.counts else Decimal(0)

    def __iadd__(self, more: Sums) -> Self:
        self.rows += more.rows
        self.said += more.said
        self.budget += more.budget
        return self


@dataclass(frozen=True)
class Hung:
    """A row as a tree shows it. `counts` is False for an activity whose money stands in its project's."""

    id: UUID
    title: str
    number: int
    network_order: int
    network_name: str
    state: str
    budget: Decimal | None
    is_example: bool
    part_of: UUID | None
    counts: bool


@dataclass(frozen=True)
class KpiLine:
    """A KPI with a value for each year of the outline; None: no target was set."""

    kpi: Kpi
    values: list[tuple[int, Decimal | None]]
    order: int
    last: bool


@dataclass
class Node:
    branch: Branch
    number: str
    children: list[Node] = field(default_factory=list)
    kpis: list[KpiLine] = field(default_factory=list)
    rows: list[Hung] = field(default_factory=list)
    upward: list[tuple[Aim | None, str]] = field(default_factory=list)
    parts: list[VisionPart] = field(default_factory=list)
    own: Sums = field(default_factory=Sums)
    sums: Sums = field(default_factory=Sums)  # with all below
    first: bool = False
    last: bool = False
    order: int = 1

    @property
    def may_hold(self) -> list[str]:
        """Kinds that may stand under it."""
        return [kind for kind, over in UNDER.items() if self.branch.kind in over]

    @property
    def carries_kpis(self) -> bool:
        return self.branch.kind in KPI_ON


@dataclass
class Outline:
    nodes: list[Node]
    sums: Sums
    unhung: Sums
    removed: list[Branch]
    removed_kpis: list[Kpi]
    kpi_count: int
    years: list[int]
    parts: list[VisionPart]  # of every vision the programme had

    def walk(self) -> Iterator[Node]:
        waiting = list(reversed(self.nodes))
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)


ROW = (
    "pk", "title", "number", "network__order", "network__short_name", "state", "budget", "is_example", "part_of_id",
)  # fmt: skip


def outline(tree: PlanTree, by: Actor) -> Outline:
    """The tree with its KPIs, the rows the reader may see, and sums upward. Six queries, whatever its size."""
    parts = {part.pk: part for part in vision_parts(tree.programme)}
    branches = _branches(tree)
    standing = {one.pk: one for one in branches if one.removed_at is None}
    kpis: dict[UUID, list[Kpi]] = {}
    removed_kpis = []
    for one in _kpis(tree):
        if one.removed_at is None:
            kpis.setdefault(one.branch_id, []).append(one)
        elif one.branch_id in standing:
            removed_kpis.append(one)
    years = sorted({*tree.years, *(year for found in kpis.values() for one in found for year in one.values)})
    rows, unhung = _rows(tree, by)
    below: dict[UUID | None, list[Branch]] = {}
    for one in standing.values():
        below.setdefault(one.parent_id, []).append(one)
    known = aims()

    def grow(top: UUID | None, prefix: str) -> list[Node]:
        nodes = []
        here = below.get(top, [])
        for order, one in enumerate(here, 1):
            node = Node(one, f"{prefix}{order}", first=order == 1, last=order == len(here), order=order)
            node.children = grow(one.pk, f"{node.number}.")
            node.kpis, node.rows = _kpi_lines(kpis.get(one.pk, []), years), rows.get(one.pk, [])
            node.parts = [parts[pk] for pk in one.parts if pk in parts]
            node.upward = [(known.get(link.aim), link.note) for link in one.upward.all()]
            for row in node.rows:
                node.own.add(row)
            node.sums += node.own
            for child in node.children:
                node.sums += child.sums
            nodes.append(node)
        return nodes

    nodes = grow(None, "")
    sums = Sums()
    for node in nodes:
        sums += node.sums
    # Of what went out together only the top is brought back: the rest comes with it.
    gone = {one.pk: one.removed_at for one in branches if one.removed_at}
    removed = [one for one in branches if one.removed_at and gone.get(one.parent_id) != one.removed_at]
    count = sum(len(found) for found in kpis.values())
    return Outline(nodes, sums, unhung, removed, removed_kpis, count, years, list(parts.values()))


def _rows(tree: PlanTree, by: Actor) -> tuple[dict[UUID, list[Hung]], Sums]:
    """Rows on this tree's standing branches, and the sums of those that hang on none. One query."""
    counts = Case(When(counted(), then=Value(True)), default=Value(False))
    loose = Case(When(hung(), then=Value(False)), default=Value(True))
    found = visible(tree.programme, by).filter(joined_into=None, split_at=None)
    if tree.network_id:
        found = found.filter(network_id=tree.network_id)
    found = found.annotate(counts=counts, loose=loose).filter(Q(loose=True) | Q(branch__tree=tree))
    rows: dict[UUID, list[Hung]] = {}
    unhung = Sums()
    values = found.order_by("network__order", "number", "id").values_list(
        *ROW, "counts", "loose", "branch_id"
    )
    for *cells, loose_now, branch_id in values:
        row = Hung(*cells)
        if loose_now:
            unhung.add(row)
        else:
            rows.setdefault(branch_id, []).append(row)
    return rows, unhung


def _branches(tree: PlanTree) -> list[Branch]:
    """Every branch, removed ones too, each with the ids of its parts of the vision (`parts`). Two queries."""
    found: dict[UUID, Branch] = {}
    joined = Branch.objects.filter(tree=tree).annotate(part=F("vision_parts"))
    for one in joined.prefetch_related("upward").order_by("order", "id", "part"):
        kept = found.setdefault(one.pk, one)
        kept.parts = [*getattr(kept, "parts", []), *([one.part] if one.part else [])]  # type: ignore[attr-defined]
    return list(found.values())


def _kpis(tree: PlanTree) -> list[Kpi]:
    """Every KPI with its targets by year (`values`). One query."""
    found: dict[UUID, Kpi] = {}
    joined = Kpi.objects.filter(branch__tree=tree).annotate(
        year=F("targets__year"), value=F("targets__value")
    )
    for one in joined.order_by("order", "id", "year"):
        kept = found.setdefault(one.pk, one)
        kept.values = {**getattr(kept, "values", {}), **({one.year: one.value} if one.year else {})}  # type: ignore[attr-defined]
    return list(found.values())


def _kpi_lines(kpis: list[Kpi], years: list[int]) -> list[KpiLine]:
    lines = []
    for order, kpi in enumerate(kpis, 1):
        known = kpi.values  # type: ignore[attr-defined]
        lines.append(KpiLine(kpi, [(year, known.get(year)) for year in years], order, order == len(kpis)))
    return lines


# A row's place in time, and its activities


@dataclass(frozen=True)
class Quarters:
    """The quarters of one fiscal year a row touches: 1 is October to December."""

    year: int
    marks: tuple[bool, bool, bool, bool]

    @property
    def named(self) -> list[tuple[int, bool]]:
        return list(enumerate(self.marks, 1))


def quarters(row: PlanRow) -> list[Quarters]:
    """Per fiscal year, which quarters lie between the row's days; empty while its days are not known."""
    if row.starts_on is None:
        return []
    first, last = _quarter(row.starts_on), _quarter(row.ends_on or row.starts_on)
    found = []
    for year in range(first[0], last[0] + 1):
        marks = tuple(first <= (year, quarter) <= last for quarter in (1, 2, 3, 4))
        found.append(Quarters(year, marks))  # type: ignore[arg-type]
    return found


def _quarter(day: date) -> tuple[int, int]:
    return fiscal_year(day), ((day.month - 10) % 12) // 3 + 1


@dataclass(frozen=True)
class Project:
    """A project's activities and its money beside theirs."""

    parts: list[PlanRow]
    own: Decimal | None
    sum: Decimal | None  # of the activities; None when none says

    @property
    def differs(self) -> bool:
        return self.own is not None and self.sum is not None and self.own != self.sum


def project(row: PlanRow, by: Actor) -> Project:
    if row.part_of_id:
        return Project([], row.budget, None)  # an activity has no activities
    parts = list(
        visible(row.programme, by)
        .filter(part_of=row, split_at=None)
        .select_related("network")
        .order_by("number")
    )
    said = [part.budget for part in parts if part.budget is not None]
    return Project(parts, row.budget, sum(said, Decimal(0)) if said else None)


def projects_of(programme: Programme, row: PlanRow | None, network_id: UUID) -> list[PlanRow]:
    """Rows of a network that may have this one as an activity. Kept until somebody acts."""
    found = PlanRow.objects.filter(network_id=network_id, live=True, part_of=None, split_at=None)
    found = found.order_by("number", "id").only("id", "number", "title", "network_id", "programme_id")
    rows = kept(programme, f"plan.projects.{network_id}", lambda: list(found))
    return [one for one in rows if row is None or one.pk != row.pk]


def rows_per_tree(programme: Programme, by: Actor) -> dict[UUID, int]:
    """How many rows hang on each tree. One query."""
    found = visible(programme, by).filter(hung(), joined_into=None, split_at=None).order_by()
    return dict(found.values_list("branch__tree").annotate(Count("pk")))


def may_keep(by: Actor, tree: PlanTree) -> bool:
    return tree.state != PlanTree.State.CLOSED and permitted(by, "plan.tree.edit", tree)


def all_branches(programme: Programme) -> list[Branch]:
    """Standing branches of every tree that is not closed. Kept until somebody acts."""
    found = Branch.objects.filter(programme=programme, removed_at=None).exclude(tree__state="closed")
    return kept(programme, "plan.branches", lambda: list(found.select_related("tree")))
