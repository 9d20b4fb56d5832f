"""Area texts as plans and news write them."""

import pytest

from thaktho.ground.places import actions, queries

pytestmark = pytest.mark.slow


def codes(province, text):
    return [place.code for place in queries.locate(province.programme, text)]


AREAS = [
    ("ต.หัวง้ม อ.พาน", ["570506"]),
    ("ตำบลหัวง้ม อำเภอพาน จังหวัดเชียงราย", ["570506"]),
    ("จังหวัดเชียงรายอำเภอพานตำบลหัวง้ม", ["570506"]),
    ("วัดพระแก้ว จ.เชียงราย", ["57"]),
    ("วัดพระแก้ว อ.เมือง จ.เชียงราย", ["5701"]),
    ("วัดดอนแก้ว ต.ปล้อง อ.เทิง จ.เชียงราย", ["570403"]),
    ("พุทธอุทยาน (ดอยอินทรีย์) ต.ดอยฮาง จ.เชียงราย", ["570120"]),
    ("ต.เวียง อ.ฝาง จ.เชียงใหม่", ["500901"]),
    ("อ.เมือง", ["5701"]),
    ("อ.เมือง จ.ราชบุรี", ["7001"]),
    ("ต.แม่ปืม อ.เมืองพะเยา", ["560108"]),
    ("ต.งิ้ว", ["570402"]),
    ("อ.พาน และอ.เทิง", ["5705", "5704"]),
    ("แม่สาย เชียงแสน", ["5709", "5708"]),
    ("ต.หัวง้ม ต.เมืองพาน อ.พาน, ต.เวียง อ.เทิง", ["570506", "570513", "570401"]),
    ("เทศบาลนครเชียงราย", ["5701"]),
    ("ชุมชนในเขตเทศบาลนครเชียงราย", ["5701"]),
    ("ทม.ลำพูน", ["5101"]),
    ("ทต.บ้านดู่", ["570103"]),
    ("อบต.ดอยฮาง", ["570120"]),
    ("ตำบล บ้านดู่", ["570103"]),
    ("กทม.", ["10"]),
    ("ศาลากลางจังหวัดจันทบุรี", ["22"]),
    ("หมู่ ๘ ต.ละงู อ.ละงู จ.สตูล", ["910502"]),
    ("อ.สามง่าม", ["6607"]),
    # In doubt: the wider area that is certain.
    ("ต.สันทราย จ.เชียงใหม่", ["50"]),
    ("ทต.สิริราช อ.แม่ทะ จ.ลำปาง", ["5210"]),
    # Unknown.
    ("", []),
    ("ต.เวียง", []),  # several in Chiang Rai
    ("ต.ห้วยใหญ่", []),
    ("โรงเรียนเมืองสมุทรสงคราม", []),
    ("วัดหนองบัว", []),
    ("ต.", []),
    ("อ.อ.อ. จ.", []),
]


def test_where_it_is(thailand, province):
    texts = [text for text, _ in AREAS]
    found = queries.locate_many(province.programme, texts)
    assert [(text, [place.code for place in one]) for text, one in zip(texts, found, strict=True)] == AREAS
    assert codes(province, texts[0]) == AREAS[0][1]


def test_the_own_province_settles_a_name_borne_by_many(thailand, province, other):
    assert codes(province, "ต.เวียงชัย")[0].startswith("57")
    assert codes(other, "อ.เมือง") == ["5501"]


def test_a_whole_import_is_three_queries(thailand, province, queries_at_most):
    texts = ["ต.หัวง้ม อ.พาน", "อ.เทิง", "จ.น่าน"] * 300
    with queries_at_most(3):
        found = queries.locate_many(province.programme, texts)
    assert [[p.code for p in one] for one in found[:3]] == [["570506"], ["5704"], ["55"]]


@pytest.fixture
def queries_at_most(django_assert_max_num_queries):
    return django_assert_max_num_queries


def test_own_villages_and_aliases_are_known_to_their_programme_alone(thailand, province, other):
    actions.add_village(province.actor("secretariat"), province.programme, "570506", "หัวง้ม", 3)
    actions.add_alias(province.actor("secretariat"), province.programme, "5711", "เวียงป่าเป้าเมืองสมุนไพร")
    assert codes(province, "บ้านหัวง้ม ต.หัวง้ม อ.พาน") == ["57050603"]
    assert codes(other, "บ้านหัวง้ม ต.หัวง้ม อ.พาน") == ["570506"]
    assert codes(province, "เวียงป่าเป้าเมืองสมุนไพร") == ["5711"]
    assert codes(other, "เวียงป่าเป้าเมืองสมุนไพร") == []
