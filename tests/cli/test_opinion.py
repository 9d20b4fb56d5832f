"""`thaktho opinion`: the files it reads, what it says of bad rows, what it writes."""

from __future__ import annotations

import csv
import gzip
import json
import random
from pathlib import Path

import pytest

from thaktho.cli import main

POLIS = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
OURS = ("voter", "statement", "vote")


def rows(people: int = 60, statements: int = 12, seed: int = 0) -> list[tuple[str, str, str, str, str]]:
    """Two camps, in Polis's export form."""
    rng = random.Random(seed)
    out = []
    for voter in range(people):
        for statement in range(statements):
            if rng.random() < 0.7:
                likes = (voter + statement) % 2 == 0
                vote = rng.choices(("1", "-1", "0"), (8, 1, 1) if likes else (1, 8, 1))[0]
                out.append((str(1500000000000 + len(out)), "Mon, 1 Jul", str(statement), str(voter), vote))
    return out


def write(path: Path, head: tuple[str, ...], body: list[tuple[str, ...]]) -> Path:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(body)
    return path


def mapped(tmp_path: Path, votes: Path, *more: str) -> bytes:
    out = tmp_path / "map.json"
    assert main(["opinion", str(votes), "--out", str(out), *more]) == 0
    return out.read_bytes()


def test_the_form_of_the_file_and_the_order_of_its_rows_change_no_byte(tmp_path: Path) -> None:
    body = rows()
    plain = mapped(tmp_path, write(tmp_path / "a.csv", POLIS, body))
    mixed = random.Random(1).sample(body, len(body))
    assert mapped(tmp_path, write(tmp_path / "b.csv.gz", POLIS, mixed)) == plain
    ours = [(voter, statement, vote) for _, _, statement, voter, vote in mixed]
    assert mapped(tmp_path, write(tmp_path / "c.csv", OURS, ours)) == plain
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {name: pa.array([int(line[at]) for line in ours]) for at, name in enumerate(OURS)}
    pq.write_table(pa.table(columns), tmp_path / "d.parquet")
    assert mapped(tmp_path, tmp_path / "d.parquet") == plain


def test_the_map_has_the_keys_that_were_promised(tmp_path: Path) -> None:
    votes = write(tmp_path / "votes.csv", POLIS, rows(120))
    networks = write(
        tmp_path / "networks.csv", ("voter-id", "network"), [(str(at), f"N{at % 3}") for at in range(120)]
    )
    found = json.loads(mapped(tmp_path, votes, "--networks", str(networks), "--seed", "3"))
    assert set(found["voters"][0]) == {"id", "x", "y", "sd", "group"}
    assert {"id", "agree", "disagree", "pass"} <= set(found["statements"][0])
    assert {"id", "size", "representative"} <= set(found["groups"][0])
    assert {"statement", "side", "p", "interval"} <= set(found["groups"][0]["representative"][0])
    for line in found["consensus"]:
        assert {"statement", "bound", "by_group", "by_network", "list"} <= set(line)
        assert set(line["by_network"]) == {"N0", "N1", "N2"}
    assert found["manifest"]["settings"]["seed"] == 3
    assert "split_half" in found["stability"]


def test_the_last_vote_counts_by_time_then_by_row(tmp_path: Path) -> None:
    head = ("voter", "statement", "vote", "time")
    body = [("a", "s", "1", "5"), ("a", "s", "-1", "4"), ("b", "s", "1", "1"), ("b", "s", "0", "1")]
    found = json.loads(mapped(tmp_path, write(tmp_path / "v.csv", head, body)))
    assert found["statements"] == [{"id": "s", "agree": 1, "disagree": 0, "pass": 1, "out": False}]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("1,x,0,7,2", "“2”"),
        ("1,x,0,7,", "ไม่ใช่ 1, 0 หรือ -1"),
        ("1,x,0,,1", "ไม่มีรหัสผู้ลงความเห็น"),
        ("1,x,,7,1", "ไม่มีรหัสข้อความ"),
        ("1,x,0,7", "มี 4 ช่อง"),
        ("noon,x,0,7,1", "“noon”"),
        ('1,"two\nlines",0,7,9', "“9”"),
    ],
)
def test_a_bad_row_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: str, why: str
) -> None:
    votes = write(tmp_path / "votes.csv", POLIS, rows(20))
    lines = votes.read_text(encoding="utf-8").splitlines()
    lines.insert(10, bad)
    votes.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "map.json"
    assert main(["opinion", str(votes), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert "บรรทัด 11:" in said
    assert why in said
    assert not out.exists()
    assert main(["opinion", str(votes), "--out", str(out), "--skip-bad"]) == 0
    assert "ข้าม 1 แถว" in capsys.readouterr().err
    clean = write(tmp_path / "clean.csv", POLIS, rows(20))
    assert mapped(tmp_path, clean) == out.read_bytes()


def test_votes_for_unknown_statements_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    votes = write(tmp_path / "votes.csv", POLIS, rows(20))
    comments = write(
        tmp_path / "comments.csv", ("comment-id", "moderated"), [(str(at), "1") for at in range(11)]
    )
    assert main(["opinion", str(votes), "--comments", str(comments), "--out", str(tmp_path / "m.json")]) == 2
    assert "“11”" in capsys.readouterr().err


def test_moderation_and_meta_come_from_the_comments(tmp_path: Path) -> None:
    votes = write(tmp_path / "votes.csv", POLIS, rows(60))
    body = [(str(at), "-1" if at == 2 else "1", "true" if at == 3 else "false") for at in range(13)]
    comments = write(tmp_path / "comments.csv", ("comment-id", "moderated", "is-meta"), body)
    found = json.loads(mapped(tmp_path, votes, "--comments", str(comments), "--mode", "polis"))
    assert {line["id"] for line in found["statements"] if line["out"]} == {"2", "3"}
    assert found["statements"][12] == {
        **found["statements"][12],
        "id": "12",
        "agree": 0,
        "disagree": 0,
        "pass": 0,
    }


@pytest.mark.parametrize("body", [[], [("1", "x", "0", "7", "1")]])
@pytest.mark.parametrize("mode", ["main", "polis"])
def test_empty_and_one_vote(tmp_path: Path, mode: str, body: list[tuple[str, ...]]) -> None:
    found = json.loads(mapped(tmp_path, write(tmp_path / "v.csv", POLIS, body), "--mode", mode))
    assert len(found["voters"]) == len(body)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"a,b\n1,2\n", "ไม่มีคอลัมน์ “voter-id”".encode()),
        (b"", "ไม่มีคอลัมน์".encode()),
        (b"voter,statement,vote\n\xff\xfe,1,1\n", b"UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, why: bytes
) -> None:
    votes = tmp_path / "v.csv"
    votes.write_bytes(text)
    assert main(["opinion", str(votes), "--out", str(tmp_path / "m.json")]) == 2
    assert why.decode() in capsys.readouterr().err


@pytest.mark.parametrize("name", ["v.csv.gz", "v.parquet"])
def test_a_broken_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    whole = write(tmp_path / "v.csv.gz", POLIS, rows(40)).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    assert main(["opinion", str(tmp_path / name), "--out", str(tmp_path / "m.json")]) == 2
    assert capsys.readouterr().err.strip()
    assert main(["opinion", str(tmp_path / "none.csv"), "--out", str(tmp_path / "m.json")]) == 2


def test_predictions_for_known_and_unknown(tmp_path: Path) -> None:
    votes = write(tmp_path / "votes.csv", POLIS, rows(80))
    pairs = write(
        tmp_path / "pairs.csv",
        ("voter-id", "comment-id"),
        [("0", "0"), ("0", "1"), ("new", "0"), ("0", "new")],
    )
    out = tmp_path / "p.csv"
    assert main(["opinion", str(votes), "--predict", str(pairs), "--out-predictions", str(out)]) == 0
    with out.open(encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    assert [(line["voter-id"], line["comment-id"]) for line in found] == [
        ("0", "0"),
        ("0", "1"),
        ("new", "0"),
        ("0", "new"),
    ]
    chance = [float(line["p_agree"]) for line in found]
    assert chance[0] > 0.8
    assert chance[1] < 0.2
    assert 0.3 < chance[2] < 0.7


@pytest.mark.parametrize(
    "more",
    [[], ["--predict", "x.csv"], ["--out", "m.json", "--groups", "0"], ["--out", "m.json", "--seed", "-1"]],
)
def test_what_cannot_be_meant(tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str]) -> None:
    assert main(["opinion", "v.csv", *more]) == 2
    assert capsys.readouterr().err


def test_the_last_map_is_kept_in_mind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    votes = write(tmp_path / "votes.csv", POLIS, rows(100))
    first = tmp_path / "first.json"
    first.write_bytes(mapped(tmp_path, votes))
    assert main(["opinion", str(votes), "--last", str(first), "--out", str(tmp_path / "again.json")]) == 0
    (tmp_path / "odd.json").write_text("[]")
    assert (
        main(["opinion", str(votes), "--last", str(tmp_path / "odd.json"), "--out", str(tmp_path / "n.json")])
        == 2
    )
    assert "ไม่ใช่แผนที่ความเห็น" in capsys.readouterr().err
