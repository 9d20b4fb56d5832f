from datetime import date
from itertools import product

import pytest

from thaktho.engines.weave import Row, compare, label, times

NEAR = ("same", "near", "apart", "unknown")


def span(*parts: tuple[int, int, int]) -> tuple[int, int] | None:
    return times.span(date(*parts[0]), date(*parts[-1]))


@pytest.mark.parametrize(
    ("a", "b", "want"),
    [
        (span((2020, 4, 1), (2020, 4, 10)), span((2020, 4, 10), (2020, 4, 12)), "same"),
        (span((2020, 4, 1)), span((2020, 4, 8)), "same"),
        (span((2020, 4, 1)), span((2020, 4, 20)), "near"),
        (span((2020, 4, 1)), span((2023, 4, 20)), "near"),
        (span((2020, 4, 1)), span((2020, 9, 20)), "apart"),
        (span((2019, 10, 1), (2020, 9, 30)), span((2020, 4, 1)), "near"),
        (span((2019, 10, 1), (2020, 9, 30)), span((2019, 11, 1), (2020, 9, 30)), "same"),
        (span((2019, 10, 1), (2020, 9, 30)), span((2020, 8, 1), (2021, 9, 30)), "near"),
        (None, span((2020, 4, 1)), "unknown"),
    ],
)
def test_times(a: times.Span | None, b: times.Span | None, want: str) -> None:
    assert times.compare(a, b) == want
    assert times.compare(b, a) == want


def test_an_end_before_the_start_is_not_believed() -> None:
    assert times.span(date(2020, 5, 1), date(2019, 5, 1)) == times.span(date(2020, 5, 1), None)


def test_every_combination_has_its_label() -> None:
    assert label("same", "same", "same") == "duplicate"
    for place, time in product(NEAR, NEAR):
        assert label("related", place, time) == "support"  # type: ignore[arg-type]
        assert label("different", place, time) is None  # type: ignore[arg-type]
        said = label("same", place, time)  # type: ignore[arg-type]
        if (place, time) != ("same", "same"):
            assert said == ("join" if {"same", "near"} & {place, time} else "support")


def test_a_duplicate_with_all_its_reasons() -> None:
    when = {"start": date(2020, 4, 1), "end": date(2020, 4, 10)}
    a = Row("a", "บรรพชาสามเณรภาคฤดูร้อน", network="religion", area="วัดพระแก้ว อ.เมือง จ.เชียงราย", **when)
    b = Row("b", "โครงการบวชเณรฤดูร้อน", network="local_gov", area="วัดพระแก้ว จ.เชียงราย", **when)
    pair = compare(a, b)
    assert pair is not None
    assert (pair.action, pair.place, pair.time, pair.label) == ("same", "same", "same", "duplicate")
    said = [r.text_th for r in pair.reasons]
    assert "สถานที่เดียวกัน: วัดพระแก้ว" in said
    assert "ช่วงเวลาเดียวกัน: เม.ย. 2563" in said


def test_a_time_text_is_read_when_no_dates_are_given() -> None:
    a, b = (
        Row("a", "ธนาคารขยะ", when_text="1-10 เมษายน 2563"),
        Row("b", "ธนาคารขยะ", when_text="๙ เม.ย. ๒๕๖๓"),
    )
    pair, doubt = compare(a, b), compare(a, Row("c", "ธนาคารขยะ", when_text="เมื่อฝนมา"))
    assert pair is not None and pair.time == "same"
    assert doubt is not None and doubt.time == "unknown"
