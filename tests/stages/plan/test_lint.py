"""The X-ray of the plan: findings lead to their cell; an error is mended, anything else may stand with a reason."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.stages.plan.loom_cast import costed
from tests.stages.plan.weaving_cast import row
from thaktho.ground.ledger.models import Act
from thaktho.ground.people.models import Organisation
from thaktho.stages.plan.actions import lint as actions
from thaktho.stages.plan.models import Acceptance, Branch, CellFlag, Kpi, LintWaiver, PlanTree
from thaktho.stages.plan.queries.lint import anchor, report
from thaktho.stages.plan.states import Refused


@pytest.fixture
def by(province):
    return province.actor("secretariat")


def codes(found):
    return {item.finding.code for item in found.open}


def test_a_bare_row_is_told_what_it_lacks(province, by):
    row(province, "religion", "อบรมสามเณร")
    found = report(province.programme, by)
    assert {
        "row.no_agency",
        "row.no_origin",
        "row.no_area",
        "row.no_measure",
        "budget.blank",
        "date.unsaid",
    } <= codes(found)
    assert [item.finding.severity for item in found.found] == sorted(
        (item.finding.severity for item in found.found), key=["error", "warning", "hint"].index
    )


def test_virtues_are_called_by_their_names(province, by):
    row(province, "religion", "เดินขบวน", virtues=["gratitude"], problem="ลืมกันไป")
    told = [item.finding.text_th for item in report(province.programme, by).found]
    assert any("กตัญญู" in text for text in told) and not any("gratitude" in text for text in told)


def test_a_finding_leads_to_its_cell(province, by):
    made = row(province, "religion", "อบรมสามเณร", indicator="ผู้บรรพชา")
    urls = {item.finding.code: item.url for item in report(province.programme, by).found}
    assert urls["measure.no_baseline"].endswith(f"{made.pk}/#id_baseline")
    assert urls["budget.blank"].endswith("#id_budget_text")
    assert anchor("measures.0.targets.2564") == "id_target_2564"


def test_a_row_serves_the_indicators_above_its_branch(province, by):
    programme = province.programme
    tree = PlanTree.objects.create(
        programme=programme, owner="province", title="แผน", first_year=2563, last_year=2565
    )
    top = Branch.objects.create(programme=programme, tree=tree, kind="strategy", order=1, text="ยุทธศาสตร์")
    under = Branch.objects.create(
        programme=programme, tree=tree, kind="objective", order=1, text="เป้าประสงค์", parent=top
    )
    Kpi.objects.create(programme=programme, branch=under, order=1, name="ร้อยละ", unit="ร้อยละ")
    assert "tree.no_project" in codes(report(programme, by))
    row(province, "religion", "อบรม", branch=under)
    assert "tree.no_project" not in codes(report(programme, by))


def test_what_stands_with_a_reason_is_kept_apart(province, by):
    made = row(province, "religion", "อบรมสามเณร")
    actions.waive(by, made, "row.no_area", "ทำทั้งจังหวัด")
    found = report(province.programme, by)
    assert "row.no_area" not in codes(found)
    assert [item.waiver.reason for item in found.found if item.waiver] == ["ทำทั้งจังหวัด"]
    assert Act.objects.filter(verb="plan.lint.waive").count() == 1
    actions.unwaive(by, made, "row.no_area")
    assert "row.no_area" in codes(report(province.programme, by))


def test_an_error_cannot_stand_and_a_reason_is_needed(province, by):
    made = row(province, "religion", "อบรมสามเณร")
    with pytest.raises(Refused):
        actions.waive(by, made, "row.no_agency", "ไม่มีใครทำ")
    with pytest.raises(Refused):
        actions.waive(by, made, "row.no_area", "  ")
    assert not LintWaiver.objects.exists()


@pytest.mark.parametrize(
    ("who", "may"), [("secretariat", True), ("religion", True), ("youth", False), ("observer", False)]
)
def test_who_may_let_a_finding_stand(province, who, may):
    made = row(province, "religion", "อบรมสามเณร")
    if may:
        assert actions.waive(province.actor(who), made, "row.no_area", "ทั้งจังหวัด")
        return
    with pytest.raises(PermissionDenied):
        actions.waive(province.actor(who), made, "row.no_area", "ทั้งจังหวัด")


def test_the_page_filters_and_lets_stand(province, django_assert_max_num_queries):
    made = row(province, "religion", "อบรมสามเณร")
    client = province.client("secretariat")
    with django_assert_max_num_queries(24):
        page = client.get(province.url("plan/lint/")).content.decode()
    assert "ยังไม่ระบุงบประมาณ" in page
    answer = client.post(
        province.url(f"plan/lint/row.no_area/{made.pk}/"),
        {"reason": "ทั้งจังหวัด", "next": province.url("plan/lint/")},
    )
    assert answer.status_code == 302
    assert "ทั้งจังหวัด" in client.get(province.url("plan/lint/?severity=let")).content.decode()
    assert province.client("visitor").get(province.url("plan/lint/")).status_code in (302, 403)


def test_a_finding_names_its_cell_and_what_stands_there(province, by):
    made = row(province, "religion", "อบรมสามเณร", when_text="ปี 63", budget_text="20,000")
    why = "ยอดรวมที่พิมพ์ 20,000 บาท ไม่เท่ากับผลรวมของรายการ 15,000 บาท กรุณาแก้ข้อใดข้อหนึ่ง"
    for field, said in (("when_text", "ไม่รู้ว่าเดือนใด"), ("budget", why)):
        CellFlag.objects.create(programme=province.programme, row=made, field=field, text="", why=said)
    found = {
        item.cell: item
        for item in report(province.programme, by).found
        if item.finding.code == "row.unreadable"
    }
    assert found["วัน/เดือน/ปี ที่ดำเนินงาน"].value == "ปี 63"
    assert found["งบประมาณ"].value == "20,000"
    assert "อ่านไม่ออก" not in found["งบประมาณ"].finding.text_th + found["งบประมาณ"].rule.title_th
    page = province.client("secretariat").get(province.url("plan/lint/?rule=row.unreadable"))
    assert "ช่อง “วัน/เดือน/ปี ที่ดำเนินงาน”" in page.content.decode()


def test_who_was_never_asked_is_one_line_a_network_and_who_was_asked_a_line_a_row(province, by):
    made = [row(province, "religion", f"อบรม {n}", agency="วัดพระแก้ว") for n in range(3)]
    row(province, "youth", "ค่าย", agency="สภาเด็ก")
    hints = [item for item in report(province.programme, by).found if item.finding.code == "row.not_asked"]
    assert {(item.title, item.finding.severity) for item in hints} == {
        (province.networks[code].name, "hint") for code in ("religion", "youth")
    }
    assert "row.not_accepted" not in codes(report(province.programme, by))
    organisation = Organisation.objects.create(programme=province.programme, name="วัดพระแก้ว", sort_key="ว")
    Acceptance.objects.create(programme=province.programme, row=made[0], organisation=organisation)
    found = report(province.programme, by).open
    assert [item.subject_id for item in found if item.finding.code == "row.not_accepted"] == [made[0].pk]
    client = province.client("secretariat")
    assert province.url("plan/answers/") in client.get(province.url("plan/lint/")).content.decode()
    address = province.url(f"plan/lint/row.not_asked/{province.networks['youth'].pk}/")
    assert client.post(address, {"reason": "ยังไม่ถึงเวลาถาม"}).status_code == 302
    left = [
        item.title for item in report(province.programme, by).open if item.finding.code == "row.not_asked"
    ]
    assert left == [province.networks["religion"].name]
    assert province.client("religion").post(address, {"reason": "ไม่ใช่ของตน"}).status_code == 403


def test_a_sum_out_of_all_proportion_is_asked_about(province, by):
    for baht in (20_000, 30_000, 500_000_000):
        costed(province, "religion", f"อบรม {baht}", (2563, "งบจังหวัด", baht))
    (found,) = [
        item for item in report(province.programme, by).found if item.finding.code == "row.budget_unlikely"
    ]
    assert (found.title, found.finding.severity) == ("อบรม 500000000", "warning")
