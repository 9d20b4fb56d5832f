"""Ballots for people without a phone: all at once, once only, by who may."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, audit, queries
from thaktho.stages.listen.models import Vote, Voter


def form(client, asked, network="youth"):
    address = asked.url(f"assist/{asked.door(network).pk}/")
    page = client.get(address)
    return address, page, re.search(r'name="paper" value="([^"]+)"', page.content.decode())[1]


def test_a_ballot_is_counted_once(asked):
    client = asked.province.client("youth")
    address, page, paper = form(client, asked)
    assert "บัตรคนที่ 1" in page.content.decode()
    lines = Act.objects.count()
    sent = {"paper": paper, "s1": "1", "s2": "-1", "s4": "0"}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent | {"s1": "-1"}).status_code == 302
    assert Vote.objects.count() == 3 and Voter.objects.get().way == Voter.Way.ASSISTED
    assert Vote.objects.get(statement=asked.statements[0]).value == 1
    assert Act.objects.count() == lines
    assert "บัตรคนที่ 2" in client.get(address).content.decode()
    assert audit.recount(asked.topic) == []


def test_papers_are_not_made_by_hand_nor_for_another_door(asked):
    client = asked.province.client("secretariat")
    _, _, other = form(client, asked, "religion")
    address, _, _ = form(client, asked, "youth")
    for paper in (other, "", str(uuid4()), other[:-1]):
        answer = client.post(address, {"paper": paper, "s1": "1"})
        assert answer.status_code == 200 and "checked" in answer.content.decode()
    assert not Voter.objects.exists()


def test_nothing_chosen_is_no_ballot(asked):
    client = asked.province.client("youth")
    address, _, paper = form(client, asked)
    assert "ยังไม่ได้เลือกคำตอบ" in client.post(address, {"paper": paper}).content.decode()
    assert not Voter.objects.exists()


def test_only_for_ones_own_network_and_only_while_open(asked):
    with pytest.raises(PermissionDenied):
        actions.cast_ballot(
            asked.province.actor("youth"),
            asked.topic,
            asked.door("religion"),
            uuid4(),
            {asked.statements[0].pk: 1},
        )
    assert (
        asked.province.client("youth").get(asked.url(f"assist/{asked.door('religion').pk}/")).status_code
        == 403
    )
    for who in ("visitor", "executive"):
        assert (
            asked.province.client(who).get(asked.url(f"assist/{asked.door('youth').pk}/")).status_code == 403
        )
    stale, door = asked.topic, asked.door("youth")
    actions.close_topic(asked.province.actor("secretariat"), type(stale).objects.get(pk=stale.pk))
    with pytest.raises(actions.NotOpen):
        actions.cast_ballot(asked.province.actor("youth"), stale, door, uuid4(), {asked.statements[0].pk: 1})
    assert not Voter.objects.exists()


def test_assisted_ballots_are_told(asked):
    by, door = asked.province.actor("youth"), asked.door("youth")
    for _ in range(6):
        actions.cast_ballot(by, asked.topic, door, uuid4(), {asked.statements[0].pk: 1})
    asked.answers("youth", asked.statements[0], 1, 1)
    assert queries.took_part(asked.topic).assisted.least == 5  # in steps of five while open
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    part = queries.took_part(asked.topic)
    assert (part.people, part.assisted.least, part.votes) == (8, 5, 5)
    with pytest.raises(PermissionDenied):
        actions.cast_ballot(by, asked.topic, door, uuid4(), {asked.statements[0].pk: 1})
