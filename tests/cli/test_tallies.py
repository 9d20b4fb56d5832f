"""`thaktho opinion --tallies`: the lists recomputed from open data alone."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest

from thaktho.cli import main
from thaktho.engines.opinion.published import Cell, Unit, published
from thaktho.engines.opinion.tallies import HEAD, lines

Lines = list[tuple[str | int, ...]]


def exact(no: int, passed: int, yes: int) -> Cell:
    return Cell(no + passed + yes, (yes, yes), (passed, passed), (no, no))


TOTAL: dict[str, Cell | None] = {
    "10": exact(2, 4, 60),
    "9": Cell(40, (32, 40), (0, 8), (0, 8)),
    "7": exact(50, 1, 2),
    "8": None,
    "11": exact(20, 0, 60),
}
UNITS = [
    Unit("group", "0", {"10": exact(2, 4, 60), "9": Cell(40, (32, 40), (0, 8), (0, 8)), "7": exact(50, 1, 2), "11": exact(5, 0, 60)}),
    Unit("network", "ป่า", {"10": exact(0, 1, 20), "9": None, "7": exact(20, 0, 0), "11": exact(15, 0, 0)}),
    Unit("network", "น้ำ", {"10": exact(1, 1, 20), "7": exact(9, 0, 1), "11": exact(0, 0, 20)}),
    Unit("network", "เล็ก", {}, heard=False),
]  # fmt: skip


def write(path: Path, body: Lines) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *body])
    return path


def recomputed(tmp_path: Path, body: Lines) -> bytes:
    out = tmp_path / "lists.json"
    table = write(tmp_path / "tallies.csv", body)
    assert main(["opinion", "--tallies", str(table), "--out", str(out)]) == 0
    return out.read_bytes()


def test_the_lists_recompute_exactly_whatever_the_order_of_rows(tmp_path: Path) -> None:
    body = list(lines(TOTAL, UNITS))
    made = recomputed(tmp_path, body)
    told = json.loads(made)
    manifest = told.pop("manifest")
    assert told == json.loads(json.dumps(published(TOTAL, UNITS).json()))
    assert [one["statement"] for one in told["all"]] == ["10"]
    assert [(one["statement"], one["units"]) for one in told["refused_by"]] == [("11", ["ป่า"])]
    assert [(one["statement"], one["units"]) for one in told["not_enough"]] == [("9", ["น้ำ", "ป่า"])]
    assert [one["statement"] for one in told["rejected"]] == ["7"]
    assert told["unheard"] == ["เล็ก"]
    assert manifest["input"]["statements"] == 5
    assert recomputed(tmp_path, random.Random(0).sample(body, len(body))) == made


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (("1", "village", "x", *[""] * 7), "“village”"),
        (("1", "total", "x", *[""] * 7), "ต้องไม่มี unit"),
        (("1", "network", "", *[""] * 7), "ไม่มีรหัส unit"),
        (("10", "total", "", *[""] * 7), "อยู่แล้ว"),
        (("1", "network", "x", 9, 5, 5, 4, 4, 0, ""), "ไม่ครบ"),
        (("1", "network", "x", 9, 5, 5, 4, 4, 0, -1), "“-1”"),
        (("1", "network", "x", 9, 5, 5, 4, 4, 3, 3), "ขัดกับจำนวน n 9"),
        (("1", "network", "x"), "มี 3 ช่อง"),
    ],
)
def test_a_bad_row_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: tuple[str | int, ...], why: str
) -> None:
    body = list(lines(TOTAL, UNITS))
    table = write(tmp_path / "tallies.csv", [*body, bad])
    out = tmp_path / "lists.json"
    assert main(["opinion", "--tallies", str(table), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert f"บรรทัด {len(body) + 2}:" in said
    assert why in said
    assert not out.exists()
    assert main(["opinion", "--tallies", str(table), "--out", str(out), "--skip-bad"]) == 0
    assert out.read_bytes() == recomputed(tmp_path, body)


def test_a_unit_with_few_voters_is_not_heard(tmp_path: Path) -> None:
    body = [
        ("", "network", "a", 4, *[""] * 6),
        ("", "network", "b", 5, *[""] * 6),
        ("1", "network", "c", *[""] * 7),
    ]
    assert json.loads(recomputed(tmp_path, body))["unheard"] == ["a"]  # fmt: skip


def test_an_empty_table_has_empty_lists(tmp_path: Path) -> None:
    told = json.loads(recomputed(tmp_path, []))
    assert [told[name] for name in ("all", "refused_by", "not_enough", "rejected", "unheard")] == [[]] * 5


@pytest.mark.parametrize(
    "more",
    [
        ["v.csv", "--tallies", "t.csv", "--out", "l.json"],
        ["--out", "l.json"],
        ["--tallies", "t.csv"],
        ["--tallies", "t.csv", "--networks", "n.csv", "--out", "l.json"],
        ["--tallies", "none.csv", "--out", "l.json"],
    ],
)
def test_what_cannot_be_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["opinion", *more]) == 2
    assert capsys.readouterr().err.strip()
