"""What each verb does, refuses, and leaves behind."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.thread import queries as thread
from thaktho.stages.convene import actions as convene
from thaktho.stages.convene import queries as meetings
from thaktho.stages.convene.followups import actions, papers, queries, states
from thaktho.stages.convene.followups.models import FollowUp
from thaktho.stages.convene.models import AgendaItem

TODAY = date(2020, 6, 1)


@pytest.fixture
def meeting(room):
    return room.at("open")


def assign(room, meeting, text="ส่งรายชื่อผู้แทน", **fields):
    if not {"network", "person", "owner"} & set(fields):
        fields["network"] = room.province.networks["religion"]
    return actions.assign(room.by, meeting, text=text, **fields)


def test_it_hangs_on_its_decision_and_stands_under_its_item(room, meeting):
    item = convene.add_agenda(room.by, meeting, kind=5, title="แผน")
    decision = convene.record_decision(room.by, meeting, text="เห็นชอบ", agenda=item)
    made = assign(room, meeting, decision=decision)
    assert (made.agenda, made.state) == (item, "todo")
    assert thread.targets_of(meeting.programme_id, decision.pk, "convene.followup") == [made.pk]


def test_sent_twice_it_is_one(room, meeting):
    act = uuid4()
    assign(room, meeting, act_id=act)
    with pytest.raises(Repeated):
        assign(room, meeting, act_id=act)
    assert FollowUp.objects.count() == 1


def test_nothing_of_another_meeting_or_province(room, other, meeting):
    elsewhere = convene.record_decision(room.by, room.at("open"), text="อื่น")
    with pytest.raises(ValueError, match="another meeting"):
        assign(room, meeting, decision=elsewhere)
    with pytest.raises(ValueError, match="another programme"):
        assign(room, meeting, network=other.networks["religion"])
    with pytest.raises(PermissionDenied):
        actions.assign(other.actor("secretariat"), meeting, text="x", owner="y")


def test_a_planned_meeting_has_asked_for_nothing(room):
    with pytest.raises(PermissionDenied):
        assign(room, room.plan())


def test_reports_start_and_finish_it(room, meeting):
    made, own = assign(room, meeting), room.province.actor("religion")
    actions.report(own, made, "กำลังรวบรวม")
    made.refresh_from_db()
    assert made.state == "doing"
    actions.report(own, made, "ส่งแล้ว", done=True)
    made.refresh_from_db()
    assert (made.state, made.ended_on) == ("done", timezone.localdate())
    assert [one.text for one in made.reports.all()] == ["ส่งแล้ว", "กำลังรวบรวม"]
    with pytest.raises(PermissionDenied):
        actions.report(own, made, "อีกครั้ง")


def test_a_stale_hand_is_told_that_it_ended(room, meeting):
    stale = assign(room, meeting)
    actions.drop(room.by, stale, "รวมกับเรื่องอื่น")
    with pytest.raises(states.WrongState, match="ไม่ทำต่อ"):
        actions.report(room.by, stale, "ช้าไป")


def test_dropping_says_why_and_comes_back(room, meeting):
    made = assign(room, meeting)
    with pytest.raises(ValueError, match="why"):
        actions.drop(room.by, made, "  ")
    made = actions.drop(room.by, made, "งบไม่ผ่าน")
    assert (made.state, made.drop_reason) == ("dropped", "งบไม่ผ่าน")
    made = actions.reopen(room.by, made)
    assert (made.state, made.drop_reason, made.ended_on) == ("doing", "", None)


def test_who_saves_second_is_told(room, meeting):
    made = assign(room, meeting)
    actions.edit(room.by, made, seen_version=1, text="ใหม่")
    with pytest.raises(states.Changed):
        actions.edit(room.by, made, seen_version=1, text="ของฉัน")


# The next meeting -------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(room):
    series = convene.add_series(room.by, room.province.programme, name="คณะอนุกรรมการ")
    first = room.at("closed", series=series, number=1)
    coming = room.plan(series=series, number=2, held_on=date(2020, 6, 1))
    return first, coming


def test_what_is_open_is_offered_to_the_next_meeting_of_the_series(room, two):
    first, coming = two
    still, done = assign(room, first), assign(room, first, "เสร็จแล้ว")
    actions.report(room.by, done, "แล้ว", done=True)
    assign(room, room.at("open"), "ของการประชุมอื่น")
    assert queries.offered(coming) == [still]
    assert queries.offered(first) == []


def test_one_tap_puts_it_under_the_third_item_and_once_only(room, two):
    first, coming = two
    made = assign(room, first, due_on=date(2020, 5, 1), person=room.province.persons["observer"])
    actions.carry(room.by, coming, queries.offered(coming))
    actions.carry(room.by, coming, [made])
    item = AgendaItem.objects.get(meeting=coming)
    assert (item.kind, item.label, item.title) == (3, "3.1", made.text)
    assert "1 พฤษภาคม 2563" in item.text
    assert "ตัวอย่าง observer" not in item.text  # the agenda is public
    assert queries.offered(coming) == []


def test_taken_off_the_agenda_it_is_offered_again(room, two):
    first, coming = two
    made = assign(room, first)
    (item,) = actions.carry(room.by, coming, [made])
    convene.remove_agenda(room.by, item)
    assert queries.offered(coming) == [made]


def test_carrying_over_the_page_takes_what_was_ticked(room, two):
    first, coming = two
    one, two_ = assign(room, first, "หนึ่ง"), assign(room, first, "สอง")
    client, url = (
        room.province.client("secretariat"),
        room.province.url(f"meetings/followups/of/{coming.pk}/carry/"),
    )
    client.post(url, {"followup": str(two_.pk)})
    assert [item.title for item in coming.agenda.all()] == ["สอง"]
    client.post(url)
    assert [item.title for item in coming.agenda.order_by("number")] == ["สอง", "หนึ่ง"]
    assert one.meeting == first


# Desks, papers -----------------------------------------------------------------------------------------------------------


def test_it_waits_on_the_desk_of_whoever_does_it(room, meeting):
    person = room.province.persons["observer"]
    assign(room, meeting, "ของเครือข่าย", due_on=TODAY)
    assign(room, meeting, "ของบุคคล", person=person, network=None)
    assign(
        room, meeting, "ไม่เร่ง", owner="สำนักงาน", due_on=timezone.localdate() + timedelta(days=9), network=None
    )

    def lines(who):
        return [line.detail for line in queries.waiting(room.province.actor(who), room.province.programme)]

    assert lines("religion") == ["ของเครือข่าย · เครือข่ายศาสนา"]
    assert lines("observer") == ["ของบุคคล"]
    assert lines("secretariat") == ["ของเครือข่าย · เครือข่ายศาสนา"]  # late
    assert lines("community") == [] and lines("visitor") == []
    there = [
        line.detail for line in meetings.waiting(room.province.actor("religion"), room.province.programme)
    ]
    assert "ของเครือข่าย · เครือข่ายศาสนา" in there


def test_the_line_message_says_no_persons_name(room, meeting):
    network, person = room.province.networks["religion"], room.province.persons["observer"]
    made = assign(room, meeting, due_on=TODAY, network=network, person=person)
    text = papers.line_text([made], today=TODAY + timedelta(days=1), url="https://x/")
    assert "เครือข่ายศาสนา" in text and "เลยกำหนด" in text and "observer" not in text


def test_the_printed_list_is_a_paper(room, meeting):
    assign(room, meeting, due_on=TODAY)
    answer = room.province.client("religion").get(room.province.url("meetings/followups/list.pdf"))
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")


# Pages --------------------------------------------------------------------------------------------------------------------


def test_the_list_marks_what_is_late_and_sifts(room, meeting):
    assign(room, meeting, "สายแล้ว", due_on=TODAY)
    assign(room, meeting, "ไม่มีกำหนด", network=room.province.networks["youth"])
    client, url = room.province.client("religion"), room.province.url("meetings/followups/")
    assert "เลยกำหนด" in client.get(url).content.decode()
    assert "ไม่มีกำหนด" not in client.get(url, {"state": "late"}).content.decode()
    assert "สายแล้ว" not in client.get(url, {"network": "youth"}).content.decode()
    for bad in ({"state": "?"}, {"decision": "x"}, {"page": "99"}):
        assert client.get(url, bad).status_code == 200


def test_strangers_do_not_read_who_does_what(room, meeting):
    assign(room, meeting)
    assert room.province.client().get(room.province.url("meetings/followups/")).status_code in (302, 403)


def test_assigning_asks_whose_it_is(room, meeting):
    client, url = (
        room.province.client("secretariat"),
        room.province.url(f"meetings/followups/of/{meeting.pk}/new/"),
    )
    answer = client.post(url, {"text": "ทำ"})
    assert answer.status_code == 422 and "ระบุผู้รับผิดชอบ" in answer.content.decode()
    answer = client.post(url, {"text": "ทำ", "person": "ไม่มีคนนี้"})
    assert answer.status_code == 422
    answer = client.post(url, {"text": "ทำ", "person": "ตัวอย่าง observer", "due_on": "30 ก.ย. 2563"})
    assert answer.status_code == 302
    made = FollowUp.objects.get()
    assert (made.person, made.due_on) == (room.province.persons["observer"], date(2020, 9, 30))


def test_a_newer_version_is_shown_beside_mine(room, meeting):
    made = assign(room, meeting)
    client, url = (
        room.province.client("secretariat"),
        room.province.url(f"meetings/followups/{made.pk}/edit/"),
    )
    actions.edit(room.by, made, text="ของอีกคน")
    answer = client.post(url, {"text": "ของฉัน", "owner": "ใคร", "version": "1"})
    assert (
        answer.status_code == 409
        and "ของอีกคน" in answer.content.decode()
        and "ของฉัน" in answer.content.decode()
    )


def test_reporting_over_the_page(room, meeting):
    made = assign(room, meeting)
    client, url = room.province.client("religion"), room.province.url(f"meetings/followups/{made.pk}/report/")
    assert client.post(url, {"text": " "}).status_code == 422
    assert client.post(url, {"text": "ส่งแล้ว", "do": "done"}).status_code == 302
    made.refresh_from_db()
    assert made.state == "done"
    client.post(url, {"text": "อีก"})  # another tab: told, not an error
    assert made.reports.count() == 1
    assert room.province.client("community").post(url, {"text": "x"}).status_code in (302, 403)


def test_the_list_asks_few_questions(room, meeting, queries):
    for n in range(40):
        assign(room, meeting, f"งานที่ {n}", due_on=TODAY)
    client, url = room.province.client("secretariat"), room.province.url("meetings/followups/")
    client.get(url)
    with queries(15):
        client.get(url)
