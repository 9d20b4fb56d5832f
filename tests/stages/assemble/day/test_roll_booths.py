from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.tools.assembly import make_assembly
from thaktho.ground.ledger.actions import Repeated
from thaktho.stages.assemble.day.actions import booths
from thaktho.stages.assemble.day.models import Booth
from thaktho.stages.assemble.day.queries import booths as queries
from thaktho.stages.assemble.day.states_roll import Changed, Refused

from .roll import booth, url

pytestmark = pytest.mark.django_db


def test_a_coordinator_asks_for_its_own_network_and_for_no_other(assembly):
    province = assembly.province
    made = booths.ask(
        province.actor("youth"), assembly.edition, network=province.networks["youth"], title="เยาวชนทำดี"
    )
    assert (made.state, made.number) == ("asked", "")
    with pytest.raises(PermissionDenied):
        booths.ask(
            province.actor("youth"), assembly.edition, network=province.networks["religion"], title="ของผู้อื่น"
        )
    with pytest.raises(PermissionDenied):
        booths.ask(province.visitor, assembly.edition, network=province.networks["youth"], title="คนผ่านมา")


def test_asked_twice_by_one_touch_is_one_booth(assembly):
    province, act = assembly.province, uuid4()
    by = province.actor("youth")
    booths.ask(by, assembly.edition, network=province.networks["youth"], title="เยาวชน", act_id=act)
    with pytest.raises(Repeated):
        booths.ask(by, assembly.edition, network=province.networks["youth"], title="เยาวชน", act_id=act)
    assert Booth.objects.count() == 1


def test_only_the_secretariat_confirms_and_a_number_stands_once(assembly):
    by = assembly.province.actor("secretariat")
    first, second = booth(assembly), booth(assembly, "ผักปลอดภัย")
    with pytest.raises(PermissionDenied):
        booths.confirm(assembly.province.actor("community"), first, "1")
    assert booths.confirm(by, first, " ๑๒ ").number == "12"
    with pytest.raises(Refused, match="ผ้าทอบ้านเรา"):
        booths.confirm(by, second, "12")
    with pytest.raises(Refused):
        booths.confirm(by, second, "  ")
    booths.cancel(by, first, "ผู้จัดติดภารกิจ")
    assert booths.confirm(by, second, "12").number == "12"  # the number of a cancelled booth is free


def test_numbers_are_listed_as_people_count(assembly):
    by = assembly.province.actor("secretariat")
    for number in ("A10", "2", "A2", "10", "B1"):
        booths.confirm(by, booth(assembly, f"บูธ {number}"), number)
    assert [one.number for one in queries.booths(assembly.edition)] == ["2", "10", "A2", "A10", "B1"]


def test_cancelled_keeps_its_reason_and_comes_back_without_number(assembly):
    by = assembly.province.actor("secretariat")
    made = booths.confirm(by, booth(assembly), "1")
    with pytest.raises(Refused):
        booths.cancel(by, made, " ")
    assert booths.cancel(by, made, "ฝนตก").reason == "ฝนตก"
    with pytest.raises(Refused):
        booths.cancel(by, made, "อีกครั้ง")
    with pytest.raises(Refused):
        booths.edit(by, made, title="ใหม่")
    assert (booths.restore(by, made).state, Booth.objects.get().number) == ("asked", "")
    with pytest.raises(Refused):
        booths.restore(by, made)


def test_two_who_edit_the_same_booth(assembly):
    by = assembly.province.actor("community")
    made = booth(assembly)
    booths.edit(by, made, seen_version=1, title="ผ้าทอ ก")
    with pytest.raises(Changed):
        booths.edit(by, made, seen_version=1, title="ผ้าทอ ข")
    assert Booth.objects.get().title == "ผ้าทอ ก"


def test_copied_from_the_last_edition_once(assembly):
    by = assembly.province.actor("secretariat")
    old = make_assembly(assembly.province, code="2562")
    booths.confirm(assembly.province.system, booth(old, "ของปีก่อน"), "7")
    booth(old, "ไม่เคยยืนยัน")
    last = queries.last_edition(assembly.edition)
    assert last == old.edition
    assert booths.copy_from(by, assembly.edition, last) == 1
    assert booths.copy_from(by, assembly.edition, last) == 0
    copied = Booth.objects.get(edition=assembly.edition)
    assert (copied.title, copied.state, copied.number) == ("ของปีก่อน", "asked", "")


def test_the_public_sees_confirmed_booths_and_finds_them(assembly, queries):
    by = assembly.province.actor("secretariat")
    booths.confirm(by, booth(assembly, "ผ้าทอบ้านเรา"), "1")
    booth(assembly, "ยังรออยู่")
    client = assembly.province.client()
    client.get(url(assembly, "booths/"))
    with queries(15):
        page = client.get(url(assembly, "booths/")).content.decode()
    assert "ผ้าทอบ้านเรา" in page and "ยังรออยู่" not in page
    assert "ผ้าทอบ้านเรา" in client.get(url(assembly, "booths/"), {"q": "ผ้าทอ"}).content.decode()
    assert "ไม่พบบูธ" in client.get(url(assembly, "booths/"), {"q": "รถไถ"}).content.decode()
    assert "ผ้าทอบ้านเรา" in client.get(url(assembly, "booths/floor/")).content.decode()
    assert client.get(url(assembly, "booths/desk/")).status_code == 403


def test_pages_ask_confirm_cancel_and_copy(assembly):
    province = assembly.province
    youth = province.client("youth")
    answer = youth.post(
        url(assembly, "booths/new/"), {"title": "ซุ้มเยาวชน", "network": province.networks["youth"].pk}
    )
    assert answer.status_code == 302
    made = Booth.objects.get()
    assert (
        youth.post(url(assembly, "booths/new/"), {"network": province.networks["youth"].pk}).status_code
        == 422
    )
    foreign = {"title": "ของผู้อื่น", "network": province.networks["religion"].pk}
    assert youth.post(url(assembly, "booths/new/"), foreign).status_code == 422
    assert youth.post(url(assembly, f"booths/{made.pk}/confirm/"), {"number": "1"}).status_code == 403
    office = province.client("secretariat")
    office.post(url(assembly, f"booths/{made.pk}/confirm/"), {"number": "5"})
    assert Booth.objects.get().number == "5"
    edited = office.post(url(assembly, f"booths/{made.pk}/edit/"), {"title": "ใหม่", "version": "1"})
    assert edited.status_code == 409 and "ใหม่" in edited.content.decode()
    assert office.get(url(assembly, f"booths/{made.pk}/cancel/")).status_code == 200
    office.post(url(assembly, f"booths/{made.pk}/cancel/"), {"reason": "ผู้จัดขอยกเลิก"})
    assert "ผู้จัดขอยกเลิก" in youth.get(url(assembly, "booths/desk/")).content.decode()
    office.post(url(assembly, f"booths/{made.pk}/restore/"))
    assert Booth.objects.get().state == "asked"
    assert (
        province.client("religion").get(url(assembly, "booths/desk/")).content.decode().count("ซุ้มเยาวชน") == 0
    )
    assert office.post(url(assembly, "booths/copy/")).status_code == 302  # no year before: said, nothing made


def test_a_booth_of_another_province_or_edition_is_not_there(assembly, other):
    elsewhere = make_assembly(other)
    theirs = booth(elsewhere)
    office = assembly.province.client("secretariat")
    assert office.post(url(assembly, f"booths/{theirs.pk}/confirm/"), {"number": "1"}).status_code == 404
    earlier = booth(make_assembly(assembly.province, code="2562"))
    assert office.get(url(assembly, f"booths/{earlier.pk}/edit/")).status_code == 404


def test_after_the_day_no_booth_is_asked_for(assembly):
    assembly.at("wrap_up")
    assert assembly.province.client("youth").get(url(assembly, "booths/new/")).status_code == 403
