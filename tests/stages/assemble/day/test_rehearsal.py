"""ซ้อมทั้งวัน: the copy is walked through the day and thrown away whole; the real assembly stays as it was."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from thaktho.ground.jobs.actions import run_now
from thaktho.ground.jobs.models import Job
from thaktho.stages.assemble.day import rehearsal, rehearsal_steps
from thaktho.stages.assemble.day.actions import registering, rehearsing
from thaktho.stages.assemble.day.states import Refused
from thaktho.stages.assemble.models import (
    CheckIn,
    Edition,
    Honour,
    Participant,
    RoundClause,
    Screen,
    SpeakerTurn,
    TextVersion,
)

from .tools import expect, make_hall, make_slot


@pytest.fixture
def by(assembly):
    return assembly.actor("secretariat")


@pytest.fixture
def planned(assembly, by):
    """Everything there is to copy."""
    hall = make_hall(assembly)
    make_slot(assembly, hall)
    make_slot(assembly, hall, "พิจารณา", "10.00", "11.00", clause=assembly.clauses[1])
    registering.import_delegates(by, assembly.edition)
    for number in range(6):
        expect(assembly, f"คนจริง {number}", "youth")
    Honour.objects.create(
        programme=assembly.edition.programme, edition=assembly.edition, number=1, kind="person", category="คนดี",
        name="ผู้ได้รับจริง", is_minor=True, consent="ผู้ปกครองลงชื่อ",
    )  # fmt: skip
    return assembly


def rows_by_model(edition):
    """{table: rows} of an edition, in every table of the room that leads to one."""
    return {
        model._meta.label: model._default_manager.filter(
            **{way: edition.pk} if way else {"pk": edition.pk}
        ).count()
        for model, way in rehearsing.ways_to_edition().items()
    }


def rehearse(assembly):
    client = assembly.province.client("secretariat")
    address = assembly.province.url(f"assembly/{assembly.edition.code}/day/rehearsal/start/")
    assert client.post(address, {"act_id": str(uuid4())}).status_code == 302
    job = run_now(Job.objects.filter(kind=rehearsal.WORK).latest("asked_at"))
    assert job.state == "done", job.message
    return job


def test_every_table_of_the_room_leads_to_its_edition():
    ways = rehearsing.ways_to_edition()
    missing = [
        m._meta.label
        for m in apps.get_app_config("assemble").get_models(include_auto_created=True)
        if m not in ways
    ]
    assert missing == []


def test_the_whole_day_is_walked_and_each_step_is_timed(planned):
    before = rows_by_model(planned.edition)
    job = rehearse(planned)
    steps = job.result["steps"]
    assert [one["state"] for one in steps] == ["done"] * len(rehearsal_steps.STEPS), steps
    assert all(one["seconds"] >= 0 for one in steps)
    assert rows_by_model(planned.edition) == before  # the real one is as it was
    copy = rehearsing.copy_of(planned.edition)
    assert (copy.code, copy.stage, copy.is_example) == ("2563-rehearsal", "assembly", True)
    assert CheckIn.objects.filter(edition=copy).count() == 3  # of ten, thirty in a hundred
    assert Screen.objects.filter(edition=copy, revision__gt=5).exists()
    assert SpeakerTurn.objects.filter(edition=copy, state="done").count() == 3
    assert RoundClause.objects.filter(round__edition=copy, round__state="published").count() == 3
    page = (
        planned.province.client("secretariat")
        .get(planned.province.url("assembly/2563/day/rehearsal/"))
        .content.decode()
    )
    assert "ผ่านทุกขั้น" in page and "ลงทะเบียนร้อยละ 30" in page


def test_no_real_name_is_in_the_copy(planned):
    rehearse(planned)
    copy = rehearsing.copy_of(planned.edition)
    names = [*Participant.objects.filter(edition=copy).values_list("name", flat=True), *Honour.objects.filter(edition=copy).values_list("name", flat=True)]  # fmt: skip
    assert len(names) == 11
    assert not [name for name in names if "จริง" in name or "ผู้แทน" in name]
    codes = set(Participant.objects.filter(edition=copy).values_list("code", flat=True))
    assert not codes & set(Participant.objects.filter(edition=planned.edition).values_list("code", flat=True))


def test_the_public_never_sees_it_and_every_page_says_what_it_is(planned):
    rehearse(planned)
    address = planned.province.url("assembly/2563-rehearsal/day/")
    assert planned.province.client().get(address).status_code == 404
    assert "การซ้อม ไม่ใช่งานจริง" in planned.province.client("religion").get(address).content.decode()
    real = (
        planned.province.client("religion").get(planned.province.url("assembly/2563/day/")).content.decode()
    )
    assert "การซ้อม ไม่ใช่งานจริง" not in real


def test_thrown_away_it_is_gone_whole_and_nothing_else(planned, by):
    before = rows_by_model(planned.edition)
    rehearse(planned)
    copy = rehearsing.copy_of(planned.edition)
    client = planned.province.client("secretariat")
    address = planned.province.url("assembly/2563/day/rehearsal/throw-away/")
    assert "เอากลับไม่ได้" in client.get(address).content.decode()
    assert Edition.objects.filter(pk=copy.pk).exists()
    client.post(address, {"act_id": str(uuid4())})
    assert set(rows_by_model(copy).values()) == {0}
    assert rows_by_model(planned.edition) == before


def test_a_job_begun_again_begins_anew(planned):
    job = rehearse(planned)
    Job.objects.filter(pk=job.pk).update(state="waiting")
    again = run_now(Job.objects.get(pk=job.pk))
    assert again.state == "done"
    assert Edition.objects.filter(rehearsal_of=planned.edition).count() == 1


def test_an_assembly_with_nothing_says_what_is_missing(assembly):
    TextVersion.objects.all().delete()
    steps = {one["title"]: one["state"] for one in rehearse(assembly).result["steps"]}
    assert steps["ประธานเข้านั่ง"] == "done"
    assert steps["เปิดรายการ"] == steps["ลงทะเบียนร้อยละ 30"] == steps["ยกย่องเชิดชู"] == "none"
    assert "failed" not in steps.values()


def test_the_real_assembly_is_never_thrown_away(planned, by):
    with pytest.raises(Refused):
        rehearsing.throw_away(by, planned.edition)
    copy = rehearsing.copy_edition(by, planned.edition)
    with pytest.raises(Refused):
        rehearsing.copy_edition(by, planned.edition)
    with pytest.raises(Refused):
        rehearsing.copy_edition(by, copy)
    with pytest.raises(PermissionDenied):
        rehearsing.throw_away(planned.actor("religion"), copy)


def test_after_the_day_there_is_nothing_to_rehearse(planned):
    planned.at("follow_up")
    client = planned.province.client("secretariat")
    assert client.get(planned.province.url("assembly/2563/day/rehearsal/")).status_code == 200
    assert client.post(planned.province.url("assembly/2563/day/rehearsal/start/")).status_code == 403
