"""A commitment over the years: where it stands now, which assembly follows it up, into which one it is carried."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from thaktho.ground.programme.models import Programme

from ...editions.models import Edition
from ..models import Commitment
from ..states import FOLLOWED, OPEN

REAL = Q(edition__rehearsal_of=None) & ~Q(edition__state=Edition.State.CANCELLED)


def real() -> QuerySet[Commitment]:
    """Of no rehearsal and of no assembly that was called off."""
    return Commitment.objects.filter(REAL)


def copies() -> QuerySet[Commitment]:
    """What was carried on, nearest assembly first. A copy in an assembly that was called off is followed up nowhere: the
    promise is as open as before."""
    found = Commitment.objects.exclude(carried_from=None).exclude(edition__state=Edition.State.CANCELLED)
    return found.order_by("edition__year", "edition_id")


def heads(found: QuerySet[Commitment] | None = None) -> QuerySet[Commitment]:
    """Each promise once, where it stands now: the last of its chain."""
    later = copies().filter(carried_from=OuterRef("pk"))
    return (real() if found is None else found).filter(~Exists(later))


def followed() -> QuerySet[Commitment]:
    """Those to be reported on: their assembly is followed up, and none later that they were carried into is."""
    later = copies().filter(carried_from=OuterRef("pk"), edition__stage__in=FOLLOWED)
    return real().filter(~Exists(later), edition__stage__in=FOLLOWED)


def chain(commitment: Commitment) -> list[Commitment]:
    """The same promise in all years, the oldest first. One query a year."""
    found = [commitment]
    here = commitment
    while here.carried_from_id is not None:
        here = Commitment.objects.select_related("edition", "clause").get(pk=here.carried_from_id)
        found.insert(0, here)
    last: Commitment | None = commitment
    while last is not None:
        last = copies().filter(carried_from=last).select_related("edition", "clause").first()
        if last is not None:
            found.append(last)
    return found


def next_edition(edition: Edition) -> Edition | None:
    """The assembly after this one: the one that says so, else the next year's. Never a rehearsal or one called off."""
    found = Edition.objects.filter(programme_id=edition.programme_id, rehearsal_of=None)
    found = found.exclude(state=Edition.State.CANCELLED).exclude(pk=edition.pk)
    said = found.filter(carried_from=edition).order_by("year", "number", "id").first()
    return said or found.filter(year__gt=edition.year).order_by("year", "number", "id").first()


def editions_to_carry() -> list[Edition]:
    """Assemblies followed up, with something open that has not been carried into the one after it."""
    there = copies().filter(carried_from=OuterRef("pk"))
    open_ones = Commitment.objects.filter(~Exists(there), edition=OuterRef("pk"), state__in=OPEN)
    found = Edition.objects.filter(Exists(open_ones), rehearsal_of=None, stage__in=FOLLOWED)
    found = found.exclude(state=Edition.State.CANCELLED)
    return [one for one in found.select_related("programme").order_by("year", "id") if next_edition(one)]


def open_from_before(programme: Programme, edition: Edition) -> QuerySet[Commitment]:
    """ค้างจากปีก่อน: carried into this assembly and still open; what its declaration may begin with."""
    found = Commitment.objects.filter(programme=programme, edition=edition, state__in=OPEN)
    found = found.exclude(carried_from=None)
    return found.select_related("carried_from__edition", "network", "organisation", "clause", "last_report")
