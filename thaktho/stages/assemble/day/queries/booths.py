"""Reading the market."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, QuerySet

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.thai.words import search_terms

from ...editions.models import Edition
from ..models import Booth

CONFIRMED = Booth.State.CONFIRMED


def booths(edition: Edition, *, text: str = "", network: str = "", state: str = CONFIRMED) -> QuerySet[Booth]:
    """By number. What the public sees is confirmed."""
    found = Booth.objects.filter(edition=edition).select_related("network", "source")
    if state:
        found = found.filter(state=state)
    if network:
        found = found.filter(network__code=network)
    for term in search_terms(text):
        found = found.filter(search_text__contains=term)
    return found


def for_desk(edition: Edition, by: Actor, state: str = "") -> QuerySet[Booth]:
    """All of them to the secretariat, those of one's own networks to a coordinator; asked ones first by their day."""
    found = booths(edition, state=state)
    if not by.has("secretariat") and by.kind != "system":
        found = found.filter(network_id__in=[UUID(one) for one in by.scopes("coordinator") if one])
    return found.order_by("state", "order", "id")


def counts(edition: Edition) -> dict[str, int]:
    """How many by state."""
    found = Booth.objects.filter(edition=edition).order_by().values_list("state").annotate(n=Count("pk"))
    return dict(found)


def booth(programme: Programme, edition: Edition, id: UUID) -> Booth | None:
    found = Booth.objects.filter(programme=programme, edition=edition, pk=id)
    return found.select_related("network", "source", "edition").first()


def last_edition(edition: Edition) -> Edition | None:
    """The one it was carried from, else the year before that had a market."""
    if edition.carried_from_id:
        return edition.carried_from
    earlier = Edition.objects.filter(
        programme_id=edition.programme_id, rehearsal_of=None, year__lt=edition.year
    ).exclude(pk=edition.pk)
    held = Booth.objects.filter(state=CONFIRMED).values("edition_id")
    return earlier.filter(pk__in=held).order_by("-year", "-number").first()


def free_number(edition: Edition) -> str:
    """The next plain number, as a proposal."""
    taken = set(booths(edition).values_list("number", flat=True))
    return str(next(number for number in range(1, len(taken) + 2) if str(number) not in taken))
