"""Which copies are kept, which are thrown away, and how."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection

from tests.tools.assembly import make_assembly
from thaktho.cli import hall_backup
from thaktho.cli.hall_takeover import newest_whole
from thaktho.stages.assemble.consensus import actions
from thaktho.stages.assemble.models import Edition, Resolution

NOON = datetime(2020, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
def copy(tmp_path, db):
    """A copy at so many seconds after noon, onto one stick; the last five are kept."""
    if connection.vendor != "sqlite":
        pytest.skip("a hall's laptop keeps SQLite")
    stick = tmp_path / "stick"

    def made(seconds=0, *, keep=5, keys=True):
        return hall_backup.copy_once(stick, NOON + timedelta(seconds=seconds), keep=keep, keys=keys)

    made.stick = stick
    made.left = lambda: sorted(path.name for path in stick.iterdir())
    return made


@pytest.fixture
def vote(province):
    """A vote that is open, secret unless told."""

    def opened(secrecy=Resolution.Secrecy.SECRET):
        assembly = make_assembly(province)
        Edition.objects.filter(pk=assembly.edition.pk).update(formal_votes=True)
        assembly.edition.refresh_from_db()
        by = province.actor("secretariat")
        new = actions.draft_resolution(by, assembly.edition, title="เรื่อง", body="ให้ทำ", secrecy=secrecy)
        return assembly, actions.open_resolution(by, actions.lock_resolution(by, new))

    return opened


def test_a_clock_that_jumps_back_makes_no_old_copy_the_newest(copy):
    copy(0)
    copy(60)
    before, last = copy(-86400 * 365, keep=2), copy(-86400 * 365 + 60, keep=2)
    assert copy.left() == [before.name, last.name]
    assert newest_whole(copy.stick) == last
    same_second = copy(-86400 * 365 + 60)
    assert newest_whole(copy.stick) == same_second


def test_numbers_go_on_after_a_thousand_and_past_a_lost_copy(copy):
    (copy.stick / "thaktho-hall-001041-20200101T000000Z").mkdir(parents=True)
    assert copy().name == "thaktho-hall-001042-20200901T120000Z"


def test_a_copy_of_the_office_is_left_alone_and_is_older_than_every_copy_of_the_hall(copy):
    office = copy.stick / "thaktho-20990101T000000Z"
    office.mkdir(parents=True)
    made = copy(keep=1)
    assert copy.left() == [office.name, made.name]
    assert newest_whole(copy.stick) == made


@pytest.mark.parametrize("keys", [True, False])
def test_the_houses_secret_comes_with_keys_whether_or_not_a_topic_is_open(copy, settings, keys):
    file = copy(keys=keys) / "secret-key"
    assert (file.read_text() == settings.SECRET_KEY) if keys else not file.exists()


def test_copies_of_a_secret_vote_go_once_it_is_counted_and_two_newer_ones_are_whole(copy, vote, province):
    assembly, held = vote()
    first = copy(0)
    actions.cast(assembly.speaker("youth"), held, "no")
    second = copy(10)
    assert copy.left() == [first.name, second.name]
    actions.close_resolution(province.actor("secretariat"), held)
    assert copy.left() == [first.name, second.name]  # until there is another
    third = copy(20)
    assert copy.left() == [second.name, third.name]  # two stand at any time
    newest = copy(30)
    assert copy.left() == [third.name, newest.name]


def test_nothing_of_a_counted_vote_goes_while_the_copy_before_is_damaged(copy, vote, province):
    _, held = vote()
    first, second = copy(0), copy(10)
    actions.close_resolution(province.actor("secretariat"), held)
    (second / "database.sqlite3").write_bytes(b"")
    third = copy(20)
    assert copy.left() == [first.name, second.name, third.name]
    newest = copy(30)
    assert copy.left() == [third.name, newest.name]


def test_a_copy_is_written_out_before_anything_older_goes(copy, monkeypatch):
    done = []
    out, forget = hall_backup._write_out, hall_backup._forget
    monkeypatch.setattr(hall_backup, "_write_out", lambda made: (done.append("out"), out(made)))
    monkeypatch.setattr(
        hall_backup, "_forget", lambda *a, **more: (done.append("forget"), forget(*a, **more))
    )
    copy()
    assert done == ["out", "forget"]


def test_a_copy_the_stick_does_not_take_removes_nothing(copy, monkeypatch):
    def full(_):
        raise OSError("no room")

    first, second = copy(0, keep=1), copy(10, keep=1)
    monkeypatch.setattr(hall_backup.os, "fsync", full)
    assert copy(20, keep=1) is None
    assert copy.left() == [first.name, second.name]


@pytest.mark.parametrize("asked", ["ballots_open", "ballots_begun"])
def test_a_database_that_does_not_answer_is_told_and_waited_for(copy, monkeypatch, capsys, asked):
    def locked():
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(f"thaktho.stages.assemble.consensus.queries.{asked}", locked)
        assert copy(0) is None
    assert "database is locked" in capsys.readouterr().err
    assert copy(60)


def test_copies_of_a_named_vote_stay(copy, vote, province):
    _, held = vote(Resolution.Secrecy.NAMED)
    first = copy(0)
    actions.close_resolution(province.actor("secretariat"), held)
    second = copy(10)
    assert copy.left() == [first.name, second.name]


def test_a_vote_counted_leaves_the_copies_of_one_still_open(copy, vote, province):
    assembly, counted = vote()
    by = province.actor("secretariat")
    both = copy(0)
    actions.close_resolution(by, counted)
    other = actions.draft_resolution(by, assembly.edition, title="อีกเรื่อง", body="ให้ทำ")
    actions.open_resolution(by, actions.lock_resolution(by, other))
    one, two = copy(10), copy(20)
    assert both.name not in copy.left()
    assert copy.left() == [one.name, two.name]


def test_copies_of_a_round_whose_rule_keeps_counts_alone_go_when_it_closes(copy, province):
    assembly = make_assembly(province)
    by = province.actor("secretariat")
    asked = actions.open_round(by, actions.draft_round(by, assembly.edition, assembly.version))
    first = copy(0)
    actions.close_round(by, asked, reason="ทดสอบ")
    copy(10)
    last = copy(20)
    assert first.name not in copy.left() and last.name in copy.left()


def test_what_a_pulled_stick_left_half_written_is_removed(copy):
    half = copy.stick / ".thaktho-hall-000007-20200901T115900Z-keys.AbCdEf"
    half.mkdir(parents=True)
    (half / "database.sqlite3").write_bytes(b"names")
    made = copy()
    assert copy.left() == [half.name, made.name]  # somebody may be writing it
    for path in (half / "database.sqlite3", half):
        os.utime(path, (0, 0))
    newest = copy(10)
    assert copy.left() == [made.name, newest.name]


def test_a_copy_is_overwritten_to_its_end(tmp_path, monkeypatch):
    copy = tmp_path / "thaktho-1-keys"
    copy.mkdir()
    (copy / "database").write_bytes(b"secret" * 1000)
    monkeypatch.setattr(hall_backup, "AT_ONCE", 1024)
    left = []
    monkeypatch.setattr(
        hall_backup.shutil, "rmtree", lambda path, **_: left.append((path / "database").read_bytes())
    )
    hall_backup._wipe(copy)
    assert len(left[0]) == 6000 and b"secret" not in left[0]


def test_a_copy_is_gone(tmp_path):
    copy = tmp_path / "thaktho-1-keys"
    copy.mkdir()
    (copy / "database").write_bytes(b"")
    hall_backup._wipe(copy)
    assert not copy.exists()
