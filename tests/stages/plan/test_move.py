"""Taking rows out, bringing them back, giving them another place."""

import pytest

from thaktho.ground.ledger.queries import history
from thaktho.stages.plan import actions
from thaktho.stages.plan.models import PlanRow
from thaktho.stages.plan.states import Refused

from .conftest import fresh, titles


def test_rows_are_numbered_in_the_order_they_are_added(province, make):
    assert [make(f"แถว {n}").number for n in range(3)] == [1, 2, 3]
    assert make(network="youth").number == 1


def test_move(province, make):
    rows = [make(name) for name in "กขคง"]
    actions.move_row(province.actor("religion"), rows[3], 2)
    assert titles(province) == list("กงขค")
    actions.move_row(province.actor("religion"), rows[0], 99)
    assert titles(province) == list("งขคก")
    assert sorted(PlanRow.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_remove_needs_a_reason_and_can_be_undone(province, make):
    row, by = make("ก"), province.actor("religion")
    with pytest.raises(Refused):
        actions.remove_row(by, row, " ")
    actions.remove_row(by, row, "ทำไม่ได้แล้ว")
    assert titles(province) == []
    assert history(province.programme.pk, PlanRow.thread_kind, row.pk)[0].detail.reason == "ทำไม่ได้แล้ว"
    with pytest.raises(Refused):
        actions.save_row(by, row, {"problem": "ก"}, 1)
    actions.restore_row(by, fresh(row))
    assert titles(province) == ["ก"]
    with pytest.raises(Refused):
        actions.restore_row(by, fresh(row))
