"""What people do to a row when they type it again: the row is still found. And what every title has joins nobody."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.weave.overlap import invented
from tests.tools.fast import examples
from thaktho.engines.weave import Row, compare, weave
from thaktho.engines.weave.overlap import model, reasons

ROWS = [row for half in "ABC" for group in invented.rows(half).values() for row in group]
TONES = "่้๊๋"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
SHORT = {
    "โรงเรียน": "รร.",
    "องค์การบริหารส่วนตำบล": "อบต.",
    "โรงพยาบาล": "รพ.",
    "หมู่ ": "ม.",
    "จังหวัด": "จ.",
    "มหาวิทยาลัย": "ม.",
}


def thai_digits(text: str, dice: random.Random) -> str:
    return text.translate(THAI)


def tone_slip(text: str, dice: random.Random) -> str:
    """One tone mark forgotten, or another in its place."""
    at = [n for n, c in enumerate(text) if c in TONES]
    if not at:
        return text
    n = dice.choice(at)
    return text[:n] + dice.choice(["", *TONES]) + text[n + 1 :]


def hidden_marks(text: str, dice: random.Random) -> str:
    """Zero-width spaces and soft hyphens, as they come out of PDF and LINE."""
    n = dice.randrange(len(text))
    return "\ufeff" + text[:n] + dice.choice("\u200b\u200d\u00ad\u2060") + text[n:]


def spaces(text: str, dice: random.Random) -> str:
    n = dice.randrange(len(text))
    return (
        f"  {text[:n]}{dice.choice([' ', '  ', chr(160)])}{text[n:]} "
        if text[n : n + 1].isascii()
        else f" {text} "
    )


def double_e(text: str, dice: random.Random) -> str:
    """แ typed as two เ, ำ as nikhahit and อา."""
    return text.replace("แ", "เเ").replace("ำ", "ํา")


def shorter(text: str, dice: random.Random) -> str:
    for full, short in SHORT.items():
        text = text.replace(full, short)
    return text


def boilerplate(text: str, dice: random.Random) -> str:
    head = dice.choice(
        ("โครงการ", "กิจกรรม", "โครงการส่งเสริมคุณธรรมจริยธรรม ", "โครงการจิตอาสา เราทำความดี ด้วยหัวใจ ")
    )
    return (
        head + text + dice.choice((" เฉลิมพระเกียรติ", " ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", " รุ่นที่ 3", " อย่างยั่งยืน", ""))
    )


def a_letter_lost(text: str, dice: random.Random) -> str:
    n = dice.randrange(len(text))
    return text[:n] + text[n + 1 :]


def letters_swapped(text: str, dice: random.Random) -> str:
    n = dice.randrange(len(text) - 1)
    return text[:n] + text[n + 1] + text[n] + text[n + 2 :]


def another_letter(text: str, dice: random.Random) -> str:
    n = dice.randrange(len(text))
    return text[:n] + dice.choice("กงดนมยรลวสหอาเีิุ") + text[n + 1 :]


def upper(text: str, dice: random.Random) -> str:
    return text.upper()


SLIPS = (thai_digits, tone_slip, hidden_marks, spaces, double_e, shorter, upper)
FINGERS = (a_letter_lost, letters_swapped, another_letter, tone_slip)
OTHER = (boilerplate, *FINGERS)


@examples(250)
@given(
    row=st.sampled_from(ROWS),
    slips=st.lists(st.sampled_from(SLIPS), min_size=1, max_size=3),
    seed=st.integers(0, 9999),
)
def test_a_row_typed_again_is_the_same(row: Row, slips: list, seed: int) -> None:  # type: ignore[type-arg]
    dice, title = random.Random(seed), row.title
    for slip in slips:
        title = slip(title, dice)
    pair = compare(row, Row("copy", title, agency=row.agency, area=row.area))
    assert pair is not None and pair.action == "same", title


@examples(150)
@given(row=st.sampled_from(ROWS), slip=st.sampled_from(OTHER), seed=st.integers(0, 9999))
def test_a_row_dressed_up_or_misspelt_is_still_proposed(row: Row, slip, seed: int) -> None:  # type: ignore[no-untyped-def]
    title = slip(row.title, random.Random(seed))
    assert compare(row, Row("copy", title, agency=row.agency, area=row.area)) is not None, title


@pytest.mark.parametrize(
    ("title", "copy"),
    [
        # One letter makes the award no award to the lexicon, and the volunteers who are given it its activity.
        ("มอบเข็มคนดีศรีโรงเรียนแก่เด็กที่มีจิตอาสา", "มอบเข็มคดีศรีโรงเรียนแก่เด็กที่มีจิตอาสา"),
        ("Big Cleaning Day ป้องกันโรคไข้เลือดออก", "Big Cleaning Day ป้องกันโรคข้เลือดอก"),
        ("ถังขยะเปียกลดโลกร้อน ครบทุกหลังคาเรือน", "ถังขะปียกลดโลกร้อน ครบทุกหลังคาเรือน"),
        ("โครงการชุมชนคุณธรรมรวมใจ เทิดไท้สถาบัน", "โครงการชุมมนคุณธรรมรวมใจ เทิดไท้สถาบัน"),
    ],
)
def test_a_letter_that_changes_what_a_title_means_to_the_lexicon(title: str, copy: str) -> None:
    rows = [Row("a", title), Row("b", copy)]
    pair = compare(*rows)
    assert pair is not None and weave(rows) == [pair]


def test_a_slip_that_may_be_another_thing_is_related_and_said_to_be_a_slip() -> None:
    pair = compare(Row("a", "มอบเข็มคนดีศรีโรงเรียนแก่เด็กที่มีจิตอาสา"), Row("b", "มอบเข็มคดีศรีโรงเรียนแก่เด็กที่มีจิตอาสา"))
    assert pair is not None and pair.action == "related" and pair.score < model.load().same_at
    assert reasons.SLIP in pair.reasons


@examples(25)
@given(seed=st.integers(0, 9999), slip=st.sampled_from(FINGERS))
def test_a_misspelt_copy_in_the_plan_is_proposed(seed: int, slip) -> None:  # type: ignore[no-untyped-def]
    dice = random.Random(seed)
    row = dice.choice(ROWS)
    copy = Row("copy", slip(row.title, dice), agency="อีกหน่วยงานหนึ่ง", area=row.area)
    assert {row.id, "copy"} in [{p.id_a, p.id_b} for p in weave([*ROWS, copy])]


@examples(25)
@given(seed=st.integers(0, 9999), slip=st.sampled_from(SLIPS))
def test_a_copy_in_the_plan_is_always_found(seed: int, slip) -> None:  # type: ignore[no-untyped-def]
    dice = random.Random(seed)
    row = dice.choice(ROWS)
    copy = Row("copy", slip(row.title, dice), agency="อีกหน่วยงานหนึ่ง", area=row.area)
    found = {frozenset((p.id_a, p.id_b)): p.action for p in weave([*ROWS, copy])}
    assert found.get(frozenset((row.id, "copy"))) == "same"


HEADS = (
    "โครงการส่งเสริมคุณธรรมจริยธรรม",
    "โครงการจิตอาสา เราทำความดี ด้วยหัวใจ",
    "โครงการเฉลิมพระเกียรติ",
    "กิจกรรมขับเคลื่อนชุมชนเข้มแข็ง",
)
DEEDS = (
    "ปลูกป่า",
    "บริจาคโลหิต",
    "ธนาคารขยะ",
    "งดเหล้าเข้าพรรษา",
    "ซ่อมบ้านผู้ยากไร้",
    "สอนทอผ้า",
    "ฉีดวัคซีนสุนัข",
    "สอนว่ายน้ำ",
    "ทำฝาย",
    "ไกล่เกลี่ยข้อพิพาท",
)


@pytest.mark.parametrize("head", HEADS)
def test_the_phrase_every_title_has_makes_nothing_the_same(head: str) -> None:
    pairs = weave([Row(deed, f"{head} {deed}", good_deed="ทำความดี") for deed in DEEDS])
    assert [p for p in pairs if p.action == "same"] == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ธนาคารขยะ ร.ร.บ้านดู่", "Waste Bank โรงเรียนบ้านดู่"),
        ("Big Cleaning Day ทต.บ้านแซว", "บิ๊กคลีนนิ่ง ถนนสายหลัก"),
        ("งด เหล้า เข้า พรรษา ม.4", "เลิกสุราตลอดพรรษา หมู่ที่ ๔"),
        ("TO BE NUMBER ONE รร.สันติ", "ชมรมทูบีนัมเบอร์วัน"),
        ("รร.ผู้สูงอายุ อบต.ท่าสาย", "โรงเรียนผู้สูงวัย องค์การบริหารส่วนตำบลท่าสุด"),
        ("No Gift Policy สนง.เกษตร", "งดรับของขวัญทุกเทศกาล"),
    ],
)
def test_short_forms_and_english_words(a: str, b: str) -> None:
    pair = compare(Row("a", a), Row("b", b))
    assert pair is not None and pair.action == "same"
