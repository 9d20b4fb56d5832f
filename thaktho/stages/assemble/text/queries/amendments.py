"""Amendments: the list with its filters, one with its family, and whether it still fits the words of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from thaktho.ground.access import Actor
from thaktho.thai.words import search_terms

from ...editions.models import Edition
from ..models import Amendment, AmendmentSupport, Clause, Text
from .veiling import SHOWN, published_clauses, sees_draft, sees_hidden

# Counted beside each row: grouping would sort every word of every row.
SUPPORTERS = Coalesce(
    Subquery(
        AmendmentSupport.objects.filter(amendment=OuterRef("pk"))
        .order_by()
        .values("amendment")
        .annotate(n=Count("pk"))
        .values("n")
    ),
    0,
)
NOT_LISTED = (
    "search_text", "clause__body", "parent__body", "parent__base_body", "parent__search_text", "parent__reason",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What the list was asked for; an empty one asks for all."""

    clause: str = ""  # its id, or "new" for wishes to add one
    state: str = ""
    network: str = ""  # its id
    decision: str = ""  # or "none"
    q: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the list. `fit`: fits | moved | gone | done; see `fit_of`."""

    amendment: Amendment
    number: int | None  # of the clause now
    fit: str


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def amendments(text: Text, asked: Filters, by: Actor) -> QuerySet[Amendment]:
    """By clause as the clauses stand, then by number; without bodies' families. Words hidden, or of
    a clause in no version, are found by nobody but those who read them. One query, two for a search without a role."""
    found = Amendment.objects.filter(programme_id=text.programme_id, text=text)
    if asked.clause == "new":
        found = found.filter(kind=Amendment.Kind.ADD)
    elif asked.clause:
        found = found.filter(clause_id=_uuid(asked.clause))
    if asked.state in Amendment.State.values:
        found = found.filter(state=asked.state)
    if asked.network:
        found = found.filter(network_id=_uuid(asked.network))
    if asked.decision == "none":
        found = found.filter(decision="", state=Amendment.State.SUBMITTED)
    elif asked.decision:
        found = found.filter(decision=asked.decision)
    terms = search_terms(asked.q)
    if terms and not sees_hidden(by):
        found = found.filter(SHOWN)
    if terms and not sees_draft(by):
        found = found.filter(
            Q(kind=Amendment.Kind.ADD) | Q(clause=None) | Q(clause__in=published_clauses(text))
        )
    for term in terms:
        found = found.filter(search_text__contains=term)
    if asked.q.strip().isdecimal():
        found = Amendment.objects.filter(
            Q(pk__in=found.values("pk")) | Q(text=text, number=int(asked.q.strip()[:9]))
        )
    return (
        found.select_related("clause", "clause__period", "network", "parent")
        .defer(*NOT_LISTED)
        .annotate(support_count=SUPPORTERS)
        .order_by("clause__period__order", "clause__order", "clause_id", "number")
    )


def fit_of(amendment: Amendment, clause: Clause | None) -> str:
    """Whether the words it was written on still stand: `fits`, `moved` (the clause has newer words, a three-way merge is
    needed), `gone` (the clause was removed), `done` (nothing more comes of it)."""
    if amendment.state in (Amendment.State.WITHDRAWN, Amendment.State.COMPOSED):
        return "done"
    if clause is None or amendment.kind == Amendment.Kind.ADD:
        return "fits"
    if not clause.live:
        return "gone"
    return "fits" if amendment.base_revision == clause.revision or amendment.parent_id else "moved"


def rows(found: list[Amendment], numbers: dict[UUID, int]) -> list[Row]:
    return [
        Row(one, numbers.get(one.clause_id) if one.clause_id else None, fit_of(one, one.clause))
        for one in found
    ]


def filter_counts(text: Text) -> dict[str, int]:
    """state -> how many. One query."""
    counted = text.amendments.order_by().values_list("state").annotate(n=Count("pk"))
    return dict(counted)


def amendments_of(clause: Clause) -> list[Amendment]:
    return list(clause.amendments.select_related("network", "parent").annotate(support_count=SUPPORTERS))


def amendment(edition: Edition, amendment_id: UUID) -> Amendment | None:
    found = Amendment.objects.filter(programme_id=edition.programme_id, edition=edition, pk=amendment_id)
    related: tuple[Any, ...] = (
        "text", "text__edition", "clause", "clause__period", "network", "parent", "merged_into", "hearing", "period", "after",
    )  # fmt: skip
    return found.select_related(*related).first()
