"""The fiscal year and its quarters at their edges."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaktho.thai.dates import be_year, fiscal_quarter, fiscal_span, fiscal_year, quarter_span


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2019, 11, 13), 2563),
        (date(2020, 9, 30), 2563),
        (date(2020, 10, 1), 2564),
        (date(2020, 3, 11), 2563),
    ],
)
def test_fiscal_year_turns_on_the_first_of_october(day: date, year: int) -> None:
    assert fiscal_year(day) == year


@given(st.dates(date(1941, 1, 1), date(2150, 1, 1)))
def test_every_day_lies_in_its_year_and_quarter(day: date) -> None:
    first, last = fiscal_span(fiscal_year(day))
    assert first <= day <= last
    start, end = quarter_span(fiscal_year(day), fiscal_quarter(day))
    assert start <= day <= end
    assert be_year(day) == day.year + 543


@given(st.integers(2500, 2600))
def test_quarters_fill_the_year_without_gap(year: int) -> None:
    spans = [quarter_span(year, quarter) for quarter in (1, 2, 3, 4)]
    assert (spans[0][0], spans[3][1]) == fiscal_span(year)
    assert all(a[1] + timedelta(days=1) == b[0] for a, b in itertools.pairwise(spans))


def test_there_is_no_fifth_quarter() -> None:
    with pytest.raises(ValueError, match="1-4"):
        quarter_span(2566, 5)
