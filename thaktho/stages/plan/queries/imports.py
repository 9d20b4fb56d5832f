"""Reading imports: one import's preview, and a network's earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, Prefetch, QuerySet

from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.thai.money import show_money
from thaktho.thai.normalise import normalise

from ..models import CellFlag, ImportBatch, PlanRow
from .rows import open_flags

# The cells by which an import tells whether a row is there already.
COMPARED = (
    "title", "problem", "good_deed", "virtues_text", "indicator", "when_text", "agency", "area_text", "budget",
)  # fmt: skip


def batch(programme: Programme, batch_id: UUID) -> ImportBatch | None:
    found = ImportBatch.objects.filter(programme=programme, pk=batch_id)
    return found.select_related("network", "file", "job", "programme").first()


def batches(network: Network) -> QuerySet[ImportBatch]:
    found = ImportBatch.objects.filter(programme_id=network.programme_id, network=network)
    return found.select_related("file").order_by("-made_at")


def staged(found: ImportBatch, *, only: str = "") -> QuerySet[PlanRow]:
    """Rows of an import in the order of the file; `only` is «flagged» or what applying would do to them."""
    rows = PlanRow.objects.filter(programme_id=found.programme_id, batch=found).exclude(staged_as="")
    if only == "flagged":
        rows = rows.filter(Exists(open_flags()))
    elif only:
        rows = rows.filter(staged_as=only)
    flags = Prefetch("flags", queryset=CellFlag.objects.filter(settled_at=None))
    return rows.select_related("staged_over").prefetch_related(flags).order_by("number", "id")


@dataclass(frozen=True)
class Overwritten:
    """A cell of a standing row that applying the import would change."""

    name: str
    before: str
    after: str


def overwritten(row: PlanRow) -> list[Overwritten]:
    """What a staged row would change in the row it is for; `staged_over` came with it."""
    if row.staged_as != PlanRow.Staged.UPDATE or row.staged_over is None:
        return []
    pairs = [(name, _said(row.staged_over, name), _said(row, name)) for name in COMPARED]
    return [Overwritten(*pair) for pair in pairs if normalise(pair[1]) != normalise(pair[2])]


def _said(row: PlanRow, name: str) -> str:
    if name == "budget":
        return show_money(row.budget, unit=False) if row.budget is not None else row.budget_text
    return str(getattr(row, name))


def staged_counts(found: ImportBatch) -> dict[str, int]:
    rows = PlanRow.objects.filter(batch=found).exclude(staged_as="").order_by()
    return dict(rows.values_list("staged_as").annotate(Count("pk")))
