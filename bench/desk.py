"""The registration desk with thousands expected: how long does a person stand there until they are found and registered?

    python -m bench.desk [sqlite] [postgresql] [--people 3000] [--desks 4] [--each 50]

Real server, two workers, over HTTP. Every desk is a laptop of its own that is logged in: it types a surname, sees who is
found, presses «ลงทะเบียน» and sees the name large; then the same by a scanner. find: the answer to what was typed; register:
the press and the page it leads to; both: what the person waits for. The bar is 3 s for both.
"""

from __future__ import annotations

import argparse
import http.client
import re
import threading
import time
from collections import defaultdict
from urllib.parse import urlencode

from bench.house import SETTINGS, ask, house
from bench.server import serve

LAY = """
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from tests.conftest import Province
from tests.tools.assembly import make_assembly
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.stages.assemble.day.actions import registering
from thaktho.stages.assemble.day.actions.registering import Expected
from thaktho.stages.assemble.models import Participant
programme = Programme.objects.get(slug="chiang-rai")
networks = {one.code: one for one in Network.objects.filter(programme=programme)}
province = Province(programme, networks)
made = make_assembly(province, code="bench")
made.edition.held_on = timezone.localdate()
made.edition.save()
given = ("สมชาย", "บัวแก้ว", "อินถา", "ดวงพร", "วรรณา", "คำปัน", "อรุณ", "กัลยา", "เอกชัย", "พิมพ์ดาว")
family = ("แสนดี", "ใจเย็น", "ไร่งาม", "รักถิ่น", "ใฝ่เรียน", "ร่วมแรง", "คลื่นดี", "สดใส", "ตั้งมั่น", "พอเพียง")
begin = ("นาย", "นาง", "นางสาว")
codes = list(networks)
people = [Expected(begin[n % 3] + given[n % 10] + " " + family[n // 10 % 10] + "ที่" + str(n).zfill(4), "delegate", "กรรมการ",
                   "หน่วยงานตัวอย่าง", networks[codes[n % len(codes)]], is_example=True) for n in range(PEOPLE)]
for start in range(0, PEOPLE, 1000):
    registering.add_people(province.system, made.edition, people[start:start + 1000])
sessions = []
user = get_user_model().objects.get(username="secretariat")
for _ in range(DESKS):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    sessions.append([client.cookies["sessionid"].key, client.cookies["sessionid"].value])
rows = Participant.objects.filter(edition=made.edition).order_by("number").values_list("pk", "name", "code")
print(json.dumps({"sessions": sessions, "people": [[str(pk), name, code] for pk, name, code in rows]}))
"""
COUNT = """
from thaktho.stages.assemble.models import CheckIn
print(json.dumps(CheckIn.objects.filter(edition__code="bench", undone=False).count()))
"""
DESK = "/chiang-rai/assembly/bench/day/desk/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Desk:
    def __init__(self, port: int, session: list[str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies, self.token = {session[0]: session[1]}, ""
        self.go(DESK)

    def go(self, url: str, form: dict[str, str] | None = None) -> str:
        """The page at the end of the way, as a browser comes to it."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form | {"csrfmiddlewaretoken": self.token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request("GET" if form is None else "POST", url, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status == 302:
            return self.go(answer.headers["Location"])
        if answer.status != 200:
            raise SystemExit(f"{url}: {answer.status}")
        self.token = (TOKEN.search(page) or [self.token, self.token])[1]
        return page


def work(desk: Desk, people: list[list[str]], took: dict[str, list[float]], lost: list[str]) -> None:
    for place, (id, name, code) in enumerate(people):
        begun = time.perf_counter()
        if place % 2:
            page = desk.go(DESK, {"q": code})
            took["scan"].append(time.perf_counter() - begun)
        else:
            family = name.split()[1]
            page = desk.go(DESK, {"q": family})
            found = time.perf_counter()
            if f"{DESK}{id}/" not in page:
                lost.append(name)
            page = desk.go(f"{DESK}{id}/", {"mode": "onsite"})
            done = time.perf_counter()
            took["find"].append(found - begun)
            took["register"].append(done - found)
            took["both"].append(done - begun)
        if name.split()[1] not in page:
            lost.append(name)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("databases", nargs="*", default=[])
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--desks", type=int, default=4)
    parser.add_argument("--each", type=int, default=50)
    args = parser.parse_args(arguments)
    for database in args.databases or ["sqlite", "postgresql"]:
        with house(database) as env:
            laid = ask(env, LAY.replace("PEOPLE", str(args.people)).replace("DESKS", str(args.desks)))
            took, lost = defaultdict[str, list[float]](list), list[str]()
            with serve(SETTINGS, "thaktho.web.wsgi:application", env, workers=2) as (port, _pid):
                desks = [Desk(port, session) for session in laid["sessions"]]
                queues = [laid["people"][n :: args.desks][: args.each] for n in range(args.desks)]
                threads = [
                    threading.Thread(target=work, args=(desk, queue, took, lost))
                    for desk, queue in zip(desks, queues, strict=True)
                ]
                begun = time.monotonic()
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                spent = time.monotonic() - begun
            came = ask(env, COUNT)
        told = "; ".join(f"{name} {_spread(times)}" for name, times in took.items())
        sent = sum(map(len, queues))
        print(
            f"{database}: {args.people} people, {args.desks} desks, {came} of {sent} registered in {spent:.1f} s, "
            f"{len(lost)} not shown; {told} ms (bar 3000)",
            flush=True,
        )


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    return " ".join(f"p{n} {1000 * ordered[int(len(ordered) * n / 100)]:.0f}" for n in (50, 95))


if __name__ == "__main__":
    main()
