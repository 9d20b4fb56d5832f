"""`thaktho opinion` on topics and files at the edge: hardly any votes, all alike, one line in a hundred broken, ten million lines."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from thaktho.cli import main

from .test_opinion import OURS, POLIS, mapped, rows, write

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
from thaktho.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("mode", ["main", "polis"])
def test_a_topic_with_one_statement(tmp_path: Path, mode: str) -> None:
    body = [(str(voter), "only", "1" if voter % 5 else "-1") for voter in range(120)]
    found = json.loads(mapped(tmp_path, write(tmp_path / "v.csv", OURS, body), "--mode", mode))
    assert [line["statement"] for line in found["consensus"] if line["list"] == "all"] == ["only"]
    if mode == "main":
        assert len(found["groups"]) == 1


@pytest.mark.parametrize("mode", ["main", "polis"])
def test_one_voter_with_many_votes(tmp_path: Path, mode: str) -> None:
    body = [("me", str(at), random.Random(at).choice(("1", "0", "-1"))) for at in range(40)]
    found = json.loads(mapped(tmp_path, write(tmp_path / "v.csv", OURS, body), "--mode", mode))
    assert [line["id"] for line in found["voters"]] == ["me"]
    assert len(found["groups"]) == 1
    if mode == "main":  # one vote is under five: nothing is said of all
        assert found["consensus"] == found["rejected"] == []


@pytest.mark.parametrize("mode", ["main", "polis"])
@pytest.mark.parametrize("mark", ["1", "0", "-1"])
def test_everyone_alike(tmp_path: Path, mode: str, mark: str) -> None:
    body = [(str(voter), str(at), mark) for voter in range(60) for at in range(8)]
    found = json.loads(mapped(tmp_path, write(tmp_path / "v.csv", OURS, body), "--mode", mode))
    if mode == "polis":
        return
    assert len(found["groups"]) == 1
    assert len(found["consensus"]) == (8 if mark == "1" else 0)
    assert len(found["rejected"]) == (8 if mark == "-1" else 0)


def test_duplicates_and_votes_taken_back_in_one_file(tmp_path: Path) -> None:
    """Every vote twice, the second time as it was; and each person changes one: only the last stands, wherever the rows are."""
    once = [(voter, at, vote) for _, _, at, voter, vote in rows(60)]
    turned = [(voter, at, str(-int(vote))) for voter, at, vote in once[::12]]
    early = [(*row, "1") for row in once + once] + [(*row, "2") for row in turned]
    mixed = random.Random(2).sample(early, len(early))
    plain = {(voter, at): vote for voter, at, vote in once + turned}
    head = (*OURS, "time")
    expected = mapped(
        tmp_path, write(tmp_path / "a.csv", OURS, [(*key, vote) for key, vote in plain.items()])
    )
    assert mapped(tmp_path, write(tmp_path / "b.csv", head, mixed)) == expected
    assert mapped(tmp_path, write(tmp_path / "c.csv", head, early)) == expected


def test_one_line_in_a_hundred_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = rows(300)
    votes = write(tmp_path / "votes.csv", POLIS, body)
    lines = votes.read_text(encoding="utf-8").splitlines()
    broken = range(50, len(lines), 100)
    for at in broken:
        lines[at] = lines[at].rsplit(",", 1)[0] + ",9"
    votes.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "map.json"
    assert main(["opinion", str(votes), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert said.count("บรรทัด ") == len(broken[:20])
    assert f"บรรทัด {broken[0] + 1}:" in said
    assert f"แถวที่ผิด {len(broken)} แถว" in said
    assert not out.exists()
    assert main(["opinion", str(votes), "--out", str(out), "--skip-bad"]) == 0
    kept = [row for at, row in enumerate(body, start=1) if at not in broken]
    assert mapped(tmp_path, write(tmp_path / "kept.csv", POLIS, kept)) == out.read_bytes()


def limited(memory: int, *asked: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(memory), "opinion", *asked],
        capture_output=True, text=True, check=False, timeout=900,
        env={"OPENBLAS_NUM_THREADS": "1", "PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip


@pytest.mark.slow
def test_ten_million_lines_within_two_gigabytes_of_addresses(tmp_path: Path) -> None:
    """Addresses are what can be limited; of them about 0.7 GB are ever filled. With too little, words instead of a traceback."""
    import pyarrow as pa
    import pyarrow.csv as pc

    rng, many = np.random.default_rng(0), 10_000_000
    columns = (rng.integers(0, many // 40, many), rng.integers(0, 1000, many), rng.integers(-1, 2, many))
    pc.write_csv(pa.table(dict(zip(OURS, columns, strict=True))), tmp_path / "v.csv")
    out = tmp_path / "map.json"
    done = limited(2 << 30, str(tmp_path / "v.csv"), "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "1000 ข้อความ" in done.stderr
    assert out.stat().st_size > 10_000_000
    out.unlink()
    done = limited(900 << 20, str(tmp_path / "v.csv"), "--out", str(out))
    assert done.returncode == 2
    assert "หน่วยความจำไม่พอ" in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()
