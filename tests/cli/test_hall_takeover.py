"""Which copy is taken, and what is refused in words."""

from __future__ import annotations

import hashlib
import sqlite3

import pytest
from django.db.migrations.loader import MigrationLoader

from thaktho.cli import hall_takeover as takeover


def lay(folder, name, *, more=(), less=0, spoil=False, key=b"a key"):
    """A copy as hall-backup leaves it, with the migrations of this very software, some more or some less."""
    copy = folder / name
    copy.mkdir(parents=True)
    with sqlite3.connect(copy / "database.sqlite3") as held:
        held.execute("CREATE TABLE django_migrations (app TEXT, name TEXT)")
        done = sorted(MigrationLoader(None).disk_migrations)[less:]
        held.executemany("INSERT INTO django_migrations VALUES (?, ?)", [*done, *more])
    if key is not None:
        (copy / "secret-key").write_bytes(key)
    sums = "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(copy.iterdir())
    )
    (copy / "SHA256SUMS").write_text(sums)
    if spoil:
        with (copy / "database.sqlite3").open("ab") as held:
            held.write(b"!")
    return copy


@pytest.fixture
def laptop(tmp_path, monkeypatch):
    var = tmp_path / "var"
    monkeypatch.setenv("THAKTHO_VAR", str(var))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{var / 'thaktho.sqlite3'}")
    return var


def test_the_newest_whole_copy_is_taken(tmp_path, laptop, capsys):
    stick = tmp_path / "stick"
    lay(stick, "thaktho-20260101T080000Z-keys")
    whole = lay(stick, "thaktho-20260101T080100Z-keys")
    lay(stick, "thaktho-20260101T080200Z-keys", spoil=True)
    (stick / "thaktho-20260101T080300Z").mkdir()  # pulled out while it was being written
    (stick / ".thaktho-20260101T080400Z.abc").mkdir()
    assert takeover.restore(stick) == whole
    assert (laptop / "thaktho.sqlite3").read_bytes() == (whole / "database.sqlite3").read_bytes()
    assert (laptop / "secret-key").read_bytes() == b"a key"
    assert "เสียหาย" in capsys.readouterr().err


def test_the_copy_with_the_highest_number_is_taken_whatever_its_clock_said(tmp_path, laptop):
    stick = tmp_path / "stick"
    lay(stick, "thaktho-20991231T235959Z")  # of the office, not of the hall
    lay(stick, "thaktho-hall-000009-20270101T080000Z-keys")
    newest = lay(stick, "thaktho-hall-000010-20010101T000000Z-keys")
    assert takeover.restore(stick) == newest


def test_a_key_this_laptop_made_for_itself_gives_way_and_is_laid_aside(tmp_path, laptop):
    """It was opened once before the day: the badges and links of the first laptop are worth more than its own key."""
    laptop.mkdir()
    (laptop / "secret-key").write_bytes(b"its own")
    lay(tmp_path / "stick", "thaktho-20260101T080000Z")
    takeover.restore(tmp_path / "stick")
    assert (laptop / "secret-key").read_bytes() == b"a key"
    assert (laptop / "secret-key").stat().st_mode & 0o077 == 0
    assert (laptop / "secret-key.before").read_bytes() == b"its own"


def test_a_refused_copy_leaves_this_laptops_key(tmp_path, laptop):
    laptop.mkdir()
    (laptop / "secret-key").write_bytes(b"its own")
    lay(tmp_path / "stick", "thaktho-20260101T080000Z", more=[("assemble", "9999_tomorrow")])
    with pytest.raises(takeover.Refuse):
        takeover.restore(tmp_path / "stick")
    assert [(file.name, file.read_bytes()) for file in laptop.iterdir()] == [("secret-key", b"its own")]


def test_a_copy_without_the_key_says_what_will_not_work(tmp_path, laptop, capsys):
    lay(tmp_path / "stick", "thaktho-20260101T080000Z", key=None)
    takeover.restore(tmp_path / "stick")
    assert "--keys" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"more": [("assemble", "9999_tomorrow")]}, "รุ่นใหม่กว่า"),
        ({"less": 1}, "รุ่นเก่ากว่า"),
        ({"spoil": True}, "ไม่มีสำเนาที่สมบูรณ์"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing_behind(tmp_path, laptop, what, words):
    lay(tmp_path / "stick", "thaktho-20260101T080000Z", **what)
    with pytest.raises(takeover.Refuse, match=words):
        takeover.restore(tmp_path / "stick")
    assert not (laptop / "thaktho.sqlite3").exists()
    assert not (laptop / "secret-key").exists()


@pytest.mark.parametrize("there", ["thaktho.sqlite3", "files/one"])
def test_nothing_is_written_over(tmp_path, laptop, there):
    lay(tmp_path / "stick", "thaktho-20260101T080000Z")
    (laptop / there).parent.mkdir(parents=True)
    (laptop / there).write_bytes(b"mine")
    with pytest.raises(takeover.Refuse, match="อยู่แล้ว"):
        takeover.restore(tmp_path / "stick")
    assert (laptop / there).read_bytes() == b"mine"


def test_no_folder_and_another_database_are_refused(tmp_path, laptop, monkeypatch):
    with pytest.raises(takeover.Refuse, match="ไม่พบโฟลเดอร์"):
        takeover.restore(tmp_path / "nowhere")
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@nowhere/none")
    with pytest.raises(takeover.Refuse, match="PostgreSQL"):
        takeover.restore(tmp_path)


def test_the_verb_says_why_and_ends(tmp_path, laptop, capsys):
    from thaktho.cli import main

    assert main(["hall-takeover", "--from", str(tmp_path / "nowhere")]) == 2
    assert "ไม่พบโฟลเดอร์" in capsys.readouterr().err


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_what_a_killed_laptop_left_beside_its_database_is_not_replayed_into_the_copy(tmp_path, laptop, end):
    lay(tmp_path / "stick", "thaktho-20260101T080000Z")
    laptop.mkdir(parents=True, exist_ok=True)
    (laptop / f"thaktho.sqlite3{end}").write_bytes(b"older")
    with pytest.raises(takeover.Refuse, match=end):
        takeover.restore(tmp_path / "stick")
    assert not (laptop / "thaktho.sqlite3").exists()
