"""Who is acting, and the one question every view and every action asks: may they?

A verb such as ``plan.row.edit`` is the name of a rule (django-rules). The rooms' ``rules.py`` say when it holds.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import rules
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Grant:
    """One role with its scope: a whole programme, or one network, place or organisation in it."""

    role: str
    scope: str = "programme"
    scope_id: str = ""


@dataclass(frozen=True)
class Actor:
    """Someone who acts in one programme: a person with roles, a visitor without an account, or the system."""

    programme_id: UUID
    kind: str = "visitor"  # person | visitor | system
    person_id: UUID | None = None
    grants: frozenset[Grant] = frozenset()
    # What holds for a few rows only and makes nobody staff: a delegacy, by a link in somebody's hand.
    narrow: frozenset[Grant] = frozenset()
    # Came by a link in somebody's hand: acts under that person's name in `narrow`, and has nothing else that is theirs.
    by_link: bool = False

    @property
    def held(self) -> frozenset[Grant]:
        """All grants, wide and narrow."""
        return self.grants | self.narrow

    def has(self, *roles: str) -> bool:
        return any(grant.role in roles for grant in self.held)

    def has_for(self, role: str, scope_id: Any) -> bool:
        """True when the role is held for this very network, place or organisation."""
        return any(grant.role == role and grant.scope_id == str(scope_id) for grant in self.held)

    def scopes(self, role: str) -> frozenset[str]:
        """Ids of all networks, places or organisations for which the role is held."""
        return frozenset(grant.scope_id for grant in self.held if grant.role == role)

    @property
    def is_person(self) -> bool:
        return self.kind == "person"


def system(programme_id: UUID) -> Actor:
    """Work that nobody's hand started: a job, a loader, a timer."""
    return Actor(programme_id=programme_id, kind="system")


def programme_of(subject: Any) -> UUID:
    """The programme a row belongs to; a programme belongs to itself."""
    return subject.programme_id if hasattr(subject, "programme_id") else subject.pk


def permitted(by: Actor, verb: str, subject: Any) -> bool:
    """May they do this to that? An unknown verb raises KeyError: a missing rule is a defect, never a yes."""
    if not rules.rule_exists(verb):
        raise KeyError(f"no rule named {verb}")
    if by.programme_id != programme_of(subject):
        return False
    return by.kind == "system" or bool(rules.test_rule(verb, by, subject))


def demand(by: Actor, verb: str, subject: Any) -> None:
    if not permitted(by, verb, subject):
        raise PermissionDenied(verb)


def allow(verb: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Guard a view by a rule on the programme. Rules on a single row are asked again inside, by `demand`.

    The verb stays readable as ``view.rule``, so that a test can see that no view stands unguarded.
    """

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            demand(request.actor, verb, request.programme)  # type: ignore[attr-defined]
            kwargs.pop("province", None)
            return view(request, *args, **kwargs)

        guarded.rule = verb  # type: ignore[attr-defined]
        return guarded

    return guard


# Predicates the rooms build their rules from.
anyone = rules.predicate(lambda by, subject: True, name="anyone")
signed_in = rules.predicate(lambda by, subject: by.is_person, name="signed_in")
secretariat = rules.predicate(lambda by, subject: by.has("secretariat"), name="secretariat")
executive = rules.predicate(lambda by, subject: by.has("executive"), name="executive")
staff = rules.predicate(lambda by, subject: bool(by.grants), name="staff")
nobody = rules.predicate(lambda by, subject: False, name="nobody")


@rules.predicate
def coordinates(by: Actor, subject: Any) -> bool:
    """Coordinator of the network that the subject is, or belongs to."""
    network_id = getattr(subject, "network_id", None) or getattr(subject, "pk", None)
    return by.has_for("coordinator", network_id)
