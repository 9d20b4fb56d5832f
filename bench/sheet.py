"""The plan table of a network with 500 rows: first paint in Chromium, one cell saved over HTTP, queries of each.

    python -m bench.sheet [sqlite] [postgresql] [--rows 500]

First paint is the browser's own first-contentful-paint of a signed-in secretary's page at 1280 px; a save is one POST of one
cell as the sheet sends it. The bar is 300 ms for the slowest but one of twenty.
"""

from __future__ import annotations

import argparse
import http.client
import json
import time
from typing import Any
from urllib.parse import urlencode

from bench.house import SETTINGS, ask, house
from bench.server import serve

ROUNDS = 20
ROWS = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from thaktho.ground.access import system
from thaktho.ground.people.models import Network
from thaktho.stages.plan.actions import load_rows
from thaktho.stages.plan.actions.bulk import NewRow
from thaktho.stages.plan.models import PlanRow
network = Network.objects.get(programme__slug="chiang-rai", code="religion")
count = %d - PlanRow.objects.filter(network=network, live=True).count()
cells = dict(problem="คนรุ่นใหม่ห่างวัด", good_deed="ชวนกันเข้าวัด", indicator="ผู้เข้าร่วม", when_text="1-10 เมษายน 2563", area_text="อ.เมืองเชียงราย", agency="วัดพระแก้ว", budget="20,000")
load_rows(system(network.programme_id), network, [NewRow(cells=cells | {"title": f"บรรพชาสามเณรภาคฤดูร้อน รุ่นที่ {n}"}) for n in range(count)])
user = get_user_model().objects.order_by("date_joined").first()
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
client = Client()
client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
queries = []
client.get("/chiang-rai/plan/religion/")
for page in ("/chiang-rai/plan/religion/", "/chiang-rai/plan/religion/?page=5"):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)
    queries.append([page, answer.status_code, len(asked), len(answer.content)])
rows = PlanRow.objects.filter(network=network, live=True, joined_into=None).order_by("number")
print(json.dumps({
    "cookie": [settings.SESSION_COOKIE_NAME, session.session_key], "csrf": settings.CSRF_COOKIE_NAME, "queries": queries,
    "rows": [[str(row.pk), row.version] for row in rows[:100]], "total": rows.count(),
}))
"""


def paints(port: int, cookie: list[str]) -> list[float]:
    """First contentful paint of the sheet, milliseconds since the address was asked for."""
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": f"http://127.0.0.1:{port}"}])
        page = context.new_page()
        for number in range(ROUNDS + 2):
            page.goto(
                f"http://127.0.0.1:{port}/chiang-rai/plan/religion/?page={number % 9 + 1}", wait_until="load"
            )
            first = page.evaluate(
                "() => new Promise(done => {const ready = performance.getEntriesByName('first-contentful-paint')[0];"
                "if (ready) return done(ready.startTime);"
                "new PerformanceObserver(list => done(list.getEntriesByName('first-contentful-paint')[0].startTime))"
                ".observe({type: 'paint', buffered: true})})"
            )
            if number > 1:  # the first two warm the browser's own cache
                found.append(first)
        browser.close()
    return found


def saves(port: int, house_said: dict[str, Any]) -> tuple[list[float], int]:
    """Milliseconds of each saved cell, and how many did not answer 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    cookie, token = house_said["cookie"], "a" * 32
    headers = {
        "Cookie": f"{cookie[0]}={cookie[1]}; {house_said['csrf']}={token}",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": token,
        "Accept": "application/json",
    }
    times, failed = [], 0
    for row, version in house_said["rows"][: ROUNDS * 2]:
        body = urlencode(
            {"field": "indicator", "name": "indicator", "value": "ผู้เข้าร่วม 120 คน", "version": version}
        )
        begun = time.perf_counter()
        connection.request("POST", f"/chiang-rai/plan/rows/{row}/cell/", body, headers)
        answer = connection.getresponse()
        answer.read()
        times.append(1000 * (time.perf_counter() - begun))
        failed += answer.status != 200
    return times, failed


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95) - 1]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--rows", type=int, default=500)
    args = parser.parse_args(arguments)
    for database in args.databases:
        with house(database) as env:
            said = ask(env, ROWS % args.rows)
            with serve(SETTINGS, "thaktho.web.wsgi:application", env) as (port, _pid):
                painted = paints(port, said["cookie"])
                saved, failed = saves(port, said)
        print(f"{database}: {said['total']} rows; queries and bytes {json.dumps(said['queries'])}")
        print(
            f"  first paint p95 {p95(painted):6.0f} ms, middle {sorted(painted)[len(painted) // 2]:.0f} (bar 300)"
        )
        print(
            f"  cell saved  p95 {p95(saved):6.0f} ms, middle {sorted(saved)[len(saved) // 2]:.0f} (bar 300), failed {failed}"
        )


if __name__ == "__main__":
    main()
