"""Papers numbered under their items, the agenda as a paper, and the feed calendars subscribe to."""

from __future__ import annotations

import re
from datetime import date, time

import pytest

from thaktho.ground.files.actions import store
from thaktho.stages.convene import actions, agenda_pack
from thaktho.stages.convene.models import Meeting, Paper


@pytest.fixture
def meeting(room):
    return room.plan(held_on=date(2090, 7, 5), starts_at=time(13, 30))


@pytest.fixture
def attach(room, meeting):
    item = actions.add_agenda(room.by, meeting, kind=5, title="แผน")

    def attach(title, *, public=False, under=item):
        file = store(
            room.by, room.province.programme, name=f"{title}.txt", data=title.encode(), media_type="text/plain",
            purpose="paper", read_verb="convene.read" if public else "convene.inside.read",
        )  # fmt: skip
        return actions.attach_paper(room.by, meeting, file, title=title, agenda=under, public=public)

    return attach


def order(meeting):
    return [
        (one.order, one.title) for one in Paper.objects.filter(meeting=meeting).order_by("agenda_id", "order")
    ]


def test_enclosures_are_numbered_moved_and_close_their_ranks(room, meeting, attach):
    one, _two, three = attach("ก"), attach("ข"), attach("ค")
    assert order(meeting) == [(1, "ก"), (2, "ข"), (3, "ค")]
    actions.move_paper(room.by, three, -1)
    assert order(meeting) == [(1, "ก"), (2, "ค"), (3, "ข")]
    actions.move_paper(room.by, one, -1)  # at the end nothing moves
    actions.remove_paper(room.by, Paper.objects.get(pk=one.pk))
    assert order(meeting) == [(1, "ค"), (2, "ข")]


def lines_of(meeting, inside):
    meeting = Meeting.objects.prefetch_related("papers__agenda", "agenda").get(pk=meeting.pk)
    document = agenda_pack.document(meeting, inside=inside, printed_on=date(2090, 7, 1))
    return repr(document.blocks)


def test_the_pack_lists_them_and_visitors_only_the_public_ones(room, meeting, attach):
    attach("เอกสารลับ"), attach("เอกสารเปิด", public=True), attach("ทั้งการประชุม", public=True, under=None)
    inner, outer = lines_of(meeting, True), lines_of(meeting, False)
    assert "เอกสารประกอบวาระ 5.1 หมายเลข 1: เอกสารลับ" in inner and "เอกสารลับ" not in outer
    assert "หมายเลข 2: เอกสารเปิด" in outer and "ทั้งการประชุม" in outer
    assert inner.count("ไม่มี") == 5  # the five kinds nobody brought forward
    for who in ("visitor", "secretariat"):
        answer = room.province.client(who).get(room.province.url(f"meetings/{meeting.pk}/pack.pdf"))
        assert answer.content.startswith(b"%PDF")


# The feed ---------------------------------------------------------------------------------------------------------------


def feed(room, **get):
    answer = room.province.client().get(room.province.url("meetings/calendar.ics"), get)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return answer.content.decode()


def unfolded(text):
    return text.replace("\r\n ", "")


def test_lines_are_folded_at_75_octets_and_never_inside_a_letter(room):
    room.plan(title="ประชุม; ยาว, " + "มาก\\ " * 40, held_on=date(2090, 1, 1), purpose="บรรทัด\nสอง\rสาม")
    text = feed(room)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "SUMMARY:ประชุม\\; ยาว\\, มาก\\\\" in unfolded(text)
    assert "บรรทัด\\nสอง\\nสาม" in unfolded(text) and "\r" not in text.replace("\r\n", "")


def test_uids_stay_and_the_sequence_grows_also_when_it_is_cancelled(room, meeting):
    def event():
        text = unfolded(feed(room))
        return re.search(r"UID:(\S+)\r\nSEQUENCE:(\d+)", text).groups(), "STATUS:CANCELLED" in text

    (uid, first), cancelled = event()
    assert not cancelled
    actions.edit_meeting(room.by, meeting, place_text="ที่ใหม่")
    (_, second), _ = event()
    actions.cancel_meeting(room.by, meeting, "ฝน")
    (last_uid, third), cancelled = event()
    assert last_uid == uid and int(first) < int(second) < int(third) and cancelled


def test_it_says_public_facts_only(room):
    room.plan(held_on=date(2090, 1, 1), online_url="https://meet.example/secret", chair_name="นายประธาน")
    text = feed(room)
    assert "secret" not in text and "BEGIN:VEVENT" in text


def test_one_networks_feed_and_an_unknown_one(room):
    room.plan(title="ของศาสนา", held_on=date(2090, 1, 1), networks=[room.province.networks["religion"]])
    assert "ของศาสนา" in feed(room, network="religion")
    assert "ของศาสนา" not in feed(room, network="youth")
    answer = room.province.client().get(room.province.url("meetings/calendar.ics"), {"network": "x"})
    assert answer.status_code == 404


def test_another_provinces_meetings_are_not_in_it(room, other):
    room.plan(title="ของเชียงราย", held_on=date(2090, 1, 1))
    assert "ของเชียงราย" not in other.client().get(other.url("meetings/calendar.ics")).content.decode()
