"""A topic's ballots as the engine of maps takes them: for the map, for checking it, and for an auditor's files.

In a map are the ballots that people filled in: not those set aside, and not the hands counted at a table, which are
counts without people. A statement is called by its number, a network by its code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import QuerySet

from .models import Statement, Topic, Vote, Voter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from thaktho.engines.opinion import Votes

UNNAMED = "unnamed"  # the open door
CHUNK = 20_000
RESERVE = 5


@dataclass(frozen=True)
class Ballots:
    """Votes in the engine's store; the networks' voters; -1 for each statement that is in no finding, 0 for the
    others, or nothing when all are in."""

    votes: Votes
    networks: dict[str, list[str]]
    moderated: dict[str, int]
    network_of: dict[str, str] = field(repr=False)


def gathered(topic: Topic, moderated: Mapping[str, int] | None = None, *, reserve: bool = False) -> Ballots:
    """The ballots as they stand. `moderated`: what was left out when a map was made, else what is hidden now. `reserve`:
    without the ballots that an open map keeps back."""
    from thaktho.engines.opinion import gather

    number = {id: str(n) for id, n in Statement.objects.filter(topic=topic).values_list("id", "number")}
    by_voter = dict(_networks(topic))
    voters: dict[str, int] = {}
    statements: dict[str, int] = {}
    who, what, mark = [], [], []
    kept_back = _reserve(topic) if reserve else set()
    for voter, statement, value in rows(topic):
        if voter in kept_back:
            continue
        who.append(voters.setdefault(voter, len(voters)))
        what.append(statements.setdefault(number[statement], len(statements)))
        mark.append(value)
    votes = gather(
        list(voters), list(statements), np.array(who, np.int32), np.array(what, np.int32), np.array(mark, np.int8)
    )  # fmt: skip
    networks: dict[str, list[str]] = {}
    for voter in voters:
        networks.setdefault(by_voter[voter], []).append(voter)
    left_out = hidden(topic) if moderated is None else moderated
    marks = {key: -1 if key in left_out else 0 for key in statements}
    # As the command line reads it: a table of all statements, or none when nothing is left out.
    marks = marks if -1 in marks.values() else {}
    return Ballots(votes, networks, marks, {voter: by_voter[voter] for voter in voters})


def in_maps(topic: Any) -> QuerySet[Voter]:
    """The ballots of a topic that a map shows."""
    return Voter.objects.filter(topic=topic, aside=False).exclude(way=Voter.Way.HANDS)


def _reserve(topic: Topic) -> set[str]:
    """Five ballots, by their random ids: an open map does without them, so that the final map, which may come one ballot
    later, differs from it by five at least."""
    found = in_maps(topic).order_by("pk")
    return {voter.hex for voter in found.values_list("pk", flat=True)[:RESERVE]}


def rows(topic: Topic) -> Iterator[tuple[str, UUID, int]]:
    """(voter, statement's id, answer) of the ballots that are in a map, by voter."""
    votes = Vote.objects.filter(topic=topic, voter__aside=False, value__isnull=False)
    votes = votes.exclude(voter__way=Voter.Way.HANDS).order_by("voter_id", "statement_id")
    for voter, statement, value in votes.values_list("voter_id", "statement_id", "value").iterator(CHUNK):
        assert value is not None
        yield voter.hex, statement, value


def hidden(topic: Topic) -> dict[str, int]:
    """Statements that are not shown."""
    aside = Statement.objects.filter(topic=topic).exclude(state=Statement.State.SHOWN)
    return {str(number): -1 for number in aside.values_list("number", flat=True)}


def _networks(topic: Topic) -> Iterator[tuple[str, str]]:
    found = in_maps(topic)
    for voter, code in found.values_list("id", "door__network__code").iterator(CHUNK):
        yield voter.hex, code or UNNAMED


def any_in(topic: Topic) -> bool:
    """Is there a ballot that a map would show?"""
    found = in_maps(topic)
    return found.exists()
