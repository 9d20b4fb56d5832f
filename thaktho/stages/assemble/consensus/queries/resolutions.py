"""Formal votes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from thaktho.ground.access import Actor

from ...access import seats_of
from ...editions.models import Edition
from ..models import Resolution, Round, Rulebook, VoteRight


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
