"""Pages and votes over HTTP on granian, beside a bare Django view on the same server in the same run.

    python -m bench.web [sqlite] [postgresql] [--seconds 4]

`cpu` is what the server's processes spent for each request; on PostgreSQL its own processes are not in it. A vote is one
POST whose answer carries the next statement, with the cookies and the CSRF token a browser would send; every voter is
a new one who came through a network's door.
"""

from __future__ import annotations

import argparse
import http.client
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from bench.house import SETTINGS, ask, house
from bench.server import Cost, Round, Served, getter, measure, serve, total

DATABASES = ("sqlite", "postgresql")
BARS = {"plain": "2", "list": "4", "vote": "6", "login": "", "list, never kept": ""}
# A cookie makes a reader somebody of their own: the page is rendered for each request (see thaktho.web.kept).
PAGES = {
    "plain": ("/chiang-rai/programme/", ""),
    "list": ("/chiang-rai/plan/rows/", ""),
    "login": ("/accounts/login/", ""),
    "list, never kept": ("/chiang-rai/plan/rows/", "mine=1"),
}
VOTERS = 150  # a client; each answers all statements but the last

FIELDS = re.compile(r'name="(csrfmiddlewaretoken|s)" value="([^"]*)"')
DOORS = """
from thaktho.stages.listen.models import Door
rows = Door.objects.filter(topic__state="open", network__isnull=False).values_list("topic__code", "token")
print(json.dumps(list(rows)))
"""


class Phone:
    """A browser with its cookies: it scanned a door and shows the first statement."""

    def __init__(self, connection: http.client.HTTPConnection, code: str, token: str) -> None:
        self.cookies: dict[str, str] = {}
        self.url = f"/chiang-rai/listen/{code}/ballot/"
        self.fields: dict[str, str] = {}
        self.answered = 0
        self.request(connection, "GET", f"/chiang-rai/listen/{code}/enter/{token}/")
        self.request(connection, "GET", self.url)

    def request(self, connection: http.client.HTTPConnection, method: str, url: str, body: str = "") -> int:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, url, body or None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        self.fields = dict(FIELDS.findall(page))
        return answer.status

    @property
    def may_answer(self) -> bool:
        return "s" in self.fields

    def vote(self, connection: http.client.HTTPConnection, value: int) -> int:
        self.answered += 1
        return self.request(connection, "POST", self.url, urlencode(self.fields | {"value": value}))


def voter(port: int, doors: list[list[str]], voters: int = VOTERS) -> Callable[[int], Round]:
    """Rounds of votes. The phones enter before the clock runs; when all have answered, one enters anew each time."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    ready = [
        [Phone(connection, *doors[(n + client) % len(doors)]) for n in range(voters)] for client in range(4)
    ]
    connection.close()

    def make(client: int) -> Round:
        waiting = ready[client]

        def round(connection: http.client.HTTPConnection) -> bool:
            if not waiting:
                waiting.append(Phone(connection, *doors[client % len(doors)]))
            phone = waiting[-1]
            status = phone.vote(connection, (1, -1, 0)[phone.answered % 3])
            if not phone.may_answer:
                waiting.pop()
            return status in (200, 302)

        return round

    return make


TURNS = 4


def beside(
    bare: Served, mine: Served, one_round: Callable[[int], Round], seconds: float
) -> tuple[Cost, Cost]:
    """What a page costs and what the bare view costs, taking turns: a machine is not equally quick all the time."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for _ in range(TURNS):
        costs[0].append(measure(*bare, getter("/"), seconds=seconds / TURNS))
        costs[1].append(measure(*mine, one_round, seconds=seconds / TURNS))
    return total(costs[0]), total(costs[1])


def rounds(env: dict[str, str], bare: Served, seconds: float) -> Iterator[tuple[str, Cost, Cost]]:
    doors = ask(env, DOORS)
    with serve(SETTINGS, "thaktho.web.wsgi:application", env) as mine:
        for name, (url, cookie) in PAGES.items():
            measure(*mine, getter(url, cookie), seconds=1)
            yield (name, *beside(bare, mine, getter(url, cookie), seconds))
        vote = voter(mine[0], doors)
        yield ("vote", *beside(bare, mine, vote, seconds))


def show(name: str, cost: Cost, floor: Cost, bar: str = "") -> None:
    line = f"{cost.rate:9.0f}{cost.cpu_ms:9.2f}{cost.p99_ms:9.1f}{cost.failed:8}"
    print(f"{name:30}{line}{cost.cpu_ms / floor.cpu_ms:12.1f}{bar:>6}", flush=True)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("databases", nargs="*", default=DATABASES)
    parser.add_argument("--seconds", type=float, default=4.0)
    args = parser.parse_args(arguments)
    print(f"{'':30}{'req/s':>9}{'cpu ms':>9}{'p99 ms':>9}{'failed':>8}{'cpu x bare':>12}{'bar':>6}")
    with serve("bench.bare", "bench.bare_wsgi:application", {}) as bare:
        measure(*bare, getter("/"), seconds=1)
        floor = measure(*bare, getter("/"), seconds=args.seconds)
        show("bare Django view", floor, floor)
        for database in args.databases:
            with house(database) as env:
                for name, beside_it, cost in rounds(env, bare, args.seconds):
                    show(f"{name}, {database}", cost, beside_it, BARS[name])


if __name__ == "__main__":
    main()
