"""Tasks: who may, what moves, what waits on whose desk."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from thaktho.ground.ledger.actions import Repeated
from thaktho.stages.assemble.editions import actions, queries
from thaktho.stages.assemble.editions.actions.tasks import shown
from thaktho.stages.assemble.editions.models import Task
from thaktho.stages.assemble.editions.states import TASK_MOVES, Changed, Refused


@pytest.fixture
def office(province):
    return province.actor("secretariat")


@pytest.fixture
def task(assembly, province, office) -> Task:
    return actions.add_task(
        office, assembly.edition, stage="readiness", title="ทำป้ายชื่อ", network=province.networks["religion"],
        due_on=timezone.localdate() - timedelta(days=1),
    )  # fmt: skip


@pytest.mark.parametrize("before", list(Task.State))
@pytest.mark.parametrize("to", list(Task.State))
def test_moves_follow_the_table(office, task, before, to):
    Task.objects.filter(pk=task.pk).update(state=before, reason="เดิม" if before == "dropped" else "")
    allowed = to in TASK_MOVES[before]

    def act():
        return (
            actions.drop_task(office, task, "เหตุผล") if to == "dropped" else actions.do_task(office, task, to)
        )

    if allowed:
        moved = act()
        assert (
            moved.state == to
            and bool(moved.done_at) == (to == "done")
            and bool(moved.reason) == (to == "dropped")
        )
    else:
        with pytest.raises(Refused):
            act()


def test_a_task_is_not_dropped_without_a_reason(office, task):
    with pytest.raises(Refused, match="เหตุผล"):
        actions.do_task(office, task, "dropped")


@pytest.mark.parametrize(
    ("role", "does", "writes"),
    [
        ("secretariat", True, True),
        ("religion", True, False),  # its network's coordinator
        ("youth", False, False),
        ("executive", False, False),
        ("visitor", False, False),
    ],
)
def test_its_owner_does_it_and_the_office_writes_it(province, task, role, does, writes):
    by = province.actor(role)
    for may, act in (
        (does, lambda: actions.do_task(by, task, "doing")),
        (writes, lambda: actions.change_task(by, task, title="อื่น")),
        (writes, lambda: actions.shift_task(by, task, 1)),
        (writes, lambda: actions.drop_task(by, task, "เหตุผล")),
    ):
        if may:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()


def test_a_person_s_task_is_that_person_s(province, assembly, office):
    mine = actions.add_task(
        office, assembly.edition, stage="consult", title="ของผู้บริหาร", person=province.persons["executive"]
    )
    assert actions.do_task(province.actor("executive"), mine, "done").state == "done"
    with pytest.raises(PermissionDenied):
        actions.do_task(province.actor("observer"), mine, "todo")


def test_order_is_kept_in_its_stage(assembly, office):
    made = [actions.add_task(office, assembly.edition, stage="consult", title=title) for title in "กขคง"]

    def order():
        return "".join(
            Task.objects.filter(edition=assembly.edition, stage="consult").values_list("title", flat=True)
        )

    actions.shift_task(office, made[2], -1)
    assert order() == "กคขง"
    actions.shift_task(office, made[0], -1)  # the first stays first
    actions.shift_task(office, made[3], 1)
    assert order() == "กคขง"
    actions.change_task(office, made[0], stage="brainstorm")
    assert order() == "คขง"


def test_a_change_over_another_s_is_told(office, task):
    seen = shown(task)
    actions.change_task(office, task, seen=seen, title="ของคนแรก")
    with pytest.raises(Changed):
        actions.change_task(office, task, seen=seen, title="ของคนที่สอง")


def test_double_submit_adds_one(assembly, office):
    once = uuid4()
    actions.add_task(office, assembly.edition, stage="consult", title="งาน", act_id=once)
    with pytest.raises(Repeated):
        actions.add_task(office, assembly.edition, stage="consult", title="งาน", act_id=once)
    assert Task.objects.filter(edition=assembly.edition).count() == 1


def test_a_task_of_another_province_or_network_is_not_taken(province, other, assembly, office):
    with pytest.raises(ValueError, match="another programme"):
        actions.add_task(
            office, assembly.edition, stage="consult", title="งาน", network=other.networks["religion"]
        )
    with pytest.raises(PermissionDenied):
        actions.add_task(other.actor("secretariat"), assembly.edition, stage="consult", title="งาน")


def test_what_waits_is_told_to_its_owner_only(province, assembly, task):
    def titles(role):
        return [line.title for line in queries.waiting(province.actor(role), province.programme)]

    assert titles("religion") == ["ทำป้ายชื่อ"]
    assert titles("youth") == titles("visitor") == titles("executive") == []
    assert titles("secretariat") == ["งานสมัชชาเกินกำหนด 1 งาน"]
    Task.objects.update(state="done")
    assert titles("religion") == titles("secretariat") == []
    Task.objects.update(state="todo")
    type(assembly.edition).objects.update(state="ended")
    assert titles("religion") == titles("secretariat") == []


def test_the_desk_shows_it(province, task):
    assert "ทำป้ายชื่อ" in province.client("religion").get(province.url("desk/")).content.decode()
    assert "ทำป้ายชื่อ" not in province.client("youth").get(province.url("desk/")).content.decode()


def test_filters_find_mine_late_and_a_network_s(province, assembly, office, task):
    other_task = actions.add_task(
        office, assembly.edition, stage="consult", title="งานของเยาวชน", network=province.networks["youth"]
    )
    found, today = list(queries.tasks(assembly.edition)), timezone.localdate()
    by = province.actor("religion")
    expected = {
        "": {task, other_task},
        "mine": {task},
        "late": {task},
        "open": {task, other_task},
        "youth": {other_task},
        "zzz": set(),
    }
    for which, wanted in expected.items():
        assert set(queries.filtered(found, which, by, today)) == wanted
    page = province.client("religion").get(province.url("assembly/2563/work/?show=mine")).content.decode()
    assert "ทำป้ายชื่อ" in page and "งานของเยาวชน" not in page


def test_the_owner_finishes_on_the_page_and_takes_it_back(province, task):
    client = province.client("religion")
    address = province.url(f"assembly/2563/work/tasks/{task.pk}/")
    assert client.post(address + "do/", {"state": "done", "act_id": str(uuid4())}).status_code == 302
    task.refresh_from_db()
    assert task.state == "done"
    assert client.post(address + "undo/todo/", {"act_id": str(uuid4())}).status_code == 302
    task.refresh_from_db()
    assert task.state == "todo"
    assert client.post(address + "do/", {"state": "nonsense"}).status_code == 302
    assert client.get(address).status_code == 403
    assert province.client("youth").post(address + "do/", {"state": "done"}).status_code == 403
    task.refresh_from_db()
    assert task.state == "todo"


def test_a_known_name_is_that_person_and_any_other_stays_words(province, assembly):
    client, address = province.client("secretariat"), province.url("assembly/2563/work/tasks/new/")
    for who in (str(province.persons["executive"]), "คุณยายบ้านใต้"):
        sent = {"stage": "consult", "title": f"งาน {who}", "who": who, "due_on": "๑๑ มี.ค. ๒๕๖๓"}
        assert client.post(address, sent).status_code == 302
    known, words = Task.objects.filter(edition=assembly.edition).order_by("pk")
    assert (known.person, known.who, known.due_on) == (province.persons["executive"], "", date(2020, 3, 11))
    assert (words.person, words.who) == (None, "คุณยายบ้านใต้")


@pytest.mark.parametrize(
    "bad",
    [
        {"title": ""},
        {"stage": "party"},
        {"due_on": "วันไหนดี"},
        {"network": str(uuid4())},
        {"title": "ก" * 301},
    ],
)
def test_bad_input_is_said_and_kept(province, assembly, bad):
    sent = {"stage": "consult", "title": "งานดี", "note": "ข้อความที่พิมพ์ไว้"} | bad
    answer = province.client("secretariat").post(province.url("assembly/2563/work/tasks/new/"), sent)
    assert answer.status_code == 422 and "ข้อความที่พิมพ์ไว้" in answer.content.decode()
    assert not Task.objects.filter(edition=assembly.edition).exists()
