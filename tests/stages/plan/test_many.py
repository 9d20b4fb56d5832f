"""One change to many rows is one act, each row with its own line; a block is taken back whole, but nobody's work with it."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.stages.plan.weaving_cast import row
from thaktho.ground.ledger.models import Act
from thaktho.stages.plan.actions import Conflict, many, paste, rows
from thaktho.stages.plan.models import PlanRow
from thaktho.stages.plan.states import Refused


@pytest.fixture
def by(province):
    return province.actor("secretariat")


@pytest.fixture
def three(province):
    return [
        row(
            province,
            "religion",
            f"ค่าย {n}",
            agency="สนง.วัฒนธรรม" if n else "",
            virtues=["discipline"] if n else [],
        )
        for n in range(3)
    ]


def seen(found):
    return [(row.pk, row.version) for row in found]


def cells(name):
    return list(PlanRow.objects.filter(live=True).order_by("title").values_list(name, flat=True))


REPLACE = many.Change("replace", "agency", "สำนักงานวัฒนธรรมจังหวัด", "สนง.วัฒนธรรม")


def test_words_are_replaced_in_the_rows_that_have_them(province, by, three):
    assert many.change_many(by, province.programme, REPLACE, seen(three)) == 2
    assert cells("agency") == ["", "สำนักงานวัฒนธรรมจังหวัด", "สำนักงานวัฒนธรรมจังหวัด"]
    assert Act.objects.filter(verb="plan.row.edit").count() == 2


@pytest.mark.parametrize(
    ("change", "name", "after"),
    [
        (many.Change("put", "unit", "คน"), "unit", ["คน", "คน", "คน"]),
        (
            many.Change("add", "virtues", "integrity"),
            "virtues",
            [["integrity"], ["discipline", "integrity"], ["discipline", "integrity"]],
        ),
        (many.Change("drop", "virtues", "discipline"), "virtues", [[], [], []]),
    ],
)
def test_put_add_and_drop(province, by, three, change, name, after):
    many.change_many(by, province.programme, change, seen(three))
    assert cells(name) == after


def test_a_block_is_taken_back(province, by, three):
    act = uuid4()
    many.change_many(by, province.programme, REPLACE, seen(three), act_id=act)
    assert many.take_back(by, province.programme, act) == (2, 0)
    assert cells("agency") == ["", "สนง.วัฒนธรรม", "สนง.วัฒนธรรม"]
    with pytest.raises(Refused):
        many.take_back(by, province.programme, act)


def test_what_was_changed_since_stays(province, by, three):
    act = uuid4()
    many.change_many(by, province.programme, REPLACE, seen(three), act_id=act)
    later = PlanRow.objects.get(pk=three[1].pk)
    rows.save_row(by, later, {"agency": "วัดพระแก้ว"}, later.version)
    assert many.take_back(by, province.programme, act) == (1, 1)
    assert cells("agency") == ["", "วัดพระแก้ว", "สนง.วัฒนธรรม"]


def test_a_cell_taken_back_is_no_longer_flagged(province, by, three):
    act, puzzle = uuid4(), many.Change("put", "when_text", "วันดีคืนดี ๙๙/๙๙")
    rows.save_row(by, three[0], {"when_text": "11 มี.ค. 2563"}, 1)
    before = PlanRow.objects.get(pk=three[0].pk)
    many.change_many(by, province.programme, puzzle, seen([before]), act_id=act)
    assert before.flags.filter(settled_at=None).count() == 1
    many.take_back(by, province.programme, act)
    after = PlanRow.objects.get(pk=before.pk)
    assert (after.when_text, after.starts_on) == (before.when_text, before.starts_on)
    assert not after.flags.filter(settled_at=None).exists() and after.changed_at > before.changed_at


@pytest.mark.parametrize("change", [many.Change("put", "unit", "ย" * 61)])
def test_a_unit_that_no_cell_holds(province, by, three, change):
    with pytest.raises(Refused):
        many.change_many(by, province.programme, change, seen(three))


def test_a_pasted_block_is_taken_back_with_the_rows_it_added(province, by, three):
    act = uuid4()
    paste(
        by, province.networks["religion"], [(three[0], 1, {"agency": "วัด"})], [{"title": "ใหม่"}], act_id=act
    )
    assert PlanRow.objects.filter(live=True).count() == 4
    assert many.take_back(by, province.programme, act) == (2, 0)
    assert cells("title") == ["ค่าย 0", "ค่าย 1", "ค่าย 2"] and cells("agency")[0] == ""


def test_all_or_nothing_when_somebody_was_faster(province, by, three):
    looked = seen(three)
    rows.save_row(by, three[2], {"agency": "อื่น สนง.วัฒนธรรม"}, 1)
    with pytest.raises(Conflict):
        many.change_many(by, province.programme, REPLACE, looked)
    assert cells("agency")[1] == "สนง.วัฒนธรรม"


def test_a_coordinator_changes_only_what_is_theirs_and_open(province, three):
    with pytest.raises(PermissionDenied):
        many.change_many(province.actor("youth"), province.programme, REPLACE, seen(three))
    with pytest.raises(PermissionDenied):
        many.change_many(province.actor("observer"), province.programme, REPLACE, seen(three))


def test_another_person_does_not_take_my_block_back(province, by, three):
    act = uuid4()
    many.change_many(by, province.programme, REPLACE, seen(three), act_id=act)
    with pytest.raises(many.NoSuchBlock):
        many.take_back(province.actor("religion"), province.programme, act)


def test_the_page_shows_before_it_changes(province, three):
    client = province.client("secretariat")
    asked = "?how=replace&name=agency&find=สนง.&value=สำนักงาน"
    page = client.get(province.url(f"plan/rows/many/{asked}")).content.decode()
    assert page.count('name="row"') == 2 and "<ins>สำนักงานวัฒนธรรม</ins>" in page
    form = {
        "how": "replace",
        "name": "agency",
        "find": "สนง.",
        "value": "สำนักงาน",
        "row": [f"{three[1].pk}:1"],
        "act_id": "01990000-0000-7000-8000-000000000001",
    }
    assert client.post(province.url("plan/rows/many/"), form).status_code == 302
    assert cells("agency") == ["", "สำนักงานวัฒนธรรม", "สนง.วัฒนธรรม"]
    assert (
        client.post(province.url("plan/rows/take-back/01990000-0000-7000-8000-000000000001/")).status_code
        == 302
    )
    assert cells("agency")[1] == "สนง.วัฒนธรรม"
    assert client.get(province.url("plan/rows/many/?how=replace&name=agency")).status_code == 422
