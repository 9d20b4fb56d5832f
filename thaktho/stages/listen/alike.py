"""Ballots with the very same answers, and the name by which a form speaks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.utils.crypto import salted_hmac

Answers = tuple[tuple[UUID, int], ...]


def ballots(rows: Iterable[tuple[UUID, UUID, int]]) -> Iterator[tuple[UUID, Answers]]:
    """Votes (voter, statement, value), sorted by voter and statement, brought together as ballots."""
    ballot: list[tuple[UUID, int]] = []
    before: UUID | None = None
    for voter, statement, value in rows:
        if before is not None and before != voter:
            yield before, tuple(ballot)
            ballot = []
        before = voter
        ballot.append((statement, value))
    if before is not None:
        yield before, tuple(ballot)


def key_of(door_id: UUID, answers: Answers) -> str:
    """Keyed by the installation: whoever sees it cannot try out which answers it stands for."""
    text = ";".join(f"{statement.hex}{value}" for statement, value in answers)
    return salted_hmac("listen.alike", f"{door_id.hex}:{text}", algorithm="sha256").hexdigest()
