"""Who is on the spot. The day's chamber comes after this one and keeps it; it is read by its models' names."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Delegate


def seats_here(edition_id: UUID) -> QuerySet[Delegate]:
    """Appointed delegates who registered, on site or online, on any day. By the person: a badge bound to a seat that was
    given up speaks for nobody, and who holds another seat now is here for that one."""
    participants = apps.get_model("assemble", "Participant").objects
    came = participants.filter(edition_id=edition_id, came_at__isnull=False)
    bound, persons = came.exclude(delegate=None), came.exclude(person=None)
    seats = Delegate.objects.filter(edition_id=edition_id, state=Delegate.State.APPOINTED)
    return seats.filter(Q(pk__in=bound.values("delegate_id")) | Q(person_id__in=persons.values("person_id")))


def anybody_registered(edition_id: UUID) -> bool:
    """Whether the door was opened at all: from then on presence is what was registered, never what is supposed."""
    checkins = apps.get_model("assemble", "CheckIn").objects
    came = checkins.filter(edition_id=edition_id, undone=False)
    return came.filter(Q(participant__person__isnull=False) | Q(participant__delegate__isnull=False)).exists()


def delegates_here(edition_id: UUID, since: date | None = None) -> dict[UUID, int]:
    """Network id -> its appointed delegates of this edition who registered today, or on any day from `since` to today.
    Somebody written down at the door as a delegate is none. A person has one badge, so stands for one network: the badge's."""
    checkins = apps.get_model("assemble", "CheckIn").objects
    today = timezone.localdate()
    days = (min(since or today, today), today)
    came = checkins.filter(edition_id=edition_id, on__range=days, undone=False)
    badges = list(
        came.values_list("participant__delegate_id", "participant__person_id", "participant__network_id")
    )
    if not badges:
        return {}
    bound = {delegate for delegate, _person, _network in badges if delegate}
    persons = {(person, network) for _delegate, person, network in badges if person}
    seats = Delegate.objects.filter(edition_id=edition_id, state=Delegate.State.APPOINTED).order_by()
    return dict(
        Counter(
            network
            for pk, person, network in seats.values_list("pk", "person_id", "network_id")
            if pk in bound or (person, network) in persons
        )
    )
