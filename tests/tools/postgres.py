"""Run a command against a PostgreSQL of its own: a fresh cluster in a temporary folder, on a free loopback port,
stopped and removed afterwards.

usage: python -m tests.tools.postgres COMMAND …
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "postgres"


def binaries() -> Path:
    """Debian keeps a version's programs in their own folder; the newest is taken."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if found:
        return found[-1]
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise SystemExit("PostgreSQL is missing: sudo apt-get install postgresql")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_owner(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; then it runs as Debian's postgres user."""
    return ["runuser", "-u", OWNER, "--", *command] if os.getuid() == 0 else command


class Cluster:
    """PostgreSQL in a folder. `safe` writes to disk what it acknowledges, as an office's does; else it is quick."""

    def __init__(self, folder: str, *, safe: bool = False) -> None:
        self.bin, self.port, self.folder = binaries(), free_port(), folder
        self.data = str(Path(folder) / "data")
        quick = "" if safe else " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        self.options = (
            f"-c listen_addresses=127.0.0.1 -p {self.port} -c unix_socket_directories={folder} -c max_connections=200"
            + quick
        )
        if os.getuid() == 0:
            shutil.chown(folder, OWNER)
        init = ["initdb", "-D", self.data, "-U", "thaktho", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        self._run(str(self.bin / init[0]), *init[1:])

    @property
    def url(self) -> str:
        return f"postgres://thaktho@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Again and again for a while: what was killed lets go of its memory when its last process is gone."""
        deadline = time.monotonic() + 60
        while True:
            try:
                return self._control("-o", self.options, "start")
            except subprocess.CalledProcessError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def kill(self) -> None:
        """-9 for the postmaster and every process of it: nothing is written that was not. It is halted first, so that it
        makes no more of them meanwhile."""
        first = int((Path(self.data) / "postmaster.pid").read_text().split()[0])
        os.kill(first, signal.SIGSTOP)
        everyone = [first, *_children(first)]
        for pid in everyone:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        while any(_alive(pid) for pid in everyone):
            time.sleep(0.01)

    def _control(self, *words: str) -> None:
        self._run(
            str(self.bin / "pg_ctl"), "-D", self.data, "-w", "-l", str(Path(self.folder) / "log"), *words
        )

    def _run(self, *command: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(as_owner(list(command)), check=True, cwd=self.folder, **quiet)


def _children(pid: int) -> list[int]:
    """Linux says whose children are whose."""
    found = []
    for line in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += [int(line), *_children(int(line))]
    return found


def _alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; yields its DATABASE_URL."""
    with killable(safe=False) as held:
        yield held.url


@contextmanager
def killable(*, safe: bool = True) -> Iterator[Cluster]:
    """A running cluster that may be killed and started again."""
    with tempfile.TemporaryDirectory(prefix="thaktho-pg-") as folder:
        held = Cluster(folder, safe=safe)
        held.start()
        try:
            yield held
        finally:
            held.stop()


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster() as url:
        env = os.environ | {"DATABASE_URL": url}
        return subprocess.run(sys.argv[1:], check=False, env=env).returncode


if __name__ == "__main__":
    sys.exit(main())
