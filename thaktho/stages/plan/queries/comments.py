"""Comments on rows: who may be told, what stands under each, and what waits for somebody's answer."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from thaktho.ground.access import Actor, permitted
from thaktho.ground.kept import kept
from thaktho.ground.people.models import Person, Role, RoleGrant
from thaktho.ground.programme.models import Programme

from ..models import CellFlag, PlanRow

READS_ALL = (Role.SECRETARIAT, Role.EXECUTIVE, Role.OBSERVER)


def may_be_told(row: PlanRow) -> QuerySet[Person]:
    """Who reads a row's comments: the secretariat, the executive, observers, and the network's coordinators."""
    today = timezone.localdate()
    held = RoleGrant.objects.filter(programme_id=row.programme_id, granted_from__lte=today).filter(
        Q(granted_until=None) | Q(granted_until__gte=today)
    )
    held = held.filter(Q(role__in=READS_ALL) | Q(role=Role.COORDINATOR, scope_id=str(row.network_id)))
    return (
        Person.objects.filter(programme_id=row.programme_id, grants__in=held)
        .distinct()
        .order_by("sort_key", "id")
    )


def tellable(programme: Programme, row: PlanRow) -> list[Person]:
    """`may_be_told` for a form's list, kept until somebody acts."""
    name = f"plan.tellable.{row.network_id}.{timezone.localdate()}"
    return kept(programme, name, lambda: list(may_be_told(row)))


def talk(row: PlanRow) -> dict[UUID, list[CellFlag]]:
    """What was answered to each comment of a row, in order; `row` came with its flags and who wrote them. No query."""
    found: dict[UUID, list[CellFlag]] = {}
    answers = [flag for flag in row.flags.all() if flag.answers_id]
    for answer in sorted(answers, key=lambda answer: (answer.made_at, answer.pk)):
        found.setdefault(answer.answers_id, []).append(answer)
    return found


def waits_for(by: Actor, programme: Programme) -> list[CellFlag]:
    """Open comments in which this person is named and has not spoken last. Two queries."""
    if by.person_id is None:
        return []
    named = (
        CellFlag.objects.filter(
            programme=programme,
            kind=CellFlag.Kind.COMMENT,
            settled_at=None,
            answers=None,
            mentions=by.person_id,
            row__live=True,
        )
        .exclude(author_id=by.person_id)
        .select_related("row__network", "author")
        .prefetch_related("replies")
        .order_by("-made_at")[:20]
    )
    # Whoever coordinated the network then may no longer read its rows.
    return [
        flag
        for flag in named
        if permitted(by, "plan.row.comment", flag.row) and not _spoke_last(flag, by.person_id)
    ]


def _spoke_last(flag: CellFlag, person_id: UUID) -> bool:
    last = max(flag.replies.all(), key=lambda reply: (reply.made_at, reply.pk), default=None)
    return last is not None and last.author_id == person_id
