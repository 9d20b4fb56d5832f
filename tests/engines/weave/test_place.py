import pytest

from thaktho.engines.weave import Place, Row, compare, places
from thaktho.engines.weave.places import read


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("วัดพระแก้ว อ.เมือง จ.เชียงราย", Place("57", "5701", None, None, None, "วัดพระแก้ว")),
        ("ต.แม่กรณ์ อ.เมืองเชียงราย", Place("57", "5701", "570111")),
        ("ต.เวียง อ.ฝาง จ.เชียงใหม่", Place("50", "5009", "500901")),
        ("จ.น่าน", Place("55")),
        ("อ.เมือง จ.ราชบุรี", Place("70", "7001")),
        ("ต.เวียง", Place(unit="ต.เวียง")),
        ("ทน.เชียงราย", Place("57", "5701", unit="เทศบาลเชียงราย")),
        ("กทม.", Place("10")),
        ("", Place()),
        ("ทุกตำบลในอำเภอ", Place()),
    ],
)
def test_read(text: str, want: Place) -> None:
    assert read(text).place == want


def test_home_settles_a_doubtful_name() -> None:
    assert read("ต.เวียง อ.เชียงของ", home="57").place.tambon == "570301"
    assert read("อ.เมือง", home="57").place.amphoe == "5701"
    assert read("อ.เมือง").place.amphoe is None


def near(a: str, b: str) -> str:
    return places.compare(read(a).place, read(b).place)


@pytest.mark.parametrize(
    ("a", "b", "want"),
    [
        ("วัดพระแก้ว จ.เชียงราย", "วัดพระแก้ว อ.เมือง จ.เชียงราย", "same"),
        ("ต.แม่กรณ์ อ.เมืองเชียงราย", "ต.แม่กรณ์ อ.เมือง จ.เชียงราย", "same"),
        ("ต.แม่กรณ์ อ.เมืองเชียงราย", "ต.ดอยฮาง อ.เมืองเชียงราย", "near"),
        ("จ.เชียงราย", "ต.ดอยฮาง อ.เมืองเชียงราย", "near"),
        ("อ.พาน จ.เชียงราย", "อ.เทิง จ.เชียงราย", "apart"),
        ("จ.น่าน", "จ.เชียงราย", "apart"),
        ("", "จ.เชียงราย", "unknown"),
        ("ต.เวียง", "ต.บ้านดู่", "unknown"),
    ],
)
def test_nearness(a: str, b: str, want: str) -> None:
    assert near(a, b) == want
    assert near(b, a) == want


def test_a_given_place_is_believed() -> None:
    a = Row("a", "ธนาคารขยะ", place=Place("57", "5701", "570111"))
    b = Row("b", "ธนาคารขยะ", area="ต.แม่กรณ์ อ.เมืองเชียงราย")
    pair = compare(a, b)
    assert pair is not None and pair.place == "same"


def test_a_school_of_elders_is_a_deed_and_no_venue() -> None:
    assert read("จัดตั้ง โรงเรียนผู้สูงอายุ", loose=False, is_action=lambda t: "ผู้สูงอายุ" in t).place == Place()
