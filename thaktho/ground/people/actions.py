"""Writing people: networks, organisations, persons, roles and invitations."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from thaktho.ground.access import Actor, system
from thaktho.ground.base import new_id
from thaktho.ground.ledger.actions import acting
from thaktho.ground.programme.models import Programme
from thaktho.thai.names import person_sort_key
from thaktho.thai.sorting import sort_key
from thaktho.thai.words import search_text

from .models import Invitation, Network, NetworkAlias, Organisation, Person, Position, Role, RoleGrant, User

INVITATION_DAYS = 14


class InvitationSpent(Exception):
    """The invitation was used, withdrawn, or is too old."""


class LastSecretariat(Exception):
    """Nobody would be left who could give roles: first invite the one who follows."""


def add_network(
    by: Actor,
    programme: Programme,
    *,
    aliases: list[str] | None = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> Network:
    """Add a network with the other names by which papers call it."""
    with acting(by, "people.edit", programme, act_id=act_id) as act:
        network = Network.objects.create(programme=programme, **fields)
        for name in aliases or []:
            NetworkAlias.objects.create(
                programme=programme, network=network, name=name, search_text=search_text(name)[:400]
            )
        act.about(network)
        act.note(code=network.code, name=network.name, aliases=aliases or [])
    return network


def add_organisation(
    by: Actor, programme: Programme, *, name: str, act_id: UUID | None = None, **fields: Any
) -> Organisation:
    with acting(by, "people.edit", programme, act_id=act_id) as act:
        networks = fields.pop("networks", [])
        organisation = Organisation.objects.create(
            programme=programme,
            name=name,
            sort_key=sort_key(name)[:600],
            search_text=search_text(name)[:600],
            **fields,
        )
        organisation.networks.set(networks)
        act.about(organisation)
        act.note(name=name)
    return organisation


def add_person(
    by: Actor, programme: Programme, *, given_name: str, act_id: UUID | None = None, **fields: Any
) -> Person:
    with acting(by, "people.edit", programme, act_id=act_id) as act:
        person = _new_person(programme, given_name=given_name, **fields)
        act.about(person)
    return person


def _new_person(programme: Programme, *, given_name: str, **fields: Any) -> Person:
    networks = fields.pop("networks", [])
    whole = f"{given_name} {fields.get('family_name', '')}".strip()
    person = Person.objects.create(
        programme=programme,
        given_name=given_name,
        sort_key=person_sort_key(whole)[:400],
        search_text=search_text(f"{whole} {fields.get('monastic_name', '')}")[:400],
        **fields,
    )
    person.networks.set(networks)
    return person


def give_position(
    by: Actor, person: Person, *, title: str, act_id: UUID | None = None, **fields: Any
) -> Position:
    with acting(by, "people.edit", person, act_id=act_id) as act:
        position = Position.objects.create(
            programme_id=person.programme_id, person=person, title=title, **fields
        )
        act.about(position)
        act.note(title=title, kind=position.kind)
    return position


def grant(
    by: Actor,
    person: Person,
    role: str,
    *,
    scope: str = "programme",
    scope_id: str = "",
    since: date | None = None,
    act_id: UUID | None = None,
) -> RoleGrant:
    """Give a role from a day on (today when not said)."""
    with acting(by, "people.grant", person, act_id=act_id) as act:
        given = _give(person, role, scope, scope_id, since)
        act.about(given)
        act.note(role=role, scope=scope, scope_id=scope_id)
    return given


def _give(person: Person, role: str, scope: str, scope_id: str, since: date | None = None) -> RoleGrant:
    return RoleGrant.objects.create(
        programme_id=person.programme_id,
        person=person,
        role=role,
        scope=scope,
        scope_id=str(scope_id),
        granted_from=since or timezone.localdate(),
    )


def end_grant(by: Actor, given: RoleGrant, reason: str, *, act_id: UUID | None = None) -> None:
    """A role ends yesterday; that it was held stays on record. The last secretariat's does not end."""
    with acting(by, "people.grant", given, act_id=act_id) as act:
        if given.role == Role.SECRETARIAT and not _others_hold(given):
            raise LastSecretariat
        given.granted_until = timezone.localdate() - timedelta(days=1)
        given.save(update_fields=["granted_until"])
        act.because(reason)


def _others_hold(given: RoleGrant) -> bool:
    held = RoleGrant.objects.filter(programme_id=given.programme_id, role=given.role)
    held = held.filter(Q(granted_until=None) | Q(granted_until__gte=timezone.localdate()))
    # Locked, so that two who end each other's role in the same instant do not both find the other.
    locked = set(held.select_for_update(no_key=True).values_list("pk", flat=True)) - {given.pk}
    return held.filter(
        pk__in=locked, granted_from__lte=timezone.localdate(), person__user__is_active=True
    ).exists()


def invite(
    by: Actor,
    programme: Programme,
    role: str,
    *,
    scope: str = "programme",
    scope_id: str = "",
    note: str = "",
    act_id: UUID | None = None,
) -> tuple[Invitation, str]:
    """Make an invitation. Its token is returned, and stored only as a hash."""
    with acting(by, "people.invite", programme, act_id=act_id) as act:
        new = new_id()
        token = _token(new)
        invitation = Invitation.objects.create(
            pk=new,
            programme=programme,
            token_hash=hash_token(token),
            role=role,
            scope=scope,
            scope_id=str(scope_id),
            note=note,
            expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
        )
        act.about(invitation)
        act.note(role=role, scope=scope, scope_id=str(scope_id))
    return invitation, token


def _token(invitation_id: UUID) -> str:
    """Made from the invitation's id by the house's secret: whoever reads the database alone cannot make it."""
    made = salted_hmac("thaktho.people.invitation", str(invitation_id), algorithm="sha256").digest()
    return urlsafe_b64encode(made[:24]).decode()


def token_of(invitation: Invitation) -> str:
    """The token again, for who made the invitation; "" where the house's secret was changed since."""
    token = _token(invitation.pk)
    return token if hash_token(token) == invitation.token_hash else ""


def withdraw_invitation(by: Actor, invitation: Invitation, *, act_id: UUID | None = None) -> None:
    with acting(by, "people.invite", invitation, act_id=act_id):
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])


def accept_invitation(invitation: Invitation, user: User, *, given_name: str, **fields: Any) -> Person:
    """Join by invitation: the login's person in this programme is made if need be, and given the role, once."""
    by = system(invitation.programme_id)
    with acting(by, "people.invitation.accept", invitation) as act:
        fresh = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
        if not fresh.is_open:
            raise InvitationSpent
        person = Person.objects.filter(programme_id=fresh.programme_id, user=user).first()
        person = person or _new_person(fresh.programme, given_name=given_name, user=user, **fields)
        _give(person, fresh.role, fresh.scope, fresh.scope_id)
        fresh.used_at, fresh.used_by = timezone.now(), person
        fresh.save(update_fields=["used_at", "used_by"])
        act.note(person=str(person.pk))
    return person


@transaction.atomic
def join(invitation: Invitation, *, username: str, password: str, given_name: str, **fields: Any) -> Person:
    """Make a login and join with it: both, or neither when the invitation was used in the meantime."""
    user = User.objects.create_user(username=username, password=password)
    return accept_invitation(invitation, user, given_name=given_name, **fields)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
