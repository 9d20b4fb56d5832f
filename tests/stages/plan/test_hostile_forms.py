"""Forms nobody was shown: what comes back is checked as if it had been typed, and nothing falls over."""

from uuid import uuid4

import pytest
from django.core import signing

from thaktho.ground.programme import actions as programmes
from thaktho.ground.programme.models import VisionPart
from thaktho.stages.capital import cells as capital
from thaktho.stages.plan.forms.rows import amount
from thaktho.stages.plan.models import PlanRow

from .conftest import fresh

JSON = {"accept": "application/json"}


@pytest.fixture
def part_of_another_province(other):
    programmes.set_vision(other.system, other.programme, "วิสัยทัศน์", ["ส่วนของจังหวัดอื่น"])
    return VisionPart.objects.get(programme=other.programme)


def test_the_cells_of_a_conflict_come_back_signed(province, make, part_of_another_province):
    row, client = make(), province.client("religion")
    mine = {"vision_parts": [str(part_of_another_province.pk)]}
    elsewhere = signing.dumps(mine, salt=f"plan.conflict.{uuid4()}")
    for sent in ('{"vision_parts": ["x"]}', '{"budget": 5}', '{"title": 5}', "", elsewhere):
        page = client.post(province.url(f"plan/rows/{row.pk}/"), {"mine": sent, "version": 1})
        assert page.status_code == 302
    assert not fresh(row).vision_parts.exists() and fresh(row).version == 1


@pytest.mark.parametrize("version", ["9" * 5000, "²", "-1", ""])
def test_a_version_that_is_no_number(province, make, version):
    row = make()
    page = province.client("religion").post(
        province.url(f"plan/rows/{row.pk}/"),
        {"title": row.title, "version": version, "baseline_year": "9" * 5000},
    )
    assert page.status_code == 422


@pytest.mark.parametrize(
    "typed",
    ['[{"row": 5, "values": {"title": "ก"}}]', '[{"row": "", "values": ["ก"]}]', '{"row": 1}', "5", "null"],
)
def test_a_pasted_block_of_another_shape(province, typed):
    page = province.client("religion").post(
        province.url("plan/religion/paste/"), {"confirm": "1", "typed": typed}
    )
    assert page.status_code == 302
    assert not PlanRow.objects.exists()


def test_a_new_row_never_answers_with_another_ones(province, make):
    """The id of a new row comes from the form: naming somebody's draft neither reads nor touches it."""
    theirs, client, act = (
        make("ของเยาวชน", network="youth", when_text="11 มี.ค. 2563"),
        province.client("religion"),
        uuid4(),
    )
    new = province.url("plan/religion/new/")
    assert client.post(new, {"title": "ก", "row_id": theirs.pk, "act_id": act}).status_code == 302
    again = client.post(new, {"title": "ก", "row_id": theirs.pk, "act_id": act}, headers=JSON)
    mine = PlanRow.objects.get(title="ก")
    assert again["Content-Location"] == province.url(f"plan/rows/{mine.pk}/")
    assert "11 มี.ค." not in str(again.json()["readings"])
    assert fresh(theirs).title == "ของเยาวชน"
    assert client.post(new, {"title": "ก", "row_id": uuid4(), "act_id": act}, headers=JSON).status_code == 200


def test_a_cell_without_end(province, make):
    row, client, endless = make(), province.client("religion"), "ก" * 200_000
    sent = client.post(province.url(f"plan/rows/{row.pk}/"), {"title": endless, "version": 1})
    cell = client.post(
        province.url(f"plan/rows/{row.pk}/cell/"),
        {"field": "title", "value": endless, "version": 1},
        headers=JSON,
    )
    block = {"block": endless, "row": row.pk, "field": "title"}
    assert [sent.status_code, cell.status_code] == [422, 422]
    assert client.post(province.url("plan/religion/paste/"), block).status_code == 302
    assert fresh(row).version == 1


@pytest.mark.parametrize("box", ["baseline", "target_2563"])
def test_a_number_that_would_round_past_what_a_table_holds(province, make, box):
    """999,999,999,999.999 rounds to 10^12: it would be stored, and no page could read the row again."""
    row, client = make(), province.client("religion")
    sent = {"title": row.title, "version": 1, "unit": "คน", box: "999999999999.999"}
    assert client.post(province.url(f"plan/rows/{row.pk}/"), sent).status_code == 422
    assert client.get(province.url("plan/religion/")).status_code == 200


def test_a_number_with_endless_decimals_takes_no_memory():
    assert amount("1E-9999999999") == "0" and amount("85.5") == "85.5"
    assert capital.number("1E-9999999999") == 0
    with pytest.raises(ValueError, match="999"):
        capital.number("999999999999.999")


def test_a_zero_byte_is_left_out_and_the_rest_is_kept(province, make):
    """PostgreSQL holds none in a text: it used to answer 500."""
    row, client = make(), province.client("secretariat")
    sent = {"kind": "human", "text": "วิทยากร\0 สองคน"}
    assert client.post(province.url(f"plan/rows/{row.pk}/lacks/"), sent).status_code == 302
    assert row.lacks.get().text == "วิทยากร สองคน"
    for path in ("plan/rows/?q=ตัก%00บาตร", "plan/collaborations/?state=a%00", "plan/budget/?network=%00"):
        assert client.get(province.url(path)).status_code in (200, 404)
