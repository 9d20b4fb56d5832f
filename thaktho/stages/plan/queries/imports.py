"""Reading imports: one import's preview, and a network's earlier ones."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Exists, Prefetch, QuerySet

from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme

from ..models import CellFlag, ImportBatch, PlanRow
from .rows import open_flags


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


def staged_counts(found: ImportBatch) -> dict[str, int]:
    rows = PlanRow.objects.filter(batch=found).exclude(staged_as="").order_by()
    return dict(rows.values_list("staged_as").annotate(Count("pk")))
