"""Saving what was typed: read, kept, flagged, and never lost between two people."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.base import new_id
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.ledger.models import Act
from thaktho.ground.ledger.queries import history, verify
from thaktho.stages.plan import actions
from thaktho.stages.plan.models import CellFlag, PlanRow

from .conftest import cells_of, fresh


def save(province, row, version=None, by="religion", **cells):
    return actions.save_row(province.actor(by), row, cells, version or row.version)[0]


def test_a_time_is_read_and_kept_as_typed(province, make):
    row = make(when_text="1-10 เม.ย. 2563")
    row = fresh(row)
    assert (row.starts_on.isoformat(), row.ends_on.isoformat()) == ("2020-04-01", "2020-04-10")
    assert row.when_text == "1-10 เม.ย. 2563"
    assert not row.flags.exists()


def test_an_unreadable_time_is_kept_and_flagged(province, make):
    row = make(when_text="พุธที่ขึ้น 15 ค่ำ")
    assert fresh(row).when_text == "พุธที่ขึ้น 15 ค่ำ"
    assert fresh(row).starts_on is None
    assert row.flags.get().field == "when_text"
    row = save(province, row, when_text="11 มี.ค. 2563")
    assert row.flags.get().settled_as == "changed"


@pytest.mark.parametrize(
    "typed, budget, flagged",
    [
        ("", None, False),
        ("0", 0, False),
        ("ไม่ใช้งบประมาณ", 0, False),
        ("๒๐,๐๐๐ บาท", 20000, False),
        ("แล้วแต่จะได้", None, True),
        ("-5", None, True),
    ],
)
def test_zero_is_not_blank(province, make, typed, budget, flagged):
    row = make(budget=typed)
    row = fresh(row)
    assert row.budget == (None if budget is None else Decimal(budget))
    assert row.budget_text == typed
    assert row.flags.exists() is flagged
    assert row.budget_lines.exists() is (budget is not None)


def test_a_total_that_contradicts_its_lines_is_told(province, make):
    row = make()
    row = save(
        province, row, budget={"text": "30,000", "lines": [[2563, "กองทุน", "10000"], [2564, "กองทุน", "5000"]]}
    )
    assert row.budget == 15000
    assert "ไม่เท่ากับผลรวม" in row.flags.get().why


def test_the_year_of_money_is_that_of_the_days_and_never_guessed(province, make):
    assert make(when_text="11 มี.ค. 2563", budget="500").budget_lines.get().year == 2563
    assert make(when_text="", budget="500").budget_lines.get().year is None


def test_one_line_of_the_ledger_with_what_changed(province, make):
    row = make()
    before = Act.objects.count()
    row = save(province, row, problem="ขยะ", good_deed="คัดแยก")
    assert Act.objects.count() == before + 1
    detail = history(province.programme.pk, PlanRow.thread_kind, row.pk)[0].detail.body
    assert detail == {"version": 2, "changes": {"problem": ["", "ขยะ"], "good_deed": ["", "คัดแยก"]}}
    assert verify(province.programme.pk).broken is None


def test_nothing_changed_is_no_act(province, make):
    row = make(problem="ขยะ")
    before = Act.objects.count()
    assert save(province, row, problem=" ขยะ ").version == 1
    assert Act.objects.count() == before


def test_different_cells_of_two_people_are_both_kept(province, make):
    row = make()
    save(province, row, version=1, problem="ของคนแรก")
    late = save(province, row, version=1, indicator="ของคนที่สอง", problem="")
    assert (late.problem, late.indicator, late.version) == ("ของคนแรก", "ของคนที่สอง", 3)


def test_the_later_of_two_is_shown_both_versions(province, make):
    row = make(problem="เดิม")
    save(province, row, version=1, problem="ของคนแรก")
    with pytest.raises(actions.Conflict) as clash:
        save(province, row, version=1, problem="ของคนที่สอง", agency="วัด")
    assert clash.value.clash == ["problem"]
    assert clash.value.theirs["problem"] == "ของคนแรก"
    assert clash.value.mine == {"problem": "ของคนที่สอง", "agency": "วัด"}
    assert fresh(row).problem == "ของคนแรก" and fresh(row).agency == ""


def test_a_version_whose_words_were_erased_asks_about_everything(province, make):
    from thaktho.ground.ledger.actions import erase_detail

    row = make(problem="เดิม")
    save(province, row, version=1, indicator="ก")
    erase_detail(province.system, history(province.programme.pk, PlanRow.thread_kind, row.pk)[0], "ขอให้ลบ")
    with pytest.raises(actions.Conflict):
        save(province, row, version=1, problem="ใหม่")


def test_sent_twice_is_one_act(province, make):
    row, act = make(), new_id()
    actions.save_row(province.actor("religion"), row, {"problem": "ก"}, 1, act_id=act)
    with pytest.raises(Repeated):
        actions.save_row(province.actor("religion"), row, {"problem": "ข"}, 2, act_id=act)
    assert fresh(row).problem == "ก"


def test_virtues_are_known_by_their_words_and_other_words_are_kept(province, make):
    row = make(virtues_text="มีวินัย, สามัคคี")
    assert row.virtues == ["discipline"] and row.virtues_text == "มีวินัย, สามัคคี"


def test_organisations_are_matched_or_entered_by_name(province, make):
    row = make()
    row = save(province, row, lead="วัดตัวอย่าง", partners=["เทศบาลตัวอย่าง"])
    other = make(title="อื่น", network="youth", lead="วัด ตัวอย่าง")
    assert fresh(other).lead == row.lead
    assert cells_of(row)["partners"] == ["เทศบาลตัวอย่าง"]


def test_targets_baseline_and_areas(province, make):
    row = make()
    row = save(
        province, row, targets={"2563": "10", "2564": "20.5"}, baseline="0", baseline_year=2562, areas=["57"]
    )
    cells = cells_of(row)
    assert cells["targets"] == {"2563": "10", "2564": "20.5"}
    assert (cells["baseline"], cells["baseline_year"], cells["areas"]) == ("0", 2562, ["57"])


def test_a_row_needs_a_title(province, make):
    with pytest.raises(actions.NoTitle):
        save(province, make(), title="  ")
    with pytest.raises(actions.NoTitle):
        make(title=" ")


def test_settle_by_days_or_as_text(province, make):
    row = make(when_text="พุธที่ขึ้น 15 ค่ำ")
    from datetime import date

    actions.settle(province.actor("religion"), row, row.flags.get(), start=date(2020, 3, 4))
    assert fresh(row).starts_on == date(2020, 3, 4) and fresh(row).when_text == "พุธที่ขึ้น 15 ค่ำ"
    other = make(when_text="วันพระใหญ่")
    actions.settle(province.actor("religion"), other, other.flags.get())
    assert other.flags.get().settled_as == "text" and fresh(other).starts_on is None


def test_a_comment_is_answered_by_changing_its_cell(province, make):
    row = make()
    actions.comment(province.actor("secretariat"), row, "indicator", "วัดอย่างไร")
    assert row.flags.get().kind == CellFlag.Kind.COMMENT
    save(province, row, indicator="ร้อยละ 80")
    assert row.flags.get().settled_as == "changed"


@pytest.mark.parametrize("who", ["youth", "executive", "observer", "visitor"])
def test_others_cannot_save(province, make, who):
    row = make()
    with pytest.raises(PermissionDenied):
        actions.save_row(province.actor(who), row, {"problem": "ก"}, 1)


def test_another_province_cannot_save(province, other, make):
    with pytest.raises(PermissionDenied):
        actions.save_row(other.actor("secretariat"), make(), {"problem": "ก"}, 1)
