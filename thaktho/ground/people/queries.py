"""Reading people. Every function takes the programme first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from thaktho.ground.access import Actor, Grant
from thaktho.ground.programme.models import Programme

from .models import Network, Organisation, Person, RoleGrant


def actor_of(programme: Programme, user: Any) -> Actor:
    """The one who acts in this programme: the login's person with the roles that hold today, else a visitor."""
    if not user.is_authenticated:
        return Actor(programme.pk)
    person = Person.objects.filter(programme=programme, user=user).first()
    return Actor(programme.pk) if person is None else actor_for(programme, person)


def actor_for(programme: Programme, person: Person) -> Actor:
    """A person with the roles that hold today."""
    grants = frozenset(
        Grant(grant.role, grant.scope, grant.scope_id) for grant in grants_on(programme, person, timezone.localdate())
    )
    return Actor(programme.pk, "person", person.pk, grants)


def grants_on(programme: Programme, person: Person, day: date) -> QuerySet[RoleGrant]:
    held = RoleGrant.objects.filter(programme=programme, person=person, granted_from__lte=day)
    return held.filter(Q(granted_until=None) | Q(granted_until__gte=day))


def networks(programme: Programme, year: int | None = None) -> QuerySet[Network]:
    """The programme's networks in their declared order; with a year, those valid in that fiscal year (BE)."""
    found = Network.objects.filter(programme=programme).order_by("order")
    if year is None:
        return found
    return found.filter(Q(valid_from__lte=year), Q(valid_until=None) | Q(valid_until__gte=year))


def network_named(programme: Programme, text: str) -> Network | None:
    """The network a paper means: by code, name, short name or alias, whatever its spelling of spaces and tones."""
    from thaktho.thai.words import search_text

    wanted = search_text(text)
    if not wanted:
        return None
    for network in networks(programme).prefetch_related("aliases"):
        names = [network.code, network.name, network.short_name, *(alias.name for alias in network.aliases.all())]
        if wanted in {search_text(name) for name in names}:
            return network
    return None


def person_of(programme: Programme, person_id: UUID | None) -> Person | None:
    return Person.objects.filter(programme=programme, pk=person_id).first() if person_id else None


def organisations_named(programme: Programme, names: Iterable[str]) -> dict[str, Organisation]:
    """Organisations by the names typed, whatever their spelling of spaces; a name nobody knows is left out."""
    from thaktho.thai.words import search_text

    wanted = {name: search_text(name) for name in names if name.strip()}
    if not wanted:
        return {}
    found = Organisation.objects.filter(programme=programme, search_text__in=set(wanted.values())).order_by("-id")
    by_text = {organisation.search_text: organisation for organisation in found}
    return {name: by_text[text] for name, text in wanted.items() if text in by_text}


def organisation_names(programme: Programme) -> list[str]:
    """All names, to choose from while typing."""
    return list(Organisation.objects.filter(programme=programme).order_by("sort_key").values_list("name", flat=True))


def persons_by_id(programme: Programme, ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Persons named in a list of acts. One query."""
    return Person.objects.filter(programme=programme).in_bulk(list(ids))


def first_programme_of(user: Any) -> Programme | None:
    """The programme in which a login has a person; the earliest where there are several."""
    person = Person.objects.filter(user=user).select_related("programme").order_by("id").first()
    return person.programme if person else None
