"""The declaration as it stands, and as it stood in its versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from thaktho.thai.textdiff import Piece, diff

from ...editions import queries as editions
from ...editions.models import Edition
from ..models import Clause, Text, TextVersion


def text_of(edition: Edition) -> Text | None:
    text = Text.objects.filter(programme_id=edition.programme_id, edition=edition).first()
    if text is not None:
        text.edition = edition
    return text


def is_agreed(edition: Edition) -> bool:
    """Whether the words stand: agreed or proclaimed. Before that nothing is promised on them."""
    standing = (Text.State.AGREED, Text.State.PROCLAIMED)
    return Text.objects.filter(
        programme_id=edition.programme_id, edition=edition, state__in=standing
    ).exists()


def latest_version(edition: Edition) -> TextVersion | None:
    found = TextVersion.objects.filter(programme_id=edition.programme_id, edition=edition)
    return found.order_by("-number").first()


def version(edition: Edition, version_id: UUID) -> TextVersion | None:
    found = TextVersion.objects.filter(programme_id=edition.programme_id, edition=edition, pk=version_id)
    return found.select_related("text").first()


def in_order(clauses: list[Clause]) -> list[Clause]:
    """As printed: clauses of no period first, then period by period. (Databases differ on where NULL sorts.)"""
    return sorted(
        clauses,
        key=lambda one: (one.period.order if one.period else 0, str(one.period_id or ""), one.order, one.pk),
    )


def living_clauses(text: Text) -> list[tuple[int, Clause]]:
    """(printed number, clause), numbered through all periods; with periods and actions. Two queries."""
    living = text.clauses.filter(live=True).select_related("period", "issue")
    return list(enumerate(in_order(list(living.prefetch_related("actions"))), 1))


def told_clauses(text: Text, inside: bool) -> dict[UUID, str]:
    """clause id -> its number and first words, to choose from: of today for those with a role, of the latest version for
    everybody else."""
    if inside:
        return {one.pk: f"{number}. {one.body[:60]}" for number, one in living_clauses(text)}
    latest = latest_version(text.edition)
    return {
        one.clause_id: f"{one.number}. {one.body[:60]}" for one in (frozen_clauses(latest) if latest else ())
    }


def numbers(text: Text) -> dict[UUID, int]:
    """clause id -> its number now. One query."""
    return _numbered([text.pk])


def clause_numbers(clauses: Iterable[Clause]) -> dict[UUID, int]:
    """The printed numbers of these clauses, of whichever declarations: their place among those that live. One query."""
    return _numbered({clause.text_id for clause in clauses})


def _numbered(texts: Iterable[UUID]) -> dict[UUID, int]:
    living = Clause.objects.filter(text__in=list(texts), live=True).select_related("period")
    of_text: dict[UUID, list[Clause]] = {}
    for one in living.only("period__order", "period_id", "order", "text_id").order_by():
        of_text.setdefault(one.text_id, []).append(one)
    return {one.pk: n for found in of_text.values() for n, one in enumerate(in_order(found), 1)}


def clause(edition: Edition, clause_id: UUID) -> Clause | None:
    found = Clause.objects.filter(programme_id=edition.programme_id, edition=edition, pk=clause_id)
    return found.select_related("text", "text__edition", "period", "issue").first()


class FrozenClause(NamedTuple):
    number: int
    clause_id: UUID
    period: str
    body: str
    actions: list[dict[str, Any]]  # addressee, action, network, organisation, due_on; all text


def frozen_clauses(version: TextVersion) -> list[FrozenClause]:
    """The clauses of a version, as they were frozen. No query."""
    return [
        FrozenClause(int(one["number"]), UUID(one["id"]), one["period"], one["body"], one["actions"])
        for one in editions.frozen_clauses(version.frozen)
    ]


def frozen_revisions(version: TextVersion) -> dict[UUID, int]:
    """clause id -> the revision whose words this version holds."""
    return {UUID(one["id"]): int(one.get("revision", 1)) for one in version.frozen.get("clauses", [])}


def clause_diff(version_a: TextVersion, version_b: TextVersion, clause_id: UUID) -> tuple[Piece, ...]:
    """What became of a clause from one version to another. A clause that is in one only is all added, or all dropped."""
    bodies = [
        next((one.body for one in frozen_clauses(version) if one.clause_id == clause_id), "")
        for version in (version_a, version_b)
    ]
    return diff(*bodies)


@dataclass(frozen=True)
class Compared:
    """One clause in two versions. `what`: same | changed | added | removed; `moved` when its number is another."""

    clause_id: UUID
    before: FrozenClause | None
    after: FrozenClause | None
    what: str
    moved: bool
    pieces: tuple[Piece, ...]
    actions: tuple[Piece, ...]  # lines of ขอให้ … ดำเนินการ …

    @property
    def period(self) -> str:
        return (self.after or self.before).period  # type: ignore[union-attr]


def request_lines(actions: list[dict[str, Any]]) -> str:
    return "\n".join(f"ขอให้ {one.get('addressee', '')} ดำเนินการ {one.get('action', '')}" for one in actions)


def compare(one: TextVersion, two: TextVersion) -> list[Compared]:
    """Clause by clause, by the clause's id, in the order of the later version; removed ones where they stood."""
    before = {clause.clause_id: clause for clause in frozen_clauses(one)}
    after = {clause.clause_id: clause for clause in frozen_clauses(two)}
    order = list(after)
    for place, clause_id in enumerate(before):
        if clause_id not in after:
            order.insert(min(place, len(order)), clause_id)
    stay_old = [id for id in before if id in after]
    stay_new = [id for id in after if id in before]
    return [_compared(id, before.get(id), after.get(id), stay_old, stay_new) for id in order]


def _compared(
    id: UUID,
    before: FrozenClause | None,
    after: FrozenClause | None,
    stay_old: list[UUID],
    stay_new: list[UUID],
) -> Compared:
    lines = request_lines(before.actions) if before else "", request_lines(after.actions) if after else ""
    pieces = diff(before.body if before else "", after.body if after else "")
    if before is None or after is None:
        what, moved = ("added" if before is None else "removed"), False
    else:
        what = "same" if before.body == after.body and lines[0] == lines[1] else "changed"
        # Moved among the clauses that are in both: others that came or went push numbers, which is no move of this one.
        moved = stay_old.index(id) != stay_new.index(id) or before.period != after.period
    return Compared(id, before, after, what, moved, pieces, diff(*lines))
