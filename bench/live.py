"""A hall, or a province, that asks for the live numbers: what it costs the server's process.

    python -m bench.live [--clients 1000] [--every 5] [--seconds 300] [--database postgresql]

Each client is a kept-alive connection of its own that asks for `live.json` every so many seconds, with the ETag it was
given last; in between, somebody votes twenty times a second, so that the numbers move. The bar is 20 % of one core.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, field

from bench.house import SETTINGS, ask, house
from bench.server import Served, cpu_seconds, serve
from bench.web import DOORS, Phone

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
CHUNKED = b"transfer-encoding: chunked"
ETAG = re.compile(rb"etag: *(\S+)", re.IGNORECASE)


@dataclass
class Seen:
    times: list[float] = field(default_factory=list)
    unchanged: int = 0
    failed: int = 0


async def client(port: int, path: str, every: float, until: float, seen: Seen) -> None:
    """One phone: it begins somewhere within the first round, as phones do."""
    await asyncio.sleep(random.random() * every)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    etag = b""
    while time.monotonic() < until:
        begun = time.perf_counter()
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode()
        writer.write(head + (b"If-None-Match: " + etag + b"\r\n" if etag else b"") + b"\r\n")
        answer = await reader.readuntil(b"\r\n\r\n")
        if length := LENGTH.search(answer):
            await reader.readexactly(int(length[1]))
        elif CHUNKED in answer.lower():
            await reader.readuntil(b"0\r\n\r\n")
        seen.times.append(time.perf_counter() - begun)
        seen.unchanged += answer.startswith(b"HTTP/1.1 304")
        seen.failed += not answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 304"))
        etag = found[1] if (found := ETAG.search(answer)) else etag
        await asyncio.sleep(max(0.0, every - (time.perf_counter() - begun)))
    writer.close()


async def hall(port: int, path: str, clients: int, every: float, seconds: float) -> Seen:
    seen, until = Seen(), time.monotonic() + seconds
    await asyncio.gather(*(client(port, path, every, until, seen) for _ in range(clients)))
    return seen


def voting(port: int, code: str, token: str, stop: threading.Event, rate: float) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    phone = Phone(connection, code, token)
    while not stop.wait(1 / rate):
        if not phone.may_answer:
            phone = Phone(connection, code, token)
        phone.vote(connection, 1)


def measure(mine: Served, doors: list[list[str]], args: argparse.Namespace, rate: float) -> str:
    port, pid = mine
    code, token = doors[0]
    stop = threading.Event()
    votes = threading.Thread(target=voting, args=(port, code, token, stop, rate)) if rate else None
    if votes:
        votes.start()
    first, begun = cpu_seconds(pid), time.monotonic()
    seen = asyncio.run(
        hall(port, f"/chiang-rai/listen/{code}/live.json", args.clients, args.every, args.seconds)
    )
    spent, took = cpu_seconds(pid) - first, time.monotonic() - begun
    stop.set()
    if votes:
        votes.join()
    ordered = sorted(seen.times)
    p99 = 1000 * ordered[int(len(ordered) * 0.99)]
    return (
        f"{args.clients} clients every {args.every:g} s for {took:.0f} s, {rate:g} votes/s: {len(ordered) / took:.0f} asked/s, "
        f"{100 * seen.unchanged / len(ordered):.0f} % unchanged, {seen.failed} failed, "
        f"{100 * spent / took:.1f} % of a core (bar 20), {1000 * spent / len(ordered):.2f} ms CPU each, p99 {p99:.1f} ms"
    )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--every", type=float, default=5.0)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--database", default="postgresql", choices=("sqlite", "postgresql"))
    parser.add_argument(
        "--votes", type=float, nargs="*", default=[0.0, 20.0], help="votes a second meanwhile"
    )
    args = parser.parse_args(arguments)
    with house(args.database) as env:
        doors = ask(env, DOORS)
        with serve(SETTINGS, "thaktho.web.wsgi:application", env) as mine:
            for rate in args.votes:
                print(measure(mine, doors, args, rate), flush=True)


if __name__ == "__main__":
    main()
