"""What is done, apart from where, when and by whom: titles of our own, none from the measured pairs."""

import pytest

from thaktho.engines.weave import Row, compare


def judged(a: str, b: str, **more: str) -> str:
    pair = compare(Row("a", a, **more), Row("b", b, **more))
    return pair.action if pair else "different"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("โครงการตู้ปันสุข ตำบลแม่ยาว", "ตู้ปันน้ำใจ หยิบแต่พอกิน"),
        ("ธนาคารขยะ หมู่ 3", "กิจกรรม Waste Bank เปลี่ยนขยะเป็นเงินออม"),
        ("รณรงค์งดเหล้าเข้าพรรษา ปี 2564", "ปฏิญาณตนเลิกสุราตลอดพรรษา"),
        ("บรรพชาสามเณรภาคฤดูร้อน รุ่นที่ 9", "โครงการบวชเณรฤดูร้อนเฉลิมพระเกียรติ"),
        ("โรงเรียนผู้สูงอายุ อบต.ดอยงาม", "โรงเรียนชราบาล เทศบาลตำบลบ้านแซว"),
        ("จิตอาสาล้างวัดก่อนวันพระใหญ่", "Big Cleaning Day วัดประจำตำบล"),
        ("สร้างฝายมีชีวิต", "จิตอาสาทำฝายชะลอน้ำป่าต้นน้ำ"),
        ("ซ่อมแซมบ้านผู้ด้อยโอกาส", "โครงการปรับปรุงที่อยู่อาศัยแก่ผู้ยากไร้"),
        ("ไถกลบตอซังแทนการเผา", "รณรงค์หยุดเผาในที่โล่ง"),
        ("ทำบัญชีครัวเรือนลดหนี้", "ส่งเสริมการจดบันทึกรายรับรายจ่ายในครัวเรือน"),
        ("ปฏิบัติการ no gift policy ปีใหม่", "ประกาศงดรับของขวัญของกำนัล"),
        ("โครงการเยี่ยมผู้ป่วยติดเตียง", "จิตอาสาออกเยี่ยมบ้านผู้สูงอายุ"),
    ],
)
def test_the_same_deed_in_other_words(a: str, b: str) -> None:
    assert judged(a, b) == "same"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("โครงการส่งเสริมคุณธรรมจริยธรรม ปลูกป่าเฉลิมพระเกียรติ", "โครงการส่งเสริมคุณธรรมจริยธรรม บริจาคโลหิตเฉลิมพระเกียรติ"),
        ("โครงการจิตอาสา เราทำความดี ด้วยหัวใจ ทำแนวกันไฟ", "โครงการจิตอาสา เราทำความดี ด้วยหัวใจ ปล่อยพันธุ์ปลา"),
        ("ธนาคารขยะชุมชน", "ธนาคารความดีชุมชน"),
        ("โรงเรียนผู้สูงอายุ", "โรงเรียนสุจริต"),
        ("อบรมเยาวชนต้านยาเสพติด จังหวัดน่าน", "อบรมเยาวชนต้านโกง จังหวัดน่าน"),
        ("ความดันโลหิตและเบาหวาน", "บริจาคโลหิต"),
        ("ร่วมกับจังหวัดทำความสะอาดถนน", "จิตอาสาทำความสะอาดวัด"),
        ("", ""),
    ],
)
def test_shared_phrases_do_not_make_the_same_deed(a: str, b: str) -> None:
    assert judged(a, b) != "same"


def test_place_year_and_agency_are_set_aside() -> None:
    a = Row(
        "a",
        "โครงการธนาคารขยะ เทศบาลตำบลแม่จัน ประจำปีงบประมาณ พ.ศ. ๒๕๖๔",
        agency="เทศบาลตำบลแม่จัน",
        area="อ.แม่จัน จ.เชียงราย",
    )
    b = Row(
        "b",
        "โครงการบวชสามเณรภาคฤดูร้อน เทศบาลตำบลแม่จัน ประจำปีงบประมาณ พ.ศ. ๒๕๖๔",
        agency="เทศบาลตำบลแม่จัน",
        area="อ.แม่จัน จ.เชียงราย",
    )
    pair = compare(a, b)
    assert pair is None or pair.action != "same"


def test_thai_digits_spacing_and_a_slip_of_tone() -> None:
    assert judged("หมู่บ้านรักษาศีล ๕", "หมู่บ้าน รักษาศีล5 ต้นแบบ") == "same"
    assert judged("โครงการบรรพชาสามเณรภาคฤดูรอน", "บรรพชาสามเณรภาคฤดูร้อน") == "same"


def test_related_is_not_same() -> None:
    assert judged("ธนาคารขยะ", "ลดใช้ถุงพลาสติก") == "related"
    assert judged("งานศพปลอดเหล้า", "งดเหล้าเข้าพรรษา") == "related"
    assert judged("อบรมเยาวชนป้องกันยาเสพติด", "เดินรณรงค์วันยาเสพติดโลก") == "related"


def test_the_good_deed_speaks_when_the_title_is_silent() -> None:
    a = Row("a", "โครงการสานฝันปันใจ", good_deed="บริจาคโลหิตช่วยเพื่อนมนุษย์")
    pair = compare(a, Row("b", "รับบริจาคโลหิต"))
    assert pair is not None and pair.action in ("same", "related")


def test_reasons_name_the_deed_and_carry_the_words() -> None:
    pair = compare(Row("a", "ธนาคารขยะวัดดอน"), Row("b", "โครงการ Waste Bank"))
    assert pair is not None
    reason = next(r for r in pair.reasons if r.kind == "action")
    assert reason.text_th == "ทำเรื่องเดียวกัน: ธนาคารขยะ"
    assert {"ธนาคารขยะ", "Waste Bank"} <= set(reason.words)


def test_a_pair_of_agencies_with_the_lead_changed() -> None:
    a = Row("a", "บวชสามเณรภาคฤดูร้อน", agency="วัดศรีดอน ร่วมกับเทศบาลตำบลจันจว้า")
    b = Row("b", "บรรพชาสามเณรภาคฤดูร้อน", agency="เทศบาลตำบลจันจว้า ร่วมกับวัดศรีดอน")
    pair = compare(a, b)
    assert pair is not None
    assert "ผู้รับผิดชอบคู่เดียวกัน สลับกันเป็นหลัก" in [r.text_th for r in pair.reasons]
