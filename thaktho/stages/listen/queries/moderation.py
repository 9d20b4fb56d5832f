"""What waits for a look at its words, what was decided, and what somebody's receipt leads to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from thaktho.ground.programme.models import Programme

from ..codes import receipt_hash
from ..models import Reason, Receipt, Statement, Topic


def moderation_queue(topic: Topic, state: str = Statement.State.WAITING) -> QuerySet[Statement]:
    return (
        Statement.objects.filter(topic=topic, state=state).select_related("door__network").order_by("number")
    )


@dataclass(frozen=True)
class Moderated:
    """The published account of moderation: how many statements were shown, wait, were hidden and why."""

    shown: int
    waiting: int
    hidden: dict[str, int]

    @property
    def hidden_count(self) -> int:
        return sum(self.hidden.values())

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return [(str(Reason(code).label), count) for code, count in self.hidden.items()]


def moderated(topic: Topic) -> Moderated:
    return moderated_of([topic])[topic.pk]


def moderated_of(topics: list[Topic]) -> dict[UUID, Moderated]:
    """By topic; one query."""
    rows = Statement.objects.filter(topic__in=topics).order_by()
    counts: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    hidden: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for id, state, reason, count in rows.values_list("topic", "state", "hidden_for").annotate(Count("id")):
        if state == Statement.State.HIDDEN:
            hidden[id][reason] += count
        else:
            counts[id][state] += count
    return {
        row.pk: Moderated(counts[row.pk]["shown"], counts[row.pk]["waiting"], dict(hidden[row.pk]))
        for row in topics
    }


def by_receipt(programme: Programme, code: str) -> Statement | None:
    held = Receipt.objects.filter(programme=programme, code_hash=receipt_hash(programme.pk, code))
    receipt = held.select_related("statement__topic", "statement__door__network").first()
    return receipt.statement if receipt else None
