"""Hanging rows on branches; a row's project; and sums that always equal the sum of their rows."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaktho.stages.plan import actions, queries
from thaktho.stages.plan.models import NetworkPlan, PlanRow
from thaktho.stages.plan.queries.budget import budget_matrix, sum_of_lines
from thaktho.stages.plan.queries.rows import Filters
from thaktho.stages.plan.queries.tree import outline, project
from thaktho.stages.plan.states import Closed, Refused

from .conftest import cells_of, fresh
from .tree_cast import make_cast


def hang(province, rows, branch, by="secretariat"):
    return actions.hang_rows(province.actor(by), province.programme, rows, branch)


def save(province, row, by="religion", **cells):
    return actions.save_row(province.actor(by), row, cells, fresh(row).version)


def test_each_row_has_its_own_line_and_version(province, make, cast):
    rows = [make("ก"), make("ข")]
    assert hang(province, rows, cast.objective) == 2
    assert hang(province, rows, cast.objective) == 0  # nothing to change is no change
    assert [fresh(row).version for row in rows] == [2, 2]
    history = queries.row_history(province.programme, rows[0])
    assert history[0].changes == [("ผูกกับโครงแผน", "", "เยาวชนมีวินัย")]
    hang(province, rows[:1], None)
    assert cells_of(rows[0])["branch"] == ""


@pytest.mark.parametrize(
    "who, done", [("secretariat", True), ("religion", True), ("youth", False), ("executive", False)]
)
def test_who_hangs_a_row(province, make, cast, who, done):
    row = make("ก")
    if done:
        hang(province, [row], cast.objective, who)
        return
    with pytest.raises(PermissionDenied):
        hang(province, [row], cast.objective, who)
    assert fresh(row).branch_id is None


def test_a_sent_plan_is_closed_to_its_coordinator_and_all_or_nothing(province, make, cast):
    rows = [make("ก"), make("ข")]
    PlanRow.objects.filter(pk=rows[1].pk).update(state="submitted")
    NetworkPlan.objects.update(state="submitted")
    with pytest.raises(Closed):
        hang(province, rows, cast.objective, "religion")
    assert fresh(rows[0]).branch_id is None
    assert hang(province, rows, cast.objective) == 2


def test_another_networks_branch_is_refused(province, make):
    theirs = make_cast(province, owner="network", network=province.networks["youth"])
    with pytest.raises(Refused, match="เครือข่ายอื่น"):
        hang(province, [make("ก")], theirs.objective)


def test_a_removed_or_foreign_branch_is_refused(province, other, make, cast):
    row = make("ก")
    actions.remove_branch(province.actor("secretariat"), cast.objective, cast.version, "ซ้ำ")
    with pytest.raises(Refused):
        hang(province, [row], cast.objective)
    with pytest.raises(Refused, match="ไม่พบกิ่ง"):
        save(province, row, branch=str(make_cast(other).objective.pk))
    with pytest.raises(Refused, match="ไม่พบกิ่ง"):
        save(province, row, branch="ไม่ใช่รหัส")


def test_no_row_is_part_of_itself_or_in_a_ring(province, make):
    one, two, three = make("หนึ่ง"), make("สอง"), make("สาม")
    with pytest.raises(Refused, match="ตัวเอง"):
        save(province, one, part_of=str(one.pk))
    save(province, two, part_of=str(one.pk))
    with pytest.raises(Refused, match="วนเป็นวง"):
        save(province, one, part_of=str(two.pk))
    with pytest.raises(Refused, match="กิจกรรมของโครงการอื่น"):
        save(province, three, part_of=str(two.pk))
    with pytest.raises(Refused, match="มีกิจกรรมอยู่แล้ว"):
        save(province, one, part_of=str(three.pk))


def test_a_project_is_of_the_same_network(province, make):
    with pytest.raises(Refused, match="ไม่พบโครงการ"):
        save(province, make("ก"), part_of=str(make("ข", network="youth").pk))


def test_activities_are_counted_once(province, make, cast):
    by = province.actor("secretariat")
    whole, a, b = make("โครงการ", budget="100"), make("กิจกรรม ก", budget="60"), make("กิจกรรม ข", budget="30")
    for part in (a, b):
        save(province, part, part_of=str(whole.pk))
    hang(province, [whole, a, b], cast.programme)
    assert outline(cast.tree, by).sums.budget == 100
    found = project(fresh(whole), by)
    assert (found.own, found.sum, found.differs) == (100, 90, True)
    actions.remove_row(by, fresh(whole), "ยกเลิกโครงการ")
    assert outline(cast.tree, by).sums.budget == 90  # nobody else holds their money now


def test_a_project_without_money_is_counted_from_its_activities(province, make, cast):
    whole, part = make("โครงการ"), make("กิจกรรม", budget="60")
    save(province, part, part_of=str(whole.pk))
    hang(province, [whole, part], cast.programme)
    assert outline(cast.tree, province.actor("secretariat")).sums.budget == 60


MONEY = st.one_of(st.none(), st.integers(0, 10**12))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(MONEY, st.integers(-1, 2), st.integers(-1, 4)), min_size=1, max_size=6))
def test_every_total_is_the_sum_of_its_rows(province, make, rows):
    """Of the tree, of each branch, of the matrix: each equals the total of the list it opens to."""
    PlanRow.objects.all().update(live=False)
    cast, by = make_cast(province), province.actor("secretariat")
    branches = [cast.strategy, cast.objective, cast.programme]
    made = [
        make(f"แถว {n}", budget=None if money is None else str(money)) for n, (money, _, _) in enumerate(rows)
    ]
    for row, (_, branch, part_of) in zip(made, rows, strict=True):
        if branch >= 0:
            hang(province, [row], branches[branch])
        if 0 <= part_of < len(made):
            try:
                save(province, row, part_of=str(made[part_of].pk))
            except Refused:
                continue
    found = outline(cast.tree, by)
    for node in found.walk():
        listed = queries.totals(queries.rows(province.programme, by, Filters(branch=str(node.branch.pk))))
        assert (node.sums.rows, node.sums.budget) == (listed.rows, listed.budget)
        matrix = budget_matrix(province.programme, by, Filters(branch=str(node.branch.pk)))
        assert (matrix.total.amount or Decimal(0)) == listed.budget
    loose = queries.totals(queries.rows(province.programme, by, Filters(branch="none")))
    whole = queries.totals(queries.rows(province.programme, by))
    assert (found.unhung.rows, found.unhung.budget) == (loose.rows, loose.budget)
    assert found.sums.budget + found.unhung.budget == whole.budget
    assert (budget_matrix(province.programme, by).total.amount or Decimal(0)) == whole.budget


def test_every_cell_of_the_matrix_is_the_sum_of_its_rows_lines(province, make):
    row = make("ก")
    lines = [[2563, "กองทุน", "100"], [2564, "กองทุน", "0"], [None, "", "7"]]
    save(province, row, budget={"text": "", "lines": lines})
    make("ข", budget="5", when_text="11 มี.ค. 2563")
    make("ค")
    by = province.actor("secretariat")
    matrix = budget_matrix(province.programme, by)
    assert matrix.years == [2563, 2564, 2565, None]
    table = {line.fund: [cell.amount for cell in line.cells] for line in matrix.lines}
    assert table == {
        "กองทุน": [100, 0, None, None],
        "": [5, None, None, 7],
    }  # zero, blank and no year kept apart
    assert (matrix.total.amount, matrix.rows, matrix.unsaid) == (112, 3, 1)
    for line in matrix.lines:
        for year, cell in zip(matrix.years, line.cells, strict=True):
            asked = Filters(fund=line.fund, year=year or 0)
            assert sum_of_lines(province.programme, by, asked) == cell.amount
            assert queries.rows(province.programme, by, asked).count() == cell.rows


def test_the_workbook_keeps_blank_and_zero_apart(province, make):
    import io

    import openpyxl

    save(province, make("ก"), budget={"text": "", "lines": [[2563, "กองทุน", "0"]]})
    page = province.client().get(province.url("plan/budget/years.xlsx"))
    assert page.status_code == 200
    own = province.client("religion").get(province.url("plan/budget/years.xlsx?network=religion"))
    sheet = openpyxl.load_workbook(io.BytesIO(own.content)).active
    assert [cell.value for cell in sheet[5]][:3] == ["กองทุน", 0, None]


def test_a_branch_chosen_by_two_people_is_a_conflict_of_that_cell(province, make, cast):
    row = make("ก")
    hang(province, [row], cast.objective)
    with pytest.raises(actions.Conflict) as clash:
        actions.save_row(province.actor("religion"), fresh(row), {"branch": str(cast.strategy.pk)}, 1)
    assert clash.value.clash == ["branch"]
