"""Papers: the sheet, the minutes, the calendar file and the words for LINE."""

import io
import re
from datetime import date, time

import pypdfium2
import pytest
from docx import Document

from thaktho.stages.convene import actions, queries, telling
from thaktho.stages.convene.summary import Told, summary_text
from thaktho.thai.normalise import normalise


def text_of(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return normalise("".join(words.split()))


@pytest.fixture
def meeting(room):
    meeting = room.plan()
    item = actions.add_agenda(room.by, meeting, kind=5, title="พิจารณาร่างแผน")
    for code, name in (("religion", "นายศาสน์ ทำดี"), ("youth", "นางสาวเยาว์ น้ำใจ")):
        room.seat(meeting, code, name=name, position="กรรมการ")
    meeting = actions.open_meeting(room.by, meeting)
    seat = meeting.seats.select_related("meeting").get(name="นายศาสน์ ทำดี")
    actions.register(room.by, seat, substitute="นายแทน มาแล้ว")
    actions.record_decision(room.by, meeting, text="เห็นชอบร่างแผน", agenda=item)
    return meeting


def test_the_sign_in_sheet_holds_every_name_by_network(province, meeting):
    data = province.client("secretariat").get(province.url(f"meetings/{meeting.pk}/sign-in.pdf"))
    assert data["Content-Type"] == "application/pdf"
    words = text_of(data.content)
    for wanted in ("นายศาสน์", "นางสาวเยาว์", "เครือข่ายศาสนา", "เครือข่ายสาธารณสุข"):
        assert wanted in words


def test_minutes_as_pdf_and_word(room, province, meeting):
    draft = actions.begin_minutes(room.by, meeting, recorder="นางจด", checker="นายตรวจ")
    actions.save_text(room.by, draft, "opening", "ประธานเปิดประชุม", seen_revision=0)
    client = province.client("observer")
    words = text_of(client.get(province.url(f"meetings/{meeting.pk}/minutes.pdf")).content)
    for wanted in (
        "นายแทน",
        "ผู้แทนนายศาสน์",
        "นายภาสกร",
        "เห็นชอบร่างแผน",
        "นางจด",
        "ประธานเปิดประชุม",
        "ร่าง",
        "ไม่ได้ระบุ",
    ):
        assert wanted in words, wanted
    assert "รายงานการประชุมประชุม" not in words and "ครั้งที่" not in words
    answer = client.get(province.url(f"meetings/{meeting.pk}/minutes.docx"))
    document = Document(io.BytesIO(answer.content))
    everything = "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
    assert "นายแทน" in everything and "มติที่ประชุม" in everything


def test_approved_minutes_print_the_frozen_names(room, province, meeting):
    actions.close_meeting(room.by, meeting)
    meeting.refresh_from_db()
    actions.begin_minutes(room.by, meeting, recorder="นางจด", checker="นายตรวจ")
    actions.approve_minutes(room.by, meeting)
    meeting.seats.update(name="ชื่อใหม่")
    words = text_of(
        province.client("observer").get(province.url(f"meetings/{meeting.pk}/minutes.pdf")).content
    )
    assert "นายศาสน์" in words and "ชื่อใหม่" not in words


def test_page_and_papers_stand_under_the_same_heads(room, province, meeting):
    """Items nobody brought forward are said to be none, and who walked in stands apart, on page, PDF and DOCX alike."""
    actions.walk_in(room.by, room.place(meeting, "youth"), name="นางจร เดินมา")
    actions.begin_minutes(room.by, meeting, recorder="นางจด", checker="นายตรวจ")
    client, address = province.client("observer"), province.url(f"meetings/{meeting.pk}/minutes")
    page = re.sub(r"<[^>]+>|\s", "", client.get(f"{address}/").content.decode())
    pdf = text_of(client.get(f"{address}.pdf").content)
    document = Document(io.BytesIO(client.get(f"{address}.docx").content))
    word = re.sub(r"\s", "", "".join(part.text for part in document.paragraphs))
    arabic = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
    for text in (page, pdf.translate(arabic), word.translate(arabic)):
        text = normalise(text)
        assert "ระเบียบวาระที่3เรื่องสืบเนื่องไม่มีระเบียบวาระที่4" in text
        assert "ระเบียบวาระที่5เรื่องเสนอเพื่อพิจารณา5.1" in text
        assert text.index("ผู้มาประชุม") < text.index("ผู้เข้าร่วมประชุม") < text.index("นางจร")
        assert text.count("นางจร") == 1


def test_there_is_nothing_to_print_before_a_draft(province, meeting):
    assert (
        province.client("observer").get(province.url(f"meetings/{meeting.pk}/minutes.pdf")).status_code == 404
    )


def test_the_calendar_file_folds_thai_by_octets_and_rings_at_no_invented_hour(room, province, meeting):
    body = province.client().get(province.url(f"meetings/{meeting.pk}/meeting.ics")).content
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    text = body.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20200311" in text and f"SUMMARY:{meeting.title}" in text
    timed = room.plan(starts_at=time(13, 30), ends_at=time(16, 0), title="ก, ข; ค")
    text = province.client().get(province.url(f"meetings/{timed.pk}/meeting.ics")).content.decode()
    assert "DTSTART:20200311T063000Z" in text and "SUMMARY:ก\\, ข\\; ค" in text


def test_the_words_for_line():
    told = Told(
        title="ประชุมยกร่างแผน",
        held_on=date(2020, 3, 11),
        starts_at=time(13, 30),
        number="2/2563",
        series="คณะอนุกรรมการ",
        place="อาคารคชสาร",
        chair="นายภาสกร บุญญลักษม์ รองผู้ว่าราชการจังหวัดเชียงราย",
        networks=("ศาสนา", "ชุมชน"),
        reported="100 คน (ตามแหล่งข่าว)",
        decisions=("เห็นชอบร่างแผน",),
        url="https://example.go.th/m/1",
    )
    text = summary_text(told)
    assert text.splitlines()[:3] == [
        "ประชุมยกร่างแผน",
        "คณะอนุกรรมการ ครั้งที่ 2/2563",
        "วันพุธที่ 11 มีนาคม 2563 เวลา 13.30 น.",
    ]
    assert "เครือข่าย 2: ศาสนา · ชุมชน" in text and "1. เห็นชอบร่างแผน" in text and text.endswith("/m/1")
    assert "ลงทะเบียน" not in text and summary_text(Told("ก", date(2020, 3, 11))).count("\n") == 1


def test_the_words_for_line_never_hold_a_name_of_the_list(province, meeting):
    row = queries.meeting(province.programme, meeting.pk)
    assert "ศาสน์" not in summary_text(telling.told(row, registered=1, decisions=row.decisions.all()))
