"""Words, search and line breaks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.thai.words import (
    KNOWN_NAMES,
    keep_together,
    search_terms,
    search_text,
    words,
)

PLAN = "แผนขับเคลื่อนเครือข่ายทางสังคมสู่เชียงรายจังหวัดคุณธรรม ปีงบประมาณ 2563"


def finds(query: str, text: str) -> bool:
    terms, stored = search_terms(query), search_text(text)
    return bool(terms) and all(term in stored for term in terms)


def test_words_cut_and_join_back() -> None:
    assert "ขับเคลื่อน" in words(PLAN)
    assert "ปีงบประมาณ" in words(PLAN)
    assert "".join(words(PLAN)) == PLAN


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="กขมแเาิ่้ำๆ ab1(\n", max_size=20))
def test_no_letter_is_lost(text: str) -> None:
    assert "".join(words(text)) == text
    assert "".join(piece for piece, _ in keep_together(text)) == text


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("แมสาย", "อำเภอแม่สาย"), ("๒๕๖๓", "แผนปี 2563"), ("2563", "แผนปี ๒๕๖๓"), ("คุณธรรม เชียงราย", PLAN),
        ("chiang", "Chiang Rai"), ("สาธารณสุข", "เครือข่ายสาธารณสุขคุณธรรม"), ("เเม่สาย", "แม่สาย"), ("ขับเคลื่อนเครือ", PLAN),
    ],
)  # fmt: skip
def test_search_finds(query: str, text: str) -> None:
    assert finds(query, text)


def test_search_does_not_find_everything() -> None:
    assert not finds("แม่จัน", "แม่สาย")
    assert search_terms("  - ") == []


@pytest.mark.parametrize("name", KNOWN_NAMES)
def test_known_names_are_never_broken(name: str) -> None:
    assert (name, True) in keep_together(f"และ{name}")
