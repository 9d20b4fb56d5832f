"""Who may, in this chamber: the room's table (`stages.py`) turned into rules, and what else is asked."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from thaktho.ground.access import Actor, permitted
from thaktho.ground.people.queries import all_networks

from ..access import Of, hang
from ..editions.models import Edition
from .models import Issue, IssueCall

hang("assemble.issues.")


def may_send(by: Actor, call: IssueCall) -> bool:
    """A call may be for everybody, or for those with a role only."""
    return call.for_everyone or by.kind == "system" or bool(by.held)


def speaks_for(by: Actor, network_id: UUID | None) -> bool:
    """A proposal bears a network's name only when that network's coordinator or the secretariat says so."""
    return (
        network_id is None
        or by.kind == "system"
        or by.has("secretariat")
        or by.has_for("coordinator", network_id)
    )


def is_own(by: Actor, issue: Issue) -> bool:
    """Of the very person who sent it, or of a network they coordinate."""
    if issue.person_id and issue.person_id == by.own_id:
        return True
    return bool(issue.network_id and by.has_for("coordinator", issue.network_id))


def scoring_for(by: Actor, edition: Edition) -> Any | Literal[False]:
    """As whom they score: None for the office and the executive, a coordinator's network, False for nobody who may."""
    if permitted(by, "assemble.issues.score", edition):
        return None
    for network in all_networks(edition.programme):
        if by.has_for("coordinator", network.pk) and permitted(
            by, "assemble.issues.score", Of(edition, network)
        ):
            return network
    return False
