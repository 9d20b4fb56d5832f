"""A server process of its own for a measurement, and what it cost: requests a second and CPU-milliseconds each."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """`rate` requests a second, `cpu_ms` of the server's CPU for each, `p99_ms` as the client saw it."""

    requests: int
    rate: float
    cpu_ms: float
    p99_ms: float
    failed: int = 0


def total(costs: list[Cost]) -> Cost:
    """Several measurements of the same thing as one."""
    requests = sum(cost.requests for cost in costs)
    return Cost(
        requests,
        requests / sum(cost.requests / cost.rate for cost in costs),
        sum(cost.cpu_ms * cost.requests for cost in costs) / requests,
        max(cost.p99_ms for cost in costs),
        sum(cost.failed for cost in costs),
    )


Served = tuple[int, int]  # port and pid


@contextmanager
def serve(settings: str, app: str, env: dict[str, str], workers: int = 1) -> Iterator[Served]:
    """Granian on a free loopback port; yields (port, pid)."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "2", "--log-level", "error", app),
    ]
    process = subprocess.Popen(command, env=os.environ | env | {"DJANGO_SETTINGS_MODULE": settings})
    try:
        _wait(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    """Wait until the port answers; the server is another process, so there is nothing to be told by."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        threading.Event().wait(0.05)
    raise SystemExit("the server did not start")


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its children."""
    total = 0.0
    for each in [pid, *_children(pid)]:
        with open(f"/proc/{each}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def _children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as listed:
        direct = [int(child) for child in listed.read().split()]
    return direct + [below for child in direct for below in _children(child)]


Round = Callable[[http.client.HTTPConnection], bool]


def measure(
    port: int, pid: int, one_round: Callable[[int], Round], *, seconds: float = 4.0, clients: int = 4
) -> Cost:
    """Run rounds over kept-alive connections. `one_round(client)` makes what a client does again and again; it
    returns False for a failure."""
    times: list[float] = []
    failures = [0] * clients
    stop = threading.Event()
    first = cpu_seconds(pid)

    def work(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        do = one_round(number)
        mine: list[float] = []
        while not stop.is_set():
            begun = time.perf_counter()
            if not do(connection):
                failures[number] += 1
            mine.append(time.perf_counter() - begun)
        times.extend(mine)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    stop.wait(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    spent = cpu_seconds(pid) - first
    ordered = sorted(times)
    p99 = ordered[int(len(ordered) * 0.99)] * 1000 if ordered else 0.0
    return Cost(len(times), len(times) / took, 1000 * spent / max(1, len(times)), p99, sum(failures))


def getter(path: str, cookie: str = "") -> Callable[[int], Round]:
    headers = {"Cookie": cookie} if cookie else {}

    def make(_client: int) -> Round:
        def get(connection: http.client.HTTPConnection) -> bool:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status == 200

        return get

    return make
