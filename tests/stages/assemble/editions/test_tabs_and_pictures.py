"""Tabs, papers, meetings, pictures: what is public, what is not yet, and what never without consent."""

from __future__ import annotations

import io
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from thaktho.ground.files import actions as files
from thaktho.stages.assemble.editions import actions
from thaktho.stages.assemble.editions.models import Edition, EditionMeeting, EditionPaper, Photo
from thaktho.stages.assemble.editions.states import Changed, Refused
from thaktho.stages.convene.models import Meeting


@pytest.fixture
def office(province):
    return province.actor("secretariat")


def picture() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


def sent(name="a.jpg", data=None, kind="image/jpeg"):
    return SimpleUploadedFile(name, data if data is not None else picture(), kind)


def kept_picture(office, province):
    return files.store(
        office,
        province.programme,
        name="a.jpg",
        data=picture(),
        media_type="image/jpeg",
        purpose="paper",
        read_verb="assemble.work",
    )


def test_a_tab_is_read_by_all_once_published(province, assembly, office):
    address = province.url("assembly/2563/")
    actions.write_tab(office, assembly.edition, "framework", "ระเบิดจากข้างใน")
    assert "ระเบิดจากข้างใน" not in province.client().get(address).content.decode()
    seen = province.client("secretariat").get(address).content.decode()
    assert "ระเบิดจากข้างใน" in seen and "ยังไม่เผยแพร่" in seen
    actions.publish_tab(office, assembly.edition, "framework", True)
    assert "ระเบิดจากข้างใน" in province.client().get(address + "framework/").content.decode()
    with pytest.raises(Refused):
        actions.publish_tab(office, assembly.edition, "framework", True)


def test_a_text_over_another_s_is_told_with_the_newer_words(province, assembly, office):
    actions.write_tab(office, assembly.edition, "framework", "ของคนแรก", seen_version=1)
    with pytest.raises(Changed):
        actions.write_tab(office, assembly.edition, "framework", "ของคนที่สอง", seen_version=1)
    answer = province.client("secretariat").post(
        province.url("assembly/2563/work/tabs/framework/"), {"text": "ของคนที่สอง", "version": "1"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409 and "ของคนแรก" in page and "ของคนที่สอง" in page


@pytest.mark.parametrize("role", ["executive", "religion", "visitor"])
def test_only_the_secretariat_writes(province, assembly, role):
    by = province.actor(role)
    for act in (
        lambda: actions.write_tab(by, assembly.edition, "framework", "ก"),
        lambda: actions.publish_tab(by, assembly.edition, "framework", True),
        lambda: actions.add_item(by, assembly.edition, "academic", title="ก"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_declaration_is_read_from_the_frozen_version(province, assembly):
    assembly.clauses[0].body = "ข้อที่แก้หลังออกร่าง"
    assembly.clauses[0].save()
    page = province.client().get(province.url("assembly/2563/declaration/")).content.decode()
    assert "ร่วมกันปลูกและดูแลป่าชุมชน" in page and "ข้อที่แก้หลังออกร่าง" not in page
    assembly.text.versions.all().delete()
    empty = province.client().get(province.url("assembly/2563/declaration/")).content.decode()
    assert "ยังไม่มีร่างประกาศเจตนารมณ์" in empty and "ป่าชุมชน" not in empty


def test_a_request_of_the_declaration_has_its_day(province, assembly):
    version = assembly.text.versions.order_by("-final", "-number").first()
    version.frozen["clauses"][0]["actions"] = [
        {"addressee": "จังหวัด", "action": "จัดงบ", "due_on": "2020-12-31"}
    ]
    type(version).objects.filter(pk=version.pk).update(frozen=version.frozen)
    page = province.client().get(province.url("assembly/2563/declaration/")).content.decode()
    assert "ขอให้จังหวัด จัดงบ ภายใน 31 ธ.ค. 2563" in page


def test_items_come_with_their_source_and_may_go(province, assembly, office):
    item = actions.add_item(
        office, assembly.edition, "academic", title="งานศึกษาทุนชีวิต", url="https://example.org/a"
    )
    address = province.url("assembly/2563/academic/")
    assert "งานศึกษาทุนชีวิต" in province.client().get(address).content.decode()
    actions.change_item(office, item, title="งานศึกษาทุนชีวิตเด็ก")
    assert "งานศึกษาทุนชีวิตเด็ก" in province.client().get(address).content.decode()
    actions.remove_item(office, item)
    assert "งานศึกษาทุนชีวิต" not in province.client().get(address).content.decode()
    with pytest.raises(Refused, match="นำออกแล้ว"):
        actions.change_item(office, item, title="อีก")


def test_a_picture_is_private_until_those_on_it_agreed(province, assembly, office, settings, tmp_path):
    client, base = province.client("secretariat"), province.url("assembly/2563/work/photos/")
    answer = client.post(
        base, {"caption": "เด็กปลูกต้นไม้", "with_children": "on", "file": sent(), "act_id": str(uuid4())}
    )
    assert answer.status_code == 302
    photo = Photo.objects.get(edition=assembly.edition)
    where = f"/{province.programme.slug}/files/{photo.file_id}/{photo.file.name}"
    with pytest.raises(Refused, match="คนในภาพยินยอม"):
        actions.show_photo(office, photo, True)
    photo = actions.change_photo(office, photo, consent="ลงชื่อยินยอม")
    with pytest.raises(Refused, match="ผู้ปกครอง"):
        actions.show_photo(office, photo, True)
    stored = client.get(where)
    assert stored.status_code == 200 and b"SecretCamera" not in b"".join(stored.streaming_content)
    assert province.client().get(where).status_code == 403
    photo = actions.change_photo(office, photo, children_consent="หนังสือยินยอมของโรงเรียน")
    actions.show_photo(office, photo, True)
    assert province.client().get(where).status_code == 200
    assert "เด็กปลูกต้นไม้" in province.client().get(province.url("assembly/2563/atmosphere/")).content.decode()
    photo = actions.change_photo(office, photo, children_consent="")  # taken away: private at once
    assert not photo.public and province.client().get(where).status_code == 403


def test_the_database_itself_keeps_a_child_s_picture_back(province, assembly, office):
    stored = kept_picture(office, province)
    photo = actions.add_photo(
        office, assembly.edition, caption="ภาพ", file=lambda: stored, consent="ยินยอม", with_children=True
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=photo.pk).update(public=True)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.jpg", b"nonsense", "image/jpeg"),
        ("a.pdf", b"%PDF-1.4 x", "application/pdf"),
        ("a.jpg", b"", "image/jpeg"),
    ],
)
def test_what_is_no_picture_is_refused_with_words(province, assembly, name, data, kind):
    answer = province.client("secretariat").post(
        province.url("assembly/2563/work/photos/"), {"caption": "ภาพ", "file": sent(name, data, kind)}
    )
    assert answer.status_code == 422 and not Photo.objects.exists()


def test_a_paper_is_for_all_or_for_those_with_a_role(province, assembly, office):
    client = province.client("secretariat")
    answer = client.post(
        province.url("assembly/2563/work/papers/new/"),
        {"stage": "consult", "title": "คำสั่ง", "file": sent("a.csv", b"a,b\n", "text/csv")},
    )
    assert answer.status_code == 302
    paper = EditionPaper.objects.get(edition=assembly.edition)
    where = f"/{province.programme.slug}/files/{paper.file_id}/{paper.file.name}"
    assert province.client().get(where).status_code == 403
    assert province.client("religion").get(where).status_code == 200
    assert "คำสั่ง" not in province.client().get(province.url("assembly/2563/")).content.decode()
    actions.show_paper(office, paper, True)
    assert province.client().get(where).status_code == 200
    with pytest.raises(Refused):
        actions.show_paper(office, paper, True)
    actions.remove_paper(office, paper)
    assert province.client("religion").get(where).status_code == 403


def test_a_meeting_hangs_on_one_stage_and_stays_when_taken_off(province, other, assembly, office):
    meeting = Meeting.objects.create(
        programme=province.programme, title="ประชุมแกนนำ", held_on=date(2020, 8, 10)
    )
    actions.attach_meeting(office, assembly.edition, meeting, "consult")
    held = actions.attach_meeting(office, assembly.edition, meeting, "readiness")
    assert EditionMeeting.objects.get().stage == "readiness"
    assert "10 ส.ค. 2563" in province.client().get(province.url("assembly/2563/")).content.decode()
    actions.detach_meeting(office, held)
    assert Meeting.objects.filter(pk=meeting.pk).exists() and not EditionMeeting.objects.exists()
    theirs = Meeting.objects.create(programme=other.programme, title="น่าน", held_on=date(2020, 8, 10))
    with pytest.raises(ValueError, match="another programme"):
        actions.attach_meeting(office, assembly.edition, theirs, "consult")
    posted = province.client("secretariat").post(
        province.url("assembly/2563/work/meetings/"), {"stage": "consult", "meeting": str(theirs.pk)}
    )
    assert posted.status_code == 302 and not EditionMeeting.objects.exists()


def test_who_agrees_no_more_is_taken_off_after_the_year_as_well(province, assembly, office):
    stored = kept_picture(office, province)
    photo = actions.add_photo(
        office, assembly.edition, caption="ภาพ", file=lambda: stored, consent="ยินยอม", with_children=False
    )
    actions.show_photo(office, photo, True)
    Edition.objects.filter(pk=assembly.edition.pk).update(state=Edition.State.ENDED)
    photo = Photo.objects.get(pk=photo.pk)
    assert not actions.show_photo(office, photo, False).public
    with pytest.raises(PermissionDenied):
        actions.show_photo(office, photo, True)
    actions.remove_photo(office, photo)
    assert not Photo.objects.filter(pk=photo.pk).exists()
