"""The main pages on Chiang Rai's data: how often each asks the database, what it costs
in CPU, and how long the slowest but one of twenty takes.

    python -m bench.pages [sqlite] [postgresql]
"""

from __future__ import annotations

import sys

from bench.house import ask, house

PAGES = (
    "",
    "plan/",
    "plan/rows/",
    "plan/religion/",
    "plan/rows/{row}/",
    "plan/integrated/",
    "plan/overlaps/",
    "meetings/",
    "listen/",
    "places/",
    "search/?q=วัด",
    "desk/",
    "people/",
)
CODE = """
import time
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.conf import settings
settings.KEPT_SECONDS = 0
from thaktho.stages.plan.models import PlanRow
row = PlanRow.objects.filter(state="accepted", network__code="religion").values_list("pk", flat=True).first()
rows = []
staff = Client()
staff.force_login(get_user_model().objects.order_by("date_joined").first(), backend="django.contrib.auth.backends.ModelBackend")
for page in %r:
    url = "/chiang-rai/" + page.replace("{row}", str(row))
    cells = []
    for client in (Client(), staff):
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url)
            queries = len(asked)
        times, work = [], time.process_time()
        for _ in range(20):
            begun = time.perf_counter()
            client.get(url)
            times.append(1000 * (time.perf_counter() - begun))
        cells.append([answer.status_code, queries, 50 * (time.process_time() - work), sorted(times)[18]])
    rows.append([url, *cells])
print(json.dumps(rows))
"""


def main(databases: list[str] | None = None) -> None:
    for database in databases or sys.argv[1:] or ["sqlite", "postgresql"]:
        print(
            f"{database:34}{'visitor':>8}{'queries':>9}{'cpu ms':>7}{'p95':>7}{'staff':>10}{'queries':>9}{'cpu ms':>7}{'p95':>7}"
        )
        with house(database) as env:
            for url, *cells in ask(env, CODE % (PAGES,)):
                line = "".join(
                    f"{status:8}{queries:9}{cpu:7.0f}{p95:7.0f}  " for status, queries, cpu, p95 in cells
                )
                print(f"{url:34}{line}", flush=True)


if __name__ == "__main__":
    main()
