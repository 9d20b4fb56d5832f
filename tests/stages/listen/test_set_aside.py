"""Pages of the hall: hands at tables, and ballots that look made by one hand."""

from __future__ import annotations

import re
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, audit
from thaktho.stages.listen import queries as listen
from thaktho.stages.listen.models import HandCount, Tally, Vote, Voter
from thaktho.stages.listen.tally import Counts


@pytest.fixture
def long(asking):
    """Sixteen statements."""
    asked = asking()
    asked.statements += actions.seed_all(
        asked.province.actor("secretariat"), asked.topic, [f"ข้อความเพิ่มเติมที่ {n}" for n in range(12)]
    )
    asked.topic.refresh_from_db()
    return asked


def vote_all(asked, values, network="youth"):
    voter = uuid4()
    for statement, value in zip(asked.statements, values, strict=False):
        asked.vote(voter, network, statement, value)
    return voter


PATTERN = [1, -1, 0, 1, 1, -1, 0, 0, 1, -1, 1, 1, -1, -1, 0, 1]


def test_alike_are_found_and_told_without_answers(long):
    for _ in range(3):
        vote_all(long, PATTERN)
    vote_all(long, PATTERN, "religion")  # another network's
    vote_all(long, PATTERN[:-1] + [0])  # differs in one
    for _ in range(2):
        vote_all(long, [1] * 16)
    found = listen.anomalies(long.topic)
    assert [(c.door.network.code, c.size, c.answers, c.one_answer) for c in found.clusters] == [
        ("youth", 3, 16, False)
    ]
    vote_all(long, [1] * 16)
    assert sorted(c.one_answer for c in listen.anomalies(long.topic).clusters) == [False, True]


def test_short_ballots_are_not_compared(asked):
    for _ in range(9):
        vote_all(asked, PATTERN)
    assert listen.anomalies(asked.topic).clusters == []


def test_setting_aside_and_taking_back(long):
    for _ in range(4):
        vote_all(long, PATTERN)
    other = vote_all(long, [0] * 16)
    client = long.province.client("secretariat")
    page = client.get(long.url("ballots/")).content.decode()
    assert "4 ใบตอบเหมือนกันทั้ง 16 ข้อ" in page
    address = re.search(r'href="([^"]+/set-aside/)"', page)[1]
    assert "4 ใบจะไม่อยู่ในผลใด" in client.get(address).content.decode()
    assert client.post(address, {"act_id": str(uuid4())}).status_code == 200  # no reason given
    form = {"reason": "พิมพ์จากเครื่องเดียว", "act_id": str(uuid4())}
    before = Act.objects.count()
    for _ in range(2):
        assert client.post(address, form).status_code == 302
    assert Act.objects.count() == before + 1
    line = Act.objects.get(pk=form["act_id"])
    assert line.detail.body["ballots"] == 4 and "value" not in str(line.detail.body)
    tally = Tally.objects.get(statement=long.statements[0], door=long.door("youth"))
    assert (tally.agree, tally.passed) == (0, 1)
    assert audit.recount(long.topic) == []
    assert "บัตรพักไว้ ไม่นับ" in long.province.client().get(long.url()).content.decode()
    back = re.search(r'href="([^"]+/take-back/)"', client.get(long.url("ballots/")).content.decode())[1]
    form = {"reason": "เป็นคนละคน", "act_id": str(uuid4())}
    for _ in range(2):
        assert client.post(back, form).status_code == 302
    tally.refresh_from_db()
    assert tally.agree == 4 and not Voter.objects.filter(aside=True).exists()
    assert audit.recount(long.topic) == [] and other


def test_a_phone_that_was_set_aside_is_told(asking):
    from django.test import Client

    asked = asking()
    client = Client()
    client.get(asked.url(f"enter/{asked.door('youth').token}/"))
    page = client.get(asked.url("ballot/")).content.decode()
    form = dict(re.findall(r'name="(csrfmiddlewaretoken|s)" value="([^"]*)"', page))
    following = client.post(asked.url("ballot/"), form | {"value": "1"}).content.decode()
    voter = Voter.objects.get()
    by = asked.province.actor("secretariat")
    actions.set_aside(by, asked.topic, voter.door, [voter.pk], "ทดลอง")
    form = dict(re.findall(r'name="(csrfmiddlewaretoken|s)" value="([^"]*)"', following))
    refused = client.post(asked.url("ballot/"), form | {"value": "1"}, follow=True).content.decode()
    assert "คำตอบชุดนี้ไม่ได้นับ" in refused
    assert "คำตอบชุดนี้ไม่ได้นับ" in client.get(asked.url("ballot/done/")).content.decode()
    assert audit.recount(asked.topic) == []


def test_only_the_secretariat_looks(long):
    for who, status in (("secretariat", 200), ("youth", 403), ("visitor", 403), ("executive", 403)):
        assert long.province.client(who).get(long.url("ballots/")).status_code == status


def test_hands_of_a_table(asked):
    client, door = asked.province.client("youth"), asked.door("youth")
    address = asked.url(f"hall/{door.pk}/hands/")
    assert "คนหนึ่งนับทางเดียว" in client.get(address).content.decode()
    form = {"table": "1", "people": "7", "a1": "5", "d1": "2", "a2": "3", "act_id": str(uuid4())}
    for _ in range(2):
        assert client.post(address, form).status_code == 302
    assert Voter.objects.filter(way="hands", aside=False).count() == 7
    again = client.get(address + "?table=1").content.decode()
    assert re.search(r'name="a1"[^>]*value="5"', again)
    form |= {"a1": "2", "d1": "1", "a2": "", "act_id": str(uuid4())}
    assert client.post(address, form).status_code == 302
    count = HandCount.objects.get(statement=asked.statements[0])
    assert (count.agree, count.disagree) == (2, 1)
    assert HandCount.objects.get(statement=asked.statements[1]).agree == 3  # left empty, left as it was
    assert Voter.objects.filter(way="hands", aside=False).count() == 3
    assert audit.recount(asked.topic) == []
    wrong = client.post(address, form | {"a1": "9", "act_id": str(uuid4())}).content.decode()
    assert "มีมือมากกว่าคนที่โต๊ะ" in wrong and 'value="9"' in wrong
    assert asked.province.client("religion").get(address).status_code == 403


def test_hands_count_by_the_law_and_are_told_apart(asked):
    """Seven hands are told at closing, as seven ballots are; never to a map as people."""
    by, door, first = asked.province.actor("youth"), asked.door("youth"), asked.statements[0]
    actions.count_hands(by, asked.topic, door, "1", 7, {first.pk: listen_counts(4, 1, 2)})
    assert asked.figure("youth", first) is None
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    figure = asked.figure("youth", first)
    assert (figure.n, figure.agree.low, figure.disagree.low) == (7, 4, 2)
    assert listen.took_part(asked.topic).hands.least == 5
    assert "คนนับมือ" in asked.province.client().get(asked.url()).content.decode()


def listen_counts(*values):
    return Counts(*values)


def test_pages_ask_few_questions(long, queries):
    by = long.province.actor("secretariat")
    for n in range(3):
        vote_all(long, PATTERN)
        actions.count_hands(
            by, long.topic, long.door("religion"), str(n), 5, {long.statements[0].pk: listen_counts(3, 1, 1)}
        )
    client = long.province.client("secretariat")
    for path in ("hall/", "ballots/", f"hall/{long.door('youth').pk}/hands/", "paper/"):
        client.get(long.url(path))
        with queries(15):
            assert client.get(long.url(path)).status_code == 200, path


def test_who_answers_on_while_the_page_is_open_is_not_set_aside(long, monkeypatch):
    """The comparison may be a minute old; the ballots are looked at again under the locks."""
    anomalies = import_module(listen.Anomalies.__module__)
    monkeypatch.setattr(anomalies, "LARGE", 0)
    voters = [vote_all(long, PATTERN) for _ in range(4)]
    (cluster,) = listen.anomalies(long.topic).clusters
    long.vote(voters[0], "youth", long.statements[0], -1)
    client, lines = long.province.client("secretariat"), Act.objects.count()
    form = {"reason": "พิมพ์จากเครื่องเดียว", "act_id": str(uuid4())}
    answer = client.post(long.url(f"ballots/{cluster.key}/set-aside/"), form, follow=True)
    assert "เปลี่ยนไป" in answer.content.decode()
    assert not Voter.objects.filter(aside=True).exists() and Act.objects.count() == lines
    assert [cluster.size for cluster in listen.anomalies(long.topic).clusters] == [3]  # compared anew


def test_a_comparison_of_a_large_topic_reads_its_votes_once_a_minute(long, monkeypatch):
    anomalies = import_module(listen.Anomalies.__module__)
    for _ in range(3):
        vote_all(long, PATTERN)
    read, real = [], anomalies._alike
    monkeypatch.setattr(anomalies, "LARGE", 0)
    monkeypatch.setattr(anomalies, "_alike", lambda topic: read.append(1) or real(topic))
    anomalies._memory.clear()
    (cluster,) = listen.anomalies(long.topic).clusters
    vote_all(long, [0] * 16)
    client = long.province.client("secretariat")
    address = long.url(f"ballots/{cluster.key}/set-aside/")
    assert client.get(address).status_code == 200 and read == [1]
    client.post(address, {"reason": "พิมพ์จากเครื่องเดียว", "act_id": str(uuid4())})
    assert Voter.objects.filter(aside=True).count() == 3 and read == [1]
    assert listen.anomalies(long.topic).clusters == [] and read == [
        1,
        1,
    ]  # what was set aside is gone at once


def test_a_set_that_is_too_large_is_set_aside_in_parts(long, monkeypatch):
    from thaktho.stages.listen.actions import aside
    from thaktho.stages.listen.views import hall

    for _ in range(5):
        vote_all(long, PATTERN)
    monkeypatch.setattr(aside, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(hall, "MOST_AT_ONCE", 2)
    (cluster,) = listen.anomalies(long.topic).clusters
    client, address = long.province.client("secretariat"), long.url(f"ballots/{cluster.key}/set-aside/")
    assert "ชุดนี้มี 5 ใบ พักได้ครั้งละไม่เกิน 2 ใบ" in client.get(address).content.decode()
    client.post(address, {"reason": "พิมพ์จากเครื่องเดียว", "act_id": str(uuid4())})
    assert Voter.objects.filter(aside=True).count() == 2 and audit.recount(long.topic) == []
    with pytest.raises(ValueError, match="at once"):
        actions.set_aside(
            long.province.actor("secretariat"), long.topic, long.door("youth"), [uuid4()] * 3, "x"
        )


def test_setting_many_aside_asks_by_cell_and_not_by_answer(long):
    by, topic, door = long.province.actor("secretariat"), long.topic, long.door("youth")
    voters = [Voter(pk=uuid4(), programme_id=topic.programme_id, topic=topic, door=door) for _ in range(300)]
    Voter.objects.bulk_create(voters)
    Vote.objects.bulk_create(
        Vote(voter=voter, programme_id=topic.programme_id, topic=topic, statement=statement, value=value)
        for voter in voters
        for statement, value in zip(long.statements, PATTERN, strict=True)
    )
    for statement, value in zip(long.statements, PATTERN, strict=True):
        name = {1: "agree", 0: "passed", -1: "disagree"}[value]
        Tally.objects.filter(statement=statement, door=door).update(**{name: 300, "moved": 300})
    for act in (
        lambda: actions.set_aside(by, topic, door, [voter.pk for voter in voters], "เครื่องเดียว"),
        lambda: actions.take_back(by, topic, door, "เป็นคนละคน"),
    ):
        with CaptureQueriesContext(connection) as seen:
            assert act() == 300
        assert audit.recount(topic) == [] and len(seen) < 12 * len(long.statements)


def test_a_table_in_three_spellings_is_one(asked):
    client, door = asked.province.client("youth"), asked.door("youth")
    address = asked.url(f"hall/{door.pk}/hands/")
    for table in ("โต๊ะ 1A", "โต๊ะ ๑a", "โต๊ะ1A", " โต๊ะ  1 a"):
        form = {"table": table, "people": "7", "a1": "5", "d1": "2", "act_id": str(uuid4())}
        assert client.post(address, form).status_code == 302
    assert list(HandCount.objects.values_list("table", flat=True)) == ["โต๊ะ 1A"]
    assert Voter.objects.filter(door=door, aside=False).count() == 7
    page = client.get(address, {"table": "โต๊ะ๑a"}).content.decode()
    assert re.search(r'name="a1"[^>]*value="5"', page) and '<option value="โต๊ะ 1A">' in page
    client.post(address, form | {"table": "2", "act_id": str(uuid4())})
    assert HandCount.objects.count() == 2


@pytest.mark.parametrize("text", ["²", "①", "-1", "1e3", "\x00", "9" * 400])
@pytest.mark.parametrize("name", ["people", "a1"])
def test_odd_numbers_of_hands_are_refused_with_words(asked, name, text):
    form = {"table": "1", "people": "7", "a1": "1", "act_id": str(uuid4())} | {name: text}
    answer = asked.province.client("youth").post(asked.url(f"hall/{asked.door('youth').pk}/hands/"), form)
    assert answer.status_code == 200 and 'role="alert"' in answer.content.decode()
    assert not HandCount.objects.exists()


def test_hands_are_no_ballots_where_sheets_are_counted(asking):
    """Ten people with ten sheets, and a table of seven hands that needed none: nothing to look at. Eleven ballots of five
    sheets are."""
    asked = asking(kind="hall", proof="sheet")
    by, first = asked.province.actor("secretariat"), asked.statements[0]
    actions.print_sheets(by, asked.door("youth"), 10)
    asked.answers("youth", first, *[1] * 10)
    actions.count_hands(by, asked.topic, asked.door("youth"), "1", 7, {first.pk: listen_counts(4, 1, 2)})
    assert listen.anomalies(asked.topic).crowded == []
    actions.print_sheets(by, asked.door("religion"), 5)
    asked.answers("religion", first, *[1] * 11)
    ((door, used, most),) = listen.anomalies(asked.topic).crowded
    assert (door.network.code, used, most) == ("religion", 10, 5)


def test_closing_counts_moving_votes_only(asked):
    """They have an index of their own; a large topic has a hundred times as many that do not move."""
    asked.answers("youth", asked.statements[0], 1, 1, 0, -1, 1, 0)
    with CaptureQueriesContext(connection) as seen:
        actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    counts = [one["sql"] for one in seen if "COUNT(" in one["sql"] and '"listen_vote"' in one["sql"]]
    assert counts and all('"listen_vote"."moving"' in sql for sql in counts)


def test_a_hand_that_went_down_is_no_ballot_set_aside(asked):
    by, door = asked.province.actor("secretariat"), asked.door("youth")
    for agree in (7, 2):
        actions.count_hands(by, asked.topic, door, "1", 7, {asked.statements[0].pk: Counts(agree, 0, 0)})
    part = listen.took_part(asked.topic)
    assert not part.aside.any and part.hands.any
