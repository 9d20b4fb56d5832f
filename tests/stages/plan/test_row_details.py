"""The further cells of a row: read, saved, merged, shown; quarters from days."""

from datetime import date

import pytest

from thaktho.ground.base import new_id
from thaktho.ground.programme import actions as programmes
from thaktho.stages.plan import actions, groups, queries
from thaktho.stages.plan.models import PlanRow
from thaktho.stages.plan.queries.tree import quarters
from thaktho.stages.plan.states import Refused

from .conftest import cells_of, fresh
from .test_pages import posted, row_url


@pytest.mark.parametrize(
    "start, end, wanted",
    [
        (None, None, []),
        (date(2020, 3, 11), None, [(2563, (False, True, False, False))]),
        (date(2019, 10, 1), date(2020, 9, 30), [(2563, (True, True, True, True))]),
        (date(2020, 9, 30), date(2020, 10, 1), [(2563, (False, False, False, True)), (2564, (True, False, False, False))]),
        (date(2019, 12, 31), date(2020, 1, 1), [(2563, (True, True, False, False))]),
    ],
)  # fmt: skip
def test_quarters_are_of_the_fiscal_year(start, end, wanted):
    found = quarters(PlanRow(starts_on=start, ends_on=end))
    assert [(one.year, one.marks) for one in found] == wanted


@pytest.mark.parametrize(
    "text, codes",
    [
        ("", []),
        ("เด็ก เยาวชน และผู้สูงอายุ", ["aud.youth", "aud.elder"]),
        ("ประชาชนทั่วไปในตำบล", ["everyone"]),
        ("พระสงฆ์ ๕๐ รูป", ["aud.monk"]),
        ("ลูกจ้างและข้าราชการ", ["aud.staff"]),
        ("ไม่มีใครในรายการ", []),
    ],
)
def test_groups_are_read_from_words(text, codes):
    assert groups.read(text) == codes


def test_typed_groups_become_codes_and_are_kept_in_order(province, make):
    row = make("ก", groups_text="ผู้สูงอายุและเด็ก", people=120, output="ค่าย", outcome="มีวินัย", direction="down",
               risks=[["ฝนตก", 3, 2, "ย้ายเข้าอาคาร"]])  # fmt: skip
    cells = cells_of(row)
    assert cells["groups"] == ["aud.youth", "aud.elder"] and cells["people"] == 120
    assert cells["risks"] == [["ฝนตก", 3, 2, "ย้ายเข้าอาคาร"]] and cells["direction"] == "down"
    assert fresh(row).search_text.count("สูงอายุ")


def test_the_form_saves_them_and_history_says_so(province, make, cast):
    row, client = make("ก"), province.client("religion")
    page = client.get(row_url(province, row))
    data = posted(page) | {"branch": str(cast.objective.pk), "groups_text": "เยาวชน", "people": "๑๒๐ คน", "output": "ค่าย",
                           "direction": "down", "risk_0_text": "ฝนตก", "risk_0_likelihood": "3", "risk_0_impact": "1"}  # fmt: skip
    assert client.post(row_url(province, row), data).status_code == 302
    cells = cells_of(row)
    assert (cells["branch"], cells["people"], cells["groups"]) == (str(cast.objective.pk), 120, ["aud.youth"])
    lines = queries.row_history(province.programme, row)[0].changes
    assert ("ความเสี่ยง", "", "ฝนตก (โอกาสมาก ผลกระทบน้อย)") in lines
    again = posted(client.get(row_url(province, row)))
    client.post(row_url(province, row), again)
    assert fresh(row).version == 2  # nothing to change is no change
    client.post(row_url(province, row), again | {"risk_0_text": "", "act_id": str(new_id())})
    assert cells_of(row)["risks"] == []


@pytest.mark.parametrize("typed", ["-5", "มาก", "9999999999", "1.5"])
def test_a_number_of_people_that_is_none_is_told(province, make, typed):
    row, client = make("ก"), province.client("religion")
    data = posted(client.get(row_url(province, row))) | {"people": typed}
    assert client.post(row_url(province, row), data).status_code == 422
    assert fresh(row).people is None


def test_a_row_on_a_removed_branch_still_saves(province, make, cast):
    row, client, by = make("ก"), province.client("religion"), province.actor("secretariat")
    actions.hang_rows(by, province.programme, [row], cast.objective)
    actions.remove_branch(by, cast.objective, cast.version, "ซ้ำ")
    data = posted(client.get(row_url(province, row))) | {"problem": "ใหม่"}
    assert client.post(row_url(province, row), data).status_code == 302
    assert fresh(row).problem == "ใหม่" and fresh(row).branch_id == cast.objective.pk


def test_own_virtues_are_chips_through_the_mapping(province, make):
    by = province.actor("secretariat")
    for name, national in (("มีน้ำใจ", ["volunteering"]), ("สามัคคี", [])):
        programmes.name_virtue(by, province.programme, name_th=name, national=national)
    row = make("ก", virtues_text="จิตอาสา")
    page = province.client("religion").get(row_url(province, row)).content.decode()
    assert "มีน้ำใจ" in page and "สามัคคี" not in page


def test_an_import_without_these_columns_blanks_none(province, make, bring):
    from .conftest import line, xlsx

    row = make("งานบุญ", groups_text="เยาวชน", people=5, direction="down", risks=[["ฝน", 1, 1, ""]])
    batch = bring(xlsx(line(1, "งานบุญ", indicator="ใหม่")))
    actions.apply_import(province.actor("religion"), batch)
    cells = cells_of(row)
    assert cells["indicator"] == "ใหม่"
    assert (cells["people"], cells["direction"], cells["risks"]) == (5, "down", [["ฝน", 1, 1, ""]])


def test_a_row_brought_back_does_not_make_a_third_level(province, make):
    by = province.actor("religion")
    activity, project, above = make("กิจกรรม"), make("โครงการ"), make("ชุดโครงการ")
    actions.save_row(by, activity, {"part_of": str(project.pk)}, 1)
    actions.remove_row(by, fresh(activity), "ยังไม่แน่")
    actions.save_row(by, project, {"part_of": str(above.pk)}, 1)
    with pytest.raises(Refused, match="กลายเป็นกิจกรรม"):
        actions.restore_row(by, fresh(activity))
    actions.save_row(by, fresh(project), {"part_of": ""}, 2)
    assert actions.restore_row(by, fresh(activity)).live
