"""Imports: staged, looked at, applied in one flip or not at all."""

import csv
import io
import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from thaktho.ground.base import new_id
from thaktho.ground.jobs.models import Job
from thaktho.ground.ledger.actions import Repeated
from thaktho.stages.plan import actions, queries
from thaktho.stages.plan.actions import imports
from thaktho.stages.plan.models import BudgetLine, CellFlag, ImportBatch, PlanRow
from thaktho.stages.plan.states import Refused

from .conftest import HEAD, cells_of, fresh, line, titles, xlsx


def apply(province, batch, **more):
    return actions.apply_import(province.actor("religion"), batch, **more)


def test_staged_rows_are_in_no_plan_until_applied(province, bring):
    batch = bring(xlsx(line(1, "ก"), line(2, "ข")))
    assert (batch.state, batch.row_count, titles(province)) == ("preview", 2, [])
    assert not queries.rows(province.programme, province.actor("secretariat")).exists()
    assert queries.row(province.programme, batch.rows.first().pk) is None
    apply(province, batch)
    assert titles(province) == ["ก", "ข"]


def test_cells_come_in_as_typed_and_as_read(province, bring):
    batch = bring(
        xlsx(
            line(1, "ก", when="1-10 เมษายน 2563", budget="๓๖,๑๕๐.๐๐ บาท", area="จ.เชียงราย"),
            titles=["เครือข่ายศาสนา"],
        )
    )
    apply(province, batch)
    row = PlanRow.objects.get(live=True)
    assert (row.starts_on.isoformat(), row.ends_on.isoformat()) == ("2020-04-01", "2020-04-10")
    assert row.budget == Decimal(36150) and row.budget_lines.get().year == 2563
    assert [place.pk for place in row.areas.all()] == ["57"]
    assert row.virtues == ["volunteering"] and row.origin["row"] == 3
    assert row.search_text and row.sort_key


def test_zero_and_blank_budget_differ(province, bring):
    apply(
        province,
        bring(xlsx(line(1, "ก", budget=0), line(2, "ข", budget=""), line(3, "ค", budget="ไม่ใช้งบประมาณ"))),
    )
    assert list(PlanRow.objects.filter(live=True).order_by("number").values_list("budget", flat=True)) == [
        0,
        None,
        0,
    ]
    assert BudgetLine.objects.filter(row__live=True).count() == 2


def test_flagged_cells_are_kept_and_marked(province, bring):
    batch = bring(xlsx(line(1, "ก", when="พุธที่ขึ้น 15 ค่ำ"), line(2, "ข", budget="ประมาณสองหมื่นกว่า")))
    assert batch.flag_count == 2
    found = {flag.field: flag.text for flag in CellFlag.objects.all()}
    assert found == {"when_text": "พุธที่ขึ้น 15 ค่ำ", "budget": "ประมาณสองหมื่นกว่า"}
    assert queries.staged(batch, only="flagged").count() == 2
    apply(province, batch)
    assert PlanRow.objects.get(title="ก").when_text == "พุธที่ขึ้น 15 ค่ำ"


def test_unknown_columns_are_kept(province, bring):
    apply(province, bring(xlsx([*line(1, "ก"), "ครู 3 คน"], head=[*HEAD, "วิทยากร"])))
    assert PlanRow.objects.get().extra == {"วิทยากร": "ครู 3 คน"}


def test_a_hidden_sheet_is_told(province, bring):
    batch = bring(xlsx(line(1, "ก"), hidden="ซ่อน"))
    assert batch.row_count == 1 and any("ซ่อน" in note for note in batch.notes)


def test_another_network_in_the_file_is_asked(province, bring):
    batch = bring(xlsx(line(1, "ก"), titles=["แผนของ", "เครือข่ายเด็กและเยาวชนคุณธรรม"]))
    assert batch.network_text == "เครือข่ายเด็กและเยาวชน"
    with pytest.raises(Refused):
        apply(province, batch)
    assert titles(province) == []
    apply(province, batch, confirm_network=True)
    assert titles(province) == ["ก"]


@pytest.mark.parametrize(
    "data, name, said",
    [
        (xlsx(["ก", "ข"], head=["สิ่งของ", "จำนวน"]), "ก.xlsx", "หัวตาราง"),
        (xlsx(line(1, "ก"), line(1, "ข")), "ก.xlsx", "ซ้ำ"),
        (xlsx(head=["ที่", "ตัวชี้วัด", "งบประมาณ", "ผู้รับผิดชอบ"]), "ก.xlsx", "กิจกรรม"),
        ("นี่ไม่ใช่ตาราง".encode(), "ก.csv", ""),
    ],
)
def test_a_file_that_is_no_plan_is_refused_by_name_and_changes_nothing(
    province, make, bring, data, name, said
):
    make("เดิม")
    batch = bring(data, name=name)
    assert batch.state == "refused"
    assert batch.refusal["file"] == name and said in batch.refusal["why"]
    assert titles(province) == ["เดิม"] and PlanRow.objects.count() == 1
    with pytest.raises(Refused):
        apply(province, batch)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7 x",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"PK\x03\x04broken",
        b"\x89PNG\r\n\x1a\nxx",
    ],
)
def test_what_cannot_be_a_plan_is_refused_or_not_taken(province, bring, data):
    try:
        batch = bring(data)
    except Refused as error:
        assert any("ก" <= letter <= "๛" for letter in str(error))
    else:
        assert batch.state == "refused" and batch.refusal["why"]
    assert not PlanRow.objects.exists()


def test_the_refusal_names_the_place(province, bring):
    batch = bring(xlsx(line("P1", "ก"), line("P1", "ข"), head=["รหัส", *HEAD[1:]]))
    assert (batch.refusal["sheet"], batch.refusal["row"], batch.refusal["column"]) == ("แผน", 3, "รหัส")


def test_csv_in_thai_encoding(province, bring):
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, line(1, "ตักบาตร", budget="100")])
    apply(province, bring(out.getvalue().encode("cp874"), name="แผน.csv"))
    assert titles(province) == ["ตักบาตร"]


def test_rows_already_there_are_left_alone(province, bring):
    data = xlsx(line(1, "ก"), line(2, "ข"))
    apply(province, bring(data))
    again = bring(data)
    assert queries.staged_counts(again) == {"same": 2}
    assert any("เคยนำเข้าแล้ว" in note for note in again.notes)
    apply(province, again)
    assert titles(province) == ["ก", "ข"]


def test_two_equal_rows_of_one_file_are_two(province, bring):
    data = xlsx(line(1, "ก"), line(2, "ก"))
    apply(province, bring(data))
    assert titles(province) == ["ก", "ก"]
    assert queries.staged_counts(bring(data)) == {"same": 2}


def test_the_same_file_read_twice_before_either_is_applied(province, bring):
    data = xlsx(line(1, "ตักบาตร"), line(2, "ปลูกป่า"))
    first, second = bring(data), bring(data)
    actions.apply_import(province.actor("religion"), first)
    with pytest.raises(Refused, match="ไฟล์เดียวกัน"):
        actions.apply_import(province.actor("religion"), second)
    assert titles(province) == ["ตักบาตร", "ปลูกป่า"]


def test_the_same_title_with_other_cells_changes_the_row(province, bring, make):
    row = make("ก", problem="เดิม", indicator="10 คน")
    batch = bring(xlsx(line(1, "ก", problem="ใหม่", budget="500")))
    assert queries.staged_counts(batch) == {"update": 1}
    apply(province, batch)
    row = fresh(row)
    assert titles(province) == ["ก"]
    # A blank cell of the file blanks nothing.
    assert (row.problem, row.indicator, row.budget, row.version) == ("ใหม่", "10 คน", 500, 2)
    actions.undo_import(province.actor("religion"), batch)
    assert (fresh(row).problem, fresh(row).budget) == ("เดิม", None)


def test_a_submitted_row_is_not_changed(province, bring, make):
    row = make("ก", problem="เดิม")
    PlanRow.objects.update(state="submitted")
    batch = bring(xlsx(line(1, "ก", problem="ใหม่")))
    assert queries.staged_counts(batch) == {"locked": 1}
    apply(province, batch)
    assert fresh(row).problem == "เดิม" and titles(province) == ["ก"]


def test_replace_takes_the_drafts_out_and_undo_brings_them_back(province, bring, make):
    make("ร่างเก่า")
    sent = make("ส่งแล้ว")
    PlanRow.objects.filter(pk=sent.pk).update(state="submitted")
    batch = bring(xlsx(line(1, "ใหม่")), mode="replace")
    apply(province, batch)
    assert titles(province) == ["ส่งแล้ว", "ใหม่"]
    actions.undo_import(province.actor("religion"), batch)
    assert titles(province) == ["ร่างเก่า", "ส่งแล้ว"]
    batch.refresh_from_db()
    assert batch.state == "undone"


def test_an_import_whose_rows_were_edited_is_not_undone(province, bring):
    batch = bring(xlsx(line(1, "ก")))
    apply(province, batch)
    row = PlanRow.objects.get(live=True)
    actions.save_row(province.actor("religion"), row, {"problem": "แก้"}, 1)
    with pytest.raises(Refused):
        actions.undo_import(province.actor("religion"), batch)
    assert titles(province) == ["ก"]


def test_cancel_leaves_nothing(province, bring):
    batch = bring(xlsx(line(1, "ก", when="วันพระใหญ่")))
    actions.cancel_import(province.actor("religion"), batch)
    assert not PlanRow.objects.exists() and not CellFlag.objects.exists()
    with pytest.raises(Refused):
        apply(province, batch)


def test_sweep_takes_forgotten_previews(province, bring):
    batch, kept = bring(xlsx(line(1, "ก"))), bring(xlsx(line(1, "ข")))
    ImportBatch.objects.filter(pk=batch.pk).update(made_at=timezone.now() - timedelta(days=15))
    assert actions.sweep(province.programme) >= 1
    batch.refresh_from_db()
    assert batch.state == "cancelled" and list(PlanRow.objects.values_list("batch", flat=True)) == [kept.pk]


def test_the_flip_is_all_or_nothing(province, bring, make, monkeypatch):
    make("ร่างเก่า")
    batch = bring(xlsx(line(1, "ก")), mode="replace")

    def dies(*args):
        raise RuntimeError("killed")

    monkeypatch.setattr(imports, "next_number", dies)
    with pytest.raises(RuntimeError):
        apply(province, batch)
    assert titles(province) == ["ร่างเก่า"]
    monkeypatch.undo()
    apply(province, batch)
    assert titles(province) == ["ก"]


def test_the_job_run_twice_is_one_result(province, bring):
    batch = bring(xlsx(line(1, "ก")))
    apply(province, batch)
    actions.read_batch(province.programme, batch.pk, lambda done, total: None)
    batch.refresh_from_db()
    assert batch.state == "applied" and titles(province) == ["ก"]


def test_the_same_upload_twice_is_one_import(province):
    act, data = new_id(), xlsx(line(1, "ก"))
    actions.bring(province.actor("religion"), province.networks["religion"], "แผน.xlsx", data, act_id=act)
    with pytest.raises(Repeated):
        actions.bring(province.actor("religion"), province.networks["religion"], "แผน.xlsx", data, act_id=act)
    assert ImportBatch.objects.count() == 1 and Job.objects.count() == 1


def test_applied_twice_is_applied_once(province, bring):
    batch = bring(xlsx(line(1, "ก")))
    apply(province, batch)
    with pytest.raises(Refused):
        apply(province, batch)
    assert titles(province) == ["ก"]


@pytest.mark.parametrize("who", ["youth", "executive", "observer", "visitor"])
def test_others_cannot_import(province, bring, who):
    with pytest.raises(PermissionDenied):
        actions.bring(province.actor(who), province.networks["religion"], "แผน.xlsx", xlsx(line(1, "ก")))
    batch = bring(xlsx(line(1, "ก")))
    for verb in (actions.apply_import, actions.cancel_import, actions.undo_import):
        with pytest.raises(PermissionDenied):
            verb(province.actor(who), batch)


def test_what_goes_out_comes_back_the_same(province, make, bring):
    from thaktho.stages.plan.papers.form import form_rows, write_xlsx
    from thaktho.stages.plan.reading import VirtueWords

    make(
        "ก",
        problem="=1+1",
        when_text="1-10 เม.ย. 2563",
        budget="0",
        virtues_text="วินัย",
        agency="วัด",
        area_text="จ.เชียงราย",
    )
    make("ข", when_text="วันพระใหญ่", budget="แล้วแต่จะได้")
    rows = queries.rows(province.programme, province.actor("religion"))
    data = write_xlsx("เครือข่ายศาสนา", [2563], form_rows(rows, VirtueWords.of(province.programme)))
    assert queries.staged_counts(bring(data)) == {"same": 2}


@pytest.mark.slow
def test_twenty_thousand_rows(province):
    rows = (
        line(n, f"กิจกรรมที่ {n}", when="11 มี.ค. 2563" if n % 9 else "วันพระใหญ่", budget=n, area="จ.เชียงราย")
        for n in range(1, 20_001)
    )
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *rows])
    batch = actions.bring(
        province.actor("religion"), province.networks["religion"], "แผน.csv", out.getvalue().encode()
    )
    seen = []
    began = time.monotonic()
    actions.read_batch(province.programme, batch.pk, lambda done, total: seen.append(done / total))
    read = time.monotonic() - began
    batch.refresh_from_db()
    assert batch.row_count == 20_000 and seen == sorted(seen) and seen[-1] == 1
    began = time.monotonic()
    apply(province, batch)
    flip = time.monotonic() - began
    print(f"read {read:.1f} s, flip {flip:.1f} s")
    assert PlanRow.objects.filter(live=True).count() == 20_000
    assert flip < 5


def test_who_opened_a_row_before_an_import_does_not_undo_it(province, make, bring):
    """The whole form comes back as it was seen; only the cell that was typed in is a change."""
    row = make("ตักบาตร", problem="เดิม")
    seen, by = cells_of(row), province.actor("religion")
    apply(province, bring(xlsx(line(1, "ตักบาตร", problem="จากไฟล์", when=""))))
    actions.save_row(by, fresh(row), seen | {"indicator": "ห้าคน"}, 1)
    assert (cells_of(row)["problem"], cells_of(row)["indicator"]) == ("จากไฟล์", "ห้าคน")


def test_a_version_without_a_line_is_no_base_to_compare_with(province, make):
    row, by = make("ตักบาตร", problem="เดิม"), province.actor("religion")
    seen = cells_of(row)
    PlanRow.objects.filter(pk=row.pk).update(version=2, problem="จากที่ใดไม่ทราบ")
    actions.save_row(by, fresh(row), {"unit": "คน"}, 2)
    with pytest.raises(actions.Conflict):
        actions.save_row(by, fresh(row), seen | {"indicator": "ห้าคน"}, 1)
    assert cells_of(row)["problem"] == "จากที่ใดไม่ทราบ"


def test_what_an_import_changed_stands_in_the_history_of_the_row(province, make, bring):
    row = make("ตักบาตร", problem="เดิม")
    batch = bring(xlsx(line(1, "ตักบาตร", problem="จากไฟล์", when="")))
    apply(province, batch)
    changes = [
        change for act in queries.row_history(province.programme, fresh(row)) for change in act.changes
    ]
    assert ("ปัญหาที่อยากแก้", "เดิม", "จากไฟล์") in changes
    batch.refresh_from_db()
    actions.undo_import(province.actor("religion"), batch)
    changes = [
        change for act in queries.row_history(province.programme, fresh(row)) for change in act.changes
    ]
    assert ("ปัญหาที่อยากแก้", "จากไฟล์", "เดิม") in changes and cells_of(row)["problem"] == "เดิม"


def test_the_same_activity_twice_in_a_file_is_said_and_comes_in(province, bring):
    """Same activity, day and place; another day is another time, and what the plan holds already is left alone."""
    data = xlsx(
        line(1, "ก"), line(2, "ก", indicator="10 คน"), line(3, "ก", when="12 มี.ค. 2563"), line(4, "ข")
    )
    batch = bring(data)
    flag = CellFlag.objects.get()
    assert (flag.row.number, flag.field, flag.text) == (2, "title", "แถวในไฟล์ 2")
    page = province.client("religion").get(province.url(f"plan/imports/{batch.pk}/")).content.decode()
    assert "ตรวจว่าพิมพ์ซ้ำหรือเป็นคนละครั้ง (แถวในไฟล์ 2)" in page and "ตรวจไฟล์ก่อนนำเข้า" in page
    assert "ต้องดู&nbsp;1<" in page and "ทุกแถว&nbsp;4<" in page
    apply(province, batch)
    assert len(titles(province)) == 4
    assert bring(data).flag_count == 0


def test_the_preview_shows_what_a_changed_row_overwrites(province, bring, make):
    make("ปลูกป่า", problem="ป่าหาย", agency="อบต. เวียง", budget="1000")
    batch = bring("กิจกรรม,ปัญหาที่อยากแก้,งบประมาณ,ผู้รับผิดชอบ\nปลูกป่า,ป่าถูกเผา,2000,\n".encode(), name="แผน.csv")
    page = province.client("religion").get(province.url(f"plan/imports/{batch.pk}/")).content.decode()
    for words in (
        "<del>ป่าหาย</del> <ins>ป่าถูกเผา</ins>",
        "<del>1,000</del> <ins>2,000</ins>",
        "<del>อบต. เวียง</del>",
    ):
        assert words in page
