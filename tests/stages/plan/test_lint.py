"""The X-ray of the plan: findings lead to their cell; an error is mended, anything else may stand with a reason."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.stages.plan.weaving_cast import row
from thaktho.ground.ledger.models import Act
from thaktho.stages.plan.actions import lint as actions
from thaktho.stages.plan.models import Branch, Kpi, LintWaiver, PlanTree
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
