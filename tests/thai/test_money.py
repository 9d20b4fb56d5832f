"""Baht: blank is not zero, doubt is asked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.thai.money import in_words, read_money, show_money
from thaktho.thai.numerals import Digits

AMOUNTS = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("20,000 บาท", 20000), ("๒๐,๐๐๐.-", 20000), ("20000", 20000), ("20,000 บาท/ปี", 20000), ("2 หมื่น", 20000),
        ("1.5 ล้านบาท", 1500000), ("งบประมาณ 15,000 บาท", 15000), ("สองพันบาท", 2000), ("100 บาท 50 สตางค์", "100.50"),
        ("0", 0), ("0 บาท", 0), ("ไม่ใช้งบประมาณ", 0), ("ไม่ใช้งบ", 0), ("ไม่มีงบประมาณ", 0), ("๐", 0),
        (15000, 15000), (12.5, "12.5"), (Decimal("3.25"), "3.25"), ("฿500", 500), ("5,000.- บาท", 5000), ("5,000/-", 5000),
        ("5,000.-บาทถ้วน", 5000), ("ปีละ 5,000 บาท", 5000), ("1.2 ลบ.", 1200000), ("- ไม่ใช้งบประมาณ -", 0), ("ไม่ใช้งบฯ", 0),
        ("5,000 (ห้าพันบาทถ้วน)", 5000),
    ],
)  # fmt: skip
def test_amounts(value: object, amount: int | str) -> None:
    reading = read_money(value)
    assert (reading.status, reading.amount) == ("ok", Decimal(amount))


@pytest.mark.parametrize("value", [None, "", " ", "-", "–", "ไม่ระบุ", "N/A", "\u200b"])
def test_blank_is_not_zero(value: object) -> None:
    reading = read_money(value)
    assert (reading.status, reading.amount) == ("blank", None)


@pytest.mark.parametrize(
    "value",
    ["5,000+3,000", "5,000-6,000", "5,000 ถึง 6,000", "-500", "(500)", "#REF!", "#N/A", "12,34", "1.234", "ตามจริง", "10 คน",
     "20,000 30,000", "5,000 (หกพันบาทถ้วน)", True, -1, float("nan"), float("inf")],
)  # fmt: skip
def test_doubt_is_asked(value: object) -> None:
    reading = read_money(value)
    assert (reading.status, reading.amount) == ("unreadable", None)
    assert reading.why


@settings(max_examples=200)
@given(AMOUNTS, st.sampled_from(["arabic", "thai"]))
def test_shown_is_read_back(amount: Decimal, kind: Digits) -> None:
    assert read_money(show_money(amount, kind)).amount == amount


@given(st.text(max_size=20))
def test_never_raises(text: str) -> None:
    assert read_money(text).status in ("ok", "blank", "unreadable")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "ศูนย์บาทถ้วน"), (1, "หนึ่งบาทถ้วน"), (10, "สิบบาทถ้วน"), (11, "สิบเอ็ดบาทถ้วน"), (21, "ยี่สิบเอ็ดบาทถ้วน"),
        (101, "หนึ่งร้อยเอ็ดบาทถ้วน"), (1_000_000, "หนึ่งล้านบาทถ้วน"), (10_000_001, "สิบล้านเอ็ดบาทถ้วน"),
        (11_000_000, "สิบเอ็ดล้านบาทถ้วน"), (Decimal("0.25"), "ยี่สิบห้าสตางค์"),
        (Decimal("1234.56"), "หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบหกสตางค์"), (Decimal("1.01"), "หนึ่งบาทหนึ่งสตางค์"),
    ],
)  # fmt: skip
def test_in_words(amount: Decimal | int, words: str) -> None:
    assert in_words(amount) == words


@settings(max_examples=200)
@given(st.integers(1, 10**12))
def test_words_are_read_back(amount: int) -> None:
    assert read_money(in_words(amount)).amount == amount


def test_words_refuse_what_is_no_amount() -> None:
    for amount in (Decimal(-1), Decimal("0.001")):
        with pytest.raises(ValueError, match="baht"):
            in_words(amount)


@pytest.mark.parametrize(
    "text", ["5" * 200_000 + "x", "5" * 100_000 + "(" * 100_000, "20,000 บาท " + "ก" * 200]
)
def test_a_page_of_text_is_no_amount(text: str) -> None:
    assert read_money(text).status == "unreadable"
