"""The proceedings of an assembly of 1,000 participants, 30 clauses, 13 networks and 20 photos: from the press of the button to six
files. And the public list of 5,000 commitments.

python -m bench.proceedings [sqlite | postgresql]
"""

from __future__ import annotations

import sys

from bench.house import ask, house

BAR_SECONDS, BAR_PAGE_MS, BAR_QUERIES = 60, 200, 15

MADE = """
import time
from bench.proceedings_case import lay_down, promise
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from thaktho.ground.access import system
from thaktho.ground.programme.models import Programme
from thaktho.stages.assemble.after import actions
from thaktho.stages.assemble.after.papers import work
programme = Programme.objects.get()
edition = lay_down(programme)
begun = time.perf_counter()
made = actions.make(system(programme.pk), edition)
frozen = time.perf_counter() - begun
work.print_all(made, lambda *_: None)
took = time.perf_counter() - begun
sizes = {file.name.rpartition("-")[2]: round(file.size / 1024) for file in made.files.all()}
promise(edition, 5000)
client, times, asked = Client(SERVER_NAME="localhost"), [], 0
# With a word that differs each time: what a reader without a login saw before is answered from memory.
for number, path in enumerate(("?x=1", "?state=late", "?page=150", "?q=ป่า", "?edition=2599") * 10):
    address = f"/{programme.slug}/assembly/commitments/{path}&n={number}"
    with CaptureQueriesContext(connection) as found:
        begun = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - begun)
    assert answer.status_code == 200, answer.status_code
    asked = max(asked, len(found) if len(times) > 5 else 0)
warm = sorted(times[5:])
print(json.dumps([frozen, took, sizes, 1000 * warm[int(len(warm) * 0.95)], asked]))
"""


def main() -> None:
    databases = sys.argv[1:] or ["sqlite", "postgresql"]
    for database in databases:
        with house(database) as env:
            frozen, took, sizes, p95, asked = ask(env, MADE)
        print(
            f"{database}: frozen in {frozen:.1f} s, six files in {took:.1f} s (bar {BAR_SECONDS} s)  KB {sizes}"
        )
        print(
            f"{database}: list of 5,000 p95 {p95:.0f} ms (bar {BAR_PAGE_MS}), {asked} queries (bar {BAR_QUERIES})",
            flush=True,
        )


if __name__ == "__main__":
    main()
