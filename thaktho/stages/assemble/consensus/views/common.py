"""What the pages of this chamber share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from thaktho.ground import say
from thaktho.ground.access import Actor, permitted
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import all_networks

from ...access import Of
from ...common import act_id, edition_or_404, to
from ...editions.models import Edition
from .. import queries
from ..models import Delegate, Resolution, Round, RoundClause
from ..states import Refused

T = TypeVar("T")


def here(request: HttpRequest, code: str) -> tuple[Edition, Actor]:
    edition = edition_or_404(request, code)
    return edition, request.actor  # type: ignore[attr-defined]


def found(row: T | None) -> T:
    if row is None:
        raise Http404
    return row


def network_or_404(edition: Edition, code: str) -> Network:
    return found(next((one for one in all_networks(edition.programme) if one.code == code), None))


def round_or_404(edition: Edition, id: UUID) -> Round:
    round = found(queries.round_of(edition, id))
    round.edition = edition
    return round


def asked_or_404(edition: Edition, id: UUID) -> RoundClause:
    asked = found(queries.round_clause(edition, id))
    asked.round.edition = edition
    return asked


def delegate_or_404(edition: Edition, id: UUID) -> Delegate:
    return found(queries.delegate(edition, id))


def resolution_or_404(edition: Edition, id: UUID) -> Resolution:
    return found(queries.resolution(edition, id))


def go(request: HttpRequest, name: str, *args: Any) -> HttpResponse:
    return redirect(to(request, name, *args))


def attempt(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do it and say so; refused or done before, the page says that. True when it stands."""
    try:
        act()
    except Repeated:
        return True
    except Refused as error:
        say.trouble(request, str(error))
        return False
    say.done(request, done)
    return True


def may(by: Actor, verb: str, edition: Edition, network: Network | None = None) -> bool:
    """Asked of the network in this edition, where the verb is of a network."""
    return permitted(by, f"assemble.consensus.{verb}", Of(edition, network) if network else edition)


__all__ = [
    "act_id",
    "asked_or_404",
    "attempt",
    "delegate_or_404",
    "found",
    "go",
    "here",
    "may",
    "network_or_404",
    "resolution_or_404",
    "round_or_404",
    "to",
]
