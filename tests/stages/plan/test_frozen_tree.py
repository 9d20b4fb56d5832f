"""The province's tree in a version: as it stood then, in the annex, in the JSON, and untouched by what comes after."""

from __future__ import annotations

import pytest

from thaktho.stages.plan import actions
from thaktho.stages.plan.actions.versions import make_version
from thaktho.stages.plan.models import PlanRow
from thaktho.stages.plan.papers.printing import document_of
from thaktho.stages.plan.papers.publishing import as_data


@pytest.fixture
def version(province, make, cast):
    by = province.actor("secretariat")
    actions.set_tree_state(by, cast.tree, "use")
    actions.add_kpi(
        by,
        cast.objective,
        cast.version,
        name="ร้อยละเยาวชน",
        targets={2563: 80, 2565: 90},
        unit="ร้อยละ",
        baseline=60,
        baseline_year=2562,
    )
    row = make("ธนาคารความดี", when_text="11 มี.ค. 2563", budget="1000")
    PlanRow.objects.update(state="submitted")
    actions.hang_rows(by, province.programme, [row], cast.programme)
    return make_version(by, province.programme, title="แผนบูรณาการ")


def test_the_tree_stands_in_its_order_with_its_figures(version, cast):
    (tree,) = version.tree["trees"]
    assert [one["text"] for one in tree["branches"]][:1] == [cast.strategy.text]
    (kpi,) = [kpi for one in tree["branches"] for kpi in one["kpis"]]
    assert (kpi["baseline"], kpi["baseline_year"]) == ("60.00", 2562)
    assert kpi["targets"] == [{"year": 2563, "value": "80.00"}, {"year": 2565, "value": "90.00"}]
    assert as_data(version)["tree"] == version.tree
    assert version.lines.get().data["path"][-1] == cast.programme.text


def test_it_is_printed_before_the_origins(version):
    first = document_of(version, version.state).annex[0]
    assert first.title.startswith("ภาคผนวก โครงแผน")
    assert any("ค่าฐาน 60 (ปี 2562) · เป้าหมาย ปี 2563: 80 ปี 2565: 90" in row[2] for row in first.rows)


def test_what_comes_after_does_not_reach_it(province, version, cast):
    kept = version.tree
    actions.set_tree_state(province.actor("secretariat"), cast.tree, "close")
    version.refresh_from_db()
    assert version.tree == kept
    later = make_version(province.actor("secretariat"), province.programme, title="ฉบับถัดไป")
    assert later.tree == {"trees": []}
