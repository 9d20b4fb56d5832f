"""Answers: by the link, changed until the day, typed by the office, and what they do to the meeting's list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from thaktho.stages.convene import actions as convene
from thaktho.stages.convene.letters import actions, addressees, papers, queries, states, tokens
from thaktho.stages.convene.letters.models import LetterRecipient
from thaktho.stages.convene.models import Attendance, Meeting


@pytest.fixture
def sent(office):
    return office.issued("นายรับ หนึ่ง,ปลัด,ศาสนา", "นายรับ สอง")


@pytest.fixture
def url(office, sent):
    return papers.reply_path(office.province.programme, tokens.token_of(office.first(sent).pk))


def seats(office):
    return [
        (one.name, one.state, one.substitute) for one in Attendance.objects.filter(meeting=office.meeting)
    ]


def test_only_the_tokens_hash_is_stored(office, sent):
    one = office.first(sent)
    token = tokens.link_token(one)
    assert len(token) == 32 and one.token_hash == tokens.hash_token(token) != token
    assert token not in str(sent.frozen)


def test_a_visitor_with_the_link_answers_and_changes_the_answer(office, sent, url):
    client = office.province.client()
    assert "นายรับ หนึ่ง" in client.get(url).content.decode()
    assert client.post(url, {"reply": "coming"}).status_code == 302
    assert seats(office) == [("นายรับ หนึ่ง", "accepted", "")]
    client.post(url, {"reply": "substitute", "substitute": "นางแทน ดี", "substitute_position": "รองปลัด"})
    assert seats(office) == [("นายรับ หนึ่ง", "accepted", "นางแทน ดี")]
    client.post(url, {"reply": "not"})
    assert seats(office) == [("นายรับ หนึ่ง", "declined", "")]
    assert queries.replies(sent) == {"all": 2, "none": 1, "coming": 0, "substitute": 0, "refused": 1}


def test_the_page_is_not_kept_nor_told_to_other_sites(office, url):
    answer = office.province.client().get(url)
    assert "no-store" in answer["Cache-Control"] and answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "นายรับ สอง" not in answer.content.decode()


@pytest.mark.parametrize("data", [{}, {"reply": "?"}, {"reply": ""}, {"reply": "substitute"}])
def test_an_answer_that_says_nothing_is_asked_again(office, sent, url, data):
    assert office.province.client().post(url, data).status_code == 422
    assert office.first(sent).reply == ""


def test_another_token_or_another_province_is_nowhere(office, other, url):
    client = office.province.client()
    other_sign = "B" if url[-2] == "A" else "A"
    for path in (
        f"{url[:-2]}{other_sign}/",
        url.replace(office.province.programme.slug, other.programme.slug),
    ):
        assert client.get(path).status_code == 404
    assert client.get(papers.reply_path(office.province.programme, "a")).status_code == 404


def test_after_the_day_a_cancelled_letter_and_a_cancelled_meeting_answer_no_more(office, sent, url):
    one = office.first(sent)
    after = office.meeting.held_on + timedelta(days=1)
    with pytest.raises(states.TooLate, match="ผ่านไปแล้ว"):
        actions.answer(one, "coming", today=after)
    actions.answer(one, "coming", today=office.meeting.held_on)  # on the day itself it still does
    convene.cancel_meeting(office.by, office.meeting, "ฝนตก")
    answer = office.province.client().post(url, {"reply": "not"})
    assert answer.status_code == 409 and "ยกเลิก" in answer.content.decode()
    assert office.first(sent).reply == "coming"


@pytest.mark.parametrize(
    ("reply_by", "last"),
    [(date(2090, 6, 20), date(2090, 6, 20)), (None, date(2090, 6, 1) + timedelta(days=90))],
)
def test_a_letter_of_no_meeting_answers_until_its_day_and_not_for_ever(office, reply_by, last):
    letter = office.issued(meeting=False, dated_on=date(2090, 6, 1), reply_by=reply_by)
    one = office.first(letter)
    assert actions.answer(one, "coming", today=last).reply == "coming"
    with pytest.raises(states.TooLate, match="พ้นกำหนดตอบรับ"):
        actions.answer(one, "not", today=last + timedelta(days=1))
    assert office.first(letter).reply == "coming"


def test_the_link_of_an_old_letter_of_no_meeting_says_so(office):
    letter = office.issued(meeting=False, dated_on=date(2020, 6, 1))
    url = papers.reply_path(office.province.programme, tokens.token_of(office.first(letter).pk))
    client = office.province.client()
    assert "พ้นกำหนดตอบรับ" in client.get(url).content.decode()
    assert client.post(url, {"reply": "coming"}).status_code == 409
    assert office.first(letter).reply == ""


def test_a_cancelled_letters_link_says_so(office, sent, url):
    actions.cancel(office.by, sent, "ผิดวัน")
    shown = office.province.client().get(url)
    assert shown.status_code == 200 and "ยกเลิกแล้ว" in shown.content.decode()


def test_who_came_already_stays_there(office):
    seat = office.room.seat(office.meeting, "religion", "นายรับ หนึ่ง")
    letter = office.draft()
    actions.address(office.by, letter, addressees.of_seats(office.meeting))
    letter = actions.issue(office.by, letter)
    convene.open_meeting(office.by, office.meeting)
    seat.meeting.refresh_from_db()
    convene.register(office.by, seat)
    actions.answer(office.first(letter), "not")
    seat.refresh_from_db()
    assert (seat.state, seat.was) == ("present", "declined")
    assert Attendance.objects.filter(meeting=office.meeting).count() == 1


def test_the_announced_substitute_is_registered_at_the_door(office, sent):
    actions.answer(office.first(sent), "substitute", substitute="นางแทน ดี")
    meeting = convene.open_meeting(office.by, Meeting.objects.get(pk=office.meeting.pk))
    seat = Attendance.objects.select_related("meeting").get(meeting=meeting)
    convene.register(office.by, seat)
    seat.refresh_from_db()
    assert (seat.who_came, seat.state) == ("นางแทน ดี", "present")


def test_the_office_types_what_it_was_told_and_takes_it_back(office, sent):
    one = office.first(sent)
    client = office.province.client("religion")  # the coordinator of the recipient's own network
    path = office.province.url(f"meetings/letters/{sent.pk}/replies/{one.pk}/")
    client.post(path, {"reply": "coming"})
    one = office.first(sent)
    assert (one.reply, one.typed_in) == ("coming", True)
    client.post(path, {"reply": ""})
    assert office.first(sent).reply == ""
    assert seats(office) == [("นายรับ หนึ่ง", "invited", "")]
    client.post(path, {"reply": "substitute"})  # without a name: told
    assert office.first(sent).reply == ""
    assert office.province.client("community").post(path, {"reply": "not"}).status_code in (302, 403)
    assert office.first(sent).reply == ""


def test_a_draft_has_no_answers(office):
    letter = office.draft("นายก")
    with pytest.raises(Exception, match="letters.note|ยังไม่ได้ออก"):
        actions.note(office.by, office.first(letter), "coming")


def test_the_reminder_names_who_has_not_answered(office, sent):
    actions.answer(office.first(sent), "coming")
    missing = list(queries.recipients(sent, reply=""))
    text = papers.reminder(sent, missing, 2)
    assert "นายรับ สอง" in text and "นายรับ หนึ่ง" not in text and "1 จาก 2" in text
    assert papers.reminder(sent, [], 2) == ""


def test_the_line_summary_says_no_name(office, sent):
    assert "นายรับ" not in papers.line_text(sent)


def test_five_hundred_answer_and_none_is_lost(office):
    letter = office.issued(*(f"ราย {n}" for n in range(500)))
    for place, one in enumerate(LetterRecipient.objects.filter(letter=letter).select_related("letter")[:60]):
        actions.answer(one, ("coming", "not")[place % 2])
    counts = queries.replies(letter)
    assert (counts["coming"], counts["refused"], counts["none"]) == (30, 30, 440)
    assert Attendance.objects.filter(meeting=office.meeting).count() == 60
