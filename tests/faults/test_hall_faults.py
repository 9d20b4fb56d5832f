"""A hall when things die: the database killed while people vote, the laptop dead and its backup taken over, a topic closed
while everybody votes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.tools import postgres

from .conftest import ROOT, House, _execute, sibling, until
from .test_killed import Browser, Voter

pytestmark = pytest.mark.slow
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")


@pytest.mark.skipif(not ON_POSTGRES, reason="kills a PostgreSQL of its own; belongs to that run")
def test_the_database_killed_while_people_vote(tmp_path):
    """Its own cluster, which writes to disk what it acknowledges. The worker seals meanwhile, and is killed too."""
    with postgres.killable() as cluster:
        _execute(cluster.url, "CREATE DATABASE house")
        house = House(tmp_path, sibling(cluster.url, "house"))
        try:
            house.ask("migrate")
            topic = house.ask("ask_topic")
            house.server()
            worker = house.worker()
            over = threading.Event()
            voters = [Voter(house.port, topic["code"], door, over) for door in topic["doors"][:4]]
            for voter in voters:
                voter.start()

            def answered():
                return sum(len(voter.acknowledged) for voter in voters)

            for killed in range(1, 4):
                until(lambda enough=100 * killed: answered() >= enough, f"{100 * killed} answers")
                cluster.kill()
                house.kill(worker)
                cluster.start()
                worker = house.worker()
            until(lambda: answered() >= 400, "400 answers")
            over.set()
            for voter in voters:
                voter.join(60)
            said = [answer for voter in voters for answer in voter.acknowledged]
            refused = [status for voter in voters for status in voter.refused]
            assert set(refused) <= {500}
            found = house.ask("missing_votes", said)
            assert (found["lost"], found["wrong_tallies"]) == (0, 0)
            # What was written and not acknowledged was sent by somebody: one for each voter and kill at most.
            assert len(said) <= found["stored"] <= len(said) + len(refused) + 4 * len(voters)
        finally:
            house.stop()


def test_a_topic_closed_while_everybody_votes(house):
    found = house.ask("close_in_a_rush", 8)
    assert found["told"] > 0
    assert (found["lost"], found["more"], found["after"], found["wrong"]) == (0, 0, 0, 0)
    assert found["seal_holds"]


def test_the_laptop_dies_and_the_other_goes_on(house, tmp_path):
    """Sheets are voted with, a copy is made on a stick, the laptop dies; the copy is put into an empty one and the same
    sheets go on: what was answered stands, and nobody is counted twice."""
    hall = house.ask("ask_hall")
    server = house.server()
    phones = {}
    for token, codes in hall["doors"].items():
        for code in codes:
            phones[code] = _enter(house, hall, token, code)
            _answer(phones[code], hall, 5)
    stick = tmp_path / "stick"
    for _ in range(2):
        assert _backup(house, stick) == 0
    copies = sorted(stick.glob("thaktho-*-keys"))
    assert 1 <= len(copies) <= 2
    before = house.ask("standing")
    assert (before["ballots"], before["votes"], before["wrong"]) == (20, 100, 0)
    for phone in phones.values():  # after the copy: lost with the laptop
        _answer(phone, hall, 1)
    house.kill(server)

    other = _second_laptop(house, copies[-1], tmp_path / "second")
    try:
        found = other.ask("standing")
        assert found == before | {"state": "open"}
        other.server()
        for phone in phones.values():
            phone.port, phone.connection = other.port, None
            _answer(phone, hall, 19)
        found = other.ask("standing")
        assert (found["ballots"], found["votes"], found["wrong"]) == (20, 480, 0)
    finally:
        other.stop()
        if other.url.startswith("postgres"):
            _execute(os.environ["DATABASE_URL"], f"DROP DATABASE {other.url.rpartition('/')[2]} WITH (FORCE)")


def _enter(house, hall, token, code):
    phone = Browser(house.port)
    assert phone.go(f"/chiang-rai/listen/{hall['code']}/enter/{token}/{code}/") == 302
    return phone


def _answer(phone, hall, count):
    """So many statements, from the first that is not answered. The form is that of the server that serves now."""
    url = f"/chiang-rai/listen/{hall['code']}/ballot/"
    assert phone.go(url) == 200
    for n in range(count):
        assert phone.go(url, phone.fields | {"value": n % 3 - 1}) in (200, 302)


def _backup(house, stick):
    process = house.start("-m", "thaktho.cli", "hall-backup", "--to", str(stick), "--once", "--keys")
    code = process.wait(120)
    house.running.remove(process)
    return code


def _second_laptop(house: House, copy: Path, var: Path) -> House:
    var.mkdir()
    if house.url.startswith("sqlite"):
        url = f"sqlite:///{var / 'thaktho.sqlite3'}"
    else:
        name = f"second_{os.getpid()}"
        _execute(os.environ["DATABASE_URL"], f"CREATE DATABASE {name}")
        url = sibling(house.url, name)
    env = os.environ | {
        "DATABASE_URL": url,
        "THAKTHO_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "thaktho.settings.demo",
        "PYTHON": sys.executable,
    }
    done = subprocess.run(
        [str(ROOT / "ops" / "restore.sh"), str(copy)], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return House(var, url)
