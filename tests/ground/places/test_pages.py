"""The pages of places: open to read, the secretariat's to write, quick, and one province's own."""

import pytest

from thaktho.ground.base import new_id
from thaktho.ground.places import actions
from thaktho.ground.places.models import Place

EVERYBODY = ["visitor", "observer", "religion", "executive", "secretariat"]


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    "path", ["places/", "places/57/", "places/5705/", "places/570506/", "places/find/?q=พาน"]
)
def test_everybody_reads(north, province, queries, who, path):
    client = province.client(who)
    client.get(province.url(path))
    with queries(15):
        response = client.get(province.url(path))
    assert response.status_code == 200
    assert ("เพิ่มหมู่บ้าน" in response.content.decode()) == (who == "secretariat" and path == "places/570506/")


def test_the_home_shows_tiles_where_there_is_a_grid(north, province, other):
    page = province.client().get(province.url("places/")).content.decode()
    assert 'class="tiles"' in page and "แม่ฟ้าหลวง" in page and "124" in page
    page = other.client().get(other.url("places/")).content.decode()
    assert 'class="tiles"' not in page and "ท่าวังผา" in page


def test_a_village_is_added_by_form(north, province):
    client = province.client("secretariat")
    data = {"name": "ร่องขุ่น", "number": "๗", "act_id": str(new_id())}
    for _ in range(2):  # the second is a double submit
        response = client.post(
            province.url("places/570506/villages/add/"), data | {"next": province.url("places/570506/")}
        )
        assert response.status_code == 302
    assert Place.objects.get(programme=province.programme).code == "57050607"
    assert "บ้านร่องขุ่น หมู่ที่ 7" in client.get(province.url("places/570506/")).content.decode()


@pytest.mark.parametrize("data", [{"name": ""}, {"name": "ก", "number": "สี่"}, {"name": "ก", "number": "1"}])
def test_what_was_typed_stays_when_it_is_wrong(north, province, data):
    actions.add_village(province.system, province.programme, "570506", "มีอยู่", 1)
    response = province.client("secretariat").post(province.url("places/570506/villages/add/"), data)
    assert response.status_code == 422
    assert Place.objects.filter(programme=province.programme).count() == 1


@pytest.mark.parametrize("who", EVERYBODY[:-1])
@pytest.mark.parametrize("path", ["villages/add/", "aliases/add/"])
def test_only_the_secretariat_writes(north, province, who, path):
    data = {"name": "ก", "number": "1", "alias": "ก"}
    assert province.client(who).post(province.url(f"places/570506/{path}"), data).status_code in (302, 403)
    assert not Place.objects.filter(programme=province.programme).exists()


def test_another_provinces_village_has_no_page(north, province, other):
    made = actions.add_village(province.system, province.programme, "570506", "ดงลับ", 9)
    assert other.client("secretariat").get(other.url(f"places/{made.code}/")).status_code == 404
    assert "ดงลับ" not in other.client("secretariat").get(
        other.url("places/find/?q=ดงลับ")
    ).content.decode().replace("“ดงลับ”", "").replace('value="ดงลับ"', "")


def test_no_village_is_added_in_another_province(north, province):
    client = province.client("secretariat")
    assert (
        client.post(province.url("places/550101/villages/add/"), {"name": "ก", "number": "1"}).status_code
        == 404
    )


def test_a_broken_act_id_is_no_crash(north, province):
    data = {"name": "ร่องขุ่น", "number": "7", "act_id": "1' OR 1"}
    assert (
        province.client("secretariat").post(province.url("places/570506/villages/add/"), data).status_code
        == 302
    )
