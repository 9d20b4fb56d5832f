"""One spelling for one look."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.thai.normalise import for_pdf, normalise

THAI = st.text(alphabet="กขนมเแาำะิีุู่้๊๋์ํฺ็ \u00a0\u200b\u200c\ufeff12ab", max_size=20)


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("ท\u0e4d\u0e32", "ทำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("เเม่สาย", "แม่สาย"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ที่่", "ที่"),
        ("อย\u0e48\u0e39", "อยู่"),
        ("แม่\u200bฟ้า\u00adหลวง\ufeff", "แม่ฟ้าหลวง"),
        ("ข้อความ\u202eกลับทาง\u2066", "ข้อความกลับทาง"),
        ("เชียง\u00a0 ราย", "เชียง ราย"),
        ("  ก  \n ข ", "ก\nข"),
        ("cafe\u0301", "café"),
        ("อินฺทปญฺโญ", "อินฺทปญฺโญ"),
        ("ຫຼວງພະບາງ", "ຫຼວງພະບາງ"),
    ],
)
def test_repairs(given_text: str, wanted: str) -> None:
    assert normalise(given_text) == wanted


@settings(max_examples=500)
@given(st.one_of(THAI, st.text(max_size=20)))
def test_twice_is_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_pdf_form_returns() -> None:
    assert for_pdf("น้ำ ทำ") == "น\u0e4d\u0e49\u0e32 ทำ"


@given(THAI)
def test_pdf_form_always_returns(text: str) -> None:
    assert normalise(for_pdf(normalise(text))) == normalise(text)


@pytest.mark.parametrize("text", ["ั่้" * 100_000, "่้" * 150_000, "กํา" * 100_000, "่" * 300_000 + "ํ"])
def test_a_page_of_tone_marks_takes_no_longer_than_a_page_of_words(text: str) -> None:
    """Read from the middle of each run, these took the square of their length: minutes."""
    began = time.perf_counter()
    normalise(text)
    assert time.perf_counter() - began < 5
