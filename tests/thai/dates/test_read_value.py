"""Spreadsheet cells."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from thaktho.thai.dates import read_value


def test_a_buddhist_year_typed_as_ce_is_moved_and_noted() -> None:
    for value in (date(2563, 3, 11), datetime(2563, 3, 11, 9, 30)):
        reading = read_value(value)
        assert (reading.start, reading.fy_be) == (date(2020, 3, 11), "2563")
        assert reading.assumed


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (None, "invalid"),
        (True, "invalid"),
        ("", "invalid"),
        (date(2020, 3, 11), "ok"),
        ("11 มี.ค. 63", "ok"),
        (date(2564, 2, 29), "invalid"),
        (date(1963, 3, 11), "ambiguous"),
        (date(1900, 1, 5), "invalid"),
        (date(2300, 1, 5), "invalid"),
        (43901, "ambiguous"),
        (2563, "ambiguous"),
        (2563.0, "ambiguous"),
        (0.5, "invalid"),
        (float("nan"), "invalid"),
        (-3, "invalid"),
        (15000, "invalid"),
    ],
)
def test_cells(value: object, status: str) -> None:
    assert read_value(value).status == status


def test_the_forms_year_reaches_text_cells() -> None:
    assert read_value("5 ธันวาคม", fiscal_year=2566).start == date(2022, 12, 5)
