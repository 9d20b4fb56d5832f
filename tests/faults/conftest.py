"""A house that can be killed: its own database (SQLite file, or one in the cluster of this run), real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """
from thaktho.settings.test import *
from thaktho.settings.base import TASKS, VAR
MEDIA_ROOT = VAR / "files"
STORAGES["default"]["OPTIONS"] = {"location": str(MEDIA_ROOT)}
"""
DEADLINE = 90.0


def until(true: Callable[[], Any], what: str, seconds: float = DEADLINE) -> Any:
    """Wait for a condition, not for a time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := true():
            return found
        threading.Event().wait(0.01)
    raise AssertionError(f"never: {what}")


class House:
    """One installation. Its processes are killed at the end, each by its own group."""

    def __init__(self, var: Path, url: str) -> None:
        self.url, self.port = url, free_port()
        (var / "house_settings.py").write_text(SETTINGS)
        self.env = os.environ | {
            "PYTHONPATH": f"{ROOT}{os.pathsep}{var}",
            "DJANGO_SETTINGS_MODULE": "house_settings",
            "DATABASE_URL": url,
            "THAKTHO_VAR": str(var),
            "DB_POOL": "12",
        }
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, *command], env=self.env, cwd=ROOT, start_new_session=True)
        self.running.append(process)
        return process

    def server(self) -> subprocess.Popen[bytes]:
        process = self.start(
            *("-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)),
            *("--blocking-threads", "4", "--log-level", "error", "thaktho.web.wsgi:application"),
        )
        until(self.answers, "the server answers")
        return process

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        return self.start("-m", "thaktho.cli", "worker", "--interval", "0.1", *options)

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """-9, with everything it started; nothing of it may answer any more."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)
        self.running.remove(process)

    def stop(self) -> None:
        for process in list(self.running):
            if process.poll() is None:
                self.kill(process)

    def ask(self, act: str, *words: Any) -> Any:
        """What `tests.faults.acts.<act>(*words)` returns, done in a process of its own."""
        run = subprocess.run(
            [sys.executable, "-m", "tests.faults.acts", act, json.dumps(words)],
            env=self.env, cwd=ROOT, stdout=subprocess.PIPE, timeout=600, check=False,
        )  # fmt: skip
        assert run.returncode == 0, f"{act} ended with {run.returncode}"
        return json.loads(run.stdout.splitlines()[-1])

    def number(self, sql: str) -> int:
        """A count straight from the database, whoever else is at it."""
        if self.url.startswith("sqlite"):
            with sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20) as db:
                return int(db.execute(sql).fetchone()[0])
        import psycopg

        with psycopg.connect(self.url) as postgres:
            row = postgres.execute(sql).fetchone()  # type: ignore[arg-type]
            return int(row[0]) if row else 0

    def writing(self, table: str = "") -> bool:
        """Somebody is in the middle of a transaction that writes (on PostgreSQL: on this very table, if named)."""
        if self.url.startswith("sqlite"):
            db = sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)
            try:
                db.execute("BEGIN IMMEDIATE")
                db.execute("ROLLBACK")
                return False
            except sqlite3.OperationalError:
                return True
            finally:
                db.close()
        if not table:
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            wrote = f"SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND {others}"
            return self.number(wrote) > 0
        held = (
            "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
            f" WHERE c.relname = '{table}' AND l.mode = 'RowExclusiveLock' AND l.pid <> pg_backend_pid()"
        )
        return self.number(held) > 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sibling(url: str, name: str) -> str:
    """The address of another database of the same cluster."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextmanager
def database(folder: Path, name: str) -> Iterator[str]:
    """A database with nothing in it, of the kind this run tests: its address."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    name = f"{name}_{os.getpid()}"
    _execute(given, f"CREATE DATABASE {name}")
    yield sibling(given, name)
    _execute(given, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated database nobody connects to, to be copied: its address."""
    folder = tmp_path_factory.mktemp("empty")
    with database(folder, "empty") as url:
        House(folder, url).ask("migrate")
        yield url


def _execute(url: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as db:
        db.execute(sql)  # type: ignore[arg-type]


_made = iter(range(1_000_000))


@pytest.fixture
def house(empty: str, tmp_path: Path) -> Iterator[House]:
    name = ""
    if empty.startswith("sqlite"):
        shutil.copy(empty.removeprefix("sqlite:///"), tmp_path / "house.sqlite3")
        url = f"sqlite:///{tmp_path / 'house.sqlite3'}"
    else:
        name = f"house_{os.getpid()}_{next(_made)}"
        _execute(os.environ["DATABASE_URL"], f"CREATE DATABASE {name} TEMPLATE {urlsplit(empty).path[1:]}")
        url = sibling(empty, name)
    found = House(tmp_path, url)
    try:
        yield found
    finally:
        found.stop()
        if name:
            _execute(os.environ["DATABASE_URL"], f"DROP DATABASE {name} WITH (FORCE)")
