"""Owners tell; later reports change no earlier one; a slip is corrected by a report."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stages.assemble.after.conftest import PNG
from thaktho.stages.assemble.after import actions, queries
from thaktho.stages.assemble.after.models import Commitment, CommitmentReport
from thaktho.stages.assemble.after.papers import scorecard
from thaktho.stages.assemble.after.states import MOVES, Changed, Refused, must_move

STATES = [str(value) for value in Commitment.State.values]


@pytest.mark.parametrize("here", STATES)
@pytest.mark.parametrize("to", STATES)
def test_the_table_of_moves(here, to):
    allowed = {
        ("not_started", "not_started"), ("not_started", "doing"), ("not_started", "kept"), ("not_started", "dropped"),
        ("doing", "doing"), ("doing", "kept"), ("doing", "dropped"), ("kept", "kept"), ("dropped", "dropped"), ("dropped", "doing"),
    }  # fmt: skip
    if (here, to) in allowed:
        must_move(Commitment(state=here), to)
    else:
        with pytest.raises(Refused):
            must_move(Commitment(state=here), to)
    assert set(MOVES) == set(STATES)


def test_the_owner_tells_and_it_is_not_marked(promise, followed):
    row = promise()
    made = actions.report(
        followed.actor("religion"), row, state="doing", text="ปลูกแล้ว 3 ตำบล", value="3 จาก 18"
    )
    row.refresh_from_db()
    assert (row.state, row.last_report, row.reported_on) == ("doing", made, timezone.localdate())
    assert not made.for_owner


def test_the_secretariat_tells_for_an_owner_and_it_is_marked(promise, followed):
    row = promise("")
    assert actions.report(followed.actor("secretariat"), row, state="kept", text="แจ้งทางโทรศัพท์").for_owner
    page = (
        followed.province.client()
        .get(followed.province.url(f"assembly/commitments/{row.pk}/"))
        .content.decode()
    )
    assert "ฝ่ายเลขานุการบันทึกแทน" in page


def test_a_registered_person_tells_of_their_own(promise, followed):
    person = followed.province.persons["observer"]
    row = promise("", person=person)
    assert actions.report(followed.actor("observer"), row, state="doing", text="เริ่มแล้ว").person == person


@pytest.mark.parametrize("who", ["youth", "executive", "observer", "visitor", "speaker-religion"])
def test_nobody_else_tells(promise, followed, who):
    with pytest.raises(PermissionDenied):
        actions.report(followed.actor(who), promise(), state="kept", text="ทำแล้ว")


@pytest.mark.parametrize("stage", ["assembly", "readiness"])
def test_not_before_it_is_followed_up(promise, followed, stage):
    row = promise()
    followed.at(stage)
    row.edition.refresh_from_db()
    with pytest.raises(PermissionDenied):
        actions.report(followed.actor("religion"), row, state="doing", text="เริ่มแล้ว")


def test_two_who_tell_in_the_same_instant(promise, followed):
    row = promise()
    actions.report(followed.actor("religion"), row, state="doing", text="เริ่มแล้ว", seen_version=1)
    with pytest.raises(Changed):
        actions.report(followed.actor("secretariat"), row, state="kept", text="เสร็จแล้ว", seen_version=1)
    address = followed.province.url(f"assembly/commitments/{row.pk}/report/")
    data = {"state": "kept", "text": "เสร็จทุกตำบล", "version": "1"}
    client = followed.province.client("religion")
    answer = client.post(address, data)
    page = answer.content.decode()
    assert answer.status_code == 409 and "เสร็จทุกตำบล" in page and "เริ่มแล้ว" in page
    assert client.post(address, data | {"version": "2"}).status_code == 302
    assert CommitmentReport.objects.count() == 2


def test_a_later_report_changes_no_earlier_one(promise, followed):
    row, by = promise(), followed.actor("religion")
    first = actions.report(by, row, state="doing", text="ครั้งแรก")
    actions.report(by, row, state="kept", text="ครั้งที่สอง")
    first.refresh_from_db()
    assert (first.state, first.text) == ("doing", "ครั้งแรก")


def test_dropping_says_why(promise, followed):
    row = promise()
    with pytest.raises(Refused):
        actions.report(followed.actor("religion"), row, state="dropped", text=" ")
    actions.report(followed.actor("religion"), row, state="dropped", text="งบประมาณไม่พอ")
    row.refresh_from_db()
    assert row.state_reason == "งบประมาณไม่พอ"


def test_not_of_a_day_to_come(promise, followed):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="ยังมาไม่ถึง"):
        actions.report(followed.actor("religion"), promise(), state="doing", text="เริ่ม", reported_on=tomorrow)


def test_taking_back_is_a_report_and_both_stay(promise, followed):
    row, by = promise(), followed.actor("religion")
    actions.report(by, row, state="doing", text="เริ่มแล้ว")
    wrong = actions.report(by, row, state="kept", text="เสร็จแล้ว")
    made = actions.take_back(by, row, "กดผิดข้อ")
    row.refresh_from_db()
    assert row.state == "doing" and made.corrects == wrong and row.reports.count() == 3
    actions.take_back(by, row, "ครั้งแรกก็ผิด")
    row.refresh_from_db()
    assert row.state == "not_started"
    with pytest.raises(Refused, match="ยังไม่มีรายงานให้แก้"):
        actions.take_back(by, row, "อีก")


def test_files_are_public_only_when_said_and_pictures_need_consent(promise, followed):
    row = promise()
    address = followed.province.url(f"assembly/commitments/{row.pk}/report/")
    client = followed.province.client("religion")

    def data(**more):
        picture = SimpleUploadedFile("ภาพ.png", PNG, "image/png")
        return {"state": "doing", "text": "เริ่มแล้ว", "version": "1", "attached": picture, **more}

    answer = client.post(address, data(files_public="on"))
    assert answer.status_code == 409 and "ยินยอมอย่างไร" in answer.content.decode()
    assert not CommitmentReport.objects.exists()
    assert client.post(address, data(files_public="on", consent="ยินยอมด้วยวาจา")).status_code == 302
    file = CommitmentReport.objects.get().files.get()
    assert file.read_verb == "assemble.read"
    page = followed.province.url(f"assembly/commitments/{row.pk}/")
    assert str(file.pk) in followed.province.client().get(page).content.decode()
    actions.take_back(followed.actor("religion"), row, "ภาพผิด")
    file.refresh_from_db()
    assert file.read_verb == "assemble.inside.read"
    assert str(file.pk) not in followed.province.client().get(page).content.decode()


def test_a_person_who_owns_it_takes_back_what_they_made_public(promise, followed):
    """Without any role: the file was stored for them, and is closed for them."""
    person, province = followed.province.persons["observer"], followed.province
    person.grants.all().delete()
    row, client = promise("", person=person), province.client("observer")
    picture = SimpleUploadedFile("ภาพ.png", PNG, "image/png")
    data = {"state": "doing", "text": "เริ่มแล้ว", "version": "1", "attached": picture}
    data |= {"files_public": "on", "consent": "ยินยอม"}
    assert client.post(province.url(f"assembly/commitments/{row.pk}/report/"), data).status_code == 302
    address = province.url(f"assembly/commitments/{row.pk}/take-back/")
    assert client.post(address, {"reason": "ภาพผิด", "version": "2"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "not_started"
    assert row.reports.get(corrects=None).files.get().read_verb == "assemble.inside.read"


def test_late_and_begun_says_both(promise, followed):
    row = promise(due=-12)
    actions.report(followed.actor("religion"), row, state="doing", text="เริ่มแล้ว")
    for path in (f"assembly/commitments/{row.pk}/", "assembly/commitments/", "assembly/2563/after/"):
        page = followed.province.client().get(followed.province.url(path)).content.decode()
        main = page[page.index("<main") :]
        assert 'kram"' in main and "กำลังทำ</span>" in main and "เกินกำหนด 12 วัน</span>" in main
    paper = scorecard.document(queries.score(followed.edition))
    assert "กำลังทำ\nเลยกำหนด 12 วัน" in str([band.rows for band in paper.bands]).replace("\\n", "\n")


def test_what_is_no_picture_is_refused_with_words(promise, followed):
    row = promise()
    address = followed.province.url(f"assembly/commitments/{row.pk}/report/")
    upload = SimpleUploadedFile("x.png", b"\x7fELF\x00\x00", "image/png")
    answer = followed.province.client("religion").post(
        address, {"state": "doing", "text": "เริ่ม", "version": "1", "attached": upload}
    )
    assert answer.status_code == 409 and "รับเฉพาะไฟล์" in answer.content.decode()
    assert not CommitmentReport.objects.exists()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from([*STATES, "back"]), max_size=7))
def test_the_state_is_always_that_of_the_last_report_that_stands(promise, followed, steps):
    row, by = promise(), followed.actor("religion")
    told: list[str] = []
    for step in steps:
        try:
            if step == "back":
                actions.take_back(by, row, "ผิด")
                told.pop()
            else:
                actions.report(by, row, state=step, text="รายงาน")
                told.append(step)
        except Refused:
            continue
    row.refresh_from_db()
    assert row.state == (told[-1] if told else "not_started")
    assert row.version == 1 + row.reports.count()


def test_dates_and_names_no_visitor_sees(promise, followed):
    row = promise(person=followed.province.persons["observer"])
    actions.report(followed.actor("religion"), row, state="doing", text="เริ่มแล้ว")
    address = followed.province.url(f"assembly/commitments/{row.pk}/")
    assert "ตัวอย่าง observer" not in followed.province.client().get(address).content.decode()
    assert "ตัวอย่าง observer" in followed.province.client("secretariat").get(address).content.decode()
