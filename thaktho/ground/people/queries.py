"""Reading people. Every function takes the programme first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils import timezone

from thaktho.ground.access import Actor, Grant
from thaktho.ground.kept import kept
from thaktho.ground.places import queries as places
from thaktho.ground.programme.models import Programme
from thaktho.thai.words import search_terms, search_text

from .models import Invitation, Network, Organisation, Person, Position, Role, RoleGrant, Scope


def actor_of(programme: Programme, user: Any) -> Actor:
    """The one who acts in this programme: the login's person with the roles that hold today, else a visitor."""
    if not user.is_authenticated:
        return Actor(programme.pk)
    today = timezone.localdate()
    holding = Q(grants__granted_from__lte=today) & (
        Q(grants__granted_until=None) | Q(grants__granted_until__gte=today)
    )
    found = Person.objects.filter(programme=programme, user=user).annotate(
        held=FilteredRelation("grants", condition=holding)
    )
    lines = list(found.order_by().values_list("pk", "held__role", "held__scope", "held__scope_id"))
    if not lines:
        return Actor(programme.pk)
    grants = frozenset(Grant(*grant) for _, *grant in lines if grant[0])
    return Actor(programme.pk, "person", lines[0][0], grants)


def actor_for(programme: Programme, person: Person) -> Actor:
    """A person with the roles that hold today."""
    grants = frozenset(
        Grant(grant.role, grant.scope, grant.scope_id)
        for grant in grants_on(programme, person, timezone.localdate())
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


def all_networks(programme: Programme) -> list[Network]:
    """Every network in its declared order, kept until somebody acts."""
    return kept(programme, "people.networks", lambda: list(networks(programme)))


def network_named(programme: Programme, text: str) -> Network | None:
    """The network a paper means: by code, name, short name or alias, whatever its spelling of spaces and tones."""
    wanted = search_text(text)
    if not wanted:
        return None
    for network in networks(programme).prefetch_related("aliases"):
        names = [
            network.code,
            network.name,
            network.short_name,
            *(alias.name for alias in network.aliases.all()),
        ]
        if wanted in {search_text(name) for name in names}:
            return network
    return None


def network(programme: Programme, code: str) -> Network | None:
    found = Network.objects.filter(programme=programme, code=code)
    return found.select_related("source").prefetch_related("aliases__source").first()


def persons(programme: Programme, text: str = "") -> QuerySet[Person]:
    """The programme's persons by given name, with the roles they ever held; `text` finds part of a name."""
    found = Person.objects.filter(programme=programme).prefetch_related("grants", "positions")
    for term in search_terms(text):
        found = found.filter(search_text__contains=term)
    return found.order_by("sort_key", "id")


def coordinators(programme: Programme, network: Network) -> QuerySet[Person]:
    today = timezone.localdate()
    held = RoleGrant.objects.filter(programme=programme, role=Role.COORDINATOR, scope_id=str(network.pk))
    held = held.filter(Q(granted_until=None) | Q(granted_until__gte=today), granted_from__lte=today)
    return Person.objects.filter(programme=programme, grants__in=held).distinct().order_by("sort_key", "id")


def positions(programme: Programme, person: Person) -> QuerySet[Position]:
    found = Position.objects.filter(programme=programme, person=person).select_related(
        "organisation", "source"
    )
    return found.order_by("-held_from", "-id")


def grants(programme: Programme, person: Person) -> QuerySet[RoleGrant]:
    """Every role a person holds or held, the newest first."""
    return RoleGrant.objects.filter(programme=programme, person=person).order_by("-granted_from", "-id")


def grant_of(programme: Programme, grant_id: UUID) -> RoleGrant | None:
    return RoleGrant.objects.select_related("person").filter(programme=programme, pk=grant_id).first()


def organisations(programme: Programme) -> QuerySet[Organisation]:
    return Organisation.objects.filter(programme=programme).order_by("sort_key", "id")


def invitations(programme: Programme) -> QuerySet[Invitation]:
    """Invitations, the newest first."""
    return Invitation.objects.filter(programme=programme).select_related("used_by").order_by("-id")


def invitation(programme: Programme, invitation_id: UUID) -> Invitation | None:
    return Invitation.objects.filter(programme=programme, pk=invitation_id).first()


def invitation_by_token(programme: Programme, token: str) -> Invitation | None:
    from .actions import hash_token

    return Invitation.objects.filter(programme=programme, token_hash=hash_token(token)).first()


def scope_names(programme: Programme, scoped: Iterable[RoleGrant | Invitation]) -> dict[str, str]:
    """For a page that lists roles: the name of every network, place and organisation they are held for, by its id.
    Three queries at most."""
    wanted: dict[str, set[str]] = {}
    for one in scoped:
        wanted.setdefault(one.scope, set()).add(one.scope_id)
    names: dict[str, str] = {}
    if ids := wanted.get(Scope.NETWORK):
        names |= {str(n.pk): n.name for n in Network.objects.filter(programme=programme, pk__in=ids)}
    if ids := wanted.get(Scope.ORGANISATION):
        names |= {str(o.pk): o.name for o in Organisation.objects.filter(programme=programme, pk__in=ids)}
    if ids := wanted.get(Scope.PLACE):
        names |= {code: place.label for code, place in places.named(programme, list(ids)).items()}
    return names


def person_of(programme: Programme, person_id: UUID | None) -> Person | None:
    return Person.objects.filter(programme=programme, pk=person_id).first() if person_id else None


def organisations_named(programme: Programme, names: Iterable[str]) -> dict[str, Organisation]:
    """Organisations by the names typed, whatever their spelling of spaces; a name nobody knows is left out."""
    wanted = {name: search_text(name) for name in names if name.strip()}
    if not wanted:
        return {}
    found = Organisation.objects.filter(programme=programme, search_text__in=set(wanted.values())).order_by(
        "-id"
    )
    by_text = {organisation.search_text: organisation for organisation in found}
    return {name: by_text[text] for name, text in wanted.items() if text in by_text}


def organisation_names(programme: Programme) -> list[str]:
    """All names, to choose from while typing."""
    return list(
        Organisation.objects.filter(programme=programme).order_by("sort_key").values_list("name", flat=True)
    )


def persons_by_id(programme: Programme, ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Persons named in a list of acts. One query."""
    return Person.objects.filter(programme=programme).in_bulk(list(ids))


def first_programme_of(user: Any) -> Programme | None:
    """The programme in which a login has a person; the earliest where there are several."""
    person = Person.objects.filter(user=user).select_related("programme").order_by("id").first()
    return person.programme if person else None
