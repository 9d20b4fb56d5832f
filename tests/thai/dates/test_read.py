"""Reading: what is filled, what is asked, and that nothing ever raises."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thaktho.thai.dates import Reading, fiscal_span, fiscal_year, read, show, show_span
from thaktho.thai.dates.show import Style
from thaktho.thai.numerals import Digits

DAYS = st.dates(date(1941, 1, 1), date(2100, 12, 31))
STYLES = st.sampled_from(["long", "medium", "short", "numeric"])
KINDS = st.sampled_from(["arabic", "thai"])


@settings(max_examples=400, deadline=None)
@given(DAYS, STYLES, KINDS, st.booleans())
@example(date(2024, 2, 29), "short", "thai", True)
def test_every_date_shown_is_read_back(day: date, style: Style, kind: Digits, weekday: bool) -> None:
    reading = read(show(day, style, kind, weekday=weekday))
    assert (reading.status, reading.start, reading.end) == ("ok", day, None), reading.why
    assert reading.fy_be == str(fiscal_year(day))


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(1, 800), STYLES, KINDS)
def test_every_span_shown_is_read_back(start: date, length: int, style: Style, kind: Digits) -> None:
    end = date.fromordinal(start.toordinal() + length)
    reading = read(show_span(start, end, style, kind))
    assert (reading.start, reading.end) == (start, end), (show_span(start, end, style, kind), reading)


@settings(max_examples=100, deadline=None)
@given(DAYS, st.sampled_from(["long", "medium"]))
def test_english_is_read_back(day: date, style: Style) -> None:
    assert read(show(day, style, lang="en")).start == day


@pytest.mark.parametrize("year", [2563, 2566, 2570])
def test_whole_spans_shown_are_read_back(year: int) -> None:
    first, last = fiscal_span(year)
    assert show_span(first, last) == f"ปีงบประมาณ {year}"
    assert (read(show_span(first, last)).start, read(show_span(first, last)).end) == (first, last)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789๐๕ /-.,:()มกพคยตศปีงบวนที่ถึงเดือนงaQyF", max_size=24))
@example("0/0/2563")
@example("99/99/9999")
@example("ไตรมาส")
def test_never_raises_and_is_always_whole(text: str) -> None:
    reading = read(text)
    if reading.status == "ok":
        assert reading.start and reading.fy_be and not reading.why
        assert reading.end is None or reading.end >= reading.start
    else:
        assert reading.start is None and reading.end is None and reading.fy_be == "" and reading.why


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(read(text), Reading)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("5 ธันวาคม", date(2022, 12, 5), None),
        ("5 มีนาคม", date(2023, 3, 5), None),
        ("พ.ย. - ม.ค.", date(2022, 11, 1), date(2023, 1, 31)),
        ("ตุลาคม - กันยายน", date(2022, 10, 1), date(2023, 9, 30)),
        ("ไตรมาสที่ 1", date(2022, 10, 1), date(2022, 12, 31)),
        ("ตลอดปีงบประมาณ", date(2022, 10, 1), date(2023, 9, 30)),
    ],
)
def test_the_forms_fiscal_year_fills_a_missing_year_and_says_so(
    text: str, start: date, end: date | None
) -> None:
    assert read(text).status == "ambiguous"
    filled = read(text, fiscal_year=2566)
    assert (filled.status, filled.start, filled.end) == ("ok", start, end), filled.why
    assert any("2566" in note for note in filled.assumed)


def test_the_forms_year_never_overrules_what_is_written() -> None:
    assert read("5 มีนาคม 2560", fiscal_year=2566).start == date(2017, 3, 5)
    assert read("ปี 2563", fiscal_year=2566).status == "ambiguous"
    assert read("ทุกวันศุกร์", fiscal_year=2566).status == "ambiguous"


def test_a_filled_year_still_checks_the_weekday() -> None:
    assert read("วันอาทิตย์ที่ 5 มีนาคม", fiscal_year=2566).start == date(2023, 3, 5)
    assert read("วันจันทร์ที่ 5 มีนาคม", fiscal_year=2566).status == "ambiguous"


def test_corrections_are_told() -> None:
    assert read("5 พฤษจิกายน 2565").assumed == ("อ่าน “พฤษจิกายน” เป็น พฤศจิกายน",)
    assert any("ค.ศ." in note for note in read("5 มีนาคม 2020").assumed)
    assert any("ปีงบประมาณ" in note for note in read("ไตรมาส 3/2567").assumed)


def test_why_names_the_right_weekday() -> None:
    assert "วันจันทร์" in read("วันอังคารที่ 21 ก.พ. 2565").why


def test_one_letter_between_short_months_is_never_repaired() -> None:
    for text in ("1 ม.ย. 2565", "1 มึ.ค. 2565", "1 ก. 2565"):
        assert read(text).status != "ok"


@pytest.mark.parametrize(
    "text", ["ใน" * 1000, "1-" * 1000, "ปี" * 1000, "ณ " * 1000, "5 มีนาคม " * 220, "x" * 50_000]
)
def test_hostile_cells_are_cheap(text: str) -> None:
    began = time.perf_counter()
    assert read(text).status != "ok"
    assert time.perf_counter() - began < 2
