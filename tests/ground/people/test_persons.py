"""Persons, their positions and roles; handing a role over."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.base import new_id
from thaktho.ground.ledger.models import Detail
from thaktho.ground.people import actions
from thaktho.ground.people.actions import LastSecretariat
from thaktho.ground.people.models import Position, RoleGrant


def grant_of(province, name):
    return RoleGrant.objects.get(person=province.persons[name])


def url(province, name, path=""):
    return province.url(f"people/persons/{province.persons[name].pk}/{path}")


@pytest.mark.parametrize(
    ("who", "may"),
    [("visitor", False), ("observer", True), ("religion", True), ("executive", True), ("secretariat", True)],
)
def test_who_reads_persons(province, who, may):
    for address in (province.url("people/"), url(province, "youth")):
        response = province.client(who).get(address)
        assert (response.status_code == 200) == may
        if may:
            assert ("สิ้นสุดบทบาท" in response.content.decode()) == (
                who == "secretariat" and address != province.url("people/")
            )


def test_the_list_is_bounded_and_searched(province, queries):
    for n in range(60):
        actions.add_person(province.system, province.programme, given_name=f"สมชาย{n}", family_name="ใจดี")
    client = province.client("secretariat")
    with queries(15):
        html = client.get(province.url("people/")).content.decode()
    assert 'rel="next"' in html
    html = client.get(province.url("people/?q=สมชาย59")).content.decode()
    assert html.count("ใจดี") == 1


def test_another_provinces_person_has_no_page(province, other):
    client = province.client("secretariat")
    stranger = other.persons["youth"].pk
    given = grant_of(other, "youth").pk
    assert client.get(province.url(f"people/persons/{stranger}/")).status_code == 404
    assert (
        client.post(province.url(f"people/persons/{stranger}/grant/"), {"role": "secretariat"}).status_code
        == 404
    )
    assert (
        client.post(province.url(f"people/persons/{stranger}/position/"), {"title": "x"}).status_code == 404
    )
    assert client.post(province.url(f"people/grants/{given}/end/"), {"reason": "x"}).status_code == 404


def test_a_role_is_handed_over_with_its_reason(province):
    given = grant_of(province, "youth")
    client = province.client("secretariat")
    address = province.url(f"people/grants/{given.pk}/end/")
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    assert province.actor("youth").has("coordinator")
    act_id = str(new_id())
    for _ in range(2):
        response = client.post(
            address, {"reason": "ย้ายไปจังหวัดอื่น", "act_id": act_id, "next": url(province, "youth")}
        )
        assert response.status_code == 302
    assert not province.actor("youth").has("coordinator")
    assert Detail.objects.get(act=act_id).reason == "ย้ายไปจังหวัดอื่น"
    assert RoleGrant.objects.filter(pk=given.pk).exists()  # that it was held stays


def test_the_last_secretariat_cannot_end(province):
    given = grant_of(province, "secretariat")
    client = province.client("secretariat")
    html = client.post(
        province.url(f"people/grants/{given.pk}/end/"), {"reason": "ย้าย"}, follow=True
    ).content.decode()
    assert "เชิญผู้รับช่วงก่อน" in html and province.actor("secretariat").has("secretariat")
    actions.grant(province.system, province.persons["observer"], "secretariat")
    actions.end_grant(province.actor("secretariat"), given, "ส่งมอบแล้ว")
    assert not province.actor("secretariat").has("secretariat")
    with pytest.raises(LastSecretariat):
        actions.end_grant(
            province.system,
            RoleGrant.objects.get(person=province.persons["observer"], role="secretariat"),
            "x",
        )


def test_a_secretariat_of_another_province_does_not_count(province, other):
    with pytest.raises(LastSecretariat):
        actions.end_grant(province.system, grant_of(province, "secretariat"), "x")


@pytest.mark.parametrize("who", ["executive", "observer", "religion", "visitor"])
def test_only_the_secretariat_gives_and_ends(province, who):
    client, given = province.client(who), grant_of(province, "youth")
    assert client.post(url(province, "youth", "grant/"), {"role": "secretariat"}).status_code in (302, 403)
    assert client.post(province.url(f"people/grants/{given.pk}/end/"), {"reason": "x"}).status_code in (
        302,
        403,
    )
    assert province.actor("youth").grants == frozenset({next(iter(province.actor("youth").grants))})
    with pytest.raises(PermissionDenied):
        actions.grant(province.actor(who), province.persons["youth"], "secretariat")


def test_a_role_is_given_by_form(province):
    response = province.client("secretariat").post(url(province, "youth", "grant/"), {"role": "executive"})
    assert response.status_code == 302 and province.actor("youth").has("executive")


def test_acting_and_delegated_holders_are_said_to_be_so(province):
    data = {"title": "วัฒนธรรมจังหวัด", "kind": "acting", "held_from": "๑๑ มี.ค. ๒๕๖๓", "held_until": ""}
    client = province.client("secretariat")
    assert client.post(url(province, "youth", "position/"), data).status_code == 302
    assert Position.objects.get().held_from == date(2020, 3, 11)
    html = client.get(url(province, "youth")).content.decode()
    assert "รักษาราชการแทน" in html and "11 มี.ค. 2563" in html
    assert "วัฒนธรรมจังหวัด (รักษาราชการแทน)" in client.get(province.url("people/")).content.decode()


@pytest.mark.parametrize("dates", [("เมื่อวานซืน", ""), ("11 มี.ค. 2563", "1 มี.ค. 2563"), ("มีนาคม 2563", "")])
def test_a_day_that_cannot_be_read_is_asked_again(province, dates):
    data = {"title": "นายอำเภอ", "kind": "full", "held_from": dates[0], "held_until": dates[1]}
    response = province.client("secretariat").post(url(province, "youth", "position/"), data)
    assert response.status_code == 422 and not Position.objects.exists()
    assert "นายอำเภอ" in response.content.decode()
