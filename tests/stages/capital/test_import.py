"""Files of capitals: previewed, one flip, the same file twice, and back."""

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.intake import actions as intakes
from thaktho.ground.intake.models import IntakeLine
from thaktho.ground.intake.states import Refused
from thaktho.stages.capital import actions, papers
from thaktho.stages.capital.models import Capital

HEAD = ["ชนิดทุน", "ชื่อ", "เครือข่าย", "ผู้ถือ", "พื้นที่", "กำลัง", "หน่วยนับ", "ต่อ", "หลักฐาน"]
ROW = ["ทุนทางสังคม", "กลุ่มออมทรัพย์", "เครือข่ายศาสนา", "วัด", "อ.พาน", "๒๐", "คน", "ปี", "https://example.org/a"]


def fates(intake):
    return list(intake.lines.values_list("fate", flat=True))


def flags(intake):
    return {flag["column"] for line in intake.lines.all() for flag in line.flags}


def test_nothing_changes_until_applied_then_all_at_once(register):
    intake = register.file(HEAD, ROW, ["ทุนวัฒนธรรม", "ผ้าทอ", "", "", "", "", "", "", ""])
    assert intake.state == "preview" and fates(intake) == ["new", "new"]
    assert not Capital.objects.exists()
    intakes.apply(register.by, intake)
    entry = Capital.objects.get(name="กลุ่มออมทรัพย์")
    assert (entry.capacity_per_year, entry.network.code, entry.places.get().name_th) == (
        20,
        "religion",
        "พาน",
    )
    assert entry.confirmed_on is None
    assert Capital.objects.get(name="ผ้าทอ").kind == "cultural"  # by another name of the kind


def test_the_same_file_twice_is_recognised(register):
    intakes.apply(register.by, register.file(HEAD, ROW))
    again = register.file(HEAD, ROW)
    assert "เคยนำเข้าแล้ว" in again.notes[0]
    assert fates(again) == ["same"]
    intakes.apply(register.by, again)
    assert Capital.objects.count() == 1 and Capital.objects.get().version == 1


def test_the_same_file_read_twice_before_either_is_applied(register):
    first, second = register.file(HEAD, ROW), register.file(HEAD, ROW)
    intakes.apply(register.by, first)
    with pytest.raises(Refused, match="กลุ่มออมทรัพย์"):
        intakes.apply(register.by, second)
    assert Capital.objects.count() == 1
    second.refresh_from_db()
    assert second.state == "preview"


def test_an_entry_changed_since_the_file_was_read_is_told(register):
    """What was previewed is what is applied: nobody's change is overwritten unseen."""
    intakes.apply(register.by, register.file(HEAD, ROW))
    intake = register.file(HEAD, [*ROW[:3], "โรงเรียน", *ROW[4:]])
    assert fates(intake) == ["update"]
    actions.change(register.by, Capital.objects.get(), {"holder": "เทศบาล"})
    with pytest.raises(Refused):
        intakes.apply(register.by, intake)
    assert Capital.objects.get().holder == "เทศบาล"


def test_what_is_doubtful_is_flagged_and_what_must_not_stand_is_refused(register):
    intake = register.file(
        HEAD,
        ["ทุนทางสังคม", "กลุ่ม", "เครือข่ายไม่มี", "", "ที่ไหนสักแห่ง", "ราวสิบ", "คน", "วัน", "ไม่ใช่ลิงก์"],
        ["ทุนมนุษย์", "นายสมชาย ใจดี", "", "", "", "", "", "", ""],
        ["ทุนอะไร", "ชื่อ", "", "", "", "", "", "", ""],
        ["ทุนทางสังคม", "", "", "มีผู้ถือ", "", "", "", "", ""],
        ["ทุนทางสังคม", "กลุ่ม", "", "", "", "", "", "", ""],
    )
    assert fates(intake) == ["new", "refused", "refused", "refused", "refused"]
    assert flags(intake) == {"network", "area_text", "capacity", "per", "evidence_url", "name", "kind"}
    intakes.apply(register.by, intake)
    assert [entry.area_text for entry in Capital.objects.all()] == ["ที่ไหนสักแห่ง"]  # the words stay


def test_a_blank_cell_blanks_nothing_and_a_change_is_one_line_of_the_ledger(register):
    intakes.apply(register.by, register.file(HEAD, ROW))
    changed = ["ทุนทางสังคม", "กลุ่มออมทรัพย์", "เครือข่ายศาสนา", "", "", "30", "", "", ""]
    intake = register.file(HEAD, changed)
    assert fates(intake) == ["update"]
    intakes.apply(register.by, intake)
    entry = Capital.objects.get()
    assert (entry.capacity, entry.holder, entry.version) == (30, "วัด", 2)


def test_undone_all_is_as_before(register):
    standing = register.add("กลุ่มออมทรัพย์", holder="วัด", capacity="5", unit="คน")
    intake = register.file(HEAD, ROW, ["ทุนมนุษย์", "วิทยากร", "", "", "", "", "", "", ""])
    intakes.apply(register.by, intake)
    intakes.undo(register.by, intake)
    fresh = register.fresh(standing)
    assert (fresh.capacity, fresh.area_text, fresh.is_live) == (5, "", True)
    assert not Capital.objects.filter(name="วิทยากร", retired_at=None).exists()
    again = register.file(HEAD, ROW, ["ทุนมนุษย์", "วิทยากร", "", "", "", "", "", "", ""])
    assert fates(again) == ["update", "new"]


def test_not_undone_once_somebody_worked_on_it(register):
    intake = register.file(HEAD, ROW)
    intakes.apply(register.by, intake)
    actions.confirm(register.by, Capital.objects.get(), 2565)
    with pytest.raises(Refused, match="กลุ่มออมทรัพย์"):
        intakes.undo(register.by, intake)


def test_a_coordinators_file_is_of_their_own_network(province, register):
    with pytest.raises(PermissionDenied):
        register.file(HEAD, ROW, by="religion")
    with pytest.raises(PermissionDenied):
        register.file(HEAD, ROW, by="religion", network="community")
    other = ["ทุนทางสังคม", "กลุ่มอื่น", "เครือข่ายชุมชน", "", "", "", "", "", ""]
    intake = register.file(HEAD, ROW, other, by="religion", network="religion")
    assert fates(intake) == ["new", "refused"]
    intakes.apply(province.actor("religion"), intake)
    assert Capital.objects.get().network == province.networks["religion"]


def test_cancelled_nothing_was_touched_and_it_cannot_be_applied(register):
    intake = register.file(HEAD, ROW)
    intakes.cancel(register.by, intake)
    with pytest.raises(Refused):
        intakes.apply(register.by, intake)
    assert not Capital.objects.exists() and not IntakeLine.objects.exists()


def test_a_file_that_is_no_register_is_refused_with_the_remedy(register):
    intake = register.file(["ก", "ข"], ["1", "2"])
    assert intake.state == "refused" and "แบบฟอร์ม" in intake.refusal["why"]


def test_an_exported_file_edited_comes_back_as_changes(province, register):
    entry = register.confirmed(area_text="อ.พาน", capacity="3", unit="คน", per="year", description="=1+1")
    data = province.client("secretariat").get(province.url("capital/capitals.xlsx")).content
    made = intakes.bring(register.by, province.programme, "capital", None, "ทุน.xlsx", data)
    from thaktho.ground.jobs.actions import run_now

    run_now(made.job)
    assert fates(made) == ["same"]
    assert [row["id"] for row in papers.rows([entry])] == [str(entry.pk)]


def test_the_pages_by_one_who_reads_and_presses(province, register):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from thaktho.ground.intake.models import Intake
    from thaktho.ground.jobs.actions import run_now

    client = province.client("religion")
    text = ",".join(HEAD) + "\n" + ",".join(ROW) + "\n"
    data = {"file": SimpleUploadedFile("ทุน.csv", text.encode(), "text/csv"), "network": "religion"}
    reading = client.post(province.url("capital/imports/"), data, follow=True)
    assert "กำลังอ่านไฟล์" in reading.content.decode()
    intake = Intake.objects.get()
    run_now(intake.job)
    address = province.url(f"capital/imports/{intake.pk}/")
    assert "กลุ่มออมทรัพย์" in client.get(address).content.decode()
    assert province.client("community").get(address).status_code == 404
    client.post(address + "apply/")
    assert Capital.objects.count() == 1
    client.post(address + "undo/")
    assert not Capital.objects.filter(retired_at=None).exists()
