"""What is asked next where there are more statements than anybody answers."""

from __future__ import annotations

from collections import Counter
from uuid import NAMESPACE_OID, uuid4, uuid5

import pytest
from django.test import Client

from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.queries import routing

from .test_ballot import fields


@pytest.fixture
def many(asking):
    routing._weights.clear()
    asked = asking()
    by = asked.province.actor("secretariat")
    asked.statements += actions.seed_all(by, asked.topic, [f"ข้อความเพิ่มเติมที่ {n}" for n in range(36)])
    asked.topic.refresh_from_db()
    return asked


def firsts(asked, network, people=300):
    door = asked.door(network)
    # The same people each time: the share among three hundred drawn anew would miss its bound once in thirty runs.
    voters = [uuid5(NAMESPACE_OID, str(number)) for number in range(people)]
    return Counter(queries.in_order(asked.topic, voter, door, {})[0].number for voter in voters)


def test_thin_cells_of_ones_own_network_come_first_and_nothing_is_shut_out(many):
    for statement in many.statements[:30]:
        many.answers("youth", statement, 1, 0, -1, 1, -1)
    routing._weights.clear()
    seen = firsts(many, "youth")
    thin = sum(seen[number] for number in range(31, 41))
    assert thin > 0.6 * sum(seen.values())  # ten of forty, nine times the weight
    assert len([number for number in range(1, 31) if seen[number]]) > 15  # a fifth is uniform
    fresh = firsts(many, "religion")
    assert sum(fresh[number] for number in range(31, 41)) < 0.5 * sum(fresh.values())


def test_the_order_stands_still_and_going_back_leads_to_the_last_answer(many):
    client = Client()
    client.get(many.url(f"enter/{many.door('youth').token}/"))
    answer, seen = client.get(many.url("ballot/")), []
    for turn in range(40):
        page = answer.content.decode()
        assert f"ลำดับ {turn + 1} จาก 40" in page
        if seen:
            assert f"?s={seen[-1]}" in page  # back to what was just answered
        form = fields(answer)
        seen.append(form["s"])
        assert fields(client.get(many.url("ballot/")))["s"] == form["s"]  # asked again, the same
        answer = client.post(many.url("ballot/"), form | {"value": "1"})
    assert answer.status_code == 302 and sorted(map(int, seen)) == list(range(1, 41))


def test_weights_cost_one_query_in_half_a_minute(many, queries):
    from thaktho.stages.listen import queries as listen

    door = many.door("youth")
    listen.in_order(many.topic, uuid4(), door, {})
    with queries(0):
        listen.in_order(many.topic, uuid4(), door, {})
    routing._weights.clear()
    with queries(1):
        listen.in_order(many.topic, uuid4(), door, {})


def test_weights_tell_nothing_that_is_not_published(many):
    """Four more ballots, whatever they say, change no weight: neither the page nor its order may tell them."""
    first, door = many.statements[0], many.door("youth")
    many.answers("youth", first, *[1, -1, 0, 1, -1] * 3)
    before = routing._made(many.topic, queries.ballot(many.topic)).by_door[door.pk]
    many.answers("youth", first, 1, 1, 1, 1)
    after = routing._made(many.topic, queries.ballot(many.topic)).by_door[door.pk]
    assert (before == after).all()


def test_a_sheet_of_a_long_topic_holds_thirty_and_a_network_fills_evenly(many):
    door = many.door("youth")
    sheets = queries.sheets_of(many.topic, door, range(1, 9))
    assert {len(sheet) for sheet in sheets} == {30}
    asked = Counter(slip.number for sheet in sheets for slip in sheet)
    assert len(asked) == 40 and max(asked.values()) - min(asked.values()) <= 1
    for serial, sheet in enumerate(sheets, 1):
        assert queries.on_sheet(many.topic, door, serial) == sheet
