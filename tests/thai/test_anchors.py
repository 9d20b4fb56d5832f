"""A quote is found where it stands, nearest to where it stood, and never inside a written letter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.thai.anchors import Anchor, find, fits

THAI = st.text(st.sampled_from("กขคนมิีู่้์ำเแ 12a👩🏽🇹🇭\u200d"), max_size=30)


@pytest.mark.parametrize(
    ("text", "quote", "near", "at"),
    [
        ("ปลูกป่า ดูแลป่า", "ป่า", 0, (4, 7)),
        ("ปลูกป่า ดูแลป่า", "ป่า", 12, (12, 15)),
        ("ปลูกป่า", "ไร่", 0, None),
        ("ที่นี่", "ท", 0, None),  # its vowel and tone belong to it
        ("ก", "", 0, None),
    ],
)
def test_found_or_not(text, quote, near, at):
    assert find(text, quote, near) == (Anchor(*at) if at else None)


@settings(deadline=None)
@given(THAI, st.integers(-3, 33), st.integers(-3, 33))
def test_what_fits_is_found_at_its_own_place(text, start, end):
    if fits(text, start, end):
        assert find(text, text[start:end], start) == (start, end)
