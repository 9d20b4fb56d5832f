"""What of amendments a reader sees: hidden words are the secretariat's alone, and without a role nobody reads the draft of
the day by way of the words an amendment was written on."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from thaktho.ground.access import Actor

from ...editions.models import Edition
from ..models import Amendment, Text, TextVersion

SHOWN = Q(hidden_at=None, parent__hidden_at=None)
HIDDEN, UNPUBLISHED = "hidden", "unpublished"


def sees_hidden(by: Actor) -> bool:
    return by.kind == "system" or by.has("secretariat")


def sees_draft(by: Actor) -> bool:
    return by.kind == "system" or bool(by.grants)


def is_hidden(one: Amendment) -> bool:
    """With its parent: an amendment of an amendment repeats its parent's words."""
    return one.hidden_at is not None or bool(one.parent and one.parent.hidden_at is not None)


def veil(found: Sequence[Amendment], by: Actor, edition: Edition) -> Sequence[Amendment]:
    """The same rows as this reader may read them; `veiled` says why words are missing. Never to be saved. No query for
    those with a role, at most two for everybody else."""
    told = None if sees_draft(by) or not found else _Published(edition)
    for one in found:
        one.veiled = ""  # type: ignore[attr-defined]
        if is_hidden(one):
            one.veiled = HIDDEN  # type: ignore[attr-defined]
            if not sees_hidden(by):
                one.body = one.base_body = one.decided_body = one.reason = one.who = one.search_text = ""
                continue
        if told is not None and one.clause_id and one.kind != Amendment.Kind.ADD:
            _published_base(one, one.clause_id, told)
    return found


def _published_base(one: Amendment, clause_id: UUID, told: _Published) -> None:
    words = told.body(clause_id, one.base_revision)
    if words is None:
        one.veiled = one.veiled or UNPUBLISHED  # type: ignore[attr-defined]
        one.body = one.base_body = one.decided_body = one.search_text = ""
    elif one.parent_id is None:
        one.base_body = words


def published_clauses(text: Text) -> set[UUID]:
    """Ids of the clauses that stand, or stood, in a version: what everybody may read of. One query."""
    versions = TextVersion.objects.filter(programme_id=text.programme_id, text=text)
    return {
        UUID(str(one["id"]))
        for kept in versions.values_list("frozen__clauses", flat=True)
        for one in kept or ()
    }


class _Published:
    """The words of clauses as versions tell them."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.latest: dict[UUID, tuple[int, str]] = {}
        self.older: dict[tuple[UUID, int], str] | None = None
        newest = self._versions().first()
        if newest is not None:
            self.latest = {id: (revision, body) for id, revision, body in _clauses(newest)}

    def _versions(self):  # type: ignore[no-untyped-def]
        found = TextVersion.objects.filter(programme_id=self.edition.programme_id, edition=self.edition)
        return found.order_by("-number").values_list("frozen__clauses", flat=True)

    def body(self, clause_id: UUID, revision: int) -> str | None:
        """Of this revision where a version holds it; otherwise the newest published; None of a clause in no version."""
        newest = self.latest.get(clause_id)
        if newest is not None and newest[0] == revision:
            return newest[1]
        if self.older is None:
            every = [(id, n, body) for version in self._versions() for id, n, body in _clauses(version)]
            self.older = {(id, n): body for id, n, body in every}
        known = [n for id, n in self.older if id == clause_id]
        if not known:
            return None
        return self.older.get((clause_id, revision)) or self.older[clause_id, max(known)]


def _clauses(frozen: list[dict[str, object]] | None) -> list[tuple[UUID, int, str]]:
    return [
        (UUID(str(one["id"])), int(str(one.get("revision", 1))), str(one["body"])) for one in frozen or []
    ]
