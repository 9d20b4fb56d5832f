"""Formal votes."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from thaktho.ground.access import Actor

from ...access import seats_of
from ...editions.models import Edition
from ..models import Resolution, VoteRight


def resolutions(edition: Edition) -> QuerySet[Resolution]:
    found = Resolution.objects.filter(edition=edition).select_related("edition")
    return found.annotate(cast=Count("rights", filter=Q(rights__used=True)))


def resolution(edition: Edition, id: UUID) -> Resolution | None:
    found = Resolution.objects.filter(edition=edition, pk=id).first()
    if found is not None:
        found.edition, found.programme = edition, edition.programme
    return found


def cast_count(resolution: Resolution) -> int:
    """How many have voted; never what."""
    return VoteRight.objects.filter(resolution=resolution, used=True).count()


def right_of(resolution: Resolution, by: Actor) -> VoteRight | None:
    """The right that goes with a seat the actor holds: a card of one network does not cast the vote of another seat."""
    seats = seats_of(by, resolution.edition_id)
    if by.person_id is None or not seats:
        return None
    found = VoteRight.objects.filter(
        resolution=resolution, person_id=by.person_id, delegate__network__in=seats
    )
    return found.first()
