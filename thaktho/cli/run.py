"""`thaktho run`: the server and the worker of jobs, started and stopped together."""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import unicodedata
from typing import Any


def add(verbs: Any) -> None:
    verb = verbs.add_parser("run", help="เปิดระบบที่ $HOST:$PORT (ปกติ 127.0.0.1:8000) พร้อมงานเบื้องหลัง")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thaktho.settings.demo")
    port = int(os.environ.get("PORT", "8000"))
    if _answers(port):
        print(f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ ลองใหม่ด้วย / port {port} is in use, try: PORT={port + 1} make run")
        return 1
    from thaktho.cli import prepare

    prepare.cut_fonts()
    prepare.compile_translations()
    prepare.serve_ready()
    return _serve(port)


def _serve(port: int) -> int:
    """Start both, wait for either to end or for a signal, then stop both. The worker waits for the server's first page: a
    laptop that must start both at once keeps the hall waiting longer."""
    asked_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda signum, frame: asked_to_stop.set())
    children = [_start_server(port)]
    up = _wait_until_up(port, children, asked_to_stop)
    if _alive(children) and not asked_to_stop.is_set():
        children.append(_start([sys.executable, "-m", "thaktho.cli", "worker"]))
    if up:
        _greet(port)
    while _alive(children) and not asked_to_stop.wait(1.0):
        pass
    return _stop(children, failed=not asked_to_stop.is_set())


def _alive(children: list[subprocess.Popen[bytes]]) -> bool:
    return all(child.poll() is None for child in children)


def _start_server(port: int) -> subprocess.Popen[bytes]:
    threads = os.environ.get("THREADS", "4")
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", _host(), "--port", str(port)),
        *(
            "--workers",
            os.environ.get("WORKERS", "1"),
            "--blocking-threads",
            threads,
            "--log-level",
            "warning",
        ),
        "thaktho.web.wsgi:application",
    ]
    return _start(command)


def _host() -> str:
    """Where to listen: on this machine alone, or with HOST=0.0.0.0 for the phones of a hall too."""
    return os.environ.get("HOST", "127.0.0.1")


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """In a group of its own: Ctrl+C comes here alone, and each child is told once. Told twice, a server hangs and a
    worker gives up its job."""
    return subprocess.Popen(command, process_group=0)


def _own_address() -> str:
    return "127.0.0.1" if _host() == "0.0.0.0" else _host()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((_own_address(), port)) == 0


def _serves(port: int) -> bool:
    """A page came, whichever: the port is open some seconds before the application is there."""
    server = http.client.HTTPConnection(_own_address(), port, timeout=5)
    try:
        server.request("GET", "/")
        return server.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        server.close()


def _wait_until_up(
    port: int, children: list[subprocess.Popen[bytes]], asked_to_stop: threading.Event
) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and _alive(children):
        if _answers(port) and _serves(port):
            return True
        if asked_to_stop.wait(0.1):
            return False
    return False


def _greet(port: int) -> None:
    from django.conf import settings

    from thaktho.demo.logins import logins
    from thaktho.ground.lan import addresses

    print(f"\nถักทอ  http://127.0.0.1:{port}/\n")
    for address in addresses() if _host() == "0.0.0.0" else []:
        print(f"  โทรศัพท์ในวงเดียวกัน / phones here: http://{address}:{port}/")
    for login in logins() if getattr(settings, "DEMO", False) else []:
        print(f"  {_padded(login.role, 32)} {login.username:<16} {login.password}")
    print("\nCtrl+C หยุดทั้งหมด / stops everything", flush=True)


def _padded(text: str, width: int) -> str:
    """`text` and the spaces that bring it to `width` columns: Thai marks above and below take no column."""
    return text + " " * (width - sum(unicodedata.category(letter) != "Mn" for letter in text))


def _stop(children: list[subprocess.Popen[bytes]], *, failed: bool) -> int:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()
    return 1 if failed else 0
