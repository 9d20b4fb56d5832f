"""Adding an entry."""

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.base import new_id
from thaktho.ground.ledger.models import Act
from thaktho.stages.capital import actions
from thaktho.stages.capital.models import Capital


def test_an_entry_stands_unconfirmed_where_its_words_place_it(register):
    entry = register.add(area_text="ต.หัวง้ม อ.พาน", capacity="๒๐", unit="คน", per="month")
    assert [place.pk for place in entry.places.all()] == ["570509"] or entry.places.get().code.startswith(
        "5705"
    )
    assert entry.capacity_per_year == 240
    assert entry.confirmed_on is None


def test_a_capacity_said_by_the_time_is_none_a_year(register):
    assert register.add(capacity="200", unit="ที่นั่ง", per="time").capacity_per_year is None
    assert register.add("อื่น", capacity="0", unit="คน", per="year").capacity_per_year == 0


def test_a_coordinator_adds_to_their_own_network_only(province, register):
    assert register.add(by="religion").network == province.networks["religion"]
    with pytest.raises(PermissionDenied):
        register.add(by="community")
    with pytest.raises(PermissionDenied):
        register.add(by="religion", network="")


@pytest.mark.parametrize("name", ["นายสมชาย ใจดี", "นางสาวสมหญิง รักไทย", "ปราชญ์ โทร 081-234-5678"])
def test_a_form_takes_no_persons_name_or_number_for_human_capital(province, register, name):
    answer = province.client("religion").post(
        province.url("capital/new/"),
        {"kind": "human", "name": name, "network": "religion", "act_id": str(new_id())},
    )
    assert answer.status_code == 422
    assert not Capital.objects.exists()


@pytest.mark.parametrize("name", ["นายอำเภอพาน", "นายกเทศมนตรีตำบล", "วิทยากรกระบวนการ", "นายช่างชุมชน"])
def test_an_office_is_no_persons_name(province, register, name):
    answer = province.client("religion").post(
        province.url("capital/new/"),
        {"kind": "human", "name": name, "network": "religion", "act_id": str(new_id())},
    )
    assert answer.status_code == 302
    assert Capital.objects.get().name == name


def test_the_same_form_twice_is_one_entry(province, register):
    client, act = province.client("religion"), str(new_id())
    for _ in range(2):
        data = {"kind": "social", "name": "กลุ่มออมทรัพย์", "network": "religion", "act_id": act}
        answer = client.post(province.url("capital/new/"), data)
        assert answer.status_code == 302
    assert Capital.objects.count() == 1
    assert Act.objects.filter(verb="capital.entry.add").count() == 1


def test_a_file_of_evidence_is_for_those_with_a_role(province, register):
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = {"kind": "social", "name": "กองทุน", "network": "religion", "act_id": str(new_id())}
    data["evidence_file"] = SimpleUploadedFile("หลักฐาน.csv", b"a,b\n", "text/csv")
    province.client("religion").post(province.url("capital/new/"), data)
    entry = Capital.objects.get()
    actions.confirm(register.by, entry, 2565)
    address = province.url(f"files/{entry.evidence_file.pk}/x")
    assert province.client("observer").get(address).status_code == 200
    assert province.client("visitor").get(address).status_code in (302, 403, 404)
