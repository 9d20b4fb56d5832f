"""A programme's own words: they count at once, they are checked, and a fault is said in Thai."""

from __future__ import annotations

from typing import Any

import pytest

from thaktho.engines.weave import AdditionError, Loom, Row, compare, lexicon, weave

SALT = {
    "concept": "own.salt",
    "label": "ทำเกลือสมุทร",
    "broader": "economy",
    "related": ["career"],
    "words": ["นาเกลือ", "เกลือ + ทะเล|สมุทร"],
}
A, B = Row("a", "ชวนกันทำนาเกลือ"), Row("b", "สืบวิชาเก็บเกลือสมุทร")


def test_a_new_action_joins_rows_that_nothing_joined() -> None:
    own = lexicon().with_additions([SALT])
    assert compare(A, B) is None
    pair = compare(A, B, lexicon=own)
    assert pair is not None and pair.action == "same"
    assert pair.reasons[0].text_th == "ทำเรื่องเดียวกัน: ทำเกลือสมุทร"
    assert weave([A, B], lexicon=own) == Loom([A, B], lexicon=own).pairs() == [pair]


def test_a_synonym_of_a_known_action() -> None:
    own = lexicon().with_additions([{"concept": "waste.bank", "words": ["ขวดแลกไข่ไก่"]}])
    pair = compare(Row("a", "ขวดแลกไข่ไก่"), Row("b", "ธนาคารขยะ"), lexicon=own)
    assert pair is not None and pair.action == "same"


def test_the_shipped_lexicon_is_left_as_it_is_and_equal_words_are_compiled_once() -> None:
    base = lexicon()
    digest, count = base.digest, len(base.concepts)
    first = base.with_additions([SALT])
    assert first is base.with_additions([dict(reversed(SALT.items()))])
    assert first.digest != digest
    assert (lexicon().digest, len(lexicon().concepts)) == (digest, count)
    assert base.with_additions([]) is base
    assert first.with_additions([{"concept": "own.salt", "words": ["ดอกเกลือ"]}]).find("ดอกเกลือ").keys() >= {
        "own.salt"
    }


BAD: list[tuple[Any, str]] = [
    ({"words": ["นาเกลือ"]}, "ต้องบอกว่าเป็นคำของเรื่องใด"),
    ("นาเกลือ", "ต้องบอกว่าเป็นคำของเรื่องใด"),
    ({"concept": "waste.bank"}, "ต้องมีคำอย่างน้อยหนึ่งคำ"),
    ({"concept": "waste.bank", "words": []}, "ต้องมีคำอย่างน้อยหนึ่งคำ"),
    ({"concept": "waste.bank", "words": [7]}, "ต้องมีคำอย่างน้อยหนึ่งคำ"),
    ({"concept": "waste.bank", "words": ["กข"]}, "สั้นหรือยาวเกินไป"),
    ({"concept": "waste.bank", "words": ["ข" * 61]}, "สั้นหรือยาวเกินไป"),
    ({"concept": "waste.bank", "words": ["ขวดแลก + "]}, "สั้นหรือยาวเกินไป"),
    ({"concept": "waste.bank", "words": ["ขวดแลก||ไข่ไก่"]}, "สั้นหรือยาวเกินไป"),
    ({"concept": "waste.bank", "words": ["โครงการ"]}, "มีในชื่อกิจกรรมแทบทุกแถว"),
    ({"concept": "waste.bank", "words": ["2563"]}, "มีในชื่อกิจกรรมแทบทุกแถว"),
    ({"concept": "waste.bank", "words": ["!ขวดแลก"]}, "มีแต่คำที่ต้องไม่พบ"),
    ({"concept": "waste.bank", "words": ["@waste + แลก"]}, "ใช้เครื่องหมาย"),
    ({"concept": "waste.bank", "words": ["|".join(["ขวดแลกไข่"] * 21)]}, "ยาวเกินไป"),
    ({"concept": "waste.bank", "words": [" + ".join(["ขวดแลกไข่"] * 5)]}, "ยาวเกินไป"),
    ({"concept": "waste.bank", "words": ["ขวดแลก"], "label": "อื่น"}, "เพิ่มได้เฉพาะคำ"),
    ({"concept": "waste.bank", "words": ["ขวดแลก"], "weight": 9}, "มีช่องที่ไม่รู้จัก"),
    ({"concept": "salt", "label": "ทำเกลือ", "words": ["นาเกลือ"]}, "ขึ้นต้นด้วย own."),
    ({"concept": "own.salt", "words": ["นาเกลือ"]}, "ต้องมีชื่อ"),
    ({"concept": "own.salt", "label": "เกลือ|น้ำตาล", "words": ["นาเกลือ"]}, "ต้องมีชื่อ"),
    (
        {"concept": "own.salt", "label": "ทำเกลือ", "broader": "nothing", "words": ["นาเกลือ"]},
        "ไม่รู้จักเรื่อง “nothing”",
    ),
    ({"concept": "own.salt", "label": "ทำเกลือ", "related": "career", "words": ["นาเกลือ"]}, "ต้องเป็นรายการ"),
]


@pytest.mark.parametrize(("entry", "why"), BAD)
def test_what_cannot_be_meant_is_refused_in_thai(entry: Any, why: str) -> None:
    with pytest.raises(AdditionError) as refused:
        lexicon().with_additions([entry])
    assert len(refused.value.faults) >= 1
    assert any(why in fault for fault in refused.value.faults), refused.value.faults
    assert all(fault.startswith("รายการที่ 1") for fault in refused.value.faults)


def test_every_fault_is_said_at_once_and_a_circle_of_broader_ones_ends() -> None:
    with pytest.raises(AdditionError) as refused:
        lexicon().with_additions([SALT, SALT, {"concept": "zz", "words": ["ก"]}])
    assert [fault.split(" ")[1] for fault in refused.value.faults] == ["2", "3", "3"]
    with pytest.raises(AdditionError):
        lexicon().with_additions([{"concept": "waste.bank", "words": [object()]}])
    with pytest.raises(AdditionError):
        lexicon().with_additions([SALT] * 501)
    ring = [
        {"concept": "own.a", "label": "เรื่องแรก", "broader": "own.b", "words": ["นาเกลือ"]},
        {"concept": "own.b", "label": "เรื่องหลัง", "broader": "own.a", "words": ["ดอกเกลือ"]},
    ]
    assert lexicon().with_additions(ring).ancestors("own.a") == ("own.b", "own.a")
