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


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; yields its DATABASE_URL."""
    bin, port = binaries(), free_port()
    with tempfile.TemporaryDirectory(prefix="thaktho-pg-") as folder:
        if os.getuid() == 0:
            shutil.chown(folder, OWNER)
        data = str(Path(folder) / "data")
        options = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories={folder} -c max_connections=200"
        quick = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        init = [
            str(bin / "initdb"),
            "-D",
            data,
            "-U",
            "thaktho",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
        ]
        subprocess.run(as_owner(init), check=True, stdout=subprocess.DEVNULL, cwd=folder)
        control = [str(bin / "pg_ctl"), "-D", data, "-w", "-l", str(Path(folder) / "log")]
        subprocess.run(
            as_owner([*control, "-o", f"{options} {quick}", "start"]),
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        try:
            yield f"postgres://thaktho@127.0.0.1:{port}/postgres"
        finally:
            stop = as_owner([*control, "-m", "immediate", "stop"])
            subprocess.run(stop, check=True, stdout=subprocess.DEVNULL, cwd=folder)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster() as url:
        return subprocess.run(sys.argv[1:], check=False, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
