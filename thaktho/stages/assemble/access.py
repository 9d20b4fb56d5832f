"""Roles as this room knows them, and the table of stages turned into rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import rules

from thaktho.ground.access import Actor, Grant
from thaktho.ground.people.models import Network

from .editions.models import Edition
from .stages import EVEN_ENDED, MAY

# By which names a row of this room leads to what it belongs to.
_WAYS = (
    "edition",
    "round",
    "asked",
    "resolution",
    "commitment",
    "issue",
    "amendment",
    "text",
    "call",
    "clause",
)


@dataclass(frozen=True)
class Of:
    """A network in an edition: what a new row of a network is added to."""

    edition: Edition
    network: Network | None = None

    @property
    def programme_id(self) -> UUID:
        return self.edition.programme_id

    @property
    def network_id(self) -> UUID | None:
        return self.network.pk if self.network else None


def edition_of(subject: Any) -> Edition:
    here = subject
    while not isinstance(here, Edition):
        here = next(
            getattr(here, way) for way in _WAYS if getattr(here, f"{way}_id", None) or way in vars(here)
        )
    return here


def in_edition(edition: Edition, network_id: Any) -> str:
    """The scope of a delegate's grant."""
    return f"{edition.pk}:{network_id}"


def with_delegacies(by: Actor, delegacies: Iterable[Any]) -> Actor:
    """The actor with the narrow grants of these living delegates (rows of `Delegate`)."""
    held = set(by.narrow)
    for one in delegacies:
        held |= grants_of(one.edition_id, one.network_id, one.part)
    # By hand, not by `replace`: a request's actor is lazy, and read here.
    return Actor(by.programme_id, by.kind, by.person_id, by.grants, frozenset(held), by.by_link)


def seats_of(by: Actor, edition_id: UUID) -> set[UUID]:
    """Networks for which the actor holds a delegacy in this edition: all of a person's who is logged in, a link's one."""
    start = f"{edition_id}:"
    return {UUID(s.removeprefix(start)) for s in by.scopes("delegate") if s.startswith(start)}


def grants_of(edition_id: UUID, network_id: UUID, part: str) -> set[Grant]:
    roles = ("delegate", "speaker") if part == "speaker" else ("delegate",)
    return {Grant(role, "edition", f"{edition_id}:{network_id}") for role in roles}


def _network_id(subject: Any) -> Any:
    return getattr(subject, "network_id", None)


def _is(role: str, by: Actor, subject: Any, edition: Edition) -> bool:
    if role == "anyone":
        return True
    if role == "staff":
        return bool(by.grants)
    if role in ("secretariat", "executive"):
        return by.has(role)
    network_id = _network_id(subject)
    if role == "owner":
        person_id = getattr(subject, "person_id", None)
        return bool(person_id and person_id == by.own_id) or by.has_for("coordinator", network_id)
    if role == "coordinator":
        return network_id is not None and by.has_for("coordinator", network_id)
    if network_id is None:  # of the whole edition: a delegate of any network
        return any(g.role == role and g.scope_id.startswith(f"{edition.pk}:") for g in by.narrow)
    return by.has_for(role, in_edition(edition, network_id))


def may(verb: str) -> rules.Predicate:
    """The table's answer for this verb, asked of anything that leads to an edition."""

    def holds(by: Actor, subject: Any) -> bool:
        edition = edition_of(subject)
        if edition.state != Edition.State.RUNNING and not (
            verb in EVEN_ENDED and edition.state == Edition.State.ENDED
        ):
            return False
        return any(
            edition.stage in stages and _is(role, by, subject, edition) for role, stages in MAY[verb].items()
        )

    return rules.predicate(holds, name=f"stage:{verb}")


def hang(prefix: str) -> None:
    """Make a rule of every verb of the table that begins so."""
    for verb in MAY:
        if verb.startswith(prefix):
            rules.add_rule(verb, may(verb))
