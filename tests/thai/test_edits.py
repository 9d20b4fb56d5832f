"""How many slips lie between two spellings: against the plain recursion, and given up in time."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaktho.thai.edits import edits

words = st.text("กขabา", max_size=7)


@cache
def plainly(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    ways = [
        plainly(one[:-1], other) + 1,
        plainly(one, other[:-1]) + 1,
        plainly(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[:-3:-1]:
        ways.append(plainly(one[:-2], other[:-2]) + 1)
    return min(ways)


@given(words, words, st.integers(0, 8))
def test_as_the_recursion_counts(one: str, other: str, limit: int) -> None:
    assert edits(one, other) == plainly(one, other) == edits(other, one)
    assert edits(one, other, limit) == min(plainly(one, other), limit + 1)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("", "", 0), ("คนดี", "คดี", 1), ("คนดี", "คนีด", 1), ("วันแม", "วันพอ", 2), ("", "กขค", 3)],
)
def test_slips(one: str, other: str, count: int) -> None:
    assert edits(one, other) == count
