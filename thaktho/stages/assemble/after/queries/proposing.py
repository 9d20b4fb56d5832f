"""What of the text has no commitment yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from thaktho.ground.people.models import Network, Organisation
from thaktho.ground.people.queries import network_named, organisations_named
from thaktho.ground.programme.models import Programme

from ...editions.models import Edition
from ...text.models import Clause, ClauseAction
from ...text.queries import is_agreed
from ..models import Commitment

MOST_PROPOSED = 100


@dataclass(frozen=True)
class Proposal:
    """A commitment as the text proposes it: who is addressed, and what they are asked to do."""

    clause: Clause
    number: int  # of the clause, as printed
    text: str
    who: str
    network: Network | None
    organisation: Organisation | None
    due_on: date | None
    action: ClauseAction | None


class Preparing:
    """Which requests of an agreed text wait for a commitment, and which have theirs. A request is known by its row; where
    the row that a commitment was prepared from is gone, by its clause, its words and whom it asks."""

    def __init__(self, clauses: Iterable[Clause], standing: Iterable[Commitment]) -> None:
        self._requests = {one.pk: clause.pk for clause in clauses for one in clause.actions.all()}
        self._bare = {clause.pk for clause in clauses if not clause.actions.all()}
        self._taken: set[UUID] = set()
        self._begun: set[UUID] = set()
        self._by_words: dict[tuple[UUID, str], list[Commitment]] = defaultdict(list)
        for row in standing:
            self._begun.add(row.clause_id)
            if row.action_id is None:
                self._by_words[row.clause_id, _same(row.text)].append(row)
            else:
                self._taken.add(row.action_id)

    def waits(self, clause_id: UUID, action: ClauseAction | None) -> bool:
        if action is None:
            return clause_id in self._bare and clause_id not in self._begun
        if self._requests.get(action.pk) != clause_id or action.pk in self._taken:
            return False
        alike = self._by_words.get((clause_id, _same(action.action)), [])
        return not any(_asks(action, row) for row in alike)


def _same(words: str) -> str:
    return " ".join(words.split())


def _asks(action: ClauseAction, row: Commitment) -> bool:
    """Whether this commitment's owner is whom the request addresses; one made for each network names no addressee."""
    if row.who:
        return _same(row.who) == _same(action.addressee)
    return action.network_id is None or action.network_id == row.network_id


def clauses(edition: Edition) -> QuerySet[Clause]:
    found = Clause.objects.filter(edition=edition, live=True).select_related("period")
    return found.order_by(F("period__order").asc(nulls_first=True), "order", "id")


def _with_requests(edition: Edition) -> list[Clause]:
    actions = ClauseAction.objects.select_related("network", "organisation").order_by("order", "id")
    return list(clauses(edition).prefetch_related(Prefetch("actions", actions)))


def preparing(edition: Edition) -> Preparing:
    return Preparing(_with_requests(edition), _standing(edition))


def _standing(edition: Edition) -> QuerySet[Commitment]:
    found = Commitment.objects.filter(edition=edition, carried_from=None)
    return found.only("clause_id", "action_id", "text", "who", "network_id")


def proposals(programme: Programme, edition: Edition) -> list[Proposal]:
    """What of an agreed text has no commitment yet. A request proposes its owner; a clause without requests itself."""
    if not is_agreed(edition):
        return []
    living = _with_requests(edition)
    open_requests = Preparing(living, _standing(edition))
    unowned = {
        action.addressee
        for clause in living
        for action in clause.actions.all()
        if not action.network_id and not action.organisation_id
    }
    networks = {text: network_named(programme, text) for text in unowned}
    organisations = organisations_named(programme, unowned)
    found: list[Proposal] = []
    for number, clause in enumerate(living, 1):
        due = clause.period.ends_on if clause.period else None
        if open_requests.waits(clause.pk, None):
            found.append(Proposal(clause, number, clause.body, "", None, None, due, None))
        for action in clause.actions.all():
            if not open_requests.waits(clause.pk, action):
                continue
            network = action.network or networks.get(action.addressee)
            organisation = action.organisation or (None if network else organisations.get(action.addressee))
            owner = (action.addressee, network, organisation)
            found.append(Proposal(clause, number, action.action, *owner, action.due_on or due, action))
    return found
