"""The tree: who keeps whose, what may stand under what, no rings, told when too late, taken out and brought back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaktho.ground.people import actions as people
from thaktho.ground.people.queries import actor_for
from thaktho.stages.plan import actions
from thaktho.stages.plan.actions.tree import below
from thaktho.stages.plan.models import Branch, Kpi, PlanTree
from thaktho.stages.plan.queries.tree import outline
from thaktho.stages.plan.queries.tree_history import tree_history
from thaktho.stages.plan.states import UNDER, Closed, Refused

from .tree_cast import add, make_cast

ROLES = ["secretariat", "religion", "youth", "executive", "observer", "visitor"]
STATES = ["draft", "standing", "closed"]
VERBS = ["edit", "branch", "edit branch", "move", "remove", "kpi", "edit kpi", "move kpi", "remove kpi"]


def do(verb, by, cast):
    branch, version = cast.objective, cast.version
    match verb:
        case "edit":
            actions.edit_tree(by, cast.tree, version, title="ใหม่")
        case "branch":
            actions.add_branch(by, cast.tree, version, kind="strategy", text="ใหม่")
        case "edit branch":
            actions.edit_branch(by, branch, version, kind="objective", text="ใหม่")
        case "move":
            actions.move_branch(by, branch, version, parent=None, place=1)
        case "remove":
            actions.remove_branch(by, branch, version, "เหตุ")
        case "kpi":
            actions.add_kpi(by, branch, version, name="ก", targets={})
        case "edit kpi":
            actions.edit_kpi(by, Kpi.objects.get(), version, name="ข", targets={})
        case "move kpi":
            actions.move_kpi(by, Kpi.objects.get(), version, 1)
        case "remove kpi":
            actions.remove_kpi(by, Kpi.objects.get(), version, "เหตุ")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", STATES)
def test_role_and_state(province, verb, state):
    """A network's tree: its coordinator and the secretariat, while it is not closed."""
    cast = make_cast(province, owner="network", network=province.networks["religion"])
    actions.add_kpi(province.actor("secretariat"), cast.objective, cast.version, name="ก", targets={})
    PlanTree.objects.update(state=state)
    for role in ROLES:
        wanted = PermissionDenied if role not in ("secretariat", "religion") else None
        if wanted is None and state == "closed":
            wanted = Closed
        assert answer(verb, province.actor(role), cast) is wanted, role


def answer(verb, by, cast):
    with transaction.atomic():
        try:
            do(verb, by, cast)
        except (PermissionDenied, Closed) as error:
            return type(error)
        finally:
            transaction.set_rollback(True)
    return None


@pytest.mark.parametrize("role", ROLES)
def test_the_provinces_tree_is_the_secretariats(province, cast, role):
    if role == "secretariat":
        do("edit", province.actor(role), cast)
        return
    with pytest.raises(PermissionDenied):
        do("edit", province.actor(role), cast)


def test_an_officer_keeps_the_tree_of_the_own_organisation_only(province):
    office = people.add_organisation(province.system, province.programme, name="วัดตัวอย่าง")
    other = people.add_organisation(province.system, province.programme, name="วัดอื่น")
    person = people.add_person(province.system, province.programme, given_name="เจ้าหน้าที่", is_example=True)
    people.grant(province.system, person, "officer", scope="organisation", scope_id=str(office.pk))
    by = actor_for(province.programme, person)
    own = make_cast(province, owner="organisation", organisation=office)
    do("edit", by, own)
    with pytest.raises(PermissionDenied):
        do("edit", by, make_cast(province, owner="organisation", organisation=other))


@pytest.mark.parametrize("role", ROLES)
def test_who_begins_a_tree(province, role):
    by, network = province.actor(role), province.networks["religion"]
    years = {"first_year": 2563, "last_year": 2565}
    for owner, fields, may in (
        ("province", {}, {"secretariat"}),
        ("network", {"network": network}, {"secretariat", "religion"}),
    ):
        if role in may:
            actions.make_tree(by, province.programme, owner=owner, title="แผน", **years, **fields)
        else:
            with pytest.raises(PermissionDenied):
                actions.make_tree(by, province.programme, owner=owner, title="แผน", **years, **fields)


@pytest.mark.parametrize("over", ["", *Branch.Kind.values])
@pytest.mark.parametrize("kind", Branch.Kind.values)
def test_what_may_stand_under_what(province, cast, over, kind):
    parent = add(province, cast, over, "เหนือ") if over else None
    if over in UNDER[kind]:
        assert add(province, cast, kind, "ใต้", parent).parent == parent
    else:
        with pytest.raises(Refused, match="ลำดับคือ"):
            add(province, cast, kind, "ใต้", parent)


def test_levels_may_be_skipped(province, cast):
    assert add(province, cast, "programme", "แผนงาน", cast.strategy).parent == cast.strategy


def test_a_kind_cannot_be_changed_under_what_stands_there(province, cast):
    by = province.actor("secretariat")
    with pytest.raises(Refused):
        actions.edit_branch(
            by, cast.objective, cast.version, kind="programme", text="ก"
        )  # a programme under it
    actions.add_kpi(by, cast.objective, cast.version, name="ก", targets={})
    actions.remove_branch(by, cast.programme, cast.version, "ย้าย")
    with pytest.raises(Refused, match="ตัวชี้วัดอยู่กับ"):
        actions.edit_branch(by, cast.objective, cast.version, kind="programme", text="ก")


def test_rings_are_refused_in_clear_words(province, cast):
    by = province.actor("secretariat")
    for target in (cast.strategy, cast.objective, cast.programme):
        with pytest.raises(Refused, match="วนเป็นวง"):
            actions.move_branch(by, cast.strategy, cast.version, parent=target, place=1)


KINDS = list(Branch.Kind.values)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 7), st.integers(-1, 7), st.integers(1, 9)), max_size=12))
def test_no_moves_make_a_ring_or_lose_a_branch(province, moves):
    cast = make_cast(province)
    by = province.actor("secretariat")
    branches = [cast.strategy, cast.objective, cast.programme]
    branches += [add(province, cast, kind, f"กิ่ง {kind}") for kind in KINDS]
    for which, under, place in moves:
        parent = branches[under] if under >= 0 else None
        try:
            actions.move_branch(by, branches[which], cast.version, parent=parent, place=place)
        except Refused:
            continue
    found = [node.branch for node in outline(cast.tree, by).walk()]
    assert {one.pk for one in found} == {one.pk for one in branches} and len(found) == len(branches)
    for one in Branch.objects.filter(tree=cast.tree):
        assert one.parent is None or one.parent_id not in below(cast.tree, one.pk)


def test_places_among_siblings_follow_the_last_move(province, cast):
    by = province.actor("secretariat")
    second = add(province, cast, "strategy", "สอง")
    third = add(province, cast, "strategy", "สาม")
    actions.move_branch(by, third, cast.version, parent=None, place=1)
    assert [node.branch.text for node in outline(cast.tree, by).nodes] == ["สาม", "สร้างคนดี", "สอง"]
    assert second.pk  # stays


def test_the_later_one_is_told_what_was_changed(province, cast):
    by, seen = province.actor("secretariat"), cast.version
    actions.edit_branch(by, cast.objective, seen, kind="objective", text="ผู้แรก")
    with pytest.raises(actions.TreeChanged) as told:
        actions.edit_branch(by, cast.strategy, seen, kind="strategy", text="ผู้หลัง")
    cast.strategy.refresh_from_db()
    assert cast.strategy.text == "สร้างคนดี"
    since = tree_history(province.programme, cast.tree, told.value.version)
    assert [(line.what, line.text) for line in since] == [("แก้กิ่ง", "ผู้แรก")]


def test_removed_with_all_below_and_brought_back_with_its_rows(province, make, cast):
    by, row = province.actor("secretariat"), make("ค่าย", budget="500")
    actions.add_kpi(by, cast.objective, cast.version, name="ก", targets={2563: 1})
    actions.hang_rows(by, province.programme, [row], cast.programme)
    actions.remove_branch(by, cast.objective, cast.version, "ซ้ำ")
    now = outline(cast.tree, by)
    assert [node.branch for node in now.walk()] == [cast.strategy]
    assert (now.sums.rows, now.unhung.rows, now.unhung.budget) == (0, 1, 500)
    assert now.removed == [cast.objective]  # what went with it comes with it
    actions.restore_branch(by, cast.objective)
    back = outline(cast.tree, by)
    assert (back.sums.rows, back.unhung.rows, back.kpi_count) == (1, 0, 1)


def test_below_a_removed_branch_nothing_is_brought_back_alone(province, cast):
    by = province.actor("secretariat")
    actions.remove_branch(by, cast.programme, cast.version, "ก่อน")
    actions.remove_branch(by, cast.objective, cast.version, "หลัง")
    with pytest.raises(Refused, match="เหนือขึ้นไป"):
        actions.restore_branch(by, Branch.objects.get(pk=cast.programme.pk))
    actions.restore_branch(by, cast.objective)
    assert Branch.objects.get(pk=cast.programme.pk).removed_at  # went out by itself, stays out
    with pytest.raises(Refused, match="เหตุผล"):
        actions.remove_branch(by, cast.objective, cast.version, " ")


def test_states_of_a_tree_follow_the_table(province, cast):
    by = province.actor("secretariat")
    with pytest.raises(Closed):
        actions.set_tree_state(by, cast.tree, "close")
    for verb, state in (("use", "standing"), ("close", "closed"), ("use", "standing")):
        assert actions.set_tree_state(by, cast.tree, verb).state == state


def test_upward_links_are_known_aims(province, cast):
    by = province.actor("secretariat")
    fields = {"kind": "strategy", "text": "สร้างคนดี"}
    actions.edit_branch(by, cast.strategy, cast.version, upward={"master.10": "แผนย่อย 1"}, **fields)
    assert outline(cast.tree, by).nodes[0].upward[0][1] == "แผนย่อย 1"
    with pytest.raises(Refused, match="ไม่พบเป้าหมาย"):
        actions.edit_branch(by, cast.strategy, cast.version, upward={"nowhere": ""}, **fields)


def test_a_kpi_keeps_zero_apart_from_blank(province, cast):
    by = province.actor("secretariat")
    kpi = actions.add_kpi(
        by, cast.objective, cast.version, name="ก", targets={2563: 0}, baseline=0, baseline_year=2562
    )
    line = outline(cast.tree, by).nodes[0].children[0].kpis[0]
    assert line.values == [(2563, 0), (2564, None), (2565, None)] and line.kpi.baseline == 0
    actions.edit_kpi(by, kpi, cast.version, name="ก", targets={2564: 5}, baseline=None, baseline_year=None)
    changed = tree_history(province.programme, cast.tree)[0].changes
    assert ("เป้าหมายรายปี", "2563: 0", "2564: 5") in changed and ("ค่าฐาน", "0", "") in changed
    actions.remove_kpi(by, kpi, cast.version, "ซ้ำ")
    assert outline(cast.tree, by).removed_kpis == [kpi]
    actions.restore_kpi(by, kpi)
    assert outline(cast.tree, by).kpi_count == 1


def test_kpis_hang_where_the_table_says(province, cast):
    with pytest.raises(Refused, match="ตัวชี้วัดอยู่กับ"):
        actions.add_kpi(province.actor("secretariat"), cast.programme, cast.version, name="ก", targets={})
