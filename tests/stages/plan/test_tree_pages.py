"""Pages of the tree, rounds, needs and money: who opens them, and how often they ask the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thaktho.ground.base import new_id
from thaktho.stages.plan import actions
from thaktho.stages.plan.models import Branch, Need, PlanRow, PlanTree, Round

from .tree_cast import add

READERS = ["visitor", "religion", "youth", "secretariat", "executive", "observer"]
PATHS = ["tree/", "tree/{tree}/", "tree/{tree}/print/", "budget/", "budget/?branch={branch}", "rounds/", "needs/",
         "rows/?branch={branch}", "rows/?branch=none", "rows/?fund=&year=2563", "rows/?standing=approved"]  # fmt: skip


@pytest.fixture
def full(province, make, cast):
    """The tree with a KPI, rows on it, a round and needs."""
    actions.set_tree_state(province.actor("secretariat"), cast.tree, "use")
    by = province.actor("secretariat")
    actions.add_kpi(by, cast.objective, cast.version, name="ร้อยละเยาวชน", targets={2563: 80}, unit="ร้อยละ")
    rows = [make(f"กิจกรรม {n}", when_text="11 มี.ค. 2563", budget="1000") for n in range(6)]
    PlanRow.objects.update(state="submitted")
    actions.hang_rows(by, province.programme, rows[:4], cast.programme)
    actions.make_round(by, province.programme, title="รอบที่ 1", due_on=rows[0].starts_on)
    for n in range(8):
        actions.record_need(by, province.programme, text=f"ต้องการ {n}", basis="typed")
    return cast


@pytest.mark.slow
@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("path", PATHS)
def test_everybody_reads_within_few_queries(province, full, who, path, keeps_shared):
    client = province.client(who)
    address = province.url("plan/" + path.format(tree=full.tree.pk, branch=full.strategy.pk))
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= 12, "\n".join(query["sql"][:160] for query in asked.captured_queries)


def test_queries_do_not_grow_with_the_tree(province, full):
    client, address = province.client("secretariat"), province.url(f"plan/tree/{full.tree.pk}/")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for n in range(10):
        add(province, full, "objective", f"เป้า {n}", full.strategy)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_a_draft_tree_is_for_those_with_a_role(province, cast):
    for who, status in (("visitor", 404), ("religion", 200), ("observer", 200)):
        assert province.client(who).get(province.url(f"plan/tree/{cast.tree.pk}/")).status_code == status
    assert cast.tree.title not in province.client().get(province.url("plan/tree/")).content.decode()


def test_the_form_adds_a_branch_and_a_kpi(province, cast):
    client = province.client("secretariat")
    data = {"kind": "objective", "text": "เป้าใหม่", "version": cast.version, "act_id": str(new_id()),
            "aim_0": "on", "note_0": "ด้านคน"}  # fmt: skip
    here = province.url(f"plan/tree/{cast.tree.pk}/")
    assert client.post(f"{here}branches/new/?under={cast.strategy.pk}", data).status_code == 302
    made = Branch.objects.get(text="เป้าใหม่")
    assert made.parent == cast.strategy and made.upward.get().note == "ด้านคน"
    data = {"name": "จำนวนชุมชน", "unit": "ชุมชน", "direction": "up", "baseline": "๕", "baseline_year": "๒๕๖๒",
            "target_2563": "10", "version": cast.version, "act_id": str(new_id())}  # fmt: skip
    assert client.post(f"{here}branches/{made.pk}/kpis/new/", data).status_code == 302
    assert made.kpis.get().baseline == 5
    page = client.get(here).content.decode()
    assert "จำนวนชุมชน" in page and "ยุทธศาสตร์ชาติ" in page


def test_who_saves_over_a_change_is_told_and_keeps_what_they_typed(province, cast):
    client, seen = province.client("secretariat"), cast.version
    add(province, cast, "strategy", "มาก่อน")
    here = province.url(f"plan/tree/{cast.tree.pk}/branches/{cast.strategy.pk}/")
    page = client.post(here, {"kind": "strategy", "text": "พิมพ์ไว้", "version": seen})
    text = page.content.decode()
    assert page.status_code == 409 and "พิมพ์ไว้" in text and "มาก่อน" in text
    assert (
        client.post(
            here, {"kind": "strategy", "text": "พิมพ์ไว้", "version": page.context["version"]}
        ).status_code
        == 302
    )
    cast.strategy.refresh_from_db()
    assert cast.strategy.text == "พิมพ์ไว้"


def test_many_rows_are_hung_from_the_list(province, make, cast):
    rows = [make(f"แถว {n}") for n in range(3)]
    client = province.client("secretariat")
    page = client.get(province.url("plan/tree/rows/"))
    assert [row.pk for row in page.context["rows"]] == [row.pk for row in rows]
    data = {
        "rows": [str(row.pk) for row in rows[:2]],
        "branch": str(cast.objective.pk),
        "act_id": str(new_id()),
    }
    assert client.post(province.url("plan/tree/rows/"), data).status_code == 302
    assert cast.objective.rows.count() == 2
    listed = client.get(province.url(f"plan/rows/?branch={cast.strategy.pk}"))
    assert listed.context["totals"].rows == 2


@pytest.mark.parametrize("who", ["visitor", "youth"])
def test_other_people_cannot_change_it(province, make, cast, who):
    row = make("ของศาสนา")
    client = province.client(who)
    here = province.url(f"plan/tree/{cast.tree.pk}/")
    assert client.get(here + "branches/new/").status_code in (403, 404)
    data = {"rows": [str(row.pk)], "branch": str(cast.objective.pk)}
    client.post(province.url("plan/tree/rows/"), data)
    row.refresh_from_db()
    assert row.branch_id is None


def test_another_province_sees_nothing(province, other, full):
    client = other.client("secretariat")
    need, tree = Need.objects.first(), full.tree
    for path in (f"tree/{tree.pk}/", f"tree/{tree.pk}/edit/", f"tree/{tree.pk}/history/", f"needs/{need.pk}/",
                 f"needs/{need.pk}/edit/", "rounds/1/", f"tree/{tree.pk}/branches/{full.strategy.pk}/"):  # fmt: skip
        assert client.get(other.url("plan/" + path)).status_code == 404, path
    assert client.get(other.url(f"plan/rows/?branch={full.strategy.pk}")).context["totals"].rows == 0


def test_hostile_addresses_are_no_faults(province, full):
    client = province.client("secretariat")
    for path in ("rows/?branch=" + "-" * 36, "rows/?part_of=" + "a" * 36, "budget/?branch=" + "-" * 36,
                 "tree/rows/?branch=" + "-" * 36, "needs/?group=%27&virtue=%22&state=x&sort=y&basis=z",
                 f"tree/{full.tree.pk}/branches/new/?under=x"):  # fmt: skip
        assert client.get(province.url("plan/" + path)).status_code in (200, 404), path


def test_the_rounds_page_makes_closes_and_reopens(province):
    client = province.client("secretariat")
    data = {"title": "รอบที่ 1", "due_on": "30 มิ.ย. 2563", "opens_on": "1 มิ.ย. 2563", "act_id": str(new_id())}
    assert client.post(province.url("plan/rounds/new/"), data).status_code == 302
    refused = client.get(province.url("plan/rounds/new/"))  # one at a time: told in its place, sent nowhere
    assert refused.status_code == 409 and "ยังเปิดอยู่" in refused.content.decode()
    client.post(province.url("plan/rounds/1/close/"), {"act_id": str(new_id())})
    assert Round.objects.get().closed_at
    client.post(province.url("plan/rounds/1/reopen/"), {"act_id": str(new_id())})
    assert Round.objects.get().closed_at is None
    assert province.client("religion").get(province.url("plan/rounds/")).status_code == 200


def test_a_coordinator_begins_the_own_networks_tree_only(province):
    client = province.client("religion")
    page = client.get(province.url("plan/tree/new/"))
    values = dict(page.context["form"].fields["owner"].choices)
    own = province.networks["religion"]
    assert [value for value, _label in next(iter(values.values()))] == [f"network:{own.pk}"]
    data = {"owner": f"network:{own.pk}", "title": "แผนศาสนา", "first_year": "2563", "last_year": "2565"}
    assert client.post(province.url("plan/tree/new/"), data).status_code == 302
    assert PlanTree.objects.get().network == own
