"""The recorder's page during the meeting: one form, nothing typed is lost, two recorders at once."""

from __future__ import annotations

import pytest

from thaktho.stages.convene import actions, queries
from thaktho.stages.convene.models import Decision, FollowUp, MinutesText
from thaktho.stages.convene.views.minutes import mark


@pytest.fixture
def meeting(room):
    meeting = room.at("open")
    actions.add_agenda(room.by, meeting, kind=5, title="แผนบูรณาการ")
    return meeting


@pytest.fixture
def item(meeting):
    return meeting.agenda.get()


class Recorder:
    """A browser with the page open: it sends what it saw and what was typed, as a form without scripts does."""

    def __init__(self, room, meeting):
        self.client = room.province.client("secretariat")
        self.url = room.province.url(f"meetings/{meeting.pk}/live/")
        self.meeting = meeting
        self.look()

    def look(self):
        assert self.client.get(self.url).status_code == 200
        draft = queries.draft_minutes(self.meeting)
        self.seen = {}
        for part in ("opening", "closing", *(str(one.pk) for one in self.meeting.agenda.all())):
            text = MinutesText.objects.filter(minutes=draft, part=part).first()
            self.seen |= {
                f"text-{part}": text.text if text else "",
                f"seen-{part}": text.revision if text else 0,
                f"was-{part}": mark(text.text if text else ""),
            }

    def press(self, do="save", **typed):
        return self.client.post(self.url, self.seen | {"do": do} | typed)


def said(meeting, part):
    return MinutesText.objects.get(minutes__meeting=meeting, part=str(part)).text


def test_it_begins_the_draft_and_saves_by_item(room, meeting, item):
    recorder = Recorder(room, meeting)
    assert recorder.press(**{f"text-{item.pk}": "ที่ประชุมอภิปราย\r\nสองบรรทัด"}).status_code == 302
    assert said(meeting, item.pk) == "ที่ประชุมอภิปราย\nสองบรรทัด"


def test_a_decision_is_recorded_in_place_and_what_was_typed_is_saved_with_it(room, meeting, item):
    recorder = Recorder(room, meeting)
    typed = {f"text-{item.pk}": "อภิปราย", f"decision-{item.pk}": "เห็นชอบ", f"kind-{item.pk}": "approve_plan"}
    recorder.press(f"decide:{item.pk}", **typed)
    made = Decision.objects.get()
    assert (made.text, made.kind, made.agenda) == ("เห็นชอบ", "approve_plan", item)
    assert said(meeting, item.pk) == "อภิปราย"


def test_an_empty_decision_is_told_and_the_text_is_saved_all_the_same(room, meeting, item):
    answer = Recorder(room, meeting).press(f"decide:{item.pk}", **{f"text-{item.pk}": "อภิปราย"})
    assert "ยังไม่มีข้อความมติ" in answer.content.decode()
    assert not Decision.objects.exists() and said(meeting, item.pk) == "อภิปราย"


def test_work_is_given_out_in_place(room, meeting, item):
    recorder = Recorder(room, meeting)
    answer = recorder.press(f"assign:{item.pk}", **{f"task-{item.pk}": "ส่งรายชื่อ"})
    assert "ระบุผู้รับผิดชอบ" in answer.content.decode()
    typed = {f"task-{item.pk}": "ส่งรายชื่อ", f"network-{item.pk}": "youth"}
    answer = recorder.press(f"assign:{item.pk}", **typed, **{f"due-{item.pk}": "เมื่อไรก็ได้"})
    assert "อ่านกำหนดวันไม่ได้" in answer.content.decode()
    recorder.press(f"assign:{item.pk}", **typed, **{f"due-{item.pk}": "30 ก.ย. 2563"})
    made = FollowUp.objects.get()
    assert (made.network.code, made.due_on.isoformat(), made.agenda) == ("youth", "2020-09-30", item)


def test_an_item_that_came_up_and_the_hours_by_one_button(room, meeting):
    recorder = Recorder(room, meeting)
    recorder.press("item", **{"new-kind": "6", "new-title": "นัดครั้งต่อไป"})
    recorder.press("begin"), recorder.press("end")
    draft = queries.draft_minutes(meeting)
    assert meeting.agenda.get(kind=6).title == "นัดครั้งต่อไป"
    assert draft.began_at and draft.ended_at and draft.began_at.second == 0


def test_two_recorders_who_write_one_field_are_shown_both(room, meeting, item):
    one, other = Recorder(room, meeting), Recorder(room, meeting)
    one.press(**{f"text-{item.pk}": "ของหนึ่ง", "text-opening": "เปิด"})
    answer = other.press(**{f"text-{item.pk}": "ของสอง", "text-closing": "ปิด"})
    shown = answer.content.decode()
    assert answer.status_code == 409 and "ของหนึ่ง" in shown and "ของสอง" in shown
    assert said(meeting, item.pk) == "ของหนึ่ง"
    assert (said(meeting, "opening"), said(meeting, "closing")) == ("เปิด", "ปิด")


def test_before_and_after_it_leads_where_one_can_write(room):
    client = room.province.client("secretariat")
    for phase, to in (("planned", "meetings/{}/"), ("minutes_approved", "meetings/{}/minutes/")):
        meeting = room.at(phase)
        answer = client.get(room.province.url(f"meetings/{meeting.pk}/live/"))
        assert answer.status_code == 302 and answer.url == room.province.url(to.format(meeting.pk))
    assert (
        room.province.client("religion").get(room.province.url(f"meetings/{meeting.pk}/live/")).status_code
        == 403
    )


def test_the_page_asks_few_questions(room, queries):
    meeting = room.at("open")
    for n in range(12):
        item = actions.add_agenda(room.by, meeting, kind=5, title=f"เรื่อง {n}")
        actions.record_decision(room.by, meeting, text="มติ", agenda=item)
    client, url = room.province.client("secretariat"), room.province.url(f"meetings/{meeting.pk}/live/")
    client.get(url)
    with queries(18):
        client.get(url)
