"""Hands counted at tables. A table's counts are carried into the tallies by ballots of nobody, one for each hand, so that
recount, seal and the law of steps hold for them as for any ballot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from .. import hot
from ..models import Door, HandCount, Statement, Tally, Topic, Vote, Voter
from ..queries.hall import table_at
from ..sheets import hand
from ..tables import table_name
from ..tally import Counts
from .voting import NotOpen, put, topic_key

MOST_PEOPLE = 200


class TooManyHands(Exception):
    """More hands on a statement than people at the table."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def count_hands(
    by: Actor,
    topic: Topic,
    door: Door,
    table: str,
    people: int,
    counts: Mapping[UUID, Counts],
    *,
    act_id: UUID | None = None,
) -> None:
    """Enter the hands of one table, by statement. Counted anew, a statement's hands replace those entered before; a
    statement that is not among `counts` stays as it is."""
    if not table_name(table) or not 1 <= people <= MOST_PEOPLE:
        raise ValueError("a table and its people")
    with acting(by, "listen.hands.count", door, act_id=act_id) as act:
        # One table's counts are entered one after another: the door's row is their queue.
        Door.objects.select_for_update(no_key=True).get(pk=door.pk)
        table = table_at(door, table)
        _check(topic, people, counts)
        for tally in Tally.objects.filter(topic=topic, door=door, statement__in=counts).order_by("pk"):
            _carry(topic, door, table, tally, counts[tally.statement_id])
        _rest(topic, door, table)
        act.note(table=table, people=people, statements=len(counts))


def _check(topic: Topic, people: int, counts: Mapping[UUID, Counts]) -> None:
    shown = Statement.objects.filter(topic=topic, state=Statement.State.SHOWN, pk__in=counts)
    numbers = dict(shown.values_list("pk", "number"))
    if not counts or len(numbers) != len(counts):
        raise NotOpen
    for id, counted in counts.items():
        if counted.n > people or min(counted.agree, counted.passed, counted.disagree) < 0:
            raise TooManyHands(numbers[id])


def _carry(topic: Topic, door: Door, table: str, tally: Tally, counted: Counts) -> None:
    """Bring the ballots of one statement to what was counted. The order is set, so counting the same again moves none."""
    held = hot.hold_cell(topic.pk, tally.pk, tally.statement_id)
    if held.closed:
        raise NotOpen
    before, _ = HandCount.objects.get_or_create(
        statement_id=tally.statement_id,
        door=door,
        table=table,
        defaults={"programme_id": topic.programme_id, "topic": topic},
    )
    voters = [
        hand(topic_key(topic), door.pk, table, place) for place in range(max(before_n(before), counted.n))
    ]
    wanted = _spread(counted, len(voters))
    for voter in voters[: counted.n]:
        hot.register(topic, voter, door.pk, Voter.Way.HANDS.value)
    known = Vote.objects.filter(voter__in=voters, statement=tally.statement_id)
    answers = {row[0]: row[1:] for row in known.values_list("voter_id", "value", "staged", "shown")}
    for voter, value in zip(voters, wanted, strict=True):
        if value is not None or voter in answers:
            put(held, voter, answers.get(voter), value)
            if held.stepped:
                fresh = known.values_list("voter_id", "value", "staged", "shown")
                answers = {row[0]: row[1:] for row in fresh}
    before.agree, before.passed, before.disagree = counted.agree, counted.passed, counted.disagree
    before.save(update_fields=["agree", "passed", "disagree"])


def before_n(row: HandCount) -> int:
    return row.agree + row.passed + row.disagree


def _spread(counted: Counts, length: int) -> list[int | None]:
    given: list[int | None] = [1] * counted.agree + [-1] * counted.disagree + [0] * counted.passed
    return given + [None] * (length - len(given))


def _rest(topic: Topic, door: Door, table: str) -> None:
    """A hand that answers nothing any more is nobody who took part."""
    most = max(map(before_n, _rows(door, table)), default=0)
    ballots = [hand(topic_key(topic), door.pk, table, place) for place in range(MOST_PEOPLE)]
    Voter.objects.filter(pk__in=ballots[:most], aside=True).update(aside=False)
    Voter.objects.filter(pk__in=ballots[most:], aside=False).update(aside=True)


def _rows(door: Door, table: str) -> Iterable[HandCount]:
    return HandCount.objects.filter(door=door, table=table)
