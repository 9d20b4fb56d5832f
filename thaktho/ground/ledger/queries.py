"""Reading the ledger: a row's history, and whether the chain still holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db.models import QuerySet

from thaktho.ground import quick
from thaktho.ground.access import Actor

from .chain import detail_hash, line_hash
from .models import Act, Chain


@dataclass(frozen=True)
class Broken:
    """The first place where the chain does not hold: line number, and what is wrong with it."""

    number: int
    what: str


@dataclass(frozen=True)
class Verdict:
    lines: int
    broken: Broken | None


def history(programme_id: UUID, kind: str, subject_id: UUID) -> QuerySet[Act]:
    """Every act on one row, newest first, with its words."""
    lines = Act.objects.filter(programme_id=programme_id, subject_kind=kind, subject_id=subject_id)
    return lines.select_related("detail").order_by("-number")


def head(slug: str) -> str:
    """The hash of the newest line of a programme: it changes with every act. "" before the first.

    Written out, because it is asked before every public page: composing the query would cost more than running it."""
    found = quick.rows(quick.cursor(quick.connection()), _head_sql(), [slug])
    return found[0][0] if found else ""


@cache
def _head_sql() -> str:
    programme = Chain._meta.get_field("programme").related_model._meta.db_table  # type: ignore[union-attr]
    chain = Chain._meta.db_table
    return f"SELECT c.head FROM {chain} c JOIN {programme} p ON p.id = c.programme_id WHERE p.slug = %s"


def was_done(by: Actor, act_id: UUID) -> bool:
    """Whether this very act was already done by the same actor."""
    return Act.objects.filter(pk=act_id, programme_id=by.programme_id, actor_id=by.person_id).exists()


def verify(programme_id: UUID) -> Verdict:
    """Recompute the whole chain, streaming. Stops at the first line that was changed, removed or put in."""
    previous, number = "", 0
    erased = set(
        Act.objects.filter(programme_id=programme_id, verb="ledger.erase").values_list(
            "subject_id", flat=True
        )
    )
    lines = Act.objects.filter(programme_id=programme_id).select_related("detail").order_by("number")
    for line in lines.iterator(chunk_size=2000):
        number += 1
        if wrong := _fault(line, number, previous, erased):
            return Verdict(number, Broken(number, wrong))
        previous = line.hash
    chain = Chain.objects.filter(programme_id=programme_id).first()
    if chain is not None and (chain.length, chain.head) != (number, previous):
        return Verdict(number, Broken(number + 1, "the chain's head names a line that is missing"))
    if chain is None and number:
        return Verdict(number, Broken(number, "the chain's head is missing"))
    return Verdict(number, None)


def _fault(line: Act, number: int, previous: str, erased: set[UUID]) -> str:
    if line.number != number:
        return f"line {number} is missing"
    if line.previous != previous:
        return "does not follow the line before it"
    if line.hash != line_hash(line):
        return "a column was changed after it was written"
    detail = getattr(line, "detail", None)
    if detail is None:
        return "its words were removed without an erasure"
    if detail.erased:
        return "" if line.pk in erased else "its words were erased without an act of erasure"
    if line.detail_hash != detail_hash(detail.salt, detail.body, detail.reason):
        return "its words were changed after they were written"
    return ""
