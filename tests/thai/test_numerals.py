"""Digits of both kinds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thaktho.thai.numerals import digits, to_arabic, to_thai


def test_digits() -> None:
    assert to_thai("ปี 2563") == "ปี ๒๕๖๓"
    assert to_arabic("ปี ๒๕๖๓ ２５") == "ปี 2563 25"
    assert digits("๑2", "arabic") == "12"


@given(st.integers())
def test_there_and_back(number: int) -> None:
    assert to_arabic(to_thai(str(number))) == str(number)
