"""Formal votes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ...editions.models import Edition
from ..models import Resolution, Round, Rulebook, VoteRight


def resolutions(edition: Edition) -> QuerySet[Resolution]:
    found = Resolution.objects.filter(edition=edition).select_related("edition")
    return found.annotate(cast=Count("rights", filter=Q(rights__used=True)))


def resolution(edition: Edition, id: UUID) -> Resolution | None:
    found = Resolution.objects.filter(edition=edition, pk=id).select_related("edition", "programme", "clause")
    return found.first()


def cast_count(resolution: Resolution) -> int:
    """How many have voted; never what."""
    return VoteRight.objects.filter(resolution=resolution, used=True).count()


def right_of(resolution: Resolution, person_id: UUID | None) -> VoteRight | None:
    if person_id is None:
        return None
    found = VoteRight.objects.filter(resolution=resolution, person_id=person_id)
    return found.select_related("delegate__network").first()


def ballots_open() -> set[str]:
    """What people of any programme are answering just now in secret: votes, and rounds that keep counts alone."""
    votes = Resolution.objects.filter(secrecy=Resolution.Secrecy.SECRET, state=Resolution.State.OPEN)
    return _ids(votes) | _ids(_counted_rounds().filter(state=Round.State.OPEN))


def ballots_begun() -> set[str]:
    """The same, and what has ended since."""
    votes = Resolution.objects.filter(secrecy=Resolution.Secrecy.SECRET).exclude(opened_at=None)
    return _ids(votes) | _ids(_counted_rounds().exclude(opened_at=None))


def _counted_rounds() -> QuerySet[Round]:
    return Round.objects.exclude(edition__rulebook__inner=Rulebook.Inner.NAMED)


def _ids(found: QuerySet[Any]) -> set[str]:
    return {str(pk) for pk in found.order_by().values_list("pk", flat=True)}
