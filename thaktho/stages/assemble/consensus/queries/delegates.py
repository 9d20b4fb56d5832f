"""Who was named for the networks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from thaktho.ground.people.models import Network, Person
from thaktho.ground.people.queries import persons
from thaktho.ground.programme.models import Programme
from thaktho.thai.words import search_text

from ...editions.models import Edition
from ..models import Delegate, Rulebook
from .rounds import networks_of_year

LIVING = (Delegate.State.NOMINATED, Delegate.State.APPOINTED)


@dataclass(frozen=True)
class Quota:
    """How many living delegates a network has, and how many it was asked to name (0: nothing said)."""

    network: Network
    nominated: int
    appointed: int
    asked: int

    @property
    def named(self) -> int:
        return self.nominated + self.appointed

    @property
    def lacking(self) -> int:
        return max(0, self.asked - self.named)

    @property
    def over(self) -> int:
        return max(0, self.named - self.asked) if self.asked else 0


def delegates(
    edition: Edition, *, network: Network | None = None, state: str = "", part: str = "", q: str = ""
) -> QuerySet[Delegate]:
    """By network, then part, then name. `state`: one of Delegate.State, "" for the living, "all" for everybody."""
    found = Delegate.objects.filter(edition=edition).select_related("network", "person", "replaced_by")
    if state != "all":
        found = (
            found.filter(state=state) if state in Delegate.State.values else found.filter(state__in=LIVING)
        )
    if network is not None:
        found = found.filter(network=network)
    if part in Delegate.Part.values:
        found = found.filter(part=part)
    for word in search_text(q).split():
        found = found.filter(search_text__contains=word)
    return found.order_by("network__order", "-part", "sort_key", "id")


def appointed(edition: Edition) -> QuerySet[Delegate]:
    """All living, appointed delegates."""
    return delegates(edition, state=Delegate.State.APPOINTED)


def delegate(edition: Edition, id: UUID) -> Delegate | None:
    found = Delegate.objects.filter(edition=edition, pk=id)
    return found.select_related("network", "person", "edition", "programme", "replaced_by").first()


def speakers(edition: Edition) -> dict[UUID, list[Delegate]]:
    """Network id -> its appointed speakers."""
    found: dict[UUID, list[Delegate]] = {}
    for one in appointed(edition).filter(part=Delegate.Part.SPEAKER):
        found.setdefault(one.network_id, []).append(one)
    return found


def quotas(edition: Edition) -> list[Quota]:
    """Each network of the year. Three queries."""
    book = Rulebook.objects.filter(edition=edition).only("seats").first()
    living = Delegate.objects.filter(edition=edition, state__in=LIVING).order_by()
    rows = living.values("network").annotate(
        nominated=Count("pk", filter=Q(state=Delegate.State.NOMINATED)),
        appointed=Count("pk", filter=Q(state=Delegate.State.APPOINTED)),
    )
    counted = {row["network"]: (row["nominated"], row["appointed"]) for row in rows}
    return [
        Quota(one, *counted.get(one.pk, (0, 0)), book.seats if book else 0)
        for one in networks_of_year(edition)
    ]


def candidates(programme: Programme, text: str = "") -> QuerySet[Person]:
    """Persons known already, to be named without writing them down twice."""
    return persons(programme, text)
