"""`thaktho dates`: a CSV in, a CSV out, or a clear refusal."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import pytest

from thaktho.cli import dates


def run(source: Path, out: Path) -> int:
    parser = argparse.ArgumentParser()
    dates.add(parser.add_subparsers())
    args = parser.parse_args(["dates", str(source), "--out", str(out)])
    return int(args.run(args))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TEXT = 'id,string,note,status\n1,11 มี.ค. 63,"ก,\n ข",old\n2,14 ก.ค. 65 ถึง 10 ต.ค.65,,\n3,5 ธันวาคม,,\n4,29 ก.พ. 2566,,\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_reads_each_encoding_and_keeps_columns(tmp_path: Path, encoding: str) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(TEXT.encode(encoding))
    assert run(source, out) == 0
    got = rows(out)
    assert list(got[0]) == ["id", "string", "note", "status", "iso_start", "iso_end", "fy_be", "why"]
    assert got[0]["note"] == "ก,\n ข"
    assert [row["status"] for row in got] == ["ok", "ok", "ambiguous", "invalid"]
    assert (got[0]["iso_start"], got[0]["iso_end"], got[0]["fy_be"]) == ("2020-03-11", "", "2563")
    assert (got[1]["iso_end"], got[1]["fy_be"]) == ("2022-10-10", "2565-2566")
    assert got[2]["why"] and not got[2]["iso_start"]
    assert list(tmp_path.iterdir()) and len(list(tmp_path.iterdir())) == 2


def test_a_missing_column_is_refused_in_thai(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "แผน.csv", tmp_path / "out.csv"
    source.write_text("id,when\n1,2563\n", encoding="utf-8")
    assert run(source, out) == 2
    message = capsys.readouterr().err
    assert "แผน.csv" in message and "string" in message and "โปรด" in message
    assert not out.exists()


def test_a_missing_file_and_folder_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none.csv", tmp_path / "out.csv") == 2
    source = tmp_path / "in.csv"
    source.write_text("string\n2563\n", encoding="utf-8")
    assert run(source, tmp_path / "no" / "out.csv") == 2
    assert capsys.readouterr().err.count("โปรด") == 2


def test_an_empty_file_is_refused_and_a_header_alone_is_written(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("", encoding="utf-8")
    assert run(source, out) == 2
    source.write_text("string\n", encoding="utf-8")
    assert run(source, out) == 0
    assert rows(out) == []


def test_a_short_row_is_kept(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("id,string,note\n1,11 มี.ค. 63\n2\n", encoding="utf-8")
    assert run(source, out) == 0
    assert [row["status"] for row in rows(out)] == ["ok", "invalid"]
