"""`thaktho weave` as a person runs it: files in, one folder out, whole or not at all."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from thaktho.cli.__main__ import main
from thaktho.cli.woven import folder

HEADS = ["ที่", "คุณธรรมเป้าหมาย", "ปัญหาที่อยากแก้", "ความดีที่อยากทำ", "กิจกรรม/โครงการ", "ตัวชี้วัด", "วัน/เดือน/ปี ที่ดำเนินงาน", "พื้นที่",
         "งบประมาณ (บาท)", "ผู้รับผิดชอบ"]  # fmt: skip
TEMPLE = [
    1,
    "วินัย",
    None,
    None,
    "บรรพชาสามเณรภาคฤดูร้อน",
    None,
    "1-10 เมษายน 2563",
    "วัดพระแก้ว อ.เมือง จ.เชียงราย",
    0,
    "วัดพระแก้ว",
]
TOWN = [
    1,
    None,
    None,
    None,
    "โครงการบวชเณรฤดูร้อน",
    None,
    "1-10 เมษายน 2563",
    "วัดพระแก้ว จ.เชียงราย",
    20000,
    "เทศบาล",
]
TREES = [2, None, None, None, "ปลูกป่าชุมชน", None, "เมื่อฝนมา", "ต.แม่กรณ์ อ.เมืองเชียงราย", None, None]


def form(path: Path, network: str, *rows: list[object], heads: list[str] = HEADS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "แผน"
    for row in (["แผนปฏิบัติการส่งเสริมคุณธรรม"], [network], [], heads, *rows):
        sheet.append(row)
    book.save(path)
    return path


def run(*args: object) -> int:
    return main(["weave", *map(str, args)])


def record(out: Path) -> dict:
    return json.loads((out / "weave.json").read_text(encoding="utf-8"))


def test_two_networks_become_one_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form(tmp_path / "01-religion.xlsx", "เครือข่ายศาสนา", TEMPLE)
    form(tmp_path / "05-local_gov.xlsx", "เครือข่ายท้องถิ่น", TOWN, TREES)
    out = tmp_path / "out"
    assert run(tmp_path / "*.xlsx", "--out", out) == 0
    assert {p.name for p in out.iterdir()} == folder.FILES
    found = record(out)
    assert [(r["network"], r["budget"]) for r in found["rows"]] == [
        ("religion", 0),
        ("local_gov", 20000),
        ("local_gov", None),
    ]
    (pair,) = [p for p in found["pairs"] if p["action"] == "same"]
    assert pair["label"] == "duplicate"
    assert {r["kind"] for r in pair["reasons"]} >= {"action", "place", "time"}
    assert any(
        f["text"] == "เมื่อฝนมา" and f["row"] == 6 and f["file"] == "05-local_gov.xlsx" for f in found["flags"]
    )
    assert (out / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert "3 แถว" in capsys.readouterr().err


def test_ids_are_kept_and_a_repeated_one_stops_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = tmp_path / "a.csv", tmp_path / "b.csv"
    a.write_text(
        "id,title,network,แหล่งที่มา\nX-1,ธนาคารขยะ,religion,เว็บ\n,ปลูกป่า,เครือข่ายใหม่,\n", encoding="utf-8"
    )
    out = tmp_path / "out"
    assert run(a, "--out", out) == 0
    found = record(out)
    assert [r["id"] for r in found["rows"]] == ["X-1", "a:3"]
    assert [r["network"] for r in found["rows"]] == ["religion", "เครือข่ายใหม่"]
    assert "เว็บ" in found["rows"][0]["extra"].values()
    assert [f["text"] for f in found["flags"]] == ["เครือข่ายใหม่"]
    b.write_text("id,title\nX-1,บริจาคโลหิต\n", encoding="utf-8")
    before = (out / "weave.json").read_bytes()
    assert run(a, b, "--out", out) == 2
    said = capsys.readouterr().err
    assert "b.csv" in said and "X-1" in said and "a.csv" in said
    assert (out / "weave.json").read_bytes() == before


def test_the_same_file_twice_is_read_once(tmp_path: Path) -> None:
    a = form(tmp_path / "a.xlsx", "เครือข่ายศาสนา", TEMPLE)
    (tmp_path / "b.xlsx").write_bytes(a.read_bytes())
    assert run(tmp_path, "--out", tmp_path / "out") == 0
    found = record(tmp_path / "out")
    assert len(found["rows"]) == 1
    assert any("b.xlsx" in note and "a.xlsx" in note for note in found["notes"])


def test_a_file_given_twice_is_said_and_read_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = form(tmp_path / "a.xlsx", "เครือข่ายศาสนา", TEMPLE)
    assert run(a, tmp_path / "*.xlsx", "--out", tmp_path / "out") == 0
    found = record(tmp_path / "out")
    assert [row["id"] for row in found["rows"]] == ["a:5"]
    said = capsys.readouterr().err
    assert "a.xlsx ถูกระบุมากกว่าหนึ่งครั้ง" in said and "1 แถว จาก 1 ไฟล์" in said
    assert [note for note in found["notes"] if "มากกว่าหนึ่งครั้ง" in note]


def test_a_form_of_heads_alone_is_an_empty_plan_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("ที่,กิจกรรม,ตัวชี้วัด\n", encoding="utf-8")
    form(tmp_path / "b.xlsx", "เครือข่ายศาสนา")
    assert run(tmp_path, "--out", tmp_path / "out") == 0
    found = record(tmp_path / "out")
    assert found["counts"]["rows"] == 0
    assert [(flag["file"], flag["why"][:8]) for flag in found["flags"]] == [
        ("a.csv", "ไม่มีแถว"),
        ("b.xlsx", "ไม่มีแถว"),
    ]
    said = capsys.readouterr().err
    assert "ไฟล์ a.csv: ไม่มีแถว" in said and "ไฟล์ b.xlsx: ไม่มีแถว" in said


@pytest.mark.parametrize("name", ["none.xlsx", "none*.csv", "empty"])
def test_a_missing_file_is_said_in_thai(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / name, "--out", tmp_path / "out") == 2
    assert "ไม่" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_form_without_activities_stops_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form(tmp_path / "a.xlsx", "เครือข่ายศาสนา", [1, "x"], heads=["ที่", "ตัวชี้วัด"])
    assert run(tmp_path / "a.xlsx", "--out", tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert "a.xlsx" in said and "แผน" in said
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.xlsx"]


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = form(tmp_path / "a.xlsx", "เครือข่ายศาสนา", TEMPLE)
    out = tmp_path / "out"
    out.mkdir()
    assert run(a, "--out", out) == 0  # empty
    assert run(a, "--out", out) == 0  # a former output
    (out / "mine.txt").write_text("ห้ามหาย")
    assert run(a, "--out", out) == 2
    assert (out / "mine.txt").exists()
    assert run(a, "--out", tmp_path / "no" / "way") == 2
    assert "โฟลเดอร์" in capsys.readouterr().err


# Publishes once, and is killed at the nth thing it asks of the system (files opened, made, removed, the exchange).
KILLED = """
import os, signal, sys
from pathlib import Path
from thaktho.cli.woven import folder
out, left, mark = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
asked = ("open", "os.", "shutil.", "ctypes.dlsym")
def hook(event, args):
    global left
    if event.startswith(asked):
        left -= 1
        if left == -1:  # once: the kill itself is asked of the system too
            os.kill(os.getpid(), signal.SIGKILL)
files = {name: mark.encode() * 5000 for name in folder.FILES}
files["weave.json"] = ('{"thaktho": {"kind": "weave"}, "mark": "%s"}' % mark).encode()
sys.addaudithook(hook)
folder.publish(out, files)
os._exit(0)
"""


def test_a_kill_at_any_moment_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    out = tmp_path / "out"
    head = b'{"thaktho": {"kind": "weave"}, "mark": "old"}'
    before = "old"
    folder.publish(out, {name: b"old" * 5000 for name in folder.FILES} | {"weave.json": head})
    seen = set()
    for moment in range(200):
        mark = f"n{moment}"
        ended = subprocess.run([sys.executable, "-c", KILLED, str(out), str(moment), mark], check=False)
        assert {p.name for p in out.iterdir()} == folder.FILES
        now = str(json.loads((out / "weave.json").read_text())["mark"])
        assert now in (before, mark)
        assert (out / "plan.pdf").read_bytes() == now.encode() * 5000
        seen.add((ended.returncode, now == mark))
        before = now
        if ended.returncode == 0:
            break
    assert seen == {(-signal.SIGKILL, False), (-signal.SIGKILL, True), (0, True)}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_it_starts_as_a_command(tmp_path: Path) -> None:
    a = form(tmp_path / "a.xlsx", "เครือข่ายศาสนา", TEMPLE)
    done = subprocess.run(
        [sys.executable, "-m", "thaktho.cli", "weave", str(a), "--out", str(tmp_path / "out"), "--province", "เชียงราย"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
