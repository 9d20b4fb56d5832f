"""One test a verb: what it changes, what it refuses, and that its act is in the ledger."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.frozen import hash_of
from thaktho.ground.ledger import queries as ledger
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.programme import actions as programmes
from thaktho.ground.thread import queries as thread
from thaktho.stages.convene import actions, queries
from thaktho.stages.convene.models import Attendance, Decision, Meeting, MinutesText
from thaktho.stages.convene.states import WrongState


def series(room, basis="fiscal", name="คณะอนุกรรมการ"):
    return actions.add_series(room.by, room.province.programme, name=name, year_basis=basis)


# Planning


def test_plan_fills_the_year_and_invites(room, province):
    meeting = room.plan(series=series(room), number=2, held_on=date(2021, 12, 21), organisers=["ก", "ข", "ก"])
    assert meeting.printed_number == "2/2565" and meeting.networks.count() == 4
    assert [one.printed_name for one in meeting.organisers.all()] == ["ก", "ข"]
    assert ledger.history(province.programme.pk, "convene.meeting", meeting.pk).first().verb == "convene.plan"


@pytest.mark.parametrize("basis,year,fits", [
    ("fiscal", 2565, True), ("fiscal", 2564, False), ("calendar", 2564, True), ("calendar", 2565, False),
])  # fmt: skip
def test_the_year_of_21_december_2564(room, basis, year, fits):
    plan = {"series": series(room, basis), "number": 2, "year": year, "held_on": date(2021, 12, 21)}
    if fits:
        assert room.plan(**plan).year == year
        return
    with pytest.raises(actions.YearDoubt):
        room.plan(**plan)
    assert not Meeting.objects.exists()
    assert room.plan(**plan, year_confirmed=True).year == year


def test_30_september_and_1_october_are_of_two_fiscal_years(room):
    body = series(room)
    assert room.plan(series=body, number=9, held_on=date(2020, 9, 30)).year == 2563
    assert room.plan(series=body, number=1, held_on=date(2020, 10, 1)).year == 2564


def test_a_number_is_given_once_unless_cancelled(room):
    plan = {"series": series(room), "number": 1}
    first = room.plan(**plan)
    with pytest.raises(actions.NumberTaken):
        room.plan(**plan)
    actions.cancel_meeting(room.by, first, "เลื่อน")
    assert room.plan(**plan).number == 1


def test_a_double_submit_is_one_act(room):
    act = uuid4()
    room.plan(act_id=act)
    with pytest.raises(Repeated):
        room.plan(act_id=act)
    assert Meeting.objects.count() == 1


def test_edit_keeps_what_is_not_sent_and_tells_who_came_late(room):
    meeting = room.plan()
    edited = actions.edit_meeting(room.by, meeting, title="ชื่อใหม่", seen_version=1)
    assert edited.version == 2 and edited.place_text == meeting.place_text
    with pytest.raises(actions.Changed) as late:
        actions.edit_meeting(room.by, meeting, title="ชื่อเก่า", seen_version=1)
    assert late.value.meeting.title == "ชื่อใหม่"


def test_the_printed_chair_does_not_follow_the_person(room, province):
    from thaktho.ground.people.models import Person

    person = Person.objects.create(
        programme=province.programme,
        title="นาย",
        given_name="ภาสกร",
        family_name="บุญญลักษม์",
        sort_key="",
        search_text="",
    )
    meeting = room.at("closed", chair=person, chair_name="", chair_position="รองผู้ว่าราชการจังหวัดเชียงราย")
    Person.objects.filter(pk=person.pk).update(family_name="อื่น")
    assert queries.meeting(province.programme, meeting.pk).chair_name == "นายภาสกร บุญญลักษม์"
    with pytest.raises(PermissionDenied):
        actions.edit_meeting(room.by, meeting, chair_name="ใหม่")


def test_nothing_of_another_province_hangs_on_a_meeting(room, other):
    foreign = actions.add_series(other.actor("secretariat"), other.programme, name="ชุดน่าน")
    for fields in ({"series": foreign, "number": 1}, {"networks": list(other.networks.values())}):
        with pytest.raises(ValueError):
            room.plan(**fields)
    assert not Meeting.objects.exists()


def test_inviting_twice_is_once_and_taking_back_needs_an_empty_place(room, province):
    meeting = room.plan(networks=[])
    for _ in range(2):
        actions.invite(room.by, meeting, [province.networks["youth"]])
    place = room.place(meeting, "youth")
    room.seat(meeting, "youth")
    with pytest.raises(actions.NotEmpty):
        actions.uninvite(room.by, place)
    actions.remove_seat(room.by, Attendance.objects.get())
    actions.uninvite(room.by, place)
    assert not meeting.networks.exists()


# Going on


def test_closing_makes_absent_and_reopening_gives_back(room):
    meeting = room.plan()
    came, sent_word, said_yes, silent = (room.seat(meeting, name=f"นาย {n} ตัวอย่าง") for n in "กขคง")
    actions.respond(room.by, sent_word, False)
    actions.respond(room.by, said_yes, True)
    meeting = actions.open_meeting(room.by, meeting)
    came.refresh_from_db()
    actions.register(room.by, came)
    actions.close_meeting(room.by, meeting)
    states = lambda: [Attendance.objects.get(pk=s.pk).state for s in (came, sent_word, said_yes, silent)]
    assert states() == ["present", "declined", "absent", "absent"]
    meeting.refresh_from_db()
    actions.reopen_meeting(room.by, meeting, "ปิดก่อนเวลา")
    assert states() == ["present", "declined", "accepted", "invited"]


@pytest.mark.parametrize(
    "phase,verb", [("open", "open"), ("planned", "close"), ("open", "cancel"), ("cancelled", "open")]
)
def test_moves_outside_the_table_do_not_exist(room, phase, verb):
    meeting = room.at(phase)
    does = {"open": actions.open_meeting, "close": actions.close_meeting}
    with pytest.raises(WrongState):
        if verb == "cancel":
            actions.cancel_meeting(room.province.system, meeting, "x")
        else:
            does[verb](room.province.system, meeting)


# Attendance


def test_tapped_at_two_desks_the_first_arrival_stands(room):
    meeting = room.at("open")
    seat = room.seat(meeting)
    first = actions.register(room.by, seat).arrived_at
    assert actions.register(room.by, seat).arrived_at == first and first is not None


def test_undo_gives_back_the_state_before(room):
    meeting = room.plan()
    seat = room.seat(meeting)
    actions.respond(room.by, seat, True)
    actions.open_meeting(room.by, meeting)
    seat.meeting.refresh_from_db()
    actions.register(room.by, seat, substitute="นางสาว แทน", mode="online")
    back = actions.undo_register(room.by, seat)
    assert (back.state, back.substitute, back.mode, back.arrived_at) == ("accepted", "", "onsite", None)


@pytest.mark.parametrize("accepts", [True, False])
def test_an_answer_from_an_old_page_does_not_send_away_who_came(room, accepts):
    meeting = room.at("open")
    seat = room.seat(meeting)
    at_the_door = Attendance.objects.select_related("meeting", "network").get(pk=seat.pk)
    arrived = actions.register(room.by, at_the_door).arrived_at
    actions.respond(room.by, seat, accepts)
    with pytest.raises(WrongState):
        actions.remove_seat(room.by, seat)
    seat.refresh_from_db()
    assert (seat.state, seat.arrived_at) == ("present", arrived)
    assert actions.undo_register(room.by, seat).state == ("accepted" if accepts else "declined")


def test_a_name_taken_off_the_list_meanwhile_is_told(room):
    meeting = room.at("open")
    seat = room.seat(meeting)
    actions.remove_seat(room.by, Attendance.objects.select_related("meeting").get(pk=seat.pk))
    for verb in (actions.register, actions.remove_seat, lambda by, seat: actions.respond(by, seat, True)):
        with pytest.raises(WrongState):
            verb(room.by, seat)


def test_a_walk_in_undone_is_off_the_list(room):
    meeting = room.at("open")
    seat = actions.walk_in(room.by, room.place(meeting, "youth"), name="นาย  จร   ตัวอย่าง")
    assert seat.name == "นาย จร ตัวอย่าง" and seat.walk_in
    assert actions.undo_register(room.by, seat) is None and not Attendance.objects.exists()


def test_the_paper_sheet_is_typed_in_after_closing_without_an_invented_hour(room, province):
    meeting = room.plan()
    seat = room.seat(meeting)
    meeting = actions.close_meeting(room.by, actions.open_meeting(room.by, meeting))
    seat.refresh_from_db()
    seat.meeting = meeting
    with pytest.raises(PermissionDenied):
        actions.register(province.actor("religion"), seat)
    late = actions.register(room.by, seat)
    assert late.state == "present" and late.arrived_at is None


def test_names_listed_twice_stand_once(room):
    meeting = room.plan()
    place = room.place(meeting, "youth")
    actions.add_seats(room.by, place, [{"name": "นาย ก"}, {"name": "นาย ก"}])
    actions.add_seats(room.by, place, [{"name": "นาย ก"}, {"name": "นาย ข"}])
    assert Attendance.objects.count() == 2


def test_counts_by_network_hold_no_names(room, province):
    meeting = room.at("open")
    for code, mode in (("religion", "onsite"), ("youth", "online")):
        actions.register(room.by, room.seat(meeting, code), mode=mode)
    actions.walk_in(room.by, meeting, name="ผู้มาเยี่ยม")
    counts = queries.attendance_by_network(queries.meeting(province.programme, meeting.pk))
    seen = {count.network.code if count.network else None: (count.present, count.online) for count in counts}
    assert seen == {
        "religion": (1, 0),
        "community": (0, 0),
        "youth": (1, 1),
        "public_health": (0, 0),
        None: (1, 0),
    }


# Agenda and decisions


def test_agenda_is_numbered_inside_its_kind(room):
    meeting = room.plan()
    items = [actions.add_agenda(room.by, meeting, kind=5, title=title) for title in "กขค"]
    actions.add_agenda(room.by, meeting, kind=1, title="แจ้ง")
    actions.reorder_agenda(room.by, items[2], -1)
    actions.reorder_agenda(room.by, items[0], -1)  # already first: nothing moves
    labels = lambda: [(item.label, item.title) for item in meeting.agenda.all()]
    assert labels() == [("1.1", "แจ้ง"), ("5.1", "ก"), ("5.2", "ค"), ("5.3", "ข")]
    actions.remove_agenda(room.by, items[0])
    assert labels() == [("1.1", "แจ้ง"), ("5.1", "ค"), ("5.2", "ข")]


def test_decisions_are_numbered_threaded_and_struck_not_deleted(room, province):
    meeting = room.at("open")
    one, two = (actions.record_decision(room.by, meeting, text=text) for text in ("ก", "ข"))
    assert (one.number, two.number, one.decided_on) == (1, 2, meeting.held_on)
    assert thread.targets_of(province.programme.pk, meeting.pk, "convene.decision") == [one.pk, two.pk]
    actions.strike_decision(room.by, one, "บันทึกผิด")
    assert actions.record_decision(room.by, meeting, text="ค").number == 3
    assert thread.targets_of(province.programme.pk, meeting.pk, "convene.decision")[0] == two.pk
    assert [row.text for row in queries.decisions(province.programme)] == ["ข", "ค"]


def test_an_acceptance_is_tied_to_its_declaration_and_to_nothing_else(room, province):
    meeting = room.at("closed")
    text = programmes.declare(room.by, province.programme, title="ประกาศเจตนารมณ์", on=date(2019, 5, 1))
    accepts = actions.record_decision(room.by, meeting, text="รับ", kind="accept_declaration")
    free = actions.record_decision(room.by, meeting, text="อื่น")
    with pytest.raises(actions.decisions.WrongKind):
        actions.tie_decision(room.by, free, text)
    actions.tie_decision(room.by, accepts, text)
    assert queries.tied_ids(accepts) == [text.pk]
    actions.untie_decision(room.by, accepts, text, "ผิดฉบับ")
    assert queries.tied_ids(accepts) == []


def test_decisions_that_approve_a_plan_are_found_by_the_plan(room, other, province):
    actions.record_decision(room.by, room.at("open"), text="เห็นชอบ", kind="approve_plan")
    assert [d.text for d in queries.decisions_that_approve(province.programme)] == ["เห็นชอบ"]
    assert not queries.decisions_that_approve(other.programme) and not queries.meetings(other.programme)


def test_a_decision_is_hidden_on_the_thread_from_visitors_until_the_meeting_closed(room, province):
    meeting = room.at("open")
    decision = actions.record_decision(room.by, meeting, text="เห็นชอบ")
    assert thread.story(province.visitor, "convene.decision", decision.pk) is None
    assert thread.story(province.actor("observer"), "convene.decision", decision.pk)
    actions.close_meeting(room.by, meeting)
    story = thread.story(province.visitor, "convene.decision", decision.pk)
    assert story and [knot.kind for knot in story.before] == ["convene.meeting"]


# Minutes


def test_texts_grow_by_revision_and_a_late_save_is_a_conflict(room):
    draft = actions.begin_minutes(room.by, room.at("open", starts_at=time(9, 30)))
    assert draft.began_at == time(9, 30) and actions.begin_minutes(room.by, draft.meeting).pk == draft.pk
    assert actions.save_text(room.by, draft, "opening", "ก", seen_revision=0).revision == 1
    assert actions.save_text(room.by, draft, "opening", "ข", seen_revision=1).revision == 2
    assert (
        actions.save_text(room.by, draft, "opening", "ข", seen_revision=1).revision == 2
    )  # same words: no clash
    with pytest.raises(actions.Conflict) as clash:
        actions.save_text(room.by, draft, "opening", "ค", seen_revision=1)
    assert clash.value.current.text == "ข"
    with pytest.raises(ValueError):
        actions.save_text(room.by, draft, "elsewhere", "ค", seen_revision=0)


def approved(room):
    meeting = room.plan()
    item = actions.add_agenda(room.by, meeting, kind=5, title="พิจารณาร่างแผน")
    room.seat(meeting, name="นายศาสน์ ตัวอย่าง", position="ประธานกลุ่ม")
    meeting = actions.open_meeting(room.by, meeting)
    actions.register(room.by, Attendance.objects.select_related("meeting").get())
    actions.record_decision(room.by, meeting, text="เห็นชอบร่างแผน", agenda=item)
    meeting = actions.close_meeting(room.by, meeting)
    draft = actions.begin_minutes(room.by, meeting, recorder="นางจด ตัวอย่าง", checker="นายตรวจ ตัวอย่าง")
    actions.save_text(room.by, draft, str(item.pk), "ที่ประชุมอภิปราย", seen_revision=0)
    return actions.approve_minutes(room.by, meeting)


def test_approval_needs_names_and_freezes(room):
    with pytest.raises(actions.Unfinished):
        actions.approve_minutes(room.by, room.at("closed"))
    minutes = approved(room)
    assert minutes.frozen["agenda"][0]["said"] == "ที่ประชุมอภิปราย"
    assert minutes.frozen["agenda"][0]["decisions"][0]["text"] == "เห็นชอบร่างแผน"
    assert minutes.frozen_hash == hash_of(minutes.frozen)


@pytest.mark.parametrize("verb", ["text", "head", "agenda", "decision", "seat", "walk_in", "strike"])
def test_nothing_frozen_can_be_changed(room, verb):
    minutes = approved(room)
    by, meeting = (
        room.province.system,
        Meeting.objects.get(),
    )  # the system passes every rule: the state still refuses
    seat = Attendance.objects.select_related("meeting").get()
    does = {
        "text": lambda: actions.save_text(by, minutes, "opening", "x", seen_revision=0),
        "head": lambda: actions.edit_minutes(by, minutes, recorder="x"),
        "agenda": lambda: actions.edit_agenda(by, meeting.agenda.get(), title="x"),
        "decision": lambda: actions.record_decision(by, meeting, text="x"),
        "seat": lambda: actions.undo_register(by, seat),
        "walk_in": lambda: actions.walk_in(by, meeting, name="x"),
        "strike": lambda: actions.strike_decision(by, Decision.objects.select_related("meeting").get(), "x"),
    }
    with pytest.raises(WrongState):
        does[verb]()


def test_a_correction_is_a_new_version_and_the_old_stays_to_the_letter(room):
    first = approved(room)
    kept, meeting = dict(first.frozen), Meeting.objects.get()
    with pytest.raises(ValueError):
        actions.correct_minutes(room.by, meeting, "  ")
    second = actions.correct_minutes(room.by, meeting, "ชื่อสะกดผิด")
    assert second.number == 2 and second.texts.get().text == "ที่ประชุมอภิปราย"
    assert queries.minutes_in_force(meeting).number == 1  # until the new one is approved
    text = second.texts.get()
    actions.save_text(room.by, second, text.part, "ที่ประชุมอภิปรายกว้างขวาง", seen_revision=1)
    actions.approve_minutes(room.by, Meeting.objects.get())
    first.refresh_from_db()
    assert first.frozen == kept and queries.minutes_in_force(meeting).number == 2
    assert queries.minutes_in_force(meeting).frozen["reason"] == "ชื่อสะกดผิด"
    assert MinutesText.objects.filter(minutes=first).get().text == "ที่ประชุมอภิปราย"


def test_a_meeting_with_approved_minutes_is_corrected_and_not_reopened(room):
    approved(room)
    actions.correct_minutes(room.by, Meeting.objects.get(), "ผิด")
    with pytest.raises(WrongState):
        actions.reopen_meeting(room.by, Meeting.objects.get(), "ผิด")


# What waits


def test_what_waits_for_whom(room, province):
    from datetime import timedelta

    from django.utils import timezone

    today = timezone.localdate()
    room.plan(title="วันนี้", held_on=today)
    room.plan(title="ข้างหน้า", held_on=today + timedelta(days=9))
    secretariat = queries.waiting(province.actor("secretariat"), province.programme)
    assert [line.verb for line in secretariat] == ["เปิดประชุม"]
    own = queries.waiting(province.actor("youth"), province.programme)
    assert {line.detail for line in own} == {"วันนี้", "ข้างหน้า"} and own[0].verb == "ใส่รายชื่อ"
    assert queries.waiting(province.visitor, province.programme) == []
    assert queries.next_meeting(province.programme).title == "วันนี้"
    assert list(queries.recent(province.programme)) == []


def test_the_ledger_still_holds_after_everything(room, province):
    approved(room)
    assert ledger.verify(province.programme.pk).broken is None
