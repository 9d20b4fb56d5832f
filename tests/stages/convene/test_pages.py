"""Pages: who sees what, bounded queries, and forms that work without scripts."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from thaktho.stages.convene import actions
from thaktho.stages.convene.models import Attendance, Decision, Meeting, Minutes

SECRET = "นางสาวลับ เฉพาะเจ้าหน้าที่"


@pytest.fixture
def meeting(room):
    """An open meeting with an agenda, somebody who came, and a decision."""
    meeting = room.at("open", starts_at=None)
    seat = room.seat(meeting, name=SECRET, position="ประธานกลุ่ม")
    actions.register(room.by, seat)
    item = actions.add_agenda(room.by, meeting, kind=5, title="พิจารณาร่างแผน")
    actions.record_decision(room.by, meeting, text="เห็นชอบร่างแผน", kind="approve_plan", agenda=item)
    return meeting


PAGES = ["", "{id}/", "{id}/meeting.ics"]
INSIDE = ["{id}/minutes/", "{id}/sign-in.pdf"]
DESK = ["{id}/desk/"]
SECRETARIAT = ["new/", "{id}/edit/", "{id}/networks/", "{id}/agenda/", "{id}/minutes/edit/"]


@pytest.mark.parametrize("who", ["secretariat", "executive", "observer", "religion", "visitor"])
def test_pages_open_to_those_who_may(province, meeting, who):
    client = province.client(who)
    for path in PAGES + INSIDE + DESK + SECRETARIAT:
        open_to = {
            **dict.fromkeys(PAGES, True),
            **dict.fromkeys(INSIDE, who != "visitor"),
            **dict.fromkeys(DESK, who in ("secretariat", "religion")),
            **dict.fromkeys(SECRETARIAT, who == "secretariat"),
        }[path]
        answer = client.get(province.url(f"meetings/{path.format(id=meeting.pk)}"))
        assert answer.status_code == (200 if open_to else 403), path


def test_a_visitor_sees_counts_and_no_names(province, meeting):
    page = province.client().get(province.url(f"meetings/{meeting.pk}/")).content.decode()
    assert SECRET not in page and "นายภาสกร" in page and "เครือข่าย (4)" in page
    assert "มติจะเผยแพร่เมื่อปิดประชุมแล้ว" in page


def test_a_visitor_reads_decisions_once_the_meeting_closed(room, province, meeting):
    address = province.url(f"meetings/{meeting.pk}/")
    assert "เห็นชอบร่างแผน" not in province.client().get(address).content.decode()
    assert "เห็นชอบร่างแผน" in province.client("observer").get(address).content.decode()
    actions.close_meeting(room.by, meeting)
    page = province.client().get(address).content.decode()
    assert "เห็นชอบร่างแผน" in page and SECRET not in page


def test_bounded_queries(room, province, meeting, queries):
    for number in range(25):
        room.plan(title=f"ประชุมที่ {number}")
    for number in range(60):
        room.seat(meeting, code="youth", name=f"นาย {number:03d} ตัวอย่าง")
    for who in ("visitor", "secretariat"):
        client = province.client(who)
        with queries(15):
            assert client.get(province.url("meetings/")).status_code == 200
        with queries(15):
            assert client.get(province.url(f"meetings/{meeting.pk}/")).status_code == 200
    with queries(15):
        client.get(province.url(f"meetings/{meeting.pk}/desk/"))


def test_the_list_is_filtered_searched_and_paged(room, province):
    from datetime import date

    room.plan(title="ประชุมหารือ", held_on=date(2019, 9, 30))
    for number in range(21):
        room.plan(title=f"ประชุมยกร่าง {number}")
    client, address = province.client(), province.url("meetings/")
    assert "ประชุมหารือ" not in client.get(address).content.decode()
    assert "ประชุมหารือ" in client.get(address, {"page": 2}).content.decode()
    of_year = client.get(address, {"year": 2562}).content.decode()
    assert "ประชุมหารือ" in of_year and "ประชุมยกร่าง" not in of_year
    assert "ประชุมหารือ" in client.get(address, {"q": "หารือ"}).content.decode()
    assert "ไม่พบการประชุม" in client.get(address, {"q": "ไม่มีคำนี้"}).content.decode()
    for odd in ("x", "99999", "-1"):
        assert client.get(address, {"year": odd, "page": odd}).status_code == 200


def test_an_empty_province_says_what_will_be_here(province):
    assert "ยังไม่มีการประชุม" in province.client().get(province.url("meetings/")).content.decode()


def test_nothing_is_seen_or_done_from_another_province(province, other, meeting):
    for who in ("visitor", "secretariat"):
        client = other.client(who)
        assert meeting.title not in client.get(other.url("meetings/")).content.decode()
        for path in (PAGES + INSIDE + DESK + SECRETARIAT)[1:]:
            if "{id}" in path:
                status = client.get(other.url(f"meetings/{path.format(id=meeting.pk)}")).status_code
                assert status in (403, 404), path
        seat = Attendance.objects.get(meeting=meeting)
        answer = client.post(other.url(f"meetings/{meeting.pk}/desk/{seat.pk}/"), {"do": "undo"})
        assert answer.status_code in (403, 404)
        # The other province's login means nothing at our address.
        assert client.get(province.url(f"meetings/{meeting.pk}/desk/")).status_code == 403


FORM = {
    "title": "ประชุมเตรียมความพร้อม", "days": "10 ส.ค. 2563", "starts_at": "13.30", "chair_name": "นายภาสกร บุญญลักษม์",
    "chair_position": "รองผู้ว่าราชการจังหวัดเชียงราย", "chair_holding": "deputising", "chair_for": "ผู้ว่าราชการจังหวัดเชียงราย",
    "organisers": "ศูนย์คุณธรรม (องค์การมหาชน)\nสำนักงานวัฒนธรรมจังหวัดเชียงราย", "new_basis": "fiscal",
}  # fmt: skip


def test_a_meeting_is_planned_from_the_form(province):
    client = province.client("secretariat")
    answer = client.post(province.url("meetings/new/"), {**FORM, "act_id": str(uuid4())})
    made = Meeting.objects.get()
    assert answer.status_code == 302 and str(made.pk) in answer["Location"]
    assert f"{made.held_on}" == "2020-08-10" and f"{made.starts_at:%H.%M}" == "13.30"
    assert made.chair_line == "รองผู้ว่าราชการจังหวัดเชียงราย ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดเชียงราย"
    assert made.organisers.count() == 2


def test_a_double_submit_is_one_meeting(province):
    client, form = (
        province.client("secretariat"),
        {**FORM, "act_id": str(uuid4()), "next": province.url("meetings/")},
    )
    for _ in range(2):
        assert client.post(province.url("meetings/new/"), form).status_code == 302
    assert Meeting.objects.count() == 1


def test_what_was_typed_stays_when_the_date_cannot_be_read(province):
    page = province.client("secretariat").post(province.url("meetings/new/"), {**FORM, "days": "ปลายปี"})
    assert page.status_code == 200 and "ปลายปี" in page.content.decode() and not Meeting.objects.exists()


def test_the_year_of_a_number_is_doubted_and_may_be_confirmed(province):
    client = province.client("secretariat")
    form = {
        **FORM,
        "days": "21 ธ.ค. 2564",
        "new_series": "ชุดปฏิทิน",
        "new_basis": "calendar",
        "number": 2,
        "year": 2565,
    }
    page = client.post(province.url("meetings/new/"), form)
    assert "ปีปฏิทิน 2564" in page.content.decode() and not Meeting.objects.exists()
    assert client.post(province.url("meetings/new/"), {**form, "year_confirmed": "1"}).status_code == 302
    assert Meeting.objects.get().printed_number == "2/2565"


def test_the_meeting_moves_by_buttons_and_a_stale_page_says_so(room, province):
    meeting, client = room.plan(), province.client("secretariat")
    address = province.url(f"meetings/{meeting.pk}/move/")
    client.post(address, {"verb": "open"})
    page = client.post(address, {"verb": "open"}, follow=True).content.decode()
    assert "เปลี่ยนสถานะไปแล้ว" in page
    assert "ยังไม่ได้บอกเหตุผล" in client.post(address, {"verb": "cancel"}, follow=True).content.decode()
    meeting.refresh_from_db()
    assert meeting.state == "open"


@pytest.mark.parametrize("days, asked", [(-1, False), (0, False), (1, True), (400, True)])
def test_before_its_day_a_meeting_is_opened_only_when_that_is_meant(room, province, days, asked):
    meeting, client = (
        room.plan(held_on=timezone.localdate() + timedelta(days=days)),
        province.client("secretariat"),
    )
    address = province.url(f"meetings/{meeting.pk}/move/")
    answer = client.post(address, {"verb": "open"})
    meeting.refresh_from_db()
    assert (meeting.state == "planned") is asked
    if asked:
        page = answer.content.decode()
        assert (
            "กำหนดประชุมวัน" in page
            and f"อีก {days} วัน" in page
            and 'name="early"' in page
            and f'action="{address}"' in page
        )
        assert client.post(address, {"verb": "open", "early": "1"}).status_code == 302
        meeting.refresh_from_db()
    assert meeting.state == "open"


def test_the_desk_registers_with_one_tap_and_offers_the_way_back(room, province):
    meeting = room.at("open")
    seat = room.seat(meeting)
    client, desk = province.client("religion"), province.url(f"meetings/{meeting.pk}/desk/")
    form = {"do": "present", "act_id": str(uuid4()), "next": desk}
    for _ in range(2):
        page = client.post(f"{desk}{seat.pk}/", form, follow=True)
        assert page.status_code == 200
    assert Attendance.objects.get().state == "present"
    client.post(f"{desk}{seat.pk}/undo/", {"act_id": str(uuid4()), "next": desk})
    assert Attendance.objects.get().state == "invited"
    assert province.client("community").post(f"{desk}{seat.pk}/", {"do": "present"}).status_code == 403


def test_a_coordinator_sees_the_own_list_only(room, province):
    meeting = room.at("open")
    room.seat(meeting, code="religion", name="นายศาสน์ ตัวอย่าง")
    room.seat(meeting, code="community", name="นายชุม ตัวอย่าง")
    desk = province.url(f"meetings/{meeting.pk}/desk/")
    for path in (desk, f"{desk}?network=community"):
        page = province.client("religion").get(path).content.decode()
        assert "นายชุม" not in page
    assert "นายศาสน์" in province.client("religion").get(desk).content.decode()


def test_names_are_pasted_and_walk_ins_typed(room, province):
    meeting, client = room.at("open"), province.client("secretariat")
    desk = province.url(f"meetings/{meeting.pk}/desk/")
    client.post(f"{desk}add/", {"network": "youth", "people": "นาย ก\tประธาน\tสภาเด็ก\nนาง ข, สมาชิก\n\n"})
    client.post(f"{desk}walk-in/", {"network": "youth", "name": "นาย ค", "mode": "online"})
    client.post(f"{desk}walk-in/", {"network": "", "name": "ผู้มาเยี่ยม", "mode": "onsite"})
    rows = {seat.name: (seat.organisation, seat.state, seat.walk_in) for seat in Attendance.objects.all()}
    assert rows["นาย ก"] == ("สภาเด็ก", "invited", False)
    assert rows["นาย ค"][1:] == ("present", True) and rows["ผู้มาเยี่ยม"][1:] == ("present", True)


def test_agenda_decisions_and_striking_from_pages(room, province):
    meeting, client = room.at("open"), province.client("secretariat")
    base = province.url(f"meetings/{meeting.pk}/")
    for title in ("ก", "ข"):
        client.post(f"{base}agenda/", {"add": 1, "kind": 5, "title": title, "text": ""})
    second = meeting.agenda.get(title="ข")
    client.post(f"{base}agenda/", {"up": str(second.pk)})
    assert [item.title for item in meeting.agenda.all()] == ["ข", "ก"]
    client.post(f"{base}agenda/{second.pk}/", {"kind": 6, "title": "ข ใหม่", "text": ""})
    second.refresh_from_db()
    assert second.label == "6.1" and second.title == "ข ใหม่"
    client.post(f"{base}decisions/", {"text": "รับทราบ", "kind": "note", "agenda": str(second.pk)})
    decision = Decision.objects.get()
    assert client.get(f"{base}decisions/{decision.pk}/").status_code == 200
    client.post(f"{base}agenda/{second.pk}/", {"remove": 1})
    assert meeting.agenda.filter(pk=second.pk).exists()
    client.post(f"{base}decisions/{decision.pk}/", {"strike": 1, "reason": "บันทึกผิด"})
    decision.refresh_from_db()
    assert not decision.live and decision.strike_reason == "บันทึกผิด"
    assert "บันทึกผิด" in client.get(base).content.decode()


def test_minutes_are_written_without_scripts_and_a_conflict_shows_both(room, province):
    meeting, client = room.at("closed"), province.client("secretariat")
    address = province.url(f"meetings/{meeting.pk}/minutes/edit/")
    assert client.get(address).status_code == 200
    client.post(
        address,
        {"text-opening": "ประธานเปิดประชุม", "seen-opening": "0", "was-opening": "", "recorder": "นาง จ"},
    )
    draft = Minutes.objects.get()
    assert draft.texts.get(part="opening").text == "ประธานเปิดประชุม" and draft.recorder == "นาง จ"
    actions.save_text(room.by, draft, "opening", "ของคนอื่น", seen_revision=1)
    page = client.post(
        address, {"text-opening": "ของฉัน", "seen-opening": "1", "was-opening": "x"}
    ).content.decode()
    assert "ของคนอื่น" in page and "ของฉัน" in page and "มีผู้แก้ช่องนี้ก่อนท่าน" in page
    client.post(address, {"text-opening": "ของฉัน", "seen-opening": "2", "was-opening": ""})
    assert draft.texts.get(part="opening").text == "ของฉัน"


def test_a_field_nobody_touched_never_conflicts(room, province):
    from thaktho.stages.convene.views.minutes import mark

    meeting, client = room.at("closed"), province.client("secretariat")
    address = province.url(f"meetings/{meeting.pk}/minutes/edit/")
    client.get(address)
    draft = Minutes.objects.get()
    actions.save_text(room.by, draft, "opening", "หนึ่ง", seen_revision=0)
    actions.save_text(room.by, draft, "opening", "สอง", seen_revision=1)
    client.post(
        address, {"text-opening": "หนึ่ง", "seen-opening": "1", "was-opening": mark("หนึ่ง"), "checker": "ค"}
    )
    assert draft.texts.get(part="opening").text == "สอง"


def test_autosave_saves_and_answers_a_conflict_with_the_newer_text(room, province):
    meeting, client = room.at("closed"), province.client("secretariat")
    draft = actions.begin_minutes(room.by, meeting)
    address = province.url(f"meetings/{meeting.pk}/minutes/text/")
    first = client.post(address, {"part": "closing", "text": "ก", "seen": "0"})
    assert first.json()["revision"] == 1 and "บันทึกแล้ว" in first.json()["said"]
    actions.save_text(room.by, draft, "closing", "ข", seen_revision=1)
    clash = client.post(address, {"part": "closing", "text": "ค", "seen": "1"})
    assert clash.status_code == 409 and clash.json()["text"] == "ข" and clash.json()["revision"] == 2
    assert client.post(address, {"part": "nowhere", "text": "ค", "seen": "0"}).status_code == 404
    assert province.client("religion").post(address, {"part": "closing", "text": "x"}).status_code == 403


def test_approval_from_the_page_wants_recorder_and_checker(room, province):
    meeting, client = room.at("closed"), province.client("secretariat")
    base = province.url(f"meetings/{meeting.pk}/minutes/")
    client.get(f"{base}edit/")
    assert "ยังรับรองไม่ได้" in client.post(f"{base}approve/", follow=True).content.decode()
    client.post(f"{base}edit/", {"recorder": "ก", "checker": "ข"})
    assert "รับรองรายงานแล้ว" in client.post(f"{base}approve/", follow=True).content.decode()
    client.post(f"{base}correct/", {"reason": "ชื่อสะกดผิด"})
    assert Minutes.objects.filter(meeting=meeting).count() == 2
    page = client.get(f"{base}?version=1").content.decode()
    assert "ฉบับที่ 1" in page and client.get(f"{base}?version=9").status_code == 404


@pytest.mark.parametrize("name", ["../../etc", "x" * 300, "{{7*7}}<script>"])
def test_odd_queries_never_break_a_page(province, meeting, name):
    for path in (f"meetings/?q={name}", f"meetings/{meeting.pk}/desk/?network={name}&q={name}"):
        page = province.client("secretariat").get(province.url(path))
        assert page.status_code == 200 and "<script>{{" not in page.content.decode()


@pytest.mark.parametrize("phase", ["planned", "open", "closed", "minutes_approved", "cancelled"])
@pytest.mark.parametrize("who", ["secretariat", "executive", "observer", "religion", "visitor"])
def test_the_online_rooms_link_is_for_those_with_a_role_until_it_was_held(room, province, who, phase):
    """The message for LINE, the page and the calendar file are open to everybody; the online room is not."""
    link = "https://meet.example.go.th/abc-defg"
    meeting = room.at(phase, online_url=link)
    client = province.client(who)
    told = client.get(province.url(f"meetings/{meeting.pk}/"))
    expected = who != "visitor" and phase in ("planned", "open")
    assert (link in told.context["summary"]) is expected
    assert (link in told.content.decode()) is expected
    calendar = client.get(province.url(f"meetings/{meeting.pk}/meeting.ics")).content.decode()
    assert (link in calendar) is expected
