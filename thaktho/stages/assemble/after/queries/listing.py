"""สัญญาแล้วทำอะไรไปบ้าง: the public list of all years. No personal names: an owner is a network, an organisation, or the words of
the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from thaktho.ground.files.models import StoredFile
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.thai.words import search_terms

from ...editions.models import Edition
from ...text.queries import clause_numbers
from ..models import Commitment
from ..states import DOING, DROPPED, KEPT, NOT_STARTED, OPEN
from .chains import REAL, heads

LATE = "late"


@dataclass(frozen=True)
class Filters:
    """Without an edition each promise stands once, where it is now; with one, as that assembly lists it."""

    edition: Edition | None = None
    network: Network | None = None
    state: str = ""
    q: str = ""


@dataclass(frozen=True)
class Counts:
    """How many of how many. Late ones are open ones past their day, and stand in no other figure."""

    all: int
    kept: int
    doing: int
    not_started: int
    late: int
    dropped: int


def is_late() -> Q:
    return Q(state__in=OPEN, due_on__lt=timezone.localdate())


def _chosen(programme: Programme, asked: Filters) -> QuerySet[Commitment]:
    found = Commitment.objects.filter(programme=programme)
    found = found.filter(edition=asked.edition) if asked.edition else heads(found.filter(REAL))
    if asked.network:
        found = found.filter(network=asked.network)
    for term in search_terms(asked.q):
        found = found.filter(search_text__contains=term)
    return found


def counts(programme: Programme, asked: Filters) -> Counts:
    """Of what was asked for, whatever its state. One query."""
    return counted(_chosen(programme, asked))


def counted(found: QuerySet[Commitment]) -> Counts:
    late = is_late()
    return Counts(
        **found.order_by().aggregate(
            all=Count("id"),
            kept=Count("id", Q(state=KEPT)),
            doing=Count("id", Q(state=DOING) & ~late),
            not_started=Count("id", Q(state=NOT_STARTED) & ~late),
            late=Count("id", late),
            dropped=Count("id", Q(state=DROPPED)),
        )
    )


def listing(programme: Programme, asked: Filters) -> QuerySet[Commitment]:
    """In the order of the years (newest first) and of the text."""
    found = _chosen(programme, asked)
    if asked.state == LATE:
        found = found.filter(is_late())
    elif asked.state in (DOING, NOT_STARTED):
        found = found.filter(~is_late() | Q(due_on=None), state=asked.state)
    elif asked.state in Commitment.State.values:
        found = found.filter(state=asked.state)
    public = StoredFile.objects.filter(read_verb="assemble.read")
    return (
        found.select_related("edition", "clause", "network", "organisation", "last_report", "carried_from__edition")
        .prefetch_related(Prefetch("last_report__files", public, to_attr="shown_files"))
        .order_by("-edition__year", "-edition_id", F("clause__period__order").asc(nulls_first=True),
                  "clause__order", "clause_id", "number", "id")
    )  # fmt: skip


def page_rows(found: QuerySet[Commitment], first: int, last: int) -> list[Commitment]:
    """Rows `first` (counted from 1) to `last`. Ids are sorted alone, and only one page's rows are read in full."""
    bare = found.select_related(None).prefetch_related(None).values_list("pk", flat=True)
    ids = list(bare[max(first - 1, 0) : last])
    by_id = {row.pk: row for row in found.filter(pk__in=ids).order_by()}
    return [by_id[id] for id in ids if id in by_id]


def editions_with(programme: Programme) -> list[Edition]:
    """Assemblies that have commitments, newest first."""
    ids = Commitment.objects.filter(REAL, programme=programme).order_by().values("edition_id").distinct()
    return list(Edition.objects.filter(pk__in=ids).order_by("-year", "-id"))


def records(programme: Programme, asked: Filters) -> Iterator[dict[str, Any]]:
    """Open data: one record a commitment, plain values, no name of a person."""
    rows = list(listing(programme, asked))
    numbers = clause_numbers({row.clause_id: row.clause for row in rows}.values())
    today = timezone.localdate()
    for row in rows:
        yield {
            "id": str(row.pk),
            "edition": row.edition.code,
            "year": row.edition.year,
            "clause": numbers.get(row.clause_id),
            "number": row.number,
            "clause_text": row.clause.body,
            "text": row.text,
            "network": row.network.name if row.network else "",
            "owner": owner_of(row),
            "measure": row.measure,
            "due_on": row.due_on.isoformat() if row.due_on else "",
            "state": row.state,
            "late": row.state in OPEN and row.due_on is not None and row.due_on < today,
            "reported_on": row.reported_on.isoformat() if row.reported_on else "",
            "report": row.last_report.text if row.last_report else "",
            "value": row.last_report.value if row.last_report else "",
            "carried_from": str(row.carried_from_id or ""),
            "is_example": row.is_example,
        }


def owner_of(row: Commitment) -> str:
    """Who is responsible, in words everybody may read: as the text prints them, else by name. Never a person's name."""
    return (
        row.who
        or (row.organisation.name if row.organisation else "")
        or (row.network.name if row.network else "")
    )
