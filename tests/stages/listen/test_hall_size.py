"""The real meeting: a hundred people of thirteen networks, thirty statements, by phone, paper and hand."""

from __future__ import annotations

import random

import pytest

from thaktho.ground.people import actions as people
from thaktho.stages.listen import actions, audit, queries
from thaktho.stages.listen.models import Door, Statement, Voter
from thaktho.stages.listen.tally import Counts

pytestmark = pytest.mark.slow

STATEMENTS, PEOPLE, NETWORKS = 30, 100, 13
AGREED, REFUSED = range(5), range(5, 8)  # by everybody; by all but the last network
BY_HAND, LAST = 3, 12  # networks by their place


def opinion(chance: random.Random, statement: int, network: int) -> int:
    if statement in AGREED:
        return chance.choices([1, 0, -1], [90, 5, 5])[0]
    if statement in REFUSED:
        return chance.choices([1, 0, -1], [4, 6, 90] if network == LAST else [90, 5, 5])[0]
    return chance.choices([1, 0, -1], [45, 15, 40])[0]


@pytest.fixture
def meeting(province):
    for n in range(5, NETWORKS + 1):
        people.add_network(
            province.system,
            province.programme,
            code=f"n{n}",
            name=f"เครือข่ายที่ {n}",
            short_name=f"ที่ {n}",
            order=n,
            valid_from=2563,
            aliases=[],
        )
    by = province.actor("secretariat")
    topic = actions.add_topic(
        by,
        province.programme,
        title="ห้องประชุม",
        question="อยากเห็นอะไรในจังหวัดของเรา",
        kind="hall",
        proof="sheet",
    )
    actions.seed_all(by, topic, [f"ข้อความสำหรับห้องประชุมข้อ {n}" for n in range(1, STATEMENTS + 1)])
    for door in queries.doors(topic):
        actions.print_sheets(by, door, 8)
    actions.open_topic(by, topic)
    topic.refresh_from_db()
    return province, by, topic


def test_a_hundred_people_end_in_findings_for_networks_of_seven(meeting):
    province, by, topic = meeting
    chance = random.Random(63)
    statements = list(Statement.objects.filter(topic=topic).order_by("number"))
    doors = queries.doors(topic)
    assert len(doors) == NETWORKS
    sizes = [PEOPLE // NETWORKS + (place < PEOPLE % NETWORKS) for place in range(NETWORKS)]
    for place, (door, size) in enumerate(zip(doors, sizes, strict=True)):
        ballots = [[opinion(chance, n, place) for n in range(STATEMENTS)] for _ in range(size)]
        if place == BY_HAND:
            _by_hand(by, topic, door, size, statements, ballots)
        else:
            _by_sheet(province, by, topic, door, statements, ballots)
    assert audit.recount(topic) == []
    actions.close_topic(by, topic)
    assert audit.recount(topic) == []
    part = queries.took_part(topic)
    assert (part.people, part.hands.least, part.votes) == (
        PEOPLE,
        5 * (sizes[BY_HAND] // 5),
        PEOPLE * STATEMENTS,
    )

    found = queries.ranked(topic)
    # Every network of seven is told on every statement, nobody alone is, and the whole is a hundred.
    for standing in found:
        assert all(figure is not None and figure.n >= 7 for _, figure in standing.cells)
        assert standing.total.n == PEOPLE and standing.words
    order = [standing.statement.number - 1 for standing in found]
    assert set(order[: len(AGREED)]) == set(AGREED)
    for standing in found:
        if standing.statement.number - 1 in REFUSED:
            column, _ = standing.weakest
            assert column.order == LAST + 1  # the small network that refuses is seen
    assert actions.seal_topic(province.system, topic).leaves == PEOPLE * STATEMENTS
    assert Voter.objects.count() == PEOPLE


def _by_sheet(province, by, topic, door: Door, statements, ballots) -> None:
    """Phones, paper, and some who begin on a phone and hand in the paper: one ballot each."""
    for serial, values in enumerate(ballots, 1):
        answers = {row.pk: value for row, value in zip(statements, values, strict=True)}
        begun = {0: 0, 1: 10, 2: STATEMENTS}[serial % 3]
        voter = actions.voter_of_sheet(topic, door, serial)
        for row in statements[:begun]:
            actions.cast_vote(province.visitor, topic, voter, door, row.pk, answers[row.pk])
        if begun < STATEMENTS:
            done = actions.type_sheet(by, topic, door, serial, answers)
            assert (done.filled, done.already) == (STATEMENTS - begun, begun)


def _by_hand(by, topic, door: Door, size: int, statements, ballots) -> None:
    counts = {}
    for n, row in enumerate(statements):
        values = [ballot[n] for ballot in ballots]
        counts[row.pk] = Counts(values.count(1), values.count(0), values.count(-1))
    actions.count_hands(by, topic, door, "1", size, counts)
