"""Writing, addressing, issuing, cancelling; what is printed."""

from __future__ import annotations

from datetime import date, time
from uuid import uuid4

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied

from thaktho.documents.frames.letters import letters_docx, letters_pdf
from thaktho.ground.jobs.actions import run_now
from thaktho.ground.jobs.models import Job
from thaktho.ground.ledger.actions import Repeated
from thaktho.stages.convene.letters import actions, addressees, papers, queries, states, wording
from thaktho.stages.convene.letters.models import Letter, LetterRecipient
from thaktho.stages.convene.models import Body, BodyMember
from thaktho.thai.normalise import normalise


def text_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [normalise(page.get_textpage().get_text_range()) for page in document]


# How a recipient is addressed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "position", "said"),
    [
        ("พระครูสุตวัฒนบัณฑิต", "", "monk"),  # a monk without a surname
        ("พระมหาสมชาย ฐิตเมโธ (ใจดี)", "เจ้าอาวาส", "monk"),
        ("เจ้าคณะจังหวัดเชียงราย", "", "monk"),
        ("พระราชวชิรคณี", "เจ้าคณะจังหวัด", "monk"),
        ("สามเณรแก้ว", "", "monk"),
        ("ผู้ว่าราชการจังหวัดเชียงราย", "", "rian"),
        ("แม่ชีบัว", "", "rian"),
        ("นายพระพาย ดีงาม", "", "rian"),
        ("พระพาย ดีงาม", "", "rian"),
        ("นายสมพระ ใจดี", "ผู้อำนวยการ", "rian"),
        ("ประธานเครือข่ายศาสนา", "", "rian"),
    ],
)
def test_the_first_guess_of_the_salutation(name, position, said):
    assert wording.salutation_for(name, position) == said


def test_one_text_speaks_to_each_in_their_way():
    text = "จึง{เรียน}มา ขอ{ เชิญ }{ท่าน} {ชื่อ} {เครือข่าย} {ไม่รู้จัก}"
    assert wording.merged(text, "monk", "พระ ก", "ศาสนา") == "จึงนมัสการมา ขอนิมนต์พระคุณเจ้า พระ ก ศาสนา {ไม่รู้จัก}"
    assert wording.merged(text, "rian", "ก", "").startswith("จึงเรียนมา ขอเชิญท่าน ก")


def test_the_ready_invitation_says_what_the_meeting_says_and_no_more(room):
    known = room.plan(held_on=date(2020, 7, 8), starts_at=time(13, 30), place_text="โรงแรมลักษวรรณรีสอร์ท")
    said = wording.invitation(known, "สำนักงานวัฒนธรรมจังหวัดเชียงราย", date(2020, 7, 3))
    assert "วันพุธที่ 8 กรกฎาคม 2563 เวลา 13.30 น. ณ โรงแรมลักษวรรณรีสอร์ท" in said["cause"]
    assert "วันศุกร์ที่ 3 กรกฎาคม 2563" in said["wish"]
    bare = wording.invitation(room.plan(held_on=date(2020, 7, 8), place_text=""), "สำนักงาน")
    assert "เวลา" not in bare["cause"] and " ณ " not in bare["cause"] and "ภายใน" not in bare["wish"]


# Recipients -------------------------------------------------------------------------------------------------------------


def test_a_pasted_list_is_read_by_tabs_or_commas(province):
    found = addressees.typed(
        province.programme, "นายก หนึ่ง, ปลัด, ศาสนา\nพระครู ข\tเจ้าอาวาส\n\n  \nค,ง,ไม่มีเครือข่ายนี้"
    )
    assert [(one.name, one.position, one.network_name) for one in found] == [
        ("นายก หนึ่ง", "ปลัด", "เครือข่ายศาสนา"),
        ("พระครู ข", "เจ้าอาวาส", ""),
        ("ค", "ง ไม่มีเครือข่ายนี้", ""),
    ]


def test_nobody_gets_two_copies(office):
    letter = office.draft("นายก", "นายก", "นายข")
    office.to(letter, "นายข\nนายค")
    assert list(letter.recipients.values_list("name", flat=True)) == ["นายก", "นายข", "นายค"]


def test_networks_seats_and_bodies(office):
    office.room.seat(office.meeting, "religion", "พระครู ก", position="เจ้าอาวาส")
    body = Body.objects.create(programme=office.province.programme, kind="committee", name="คณะ")
    for name, position in (("นายมี ชื่อ", "ประธาน"), ("", "นายอำเภอ")):
        BodyMember.objects.create(
            programme=office.province.programme, body=body, name=name, position=position
        )
    assert len(addressees.of_networks(office.meeting)) == 4
    (seat,) = addressees.of_seats(office.meeting)
    assert (seat.salutation, seat.network_name) == ("monk", "เครือข่ายศาสนา") and seat.seat_id
    found = addressees.of_bodies(office.province.programme, [body.pk])
    assert [(one.name, one.position) for one in found] == [("นายมี ชื่อ", "ประธาน"), ("นายอำเภอ", "")]


def test_another_provinces_body_gives_nobody(office, other):
    body = Body.objects.create(programme=other.programme, kind="committee", name="คณะ")
    BodyMember.objects.create(programme=other.programme, body=body, name="ลับ", position="")
    assert addressees.of_bodies(office.province.programme, [body.pk]) == []


def test_a_letter_goes_to_no_more_than_two_thousand(office, monkeypatch):
    letter = office.draft(*(f"ราย {n}" for n in range(1, 501)))
    assert letter.recipients.count() == 500
    with pytest.raises(states.WrongState, match="2000"):
        office.to(letter, "\n".join(f"ใหม่ {n}" for n in range(1501)))
    assert letter.recipients.count() == 500


def test_the_page_shows_who_will_be_added_before_it_adds(office):
    letter = office.draft("นายก")
    client = office.province.client("secretariat")
    url = office.province.url(f"meetings/letters/{letter.pk}/recipients/")
    shown = client.post(url, {"people": "นายก\nพระครู ข", "do": "preview"}).content.decode()
    assert "จะเพิ่มผู้รับ 1 ราย" in shown and "ซ้ำ 1 ราย" in shown and "นมัสการ" in shown
    assert letter.recipients.count() == 1
    client.post(url, {"people": "นายก\nพระครู ข", "do": "add"})
    assert letter.recipients.count() == 2
    assert client.post(url, {"do": "preview"}).status_code == 422


# Issuing ----------------------------------------------------------------------------------------------------------------


def test_what_is_missing_is_said_all_at_once(office):
    letter = office.draft(number=" ", dated_on=None, cause="", wish="", signer="", signer_position="")
    with pytest.raises(states.Unfinished) as refused:
        actions.issue(office.by, letter)
    assert len(refused.value.lacking) == 6


def test_issued_it_is_frozen(office):
    letter = office.issued("นายก", "พระครู ข")
    assert (letter.state, len(letter.frozen["recipients"]), len(letter.frozen_hash)) == ("issued", 2, 64)
    assert letter.frozen_hash == actions.frozen_hash(letter.frozen)
    for verb in (
        lambda: actions.write(office.by, letter, subject="อื่น"),
        lambda: office.to(letter, "นายค"),
        lambda: actions.enclose(office.by, letter, title="x"),
        lambda: actions.unaddress(office.by, office.first(letter)),
        lambda: actions.issue(office.by, letter),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_a_stale_hand_cannot_change_it_either(office):
    stale = office.draft("นายก")
    actions.issue(office.by, Letter.objects.get(pk=stale.pk))
    with pytest.raises(states.WrongState):
        actions.write(office.by, stale, subject="อื่น")
    with pytest.raises(states.WrongState):
        actions.issue(office.by, stale)


def test_the_frozen_copy_is_printed_whatever_changes_afterwards(office):
    letter = office.issued("นายก")
    Letter.objects.filter(pk=letter.pk).update(subject="ถูกเปลี่ยน", signer="คนอื่น")
    LetterRecipient.objects.filter(letter=letter).update(name="คนอื่น")
    actions.set_head(
        office.by, office.province.programme, office="หน่วยงานใหม่", address="", section="", phone=""
    )
    document = papers.document(queries.letter(office.province.programme, letter.pk), base="https://x")
    assert (document.subject, document.signer, document.copies[0].name) == ("ขอเชิญประชุม", "นายลง นาม", "นายก")
    assert document.office != "หน่วยงานใหม่"


def test_cancelled_it_keeps_its_number_and_says_why(office):
    letter = office.issued()
    with pytest.raises(ValueError, match="why"):
        actions.cancel(office.by, letter, " ")
    letter = actions.cancel(office.by, letter, "วันเลื่อน")
    assert (letter.number, letter.state, letter.cancel_reason) == ("ชร 0030/ว 12", "cancelled", "วันเลื่อน")
    with pytest.raises(PermissionDenied):
        actions.cancel(office.by, letter, "อีก")


def test_the_same_number_twice_is_asked_about_not_refused(office):
    first = office.issued()
    second = office.draft("นายข")
    assert queries.same_number(second) == first
    assert actions.issue(office.by, second).state == "issued"


def test_drafted_twice_it_is_one_and_the_second_saver_is_told(office):
    act = uuid4()
    letter = office.draft(act_id=act)
    with pytest.raises(Repeated):
        office.draft(act_id=act)
    actions.write(office.by, letter, seen_version=1, subject="ใหม่")
    with pytest.raises(states.Changed):
        actions.write(office.by, letter, seen_version=1, subject="ของฉัน")


def test_enclosures_close_their_ranks(office):
    letter = office.draft("นายก")
    made = [actions.enclose(office.by, letter, title=title) for title in ("หนึ่ง", "สอง", "สาม")]
    actions.unenclose(office.by, made[0])
    assert [(one.order, one.title) for one in letter.enclosures.all()] == [(1, "สอง"), (2, "สาม")]


# Papers -----------------------------------------------------------------------------------------------------------------


def test_each_copy_is_said_in_its_own_way(office):
    letter = office.issued("เจ้าคณะจังหวัดเชียงราย", "ผู้ว่าราชการจังหวัดเชียงราย", reply_by=date(2090, 6, 20))
    pages = text_of(letters_pdf(papers.document(letter, base="https://thaktho.test")))
    assert len(pages) == 2
    for words in ("นมัสการ", "ขอนมัสการด้วยความเคารพ", "จึงนมัสการมา", "นิมนต์พระคุณเจ้า"):
        assert words in pages[0]
    for words in ("เรียน", "ขอแสดงความนับถือ", "จึงเรียนมา", "ที่ ชร ๐๐๓๐/ว ๑๒", "๑ มิถุนายน ๒๖๓๓"):
        assert words in pages[1]
    assert "นมัสการ" not in pages[1]


def test_the_same_letter_printed_twice_is_the_same_bytes(office):
    document = papers.document(office.issued(), base="https://x")
    assert letters_pdf(document) == letters_pdf(document)
    assert letters_docx(document) == letters_docx(document)


def test_word_holds_every_copy_and_the_memorandum_has_no_closing_words(office):
    import io

    import docx

    letter = office.issued("นายก", "พระครู ข", kind="internal")
    told = "\n".join(
        p.text for p in docx.Document(io.BytesIO(letters_docx(papers.document(letter, base="")))).paragraphs
    )
    assert told.count("บันทึกข้อความ") == 2 and "ขอแสดงความนับถือ" not in told and "พระครู" in told


def test_hostile_words_are_only_words(office):
    letter = office.draft(
        "<script>alert(1)</script>", subject="<b>&amp;</b> ขอ{เชิญ}", cause="{{ 7*7 }} <img src=x>"
    )
    page = text_of(letters_pdf(papers.document(letter, base="")))[0]
    assert "<script>" in page and "<b>" in page
    url = office.province.url(f"meetings/letters/{letter.pk}/")
    assert "<script>alert(1)" not in office.province.client("secretariat").get(url).content.decode()


def test_all_copies_are_printed_by_a_job(office):
    letter = office.issued("นายก", "นายข", "นายค")
    client = office.province.client("secretariat")
    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        client.post(office.province.url(f"meetings/letters/{letter.pk}/print/"), {"format": kind})
        job = run_now(Job.objects.latest("queued_at"))
        assert job.state == "done", job.message
        answer = client.get(job.result["url"])
        assert b"".join(answer.streaming_content if answer.streaming else [answer.content]).startswith(begins)


# Register ---------------------------------------------------------------------------------------------------------------


def test_the_register_finds_letters_by_number_subject_and_recipient(office):
    office.issued("เทศบาลนครเชียงราย")
    client, url = office.province.client("religion"), office.province.url("meetings/letters/")
    for text, found in (("เทศบาลนคร", True), ("0030", True), ("ประชุม", True), ("ไม่มี", False)):
        assert ("ชร 0030/ว 12" in client.get(url, {"q": text}).content.decode()) is found
    assert client.get(url, {"state": "?", "year": "x", "page": "0"}).status_code == 200
    assert office.province.client().get(url).status_code in (302, 403)
    assert client.get(office.province.url("meetings/letters/register.pdf")).content.startswith(b"%PDF")


def test_pages_ask_few_questions(office, queries):
    letters = [office.issued(*(f"ราย {n} {m}" for m in range(30)), number=f"ชร {n}") for n in range(4)]
    client = office.province.client("secretariat")
    for path in ("", f"{letters[0].pk}/", f"{letters[0].pk}/replies/"):
        url = office.province.url(f"meetings/letters/{path}")
        client.get(url)
        with queries(15):
            assert client.get(url).status_code == 200


def test_a_zero_byte_that_came_along_is_left_out(office):
    """No text of PostgreSQL holds one; what people paste does."""
    client = office.province.client("secretariat")
    sent = {"kind": "external", "subject": "ขอ\x00เชิญ", "cause": "ด้วย\x00งาน", "signer_holding": "full"}
    assert client.post(office.province.url("meetings/letters/new/"), sent).status_code == 302
    letter = Letter.objects.latest("pk")
    assert (letter.subject, letter.cause) == ("ขอเชิญ", "ด้วยงาน")
