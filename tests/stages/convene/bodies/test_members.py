"""Seats: offices for everybody, names for those with a role; ways of working."""

import pytest

from thaktho.stages.convene.bodies import actions, queries
from thaktho.stages.convene.bodies.states import Refused


@pytest.fixture
def body(province):
    return actions.appoint(
        province.actor("secretariat"), province.programme, name="คณะทำงาน", kind="working_group"
    )


def test_the_order_of_parts_is_the_papers(province, body):
    by = province.actor("secretariat")
    for part in ("secretary", "member", "chair", "vice"):
        actions.add_member(by, body, part=part, position=part)
    seated = queries.body(province.programme, body.pk).members.all()
    assert [one.part for one in seated] == ["chair", "vice", "member", "secretary"]


def test_one_chair_at_a_time(province, body):
    by = province.actor("secretariat")
    first = actions.add_member(by, body, part="chair", position="ผู้ว่าราชการจังหวัด")
    with pytest.raises(Refused, match="ประธานอยู่แล้ว"):
        actions.add_member(by, body, part="chair", position="รองผู้ว่า")
    actions.remove_member(by, first, "ย้าย")
    actions.add_member(by, body, part="chair", position="รองผู้ว่า")


def test_names_are_for_those_with_a_role(province, body):
    client = province.client("secretariat")
    address = province.url(f"meetings/bodies/{body.pk}/")
    client.post(address + "members/", {"part": "chair", "position": "ประธานสภา", "name": "บุคคลหนึ่ง"})
    assert "บุคคลหนึ่ง" in province.client("observer").get(address).content.decode()
    public = province.client().get(address).content.decode()
    assert "บุคคลหนึ่ง" not in public and "ประธานสภา" in public
    chart = province.client().get(province.url("meetings/bodies/")).content.decode()
    assert "บุคคลหนึ่ง" not in chart and "ประธานสภา" in chart


def test_neither_office_nor_name_is_nobody(province, body):
    page = province.client("secretariat").post(
        province.url(f"meetings/bodies/{body.pk}/members/"), {"part": "member"}, follow=True
    )
    assert "กรุณาพิมพ์ตำแหน่ง หรือชื่อ" in page.content.decode()


def test_a_way_of_working_written_and_removed(province, body):
    client = province.client("secretariat")
    client.post(
        province.url("meetings/bodies/ways/new/"),
        {"title": "ประชุมพร้อมกัน", "text": "ทุกเดือน", "bodies": [str(body.pk)]},
    )
    way = queries.ways(province.programme).get()
    assert list(way.bodies.all()) == [body]
    assert "ประชุมพร้อมกัน" in province.client().get(province.url("meetings/bodies/")).content.decode()
    client.post(province.url(f"meetings/bodies/ways/{way.pk}/remove/"))
    assert not queries.ways(province.programme).exists()
