"""Formal votes."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ...editions.models import Edition
from ..models import Resolution, VoteRight


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
