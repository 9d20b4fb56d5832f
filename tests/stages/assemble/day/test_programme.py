"""The programme: planned, clashing, copied, run and undone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tools.assembly import make_assembly
from thaktho.ground.ledger.actions import Repeated
from thaktho.stages.assemble.day.actions import halls
from thaktho.stages.assemble.day.actions import programme as actions
from thaktho.stages.assemble.day.queries import programme
from thaktho.stages.assemble.day.queries.programme import Day, HallDay
from thaktho.stages.assemble.day.states import Changed, Refused
from thaktho.stages.assemble.models import Hall, Slot

from .tools import make_hall, make_slot, today


def form(hall, /, **more):
    return {"hall": str(hall.pk), "on": "1 ก.ย. 2563", "starts_at": "09.00", "ends_at": "10.00", "kind": "opening", "title": "พิธีเปิด", "act_id": str(uuid4())} | more  # fmt: skip


def test_a_slot_is_added_by_its_form(assembly):
    hall = make_hall(assembly)
    client = assembly.province.client("secretariat")
    answer = client.post(
        assembly.province.url("assembly/2563/day/slots/new/"), form(hall, starts_at="๘:๓๐ น.")
    )
    assert answer.status_code == 302
    slot = Slot.objects.get()
    assert (slot.on, slot.starts_at, slot.hall) == (date(2020, 9, 1), time(8, 30), hall)


@pytest.mark.parametrize(
    "bad", [{"starts_at": "25.00"}, {"starts_at": "99999999999.00"}, {"starts_at": "11.00"}, {"starts_at": ""}, {"title": ""}, {"on": "32 ก.ย. 2563"}, {"hall": "00000000-0000-4000-8000-000000000001"}]
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_nothing_is_written(assembly, bad):
    hall = make_hall(assembly)
    answer = assembly.province.client("secretariat").post(
        assembly.province.url("assembly/2563/day/slots/new/"), form(hall, **bad)
    )
    assert answer.status_code == 200
    assert not Slot.objects.exists()


def test_a_clash_is_asked_and_not_forbidden(assembly):
    hall = make_hall(assembly)
    client = assembly.province.client("secretariat")
    address = assembly.province.url("assembly/2563/day/slots/new/")
    client.post(address, form(hall))
    asked = client.post(address, form(hall, title="บรรยาย", starts_at="09.30"))
    assert asked.status_code == 409
    assert "พิธีเปิด" in asked.content.decode()
    assert Slot.objects.count() == 1
    assert (
        client.post(address, form(hall, title="บรรยาย", starts_at="09.30", overlap="yes")).status_code == 302
    )
    assert programme.clashing(programme.days(assembly.edition)) == set(
        Slot.objects.values_list("pk", flat=True)
    )


def test_another_hall_or_the_next_hour_is_no_clash(assembly):
    hall, side = make_hall(assembly), make_hall(assembly, "ห้องย่อย")
    make_slot(assembly, hall)
    make_slot(assembly, hall, "บรรยาย", "10.00", "11.00")
    make_slot(assembly, side, "ตลาดนัด", "09.00", "12.00")
    assert programme.clashing(programme.days(assembly.edition)) == set()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=8))
def test_clashing_is_what_two_by_two_comparing_finds(hours):
    """One walk through the sorted day finds the same as comparing every two."""
    slots = [
        SimpleNamespace(pk=at, starts_at=time(first), ends_at=time(min(23, first + length)), state="planned")
        for at, (first, length) in enumerate(sorted(hours))
    ]
    both = {
        one.pk for one in slots for two in slots
        if one is not two and one.starts_at < two.ends_at and two.starts_at < one.ends_at
    }  # fmt: skip
    found = programme.clashing([Day(date(2020, 9, 1), [HallDay(None, slots)])])
    assert found == both


def test_two_who_edit_the_same_slot_do_not_overwrite_each_other(assembly):
    slot = make_slot(assembly, make_hall(assembly))
    by = assembly.actor("secretariat")
    actions.edit_slot(by, slot, seen_version=1, title="เปิดงาน")
    with pytest.raises(Changed):
        actions.edit_slot(by, slot, seen_version=1, title="พิธีการ")
    address = assembly.province.url(f"assembly/2563/day/slots/{slot.pk}/")
    answer = assembly.province.client("secretariat").post(
        address, form(slot.hall, title="พิธีการ", version="1")
    )
    assert answer.status_code == 409
    assert "เปิดงาน" in answer.content.decode()
    assert Slot.objects.get().title == "เปิดงาน"


def test_what_runs_is_not_moved_to_a_hall_where_something_else_runs(assembly):
    by = assembly.actor("secretariat")
    hall, side = make_hall(assembly), make_hall(assembly, "ห้องย่อย")
    here, there = make_slot(assembly, hall), make_slot(assembly, side, "บรรยายในห้องย่อย")
    for slot in (here, there):
        actions.start(by, slot)
    client = assembly.province.client("secretariat")
    address = assembly.province.url(f"assembly/2563/day/slots/{here.pk}/")
    answer = client.post(address, form(side, version="2", overlap="yes"))
    assert answer.status_code == 409 and "บรรยายในห้องย่อย" in answer.content.decode()
    assert Slot.objects.get(pk=here.pk).hall == hall
    actions.finish(by, there)
    assert client.post(address, form(side, version="2", overlap="yes")).status_code == 302
    assert Slot.objects.get(pk=here.pk).hall == side


@pytest.mark.parametrize("act", [actions.start, actions.undo])
def test_a_slot_that_was_moved_is_not_run_in_the_hall_it_left(assembly, act):
    """The page still showed the old hall; in the new one something runs."""
    by = assembly.actor("secretariat")
    hall, side = make_hall(assembly), make_hall(assembly, "ห้องย่อย")
    seen = make_slot(assembly, hall)
    actions.edit_slot(by, Slot.objects.get(pk=seen.pk), hall=side)
    with pytest.raises(Refused, match="ย้าย"):
        act(by, seen)


def test_a_hall_or_slot_taken_away_meanwhile_is_said(assembly):
    by, hall = assembly.actor("secretariat"), make_hall(assembly)
    slot, side = make_slot(assembly, hall), make_hall(assembly, "ห้องย่อย")
    halls.remove_hall(by, Hall.objects.get(pk=side.pk))
    for act in (
        lambda: halls.edit_hall(by, side, name="x"),
        lambda: halls.remove_hall(by, side),
        lambda: make_slot(assembly, side),
        lambda: actions.edit_slot(by, slot, hall=side),
    ):
        with pytest.raises(Refused):
            act()
    actions.remove_slot(by, Slot.objects.get(pk=slot.pk))
    with pytest.raises(Refused):
        actions.edit_slot(by, slot, title="x")


def test_copied_from_the_last_edition_on_the_days_of_this_one(assembly):
    hall = make_hall(assembly)
    make_slot(assembly, hall, on=date(2020, 9, 1))
    make_slot(assembly, hall, "วันที่สอง", on=date(2020, 9, 2))
    next_year = make_assembly(assembly.province, stage="declare_draft", code="2564")
    next_year.edition.held_on = date(2021, 8, 10)
    by = assembly.actor("secretariat")
    assert actions.copy_programme(by, next_year.edition, assembly.edition) == 2
    copied = Slot.objects.filter(edition=next_year.edition)
    assert [(one.on, one.title, one.state) for one in copied] == [
        (date(2021, 8, 10), "พิธีเปิด", "planned"),
        (date(2021, 8, 11), "วันที่สอง", "planned"),
    ]
    assert Hall.objects.get(edition=next_year.edition).screen
    with pytest.raises(Refused):
        actions.copy_programme(by, next_year.edition, assembly.edition)


def test_starting_ends_what_runs_in_the_hall_and_undo_leads_back(assembly):
    hall = make_hall(assembly)
    first, second = make_slot(assembly, hall), make_slot(assembly, hall, "บรรยาย", "10.00", "11.00")
    by = assembly.actor("secretariat")
    actions.start(by, first)
    actions.start(by, second)
    assert states() == ["done", "running"]
    with pytest.raises(Refused):  # the second still runs
        actions.undo(by, first)
    actions.undo(by, second)
    actions.undo(by, first)
    assert states() == ["running", "planned"]
    actions.skip(by, second)
    with pytest.raises(Refused):
        actions.skip(by, first)
    actions.finish(by, first)
    assert states() == ["done", "skipped"]
    with pytest.raises(Refused):
        actions.remove_slot(by, first)


def states():
    return list(Slot.objects.order_by("starts_at").values_list("state", flat=True))


def test_pressed_twice_it_started_once(assembly):
    slot = make_slot(assembly, make_hall(assembly))
    by, act = assembly.actor("secretariat"), uuid4()
    actions.start(by, slot, act_id=act)
    with pytest.raises(Repeated):
        actions.start(by, slot, act_id=act)


@pytest.mark.parametrize("role", ["executive", "observer", "religion", "visitor"])
def test_only_the_secretariat_plans_and_runs(assembly, role):
    slot = make_slot(assembly, make_hall(assembly))
    for act in (actions.start, actions.skip, actions.remove_slot):
        with pytest.raises(PermissionDenied):
            act(assembly.actor(role), slot)


def test_before_the_day_nothing_is_run(assembly):
    slot = make_slot(assembly, make_hall(assembly))
    slot.edition = assembly.at("readiness").edition
    with pytest.raises(PermissionDenied):
        actions.start(assembly.actor("secretariat"), slot)


@pytest.mark.parametrize(
    ("running", "coming", "at", "minutes"),
    [
        (("09:00", "10:00"), None, "10:25", 25),
        (("09:00", "10:00"), None, "09:59", 0),
        (None, ("10:00", "11:00"), "10:07", 7),
        (("09:00", "10:00"), ("10:00", "11:00"), "10:25", 25),
        (None, None, "10:25", 0),
    ],
)
def test_running_late_is_told_in_minutes(running, coming, at, minutes):
    on = date(2020, 9, 1)

    def made(hours):
        return hours and Slot(
            on=on, starts_at=time.fromisoformat(hours[0]), ends_at=time.fromisoformat(hours[1])
        )

    moment = timezone.make_aware(datetime.combine(on, time.fromisoformat(at)))
    assert programme.late(made(running), made(coming), moment) == minutes
    assert (
        programme.late(made(running), made(coming), moment + timedelta(days=3)) == 0
    )  # another day's programme


def test_now_and_next(assembly):
    edition, hall = today(assembly), make_hall(assembly)
    first = make_slot(assembly, hall)
    make_slot(assembly, hall, "บรรยาย", "10.00", "11.00")
    actions.start(assembly.actor("secretariat"), first)
    (here,) = programme.now(edition)
    assert (here.running, here.next.title) == (first, "บรรยาย")


def test_the_calendar_file_is_of_this_programme(assembly):
    make_slot(assembly, make_hall(assembly), "พิธีเปิด, รับฟัง", on=date(2020, 9, 1))
    answer = assembly.province.client().get(assembly.province.url("assembly/2563/day/programme.ics"))
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert "SUMMARY:พิธีเปิด\\, รับฟัง" in lines
    assert "DTSTART:20200901T020000Z" in lines  # nine in the morning in Thailand
    assert all(len(line.encode()) <= 75 for line in answer.content.decode().split("\r\n"))
