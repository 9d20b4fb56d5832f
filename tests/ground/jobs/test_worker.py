"""A real worker in a process of its own: it works, it is killed, the next one finishes; told to stop, it goes."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

# Registers work that counts slowly, says its beginning and its end and notes them in a file, and asks for one job.
SETUP = """
import os, sys
import django; django.setup()
from thaktho.ground.jobs import registry
from thaktho.ground.jobs.progress import stopping
def say(*words):
    with open(os.environ["NOTES"], "a") as notes: print(*words, file=notes, flush=True)
    print(*words, flush=True)
def slow(job, progress):
    say("begun", job.attempts)
    for i in range(job.params["steps"]):
        progress(i, job.params["steps"], "นับ"); stopping.wait(0.05)
    say("done")
    return {"url": "/x/"}
registry.register("test.slow", slow)
"""
ASK = (
    SETUP
    + """
from django.core.management import call_command; call_command("migrate", verbosity=0)
from tests.conftest import make_province
from thaktho.ground.jobs import actions
p = make_province("chiang-rai", "57", "เชียงราย")
actions.ask(p.system, p.programme, kind="test.slow", title="นับ", params={"steps": int(sys.argv[1])}, read_verb="people.read")
"""
)
WORK = (
    SETUP
    + """
from thaktho.ground.jobs.worker import Worker
class Telling(Worker):
    def _step(self):
        worked = super()._step()
        if not worked: print("idle", flush=True)
        return worked
worker = Telling(0.1); worker.configure_signals(); worker.work(until_empty=sys.argv[1] == "empty")
"""
)


@pytest.fixture
def house(tmp_path):
    settings = tmp_path / "house_settings.py"
    settings.write_text("from thaktho.settings.test import *\nfrom thaktho.settings.base import TASKS\n")
    database = tmp_path / "house.sqlite3"
    env = os.environ | {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}",
        "DJANGO_SETTINGS_MODULE": "house_settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "NOTES": str(tmp_path / "notes"),
    }

    class House:
        def start(self, code, word):
            return subprocess.Popen(
                [sys.executable, "-c", code, word], env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True
            )

        def ask(self, steps):
            with self.start(ASK, str(steps)) as asking:
                assert asking.wait(60) == 0

        def notes(self):
            path = tmp_path / "notes"
            return path.read_text().splitlines() if path.exists() else []

        def until(self, worker, word):
            """Read what the worker says up to `word`. One that never says it is killed, which ends its output."""
            deadline = threading.Timer(60, worker.kill)
            deadline.start()
            try:
                assert word in (line.strip() for line in worker.stdout), f"never {word}: {self.notes()}"
            finally:
                deadline.cancel()

        def state(self):
            with sqlite3.connect(database) as db:
                return db.execute("SELECT state, attempts FROM jobs_job").fetchone()

    return House()


@pytest.mark.slow
def test_killed_in_the_middle_the_next_worker_does_it_once(house):
    house.ask(60)
    first = house.start(WORK, "on")
    house.until(first, "begun 1")
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    assert house.state() == ("running", 1)
    second = house.start(WORK, "empty")
    assert second.wait(90) == 0
    assert house.notes() == ["begun 1", "begun 2", "done"]
    assert house.state() == ("done", 2)


@pytest.mark.slow
def test_told_to_stop_it_gives_the_job_back_and_goes(house):
    house.ask(2000)
    worker = house.start(WORK, "on")
    house.until(worker, "begun 1")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(15) == 0
    assert house.state() == ("waiting", 0)
    assert "done" not in house.notes()


@pytest.mark.slow
def test_told_to_stop_while_idle_it_goes_at_once(house):
    house.ask(1)
    worker = house.start(WORK, "on")
    house.until(worker, "done")
    house.until(worker, "idle")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(5) == 0
    assert house.state()[0] == "done"
