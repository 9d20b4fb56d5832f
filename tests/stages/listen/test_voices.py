"""Whose voice is missing: counters in fives, told apart from ballots, and the gaps named before a topic is closed."""

from __future__ import annotations

from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from thaktho.ground.ledger.models import Act
from thaktho.ground.places.models import Place
from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.models import VoiceCount, Voter
from thaktho.stages.listen.queries.balance import Balance, Voice
from thaktho.stages.listen.tally import rounded

from .test_ballot import come_in, fields


@pytest.fixture
def places(province):
    for code, name in (("5701", "เมืองเชียงราย"), ("5709", "แม่สาย")):
        Place.objects.create(
            code=code, level="amphoe", name_th=name, parent_id="57", sort_key=code, search_text=name
        )


def answered(asked, network="youth"):
    """A phone that came in and answered once."""
    client = come_in(asked, network)
    form = fields(client.get(asked.url("ballot/")))
    client.post(asked.url("ballot/"), form | {"value": "1"})
    return client


def tell(client, asked, kind, key, **more):
    token = fields(client.get(asked.url("ballot/done/"))).get("csrfmiddlewaretoken", "")
    data = {"csrfmiddlewaretoken": token, "kind": kind, "key": key} | more
    return client.post(asked.url("ballot/voice/"), data)


def counts():
    return {(row.kind, row.key): row.count for row in VoiceCount.objects.all()}


def test_asked_after_answering_and_once_only(asked, places):
    client = answered(asked)
    assert "ท่านอยู่อำเภอใด" in client.get(asked.url("ballot/done/")).content.decode()
    assert tell(client, asked, "district", "5709").status_code == 302
    page = client.get(asked.url("ballot/done/")).content.decode()
    assert "ท่านอยู่อำเภอใด" not in page and "ท่านอายุเท่าใด" in page
    token = fields(client.get(asked.url("ballot/done/")))["csrfmiddlewaretoken"]
    again = {"csrfmiddlewaretoken": token, "kind": "district", "key": "5701"}
    client.post(asked.url("ballot/voice/"), again)
    tell(client, asked, "age", "60-")
    assert counts() == {("district", "5709"): 1, ("age", "60-"): 1}
    assert "voice-head" not in client.get(asked.url("ballot/done/")).content.decode()


def test_not_telling_is_remembered_too(asked, places):
    client = answered(asked)
    tell(client, asked, "age", "", skip="1")
    assert "ท่านอายุเท่าใด" not in client.get(asked.url("ballot/done/")).content.decode() and counts() == {}


def test_nobody_is_asked_before_answering(asked, places):
    client = come_in(asked)
    assert "voice-head" not in client.get(asked.url("ballot/done/")).content.decode()
    tell(client, asked, "age", "60-")
    assert counts() == {}


@pytest.mark.parametrize(("kind", "key"), [("age", "61"), ("district", "5599"), ("voter", "x"), ("age", "")])
def test_what_was_not_offered_is_not_counted(asked, places, kind, key):
    client = answered(asked)
    tell(client, asked, kind, key)
    assert counts() == {} and "told" not in client.cookies


def test_another_site_cannot_tell(asked, places):
    client = answered(asked)
    assert client.post(asked.url("ballot/voice/"), {"kind": "age", "key": "60-"}).status_code == 403


def test_a_script_makes_no_more_voices_than_there_are_ballots(asked, places):
    client = answered(asked)
    for _ in range(5):
        client.cookies.pop("told", None)
        tell(client, asked, "age", "60-")
    assert counts() == {("age", "60-"): 1}


def test_ballots_set_aside_and_hands_bring_no_voices(asked, places):
    first, second = asked.answers("youth", asked.statements[0], 1, 1)
    Voter.objects.filter(pk=first).update(aside=True)
    Voter.objects.filter(pk=second).update(way="hands")
    assert not actions.tell_voice(asked.province.visitor, asked.topic, asked.door("youth"), "age", "60-")


def test_a_machine_that_is_handed_on_asks_the_next_one(asked, places):
    client = answered(asked)
    tell(client, asked, "age", "60-")
    told = client.cookies["told"].value
    client.cookies.clear()
    come_in(asked, client=client)
    client.cookies["told"] = told
    form = fields(client.get(asked.url("ballot/")))
    client.post(asked.url("ballot/"), form | {"value": "1"})
    assert "ท่านอายุเท่าใด" in client.get(asked.url("ballot/done/")).content.decode()


def test_nothing_joins_a_voice_to_a_ballot(asked, places):
    """No line of the ledger, no id that tells a time, no voter in the row, no login read, and never both in one request."""
    client = answered(asked)
    lines = Act.objects.count()
    client.cookies["sessionid"] = "somebody"
    with CaptureQueriesContext(connection) as captured:
        tell(client, asked, "district", "5709")
    assert Act.objects.count() == lines
    row, voter = VoiceCount.objects.get(), Voter.objects.get()
    assert isinstance(row.pk, UUID) and row.pk.version == 4
    assert {field.name for field in VoiceCount._meta.get_fields()} == {
        "id", "programme", "topic", "door", "kind", "key", "count", "shown",
    }  # fmt: skip
    written = [query["sql"] for query in captured.captured_queries if "voicecount" in query["sql"].lower()]
    assert written and not any(voter.pk.hex in sql or str(voter.pk) in sql for sql in written)
    told = " ".join(query["sql"] for query in captured.captured_queries)
    assert "django_session" not in told and "people_user" not in told


def fill(asked, network, kind, key, times):
    door = asked.door(network)
    asked.answers(network, asked.statements[0], *[1] * times)
    for _ in range(times):
        assert actions.tell_voice(asked.province.visitor, asked.topic, door, kind, key)


def test_under_five_is_not_shown_and_doors_are_added_up(asked, places):
    fill(asked, "youth", "district", "5701", 4)
    found = queries.balance(asked.topic)
    assert [(voice.name, voice.count) for voice in found.districts] == [("เมืองเชียงราย", 0), ("แม่สาย", 0)]
    fill(asked, "religion", "district", "5701", 5)
    assert queries.balance(asked.topic).districts[0].count == 0  # ten together
    fill(asked, "community", "district", "5701", 1)
    assert queries.balance(asked.topic).districts[0].count == 10


@given(st.integers(0, 200))
def test_only_fives_leave_and_every_step_is_five_people(count):
    shown = [rounded(n, closed=False) for n in range(count + 1)]
    assert all(number % 5 == 0 for number in shown) and all(b - a in (0, 5) for a, b in pairwise(shown))


def test_gaps_are_named_in_words(asked, places):
    fill(asked, "youth", "district", "5701", 20)
    asked.answers("religion", asked.statements[0], *[1] * 5)
    few, district = queries.balance(asked.topic).gaps
    assert "ชุมชน" in few and "สาธารณสุข" in few and "ศาสนา" not in few
    assert "แม่สาย" in district and "เมืองเชียงราย" not in district


def test_too_few_to_say_is_said(asked, places):
    asked.answers("youth", asked.statements[0], *[1] * 6)
    assert queries.balance(asked.topic).gaps == ["ตอบยังไม่ถึง 20 คน จึงยังบอกไม่ได้ว่าเสียงใดขาด"]


def test_under_half_of_a_share_is_thin():
    found = Balance(60, [Voice("ก", 50, expected=30.0), Voice("ข", 10, expected=30.0)], False)
    assert found.gaps == ["เครือข่ายที่ตอบไม่ถึงครึ่งของสัดส่วน: ข"]


def test_the_closing_and_the_desk_name_the_gaps(asked, places):
    asked.answers("youth", asked.statements[0], *[1] * 20)
    client = asked.province.client("secretariat")
    for path in ("close/", "manage/", "voices/"):
        assert "เครือข่ายที่ตอบไม่ถึง 5 คน" in client.get(asked.url(path)).content.decode(), path


def test_shares_are_the_seats_of_the_meeting(asking, province, places):
    from datetime import date

    from thaktho.stages.convene import actions as convene

    staff = province.actor("secretariat")
    meeting = convene.plan_meeting(
        staff,
        province.programme,
        title="ประชุม",
        held_on=date(2026, 3, 11),
        networks=list(province.networks.values()),
    )
    for network, seats in (("religion", 1), ("community", 1), ("youth", 1), ("public_health", 7)):
        place = meeting.networks.get(network=province.networks[network])
        convene.add_seats(staff, place, [{"name": f"{network} {n}"} for n in range(seats)])
    asked = asking(meeting=meeting)
    for network in province.networks:
        asked.answers(network, asked.statements[0], *[1] * 5)
    found = queries.balance(queries.topic(province.programme, asked.topic.code))
    assert found.by_seats and [voice.thin for voice in found.networks] == [False, False, False, True]


def test_only_those_who_work_and_few_queries(asked, places, queries):
    for who in ("visitor", "observer"):
        assert asked.province.client(who).get(asked.url("voices/")).status_code == 403
    client = asked.province.client("youth")
    with queries(15):
        assert client.get(asked.url("voices/")).status_code == 200
    with queries(15):
        assert client.get(asked.url("manage/")).status_code == 200


def test_closed_means_closed(asked, places):
    client = answered(asked)
    token = fields(client.get(asked.url("ballot/done/")))["csrfmiddlewaretoken"]
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    client.post(asked.url("ballot/voice/"), {"csrfmiddlewaretoken": token, "kind": "age", "key": "60-"})
    assert counts() == {}


@pytest.mark.parametrize("last", queries.BANDS[:2])
def test_the_fifth_who_tells_is_not_told(asked, last):
    door = asked.door("youth")
    for _ in range(9):
        asked.vote(uuid4(), "youth", asked.statements[0], 1)
    for band in queries.BANDS[:2]:
        for _ in range(4):
            assert actions.tell_voice(asked.province.visitor, asked.topic, door, "age", band)
    before = {voice.name: voice.count for voice in queries.balance(asked.topic).ages}
    actions.tell_voice(asked.province.visitor, asked.topic, door, "age", last)
    after = {voice.name: voice.count for voice in queries.balance(asked.topic).ages}
    assert before == after, "the page says in which band the last one is"


def test_what_nobody_told_is_not_called_complete(asked, places):
    for network in asked.province.networks:
        asked.answers(network, asked.statements[0], *[1] * 6)
    client = asked.province.client("secretariat")
    page = client.get(asked.url("voices/")).content.decode()
    assert "ไม่พบเสียงที่ขาด" not in page and "ไม่พบเครือข่ายที่เสียงขาด" in page
    assert "อำเภอและช่วงอายุยังบอกไม่ได้" in page
    for key in ("5701", "5709"):
        fill(asked, "youth", "district", key, 10)
    page = client.get(asked.url("voices/")).content.decode()
    assert "ช่วงอายุยังบอกไม่ได้" in page and "อำเภอและช่วงอายุ" not in page


def test_everything_told_and_nothing_missing_is_said():
    whole = [Voice("ก", 20, expected=20.0)]
    assert Balance(40, whole, False, whole, whole).unsaid == ""
