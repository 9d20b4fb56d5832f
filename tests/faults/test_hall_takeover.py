"""The chair's laptop dies in the middle of the day; the second one goes on from its stick, in under half a minute."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from urllib.error import URLError

import pytest

from .conftest import ROOT, House, until

pytestmark = pytest.mark.slow
WITHIN = 30.0  # seconds


def page(house, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{house.port}{path}", timeout=5) as answer:
            return answer.read().decode()
    except (URLError, OSError):
        return ""


@pytest.fixture
def second(house, tmp_path):
    """Another laptop with nothing on it, at the same address and port."""
    var = tmp_path / "second"
    var.mkdir()
    if not house.url.startswith("sqlite"):
        pytest.skip("a hall's laptop keeps SQLite")
    made = House(var, f"sqlite:///{var / 'thaktho.sqlite3'}")
    made.port = house.port
    made.env["PORT"] = str(house.port)
    yield made
    made.stop()


def backup(house, stick):
    run = subprocess.run(
        [sys.executable, "-m", "thaktho.cli", "hall-backup", "--to", str(stick), "--once", "--keys"],
        env=house.env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


def test_the_second_laptop_goes_on(house, second, tmp_path):
    house.ask("lay_day", 40)
    server = house.server()
    assert house.ask("register", 25) == 25
    stick = tmp_path / "stick"
    backup(house, stick)
    house.kill(server)

    died = time.monotonic()
    second.start("-m", "thaktho.cli", "hall-takeover", "--from", str(stick))
    shown = until(
        lambda: page(second, "/chiang-rai/assembly/2563/day/"), "the second laptop answers", WITHIN + 30
    )
    took = time.monotonic() - died
    print(f"from the death of the first to the second's first page: {took:.1f} s")
    assert "พิธีเปิดที่ต้องไม่หาย" in shown
    assert "<b>25</b>" in shown
    assert second.ask("register", 5) == 30  # and the day goes on


def test_two_desks_scan_the_same_badge_in_the_same_instant(house):
    house.ask("lay_day", 8)
    for answers, standing in house.ask("same_scan", 8):
        assert answers == [""] and standing == 1
