import pytest

from thaktho.engines.weave import Row
from thaktho.engines.weave.gap import EVERYONE, groups, groups_of


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (Row("1", "ค่ายคุณธรรมเยาวชน"), ("aud.youth",)),
        (Row("1", "อบรมผู้สูงอายุและครอบครัว"), ("aud.elder", "aud.family")),
        (Row("1", "ธนาคารขยะ", problem="เยาวชนขาดจิตสำนึก"), ("aud.youth",)),
        (Row("1", "อบรมผู้สูงอายุ", problem="เยาวชนไม่ดูแล"), ("aud.elder",)),
        (Row("1", "บริจาคโลหิต ประชาชน ทั่วไป"), (EVERYONE,)),
        (Row("1", "ปลูกป่าเพื่อประชาชน"), ()),
        (Row("1", "ธนาคารขยะ โรงเรียนผู้สูงอายุตำบลแม่ยาว", agency="โรงเรียนผู้สูงอายุตำบลแม่ยาว"), ()),
        (Row("1", ""), ()),
    ],
)
def test_whom_a_row_is_for(row: Row, found: tuple[str, ...]) -> None:
    assert groups_of(row) == found


def test_every_group_has_a_thai_name() -> None:
    assert groups()["aud.youth"] == "เด็กและเยาวชน"
    assert all(groups().values())
    assert EVERYONE in groups()
