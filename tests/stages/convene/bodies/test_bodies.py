"""Appointing, reporting lines, ending."""

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.stages.convene.bodies import actions, queries
from thaktho.stages.convene.bodies.states import Changed, Circle, Refused


@pytest.fixture
def appoint(province):
    def made(name, parent=None, **fields):
        kind = fields.pop("kind", "working_group")
        return actions.appoint(
            province.actor("secretariat"), province.programme, name=name, kind=kind, parent=parent, **fields
        )

    return made


def test_a_tree_of_who_reports_to_whom(province, appoint):
    top = appoint("อนุกรรมการ", kind="sub_committee")
    group = appoint("คณะทำงาน", top, networks=province.networks.values(), cadence="ทุก 3 เดือน")
    appoint("ฝ่ายเลขานุการ", top, kind="secretariat")
    appoint("กลุ่มยกร่าง", group)
    drawn = [(depth, one.body.name) for depth, one in queries.walk(queries.tree(province.programme))]
    assert drawn == [(0, "อนุกรรมการ"), (1, "คณะทำงาน"), (2, "กลุ่มยกร่าง"), (1, "ฝ่ายเลขานุการ")]


def test_nobody_reports_in_a_circle(province, appoint):
    by = province.actor("secretariat")
    top = appoint("ก")
    middle = appoint("ข", top)
    low = appoint("ค", middle)
    for wrong in (top, middle, low):
        with pytest.raises(Circle, match="รายงานวนกลับ"):
            actions.change(by, top, parent=wrong)
    with pytest.raises(Circle, match="ก → ค → ข → ก"):
        actions.change(by, top, parent=low)
    assert actions.change(by, low, parent=top).parent == top


def test_the_form_says_so_and_keeps_what_was_typed(province, appoint):
    top = appoint("คณะบน")
    low = appoint("คณะล่าง", top)
    answer = province.client("secretariat").post(
        province.url(f"meetings/bodies/{top.pk}/edit/"),
        {"kind": "committee", "name": "คณะบน ชื่อใหม่", "parent": str(low.pk), "version": "1"},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "รายงานวนกลับมาที่เดิม" in page and "คณะบน ชื่อใหม่" in page


def test_the_order_is_kept_as_it_is_printed_and_comes_back_into_the_form(province, appoint):
    top = appoint("คณะบน")
    client = province.client("secretariat")
    address = province.url(f"meetings/bodies/{top.pk}/")
    data = {
        "kind": "committee",
        "name": "คณะบน",
        "order_number": "123/2563",
        "order_date": "๑๑ มี.ค. ๒๕๖๓",
        "version": "1",
    }
    assert client.post(address + "edit/", data).status_code == 302
    top.refresh_from_db()
    assert top.order_date.isoformat() == "2020-03-11"
    assert "คำสั่งที่ 123/2563 ลงวันที่ 11 มีนาคม 2563" in client.get(address).content.decode()
    assert 'value="11 มีนาคม 2563"' in client.get(address + "edit/").content.decode()


def test_who_saves_over_a_newer_one_is_told(province, appoint):
    top = appoint("ก")
    by = province.actor("secretariat")
    actions.change(by, top, parent=None, seen_version=1, name="ข")
    with pytest.raises(Changed):
        actions.change(by, top, parent=None, seen_version=1, name="ค")


def test_not_ended_while_others_report_to_it_and_back(province, appoint):
    by = province.actor("secretariat")
    top = appoint("คณะบน")
    low = appoint("คณะล่าง", top)
    with pytest.raises(Refused, match="คณะล่าง"):
        actions.end(by, top, "ครบวาระ")
    actions.end(by, low, "ครบวาระ")
    actions.end(by, top, "ครบวาระ")
    assert queries.tree(province.programme) == []
    with pytest.raises(Refused):
        actions.restore(by, low)
    actions.restore(by, top)
    assert actions.restore(by, low).stands
    with pytest.raises(Refused):
        appoint("ใหม่", actions.end(by, low, "อีกครั้ง"))


def test_only_the_secretariat(province, appoint):
    top = appoint("คณะบน")
    with pytest.raises(PermissionDenied):
        actions.appoint(province.actor("religion"), province.programme, name="ก", kind="other")
    with pytest.raises(PermissionDenied):
        actions.end(province.actor("executive"), top, "ก")


def test_the_chart_asks_seldom(province, appoint, queries):
    top = appoint("คณะบน")
    for number in range(15):
        appoint(f"คณะ {number}", top, networks=province.networks.values())
    client = province.client("secretariat")
    client.get(province.url("meetings/bodies/"))
    with queries(12):
        client.get(province.url("meetings/bodies/"))
