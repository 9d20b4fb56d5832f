"""Rows held for the length of an act. Always in this order: text, clause, amendments by id; so no two acts wait in a ring."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from ..models import Amendment, Clause, ClauseRevision, Text
from ..states import Changed, must_be_open


def held_text(text: Text, *, to_change: bool = True) -> Text:
    held = Text.objects.select_for_update(of=("self",), no_key=True).select_related("edition")
    fresh = held.get(programme_id=text.programme_id, pk=text.pk)
    if to_change:
        must_be_open(fresh)
    return fresh


def held_clause(clause: Clause, *, seen_revision: int | None = None) -> Clause:
    """With its text held before it, and open to change. Changed when somebody saved newer words."""
    held_text(Text(pk=clause.text_id, programme_id=clause.programme_id))
    held = Clause.objects.select_for_update(of=("self",), no_key=True).select_related("text", "edition")
    fresh = held.get(programme_id=clause.programme_id, pk=clause.pk)
    if seen_revision is not None and seen_revision != fresh.revision:
        raise Changed(fresh)
    return fresh


def held_amendments(programme_id: UUID, ids: Iterable[UUID]) -> list[Amendment]:
    held = Amendment.objects.select_for_update(of=("self",), no_key=True).filter(
        programme_id=programme_id, pk__in=list(ids)
    )
    return list(held.select_related("network", "parent", "edition").order_by("pk"))


def held_amendment(amendment: Amendment, *, seen_version: int | None = None) -> Amendment:
    held_text(Text(pk=amendment.text_id, programme_id=amendment.programme_id), to_change=False)
    fresh = held_amendments(amendment.programme_id, [amendment.pk])[0]
    if seen_version is not None and seen_version != fresh.version:
        raise Changed(fresh)
    return fresh


def frozen_actions(clause: Clause) -> list[dict[str, str]]:
    """The requests of a clause as a version and a revision keep them; all text."""
    rows = clause.actions.select_related("network", "organisation")
    return [
        {
            "addressee": one.addressee,
            "action": one.action,
            "network": str(one.network_id or ""),
            "organisation": str(one.organisation_id or ""),
            "due_on": one.due_on.isoformat() if one.due_on else "",
        }
        for one in rows
    ]


def keep_revision(clause: Clause, by_person: UUID | None, reason: str) -> ClauseRevision:
    """The words of the clause (saved) as they stand now, under its revision number."""
    return ClauseRevision.objects.create(
        programme_id=clause.programme_id,
        edition_id=clause.edition_id,
        clause=clause,
        number=clause.revision,
        body=clause.body,
        actions=frozen_actions(clause),
        made_by_id=by_person,
        reason=reason,
    )
