"""Searching places by part of a name."""

import pytest

from thaktho.ground.places import actions, queries


def names(province, text, **more):
    return [place.label for place in queries.find(province.programme, text, **more)]


def test_own_province_and_exact_names_come_first(north, province):
    assert names(province, "พาน")[:2] == ["อำเภอพาน", "ตำบลเมืองพาน"]
    assert len(names(province, "แม่", limit=5)) == 5


@pytest.mark.parametrize("text", ["อ.เทิง", "อำเภอเทิง", "อ. เทิง", "อำเภอ เทิง"])
def test_words_for_a_level_narrow_it(north, province, text):
    assert names(province, text)[0] == "อำเภอเทิง"
    assert not any(name.startswith("ตำบล") for name in names(province, text))


def test_a_level_can_be_asked(north, province):
    assert all(name.startswith("ตำบล") for name in names(province, "แม่", level="tambon"))


def test_english_is_understood(north, province):
    assert names(province, "Mae Sai", level="amphoe") == ["อำเภอแม่สาย"]


def test_nothing_asked_nothing_found(north, province):
    assert names(province, "") == names(province, "  ") == names(province, "ไม่มีชื่อนี้แน่นอน") == []


def test_tiles_hold_every_amphoe_once(north, province, other):
    rows = queries.tiles(province.programme)
    assert [len(row) for row in rows] == [5] * 5
    found = [place.code for row in rows for place in row if place]
    assert sorted(found) == [f"57{n:02d}" for n in range(1, 19)]
    assert [place and place.name_th for place in rows[0]] == [None, None, "แม่สาย", "เชียงแสน", None]
    assert queries.tiles(other.programme) is None


def test_districts_are_in_thai_order(north, province):
    found = [place.name_th for place in queries.districts(province.programme)]
    assert found[:3] == ["ขุนตาล", "เชียงของ", "เชียงแสน"]
    assert found[-1] == "เวียงป่าเป้า"


def test_the_path_is_widest_first(north, province):
    assert [place.code for place in queries.breadcrumb(province.programme, "570506")] == [
        "57",
        "5705",
        "570506",
    ]
    assert queries.breadcrumb(province.programme, "999999") == []


def test_another_programmes_village_is_never_seen(north, province, other):
    made = actions.add_village(province.actor("secretariat"), province.programme, "570506", "ดงลับ", 9)
    theirs = other.programme
    assert queries.place(theirs, made.code) is None
    assert queries.find(theirs, "ดงลับ") == []
    assert made not in queries.children(theirs, "570506")
    assert queries.breadcrumb(theirs, made.code) == []
    assert queries.named(theirs, [made.code]) == {}
    assert queries.place(province.programme, made.code) == made
