"""Every string a Thai office might write, with the reading a careful clerk would give it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from thaktho.thai.dates import read

CASES = list(csv.DictReader((Path(__file__).parent / "strings.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES, ids=[case["string"] for case in CASES])
def test_reads_as_a_clerk_would(case: dict[str, str]) -> None:
    reading = read(case["string"])
    got = (reading.status, str(reading.start or ""), str(reading.end or ""), reading.fy_be)
    assert got == (case["status"], case["iso_start"], case["iso_end"], case["fy_be"]), reading.why
    assert bool(reading.why) == (reading.status != "ok")


def test_the_set_is_large_enough_to_mean_something() -> None:
    assert len(CASES) >= 150
    assert len({case["string"] for case in CASES}) == len(CASES)
