"""Join, keep, different: what each leaves behind, and what undoing brings back."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests.stages.plan.weaving_cast import approving_decision, novices, pair, row
from thaktho.ground.thread import queries as thread
from thaktho.stages.plan.actions import pairs, remove_row, versions
from thaktho.stages.plan.models import Pair, PlanRow
from thaktho.stages.plan.states import Refused

WHY = "เป็นงานเดียวกันที่จัดทุกปี"


@pytest.fixture
def rows(province):
    return novices(province)


@pytest.fixture
def by(province):
    return province.actor("secretariat")


def test_a_join_makes_one_row_and_keeps_both(province, rows, by):
    first, second = rows
    joined = pairs.decide(by, pair(province, *rows), "join", WHY, lead=first).joined
    assert (joined.title, joined.indicator) == (first.title, second.indicator)
    assert joined.agency == "วัดพระแก้ว ร่วมกับ เทศบาลนครเชียงราย"
    assert set(joined.originals.all()) == set(rows)
    assert all(PlanRow.objects.get(pk=row.pk).live for row in rows)


def test_the_other_row_may_lead(province, rows, by):
    joined = pairs.decide(by, pair(province, *rows), "join", WHY, lead=rows[1]).joined
    assert (joined.title, joined.network) == (rows[1].title, rows[1].network)


def test_money_is_added_and_unsaid_money_stays_unsaid(province, rows, by):
    joined = pairs.decide(by, pair(province, *rows), "join", WHY).joined
    assert joined.budget == Decimal(20000)
    assert [line.amount for line in joined.budget_lines.all()] == [Decimal(20000)]
    without = [row(province, "religion", "สวดมนต์ข้ามปี"), row(province, "youth", "สวดมนต์ข้ามปีเยาวชน")]
    assert pairs.decide(by, pair(province, *without), "join", WHY).joined.budget is None


def test_zero_is_money_too(province, by):
    free = [row(province, "religion", "ก", budget=Decimal(0)), row(province, "youth", "ข")]
    assert pairs.decide(by, pair(province, *free), "join", WHY).joined.budget == Decimal(0)


def test_the_thread_runs_from_both_originals_into_the_joined_row(province, rows, by):
    joined = pairs.decide(by, pair(province, *rows), "join", WHY).joined
    up = {strand.source_id for strand in thread.trace(province.programme.pk, joined.pk, down=False)}
    assert up == {row.pk for row in rows}


def test_undoing_a_join_brings_everything_back(province, rows, by):
    decided = pairs.decide(by, pair(province, *rows), "join", WHY)
    joined = decided.joined
    pairs.undo(by, decided)
    assert not PlanRow.objects.get(pk=joined.pk).live
    assert not PlanRow.objects.filter(joined_into__isnull=False).exists()
    assert thread.trace(province.programme.pk, rows[0].pk, down=True) == []
    assert Pair.objects.get().decision == ""


def test_keeping_both_links_them_and_can_be_undone(province, rows, by):
    decided = pairs.decide(by, pair(province, *rows), "keep", "หนุนกัน")
    assert len(thread.trace(province.programme.pk, decided.row_a_id, down=True)) == 1
    pairs.undo(by, decided)
    assert thread.trace(province.programme.pk, decided.row_a_id, down=True) == []


def test_a_reason_is_needed(province, rows, by):
    with pytest.raises(Refused):
        pairs.decide(by, pair(province, *rows), "join", "  ")


def test_a_pair_is_decided_once(province, rows, by):
    found = pair(province, *rows)
    pairs.decide(by, found, "different", WHY)
    with pytest.raises(Refused):
        pairs.decide(by, found, "join", WHY)
    assert Pair.objects.get().decision == "different"


def test_a_row_already_joined_is_not_joined_again(province, rows, by):
    pairs.decide(by, pair(province, *rows), "join", WHY)
    third = row(province, "community", "บวชเณรภาคฤดูร้อน")
    with pytest.raises(Refused):
        pairs.decide(by, pair(province, rows[0], third), "join", WHY)


def test_proposals_about_originals_leave_the_queue(province, rows, by):
    third = row(province, "community", "บวชเณรภาคฤดูร้อน")
    waiting = pair(province, rows[0], third)
    pairs.decide(by, pair(province, *rows), "join", WHY)
    waiting.refresh_from_db()
    assert waiting.stale


def test_what_was_edited_since_is_not_undone(province, rows, by):
    decided = pairs.decide(by, pair(province, *rows), "join", WHY)
    PlanRow.objects.filter(pk=decided.joined_id).update(version=2)
    with pytest.raises(Refused):
        pairs.undo(by, decided)


def test_what_an_approved_plan_holds_is_not_undone(province, rows, by):
    decided = pairs.decide(by, pair(province, *rows), "join", WHY)
    version = versions.make_version(by, province.programme, title="แผน")
    versions.approve_version(by, version, approving_decision(province).pk)
    with pytest.raises(Refused):
        pairs.undo(by, decided)


def test_what_lies_before_a_meeting_is_not_undone_until_it_is_withdrawn(province, rows, by):
    decided = pairs.decide(by, pair(province, *rows), "join", WHY)
    version = versions.make_version(by, province.programme, title="แผน")
    with pytest.raises(Refused, match="ฉบับที่ 1"):
        pairs.undo(by, decided)
    assert PlanRow.objects.get(pk=decided.joined_id).live
    versions.withdraw_version(by, version, "มีแถวตกหล่น")
    assert pairs.undo(by, decided).decision == ""


@pytest.mark.parametrize("name", ["executive", "observer", "religion", "youth", "visitor"])
def test_only_the_secretariat_decides(province, rows, name):
    with pytest.raises(PermissionDenied):
        pairs.decide(province.actor(name), pair(province, *rows), "different", WHY)


def test_another_province_cannot_decide(province, other, rows):
    with pytest.raises(PermissionDenied):
        pairs.decide(other.actor("secretariat"), pair(province, *rows), "different", WHY)


def test_removing_a_joined_row_takes_nobodys_work_out_of_the_plan(province):
    """The way out that is told when a joined row was edited: remove it, and both originals stand again."""
    from thaktho.stages.plan import actions
    from thaktho.stages.plan.queries.versions import integrated_rows

    by = province.actor("secretariat")
    rows = novices(province)
    joined = pairs.decide(by, pair(province, *rows), "join", "งานเดียวกัน").joined
    actions.remove_row(by, joined, "รวมผิด")
    assert set(integrated_rows(province.programme)) == set(rows)
    joined.refresh_from_db()
    actions.restore_row(by, joined)
    assert list(integrated_rows(province.programme)) == [joined]
    actions.remove_row(by, joined, "รวมผิดจริง")
    pairs.undo(by, Pair.objects.get(joined=joined))
    with pytest.raises(Refused):
        actions.restore_row(by, joined)
    assert set(integrated_rows(province.programme)) == set(rows)


def test_joining_names_an_agency_once():
    from thaktho.stages.plan.actions.pairs import _both

    one, other = "วัดพระแก้ว ร่วมกับเทศบาลนครเชียงราย", "เทศบาลนครเชียงราย ร่วมกับวัดพระแก้ว"
    assert _both(one, other) == one
    assert _both(one, "อบจ.เชียงราย ร่วมกับวัดพระแก้ว") == f"{one} ร่วมกับ อบจ.เชียงราย"
    assert _both("", other) == other and _both("ก", "ก ร่วมกับ ข") == "ก ร่วมกับ ข"


def test_taking_a_joined_row_out_is_no_way_round_a_version_before_a_meeting(province, rows, by):
    decided = pairs.decide(by, pair(province, *rows), "join", "งานเดียวกัน", lead=rows[0])
    version = versions.make_version(by, province.programme, title="แผน")
    joined = PlanRow.objects.get(pk=decided.joined_id)
    with pytest.raises(Refused):
        remove_row(by, joined, "นำออก")
    versions.withdraw_version(by, version, "แก้ก่อน")
    remove_row(by, joined, "นำออก")
    assert PlanRow.objects.filter(live=True, joined_into=None).count() == 2
