"""Comments on rows: who may be told, what stands under each, and what waits for somebody's answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext

from thaktho.ground.access import Actor, permitted
from thaktho.ground.kept import kept
from thaktho.ground.people.models import Person, Role, RoleGrant
from thaktho.ground.programme.models import Programme

from ..models import CellFlag, PlanRow

CHANGED = "changed"  # how a comment was settled: somebody changed its cell
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
    name = f"plan.tellable.{row.network_id}.{timezone.localdate()}.{get_language()}"
    return kept(programme, name, lambda: _with_roles(row))


def _with_roles(row: PlanRow) -> list[Person]:
    """Each with the names of their roles (`roles`): the coordinator's is their network's. Two queries."""
    found = list(may_be_told(row).prefetch_related("grants"))
    for person in found:
        held = [grant for grant in person.grants.all() if _reads(grant, row)]
        person.roles = list(  # type: ignore[attr-defined]
            dict.fromkeys(
                gettext("ผู้ประสานงาน") + row.network.short_name
                if grant.role == Role.COORDINATOR
                else str(grant.get_role_display())
                for grant in held
            )
        )
    return found


def _reads(grant: RoleGrant, row: PlanRow) -> bool:
    return grant.role in READS_ALL or grant.scope_id == str(row.network_id)


def talk(row: PlanRow) -> dict[UUID, list[CellFlag]]:
    """What was answered to each comment of a row, in order; `row` came with its flags and who wrote them. No query."""
    found: dict[UUID, list[CellFlag]] = {}
    answers = [flag for flag in row.flags.all() if flag.answers_id]
    for answer in sorted(answers, key=lambda answer: (answer.made_at, answer.pk)):
        found.setdefault(answer.answers_id, []).append(answer)
    return found


@dataclass(frozen=True)
class Talk:
    """`asked`: open comments in which this person is named and has not spoken last. `answered`: what this person asked
    and somebody answered, by words that stand last or by changing the cell."""

    asked: list[CellFlag] = field(default_factory=list)
    answered: list[CellFlag] = field(default_factory=list)


def waits_for(by: Actor, programme: Programme) -> Talk:
    """What waits for this very person. Two queries."""
    me = by.person_id
    if me is None:
        return Talk()
    asked = Q(mentions=me, settled_at=None) & ~Q(author_id=me)
    own = Q(author_id=me) & (Q(settled_at=None) | Q(settled_as=CHANGED))
    found = (
        CellFlag.objects.filter(
            asked | own, programme=programme, kind=CellFlag.Kind.COMMENT, answers=None, row__live=True
        )
        .select_related("row__network", "author")
        .prefetch_related("replies")
        .distinct()
        .order_by("-made_at", "-id")[:40]
    )
    # Whoever coordinated the network then may no longer read its rows.
    open_to_me = [flag for flag in found if permitted(by, "plan.row.comment", flag.row)]
    return Talk(
        [flag for flag in open_to_me if flag.author_id != me and not _spoke_last(flag, me)],
        [flag for flag in open_to_me if flag.author_id == me and (flag.settled_at or _replied(flag, me))],
    )


def _replied(flag: CellFlag, asker: UUID) -> bool:
    return bool(flag.replies.all()) and not _spoke_last(flag, asker)


def closed_talk(row: PlanRow) -> list[CellFlag]:
    """Comments that were settled, with what was said; `row` came with its flags. No query."""
    closed = [flag for flag in row.flags.all() if flag.kind == CellFlag.Kind.COMMENT and flag.settled_at]
    return sorted(
        (flag for flag in closed if not flag.answers_id), key=lambda flag: flag.made_at, reverse=True
    )


def _spoke_last(flag: CellFlag, person_id: UUID) -> bool:
    last = max(flag.replies.all(), key=lambda reply: (reply.made_at, reply.pk), default=None)
    return last is not None and last.author_id == person_id
