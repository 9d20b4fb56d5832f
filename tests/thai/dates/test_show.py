"""Dates as printed."""

from __future__ import annotations

from datetime import date, time

import pytest

from thaktho.thai.dates import series_number, show, show_span, show_time

SEED = date(2020, 3, 11)


def test_styles() -> None:
    assert show(SEED) == "11 มีนาคม 2563"
    assert show(SEED, "medium") == "11 มี.ค. 2563"
    assert show(SEED, "short") == "11 มี.ค. 63"
    assert show(SEED, "numeric") == "11/03/2563"
    assert show(SEED, "long", "thai", weekday=True) == "วันพุธที่ ๑๑ มีนาคม ๒๕๖๓"
    assert show(SEED, lang="en", weekday=True) == "Wednesday, 11 March 2020"


def test_a_short_year_that_could_be_misread_is_written_in_full() -> None:
    assert show(date(1970, 1, 1), "short") == "1 ม.ค. 2513"


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (date(2020, 4, 1), date(2020, 4, 10), "1–10 เมษายน 2563"),
        (date(2022, 2, 15), date(2022, 4, 15), "15 กุมภาพันธ์ – 15 เมษายน 2565"),
        (date(2022, 12, 15), date(2023, 1, 15), "15 ธันวาคม 2565 – 15 มกราคม 2566"),
        (date(2018, 9, 1), date(2018, 10, 31), "กันยายน – ตุลาคม 2561"),
        (date(2021, 6, 1), date(2021, 6, 30), "มิถุนายน 2564"),
        (date(2019, 10, 1), date(2020, 9, 30), "ปีงบประมาณ 2563"),
        (date(2019, 10, 1), date(2022, 9, 30), "ปีงบประมาณ 2563–2565"),
        (SEED, SEED, "11 มีนาคม 2563"),
        (SEED, None, "11 มีนาคม 2563"),
    ],
)
def test_spans(start: date, end: date | None, shown: str) -> None:
    assert show_span(start, end) == shown


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before"):
        show_span(SEED, date(2020, 3, 10))


def test_time_and_series() -> None:
    assert show_time(time(13, 30)) == "13.30 น."
    assert show_time(time(9, 5), "thai") == "๐๙.๐๕ น."
    assert series_number(2, 2565, "thai") == "๒/๒๕๖๕"
