"""A hall of delegates casts a secret vote: are all counted, once, and how far is the projector behind?

    python -m bench.delegates [--people 2000] [--seconds 60] [--database postgresql] [--clients 16]

Every phone came in by its card before the vote opened. Within the given seconds, spread evenly, each opens the ballot and
sends its vote; one in ten sends it twice. A projector asks for the live count every second all the while. Real server, two
workers, over HTTP. Lost: answered and not counted. Doubled: counted more than once.
"""

from __future__ import annotations

import argparse
import http.client
import json
import threading
import time
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.house import SETTINGS, ask, house
from bench.server import cpu_seconds, serve
from bench.web import FIELDS

LAY = """
from tests.conftest import Province
from tests.tools.assembly import make_assembly
from thaktho.ground.people.models import Network, Person
from thaktho.ground.programme.models import Programme
from thaktho.stages.assemble.consensus import actions, entering
from thaktho.stages.assemble.models import Delegate, Edition
programme = Programme.objects.get(slug="chiang-rai")
province = Province(programme, {one.code: one for one in Network.objects.filter(programme=programme)})
made = make_assembly(province, code="bench")
Edition.objects.filter(pk=made.edition.pk).update(formal_votes=True)
made.edition.refresh_from_db()
codes = list(province.networks)
wanted = PEOPLE - len(made.delegates)
persons = Person.objects.bulk_create(
    [Person(programme=programme, given_name=f"ผู้แทน{n}", sort_key=f"{n:05}", search_text="x", is_example=True) for n in range(wanted)]
)
Delegate.objects.bulk_create(
    [Delegate(programme=programme, edition=made.edition, network=province.networks[codes[n % len(codes)]], person=one,
              name=f"ผู้แทน {n}", state="appointed", sort_key=f"{n:05}", is_example=True) for n, one in enumerate(persons)]
)
rows = list(Delegate.objects.filter(edition=made.edition))
for row in rows:
    row.token_hash = entering.hash_token(entering.token_for(row))
Delegate.objects.bulk_update(rows, ["token_hash"], batch_size=500)
vote = actions.draft_resolution(province.system, made.edition, title="เรื่อง", body="ให้ทำตามตัวอย่าง")
vote = actions.open_resolution(province.system, actions.lock_resolution(province.system, vote))
print(json.dumps({"vote": str(vote.pk), "tokens": [entering.token_of(row) for row in rows], "entitled": vote.entitled}))
"""
CLOSE = """
from thaktho.ground.access import system
from thaktho.stages.assemble.consensus import actions
from thaktho.stages.assemble.models import Resolution, ResolutionSlip, VoteRight
vote = Resolution.objects.get(pk="VOTE")
vote = actions.close_resolution(system(vote.programme_id), vote)
print(json.dumps({"yes": vote.yes, "no": vote.no, "abstain": vote.abstain, "slips": ResolutionSlip.objects.filter(resolution=vote).count(),
                  "used": VoteRight.objects.filter(resolution=vote, used=True).count(), "passed": vote.passed}))
"""
BASE = "/chiang-rai/assembly/bench/consensus/"
VALUES = ("yes", "yes", "no", "abstain")


@dataclass
class Seen:
    cast: Counter[str] = field(default_factory=Counter)  # value -> votes answered for
    again: int = 0
    failed: list[str] = field(default_factory=list)
    posts: list[float] = field(default_factory=list)  # seconds each
    answered_at: list[float] = field(default_factory=list)
    late: float = 0.0  # how far behind its hour a phone came to be served, at worst
    lock: Any = field(default_factory=threading.Lock)


class Phone:
    def __init__(self, token: str, number: int) -> None:
        self.token, self.number, self.cookies = token, number, dict[str, str]()

    def go(
        self, connection: http.client.HTTPConnection, method: str, url: str, body: str = ""
    ) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, url, body or None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, page

    def enter(self, connection: http.client.HTTPConnection) -> bool:
        return self.go(connection, "GET", f"{BASE}enter/{self.token}/")[0] == 302

    def vote(self, connection: http.client.HTTPConnection, vote: str, seen: Seen) -> None:
        status, page = self.go(connection, "GET", f"{BASE}resolutions/{vote}/")
        value = VALUES[self.number % len(VALUES)]
        fields = dict(FIELDS.findall(page))
        form = urlencode({"csrfmiddlewaretoken": fields.get("csrfmiddlewaretoken", ""), "value": value})
        for time_ in range(2 if self.number % 10 == 0 else 1):
            begun = time.perf_counter()
            status, page = self.go(connection, "POST", f"{BASE}resolutions/{vote}/vote/", form)
            took = time.perf_counter() - begun
            with seen.lock:
                seen.posts.append(took)
                if status != 200:
                    seen.failed.append(f"{status}")
                elif time_:
                    seen.again += 1
                else:
                    seen.cast[value] += 1
                    seen.answered_at.append(time.monotonic())


def shared(port: int, phones: list[Phone], clients: int, work: Any) -> None:
    """`work(connection, phone)` for all phones, in turn over so many connections."""
    rest, lock = iter(phones), threading.Lock()

    def run() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                phone = next(rest, None)
            if phone is None:
                return
            work(connection, phone)

    threads = [threading.Thread(target=run) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def projector(
    port: int, vote: str, stop: threading.Event, told: list[tuple[float, int]], failed: list[int]
) -> None:
    """(when the answer was there, how many it told). It asks as a browser does, with its ETag."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    etag, count = "", 0
    while not stop.wait(1.0):
        connection.request(
            "GET", f"{BASE}resolutions/{vote}/live/", headers={"If-None-Match": etag} if etag else {}
        )
        answer = connection.getresponse()
        body = answer.read()
        if answer.status == 200:
            etag, count = answer.headers["ETag"], json.loads(body)["cast"]
        elif answer.status != 304:
            failed.append(answer.status)
        told.append((time.monotonic(), count))


def behind(told: list[tuple[float, int]], answered_at: list[float]) -> float:
    """Seconds between a vote's answer and the last telling that did not hold it yet, at worst."""
    ordered, worst = sorted(answered_at), 0.0
    for at, count in told:
        if bisect_right(ordered, at) > count:
            worst = max(worst, at - ordered[count])
    return worst


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--database", default="postgresql", choices=("sqlite", "postgresql"))
    args = parser.parse_args(arguments)
    with house(args.database) as env:
        laid = ask(env, LAY.replace("PEOPLE", str(args.people)))
        with serve(SETTINGS, "thaktho.web.wsgi:application", env, workers=2) as (port, pid):
            phones = [Phone(token, number) for number, token in enumerate(laid["tokens"])]
            outside: list[int] = []
            shared(port, phones, 4, lambda c, phone: phone.enter(c) or outside.append(phone.number))
            seen, told, blind, stop = Seen(), list[tuple[float, int]](), list[int](), threading.Event()
            wall = threading.Thread(target=projector, args=(port, laid["vote"], stop, told, blind))
            wall.start()
            first, begun = cpu_seconds(pid), time.monotonic()

            def come(connection: http.client.HTTPConnection, phone: Phone) -> None:
                hour = begun + args.seconds * phone.number / len(phones)
                if (wait := hour - time.monotonic()) > 0:
                    time.sleep(wait)
                else:
                    seen.late = max(seen.late, -wait)
                phone.vote(connection, laid["vote"], seen)

            shared(port, phones, args.clients, come)
            took, spent = time.monotonic() - begun, cpu_seconds(pid) - first
            threading.Event().wait(3.0)
            stop.set()
            wall.join()
        found = ask(env, CLOSE.replace("VOTE", laid["vote"]))
    answered = sum(seen.cast.values())
    ordered = sorted(seen.posts)
    exact = all(found[value] == seen.cast[value] for value in ("yes", "no", "abstain"))
    print(
        f"{answered} of {laid['entitled']} delegates in {took:.1f} s: {answered / took:.0f} votes/s, "
        f"p99 {1000 * ordered[int(len(ordered) * 0.99)]:.0f} ms, longest {1000 * ordered[-1]:.0f} ms, "
        f"behind the hour at worst {seen.late:.1f} s, {100 * spent / took:.0f} % of a core; "
        f"{len(outside)} did not come in, {len(seen.failed)} failed, {seen.again} sent twice\n"
        f"lost {answered - found['used']}, doubled {found['slips'] - found['used']}, result exact: {exact} {found}\n"
        f"projector: asked {len(told)} times, {len(blind)} failed, at worst {behind(told, seen.answered_at):.1f} s behind (bar 3)"
    )


if __name__ == "__main__":
    main()
