"""What the pages show, to whom, and how seldom they ask the database."""

import pytest

from thaktho.stages.capital import actions, queries
from thaktho.stages.capital.models import Capital


def shown(province, who, query=""):
    return province.client(who).get(province.url(f"capital/{query}")).content.decode()


def test_everybody_sees_what_is_confirmed_and_no_more(province, register):
    register.confirmed("ยืนยันแล้ว")
    register.add("ยังไม่ดู")
    silent = register.confirmed("วิทยากรเงียบ", kind="human")
    public = shown(province, "visitor")
    assert "ยืนยันแล้ว" in public and "ยังไม่ดู" not in public and "วิทยากรเงียบ" not in public
    assert province.client().get(province.url(f"capital/{silent.pk}/")).status_code == 404
    inside = shown(province, "observer")
    assert "ยังไม่ดู" in inside and "วิทยากรเงียบ" in inside


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?kind=human", {"วิทยากร"}),
        ("?network=community", {"กองทุน"}),
        ("?amphoe=5705", {"วิทยากร"}),
        ("?confirmed=yes", {"วิทยากร"}),
        ("?confirmed=old", {"กองทุน"}),
        ("?confirmed=no", {"ลานวัด"}),
        ("?q=ลาน", {"ลานวัด"}),
        ("?kind=nonsense&amphoe=x&sort=y&page=99", {"วิทยากร", "กองทุน", "ลานวัด"}),
    ],
)
def test_filters(province, register, query, names):
    register.confirmed("วิทยากร", kind="human", area_text="อ.พาน", consent="role")
    register.confirmed("กองทุน", 2563, network="community", area_text="อ.เทิง")
    register.add("ลานวัด", kind="cultural")
    page = shown(province, "secretariat", query)
    assert {name for name in ("วิทยากร", "กองทุน", "ลานวัด") if f"{name}</a></h3>" in page} == names


def test_the_list_asks_no_more_with_more_entries(province, register, queries):
    client = province.client("secretariat")
    for number in range(40):
        entry = register.add(f"ทุน {number}", area_text="อ.พาน")
        if number % 2:
            actions.confirm(register.by, entry, 2564)
    client.get(province.url("capital/"))
    with queries(12):
        client.get(province.url("capital/"))


def test_an_empty_register_says_how_to_begin(province, register):
    assert "เพิ่มทุน" in shown(province, "religion")
    assert "เมื่อฝ่ายเลขานุการยืนยัน" in shown(province, "visitor")
    assert "ไม่พบทุนที่ตรงกัน" in shown(province, "visitor", "?q=ไม่มีทาง")


def test_names_of_who_confirmed_are_for_those_with_a_role(province, register):
    entry = register.confirmed()
    address = province.url(f"capital/{entry.pk}/")
    assert "ตัวอย่าง secretariat" in province.client("observer").get(address).content.decode()
    assert "ตัวอย่าง secretariat" not in province.client().get(address).content.decode()


def test_the_desk_says_what_waits(province, register):
    register.add("ก")
    register.confirmed("ข", 2563)
    lines = queries.waiting(register.by, province.programme)
    assert [line.title for line in lines] == ["ทุน 1 รายการยังไม่ยืนยัน", "ทุน 1 รายการยังไม่ได้ดูของปี 2565"]
    assert queries.waiting(province.actor("religion"), province.programme) == []


def test_offers_for_the_weaver(province, register):
    entry = register.confirmed(area_text="อ.พาน, อ.เทิง", capacity="2", unit="รุ่น", per="month")
    register.add("ยังไม่ดู", network="")
    offers = {offer.name: offer for offer in queries.offers_for_weaving(province.programme)}
    mine = offers["ธนาคารความดี"]
    assert (mine.id, mine.network, mine.capacity_per_year, mine.unit) == (entry.pk, "religion", 24, "รุ่น")
    assert sorted(code[:4] for code in mine.place_codes) == ["5704", "5705"]
    assert mine.confirmed and not offers["ยังไม่ดู"].confirmed
    assert [choice.label for choice in queries.choices(province.programme, "ธนาคาร")] == ["ธนาคารความดี"]


def test_another_provinces_entries_are_not_seen(province, register, other):
    entry = register.confirmed()
    assert queries.by_ids(other.programme, [entry.pk]) == {}
    assert Capital.objects.filter(programme=other.programme).count() == 0
    assert other.client("secretariat").get(other.url(f"capital/{entry.pk}/")).status_code == 404
