"""สัญญาแล้วทำอะไรไปบ้าง with 5,000 commitments, as everybody reads it: queries and milliseconds.

python -m bench.commitments [sqlite | postgresql]
"""

from __future__ import annotations

import sys

from bench.house import ask, house

BAR_MS, BAR_QUERIES = 200, 15

# With a word that differs each time: what a reader without a login saw before is answered from memory.
READ = """
import time
from bench.proceedings_case import lay_down, promise
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from thaktho.ground.programme.models import Programme
programme = Programme.objects.get()
edition = lay_down(programme, people=0, photos=0)
promise(edition, 5000)
client, found = Client(SERVER_NAME="localhost"), {}
PAGES = {"all": "?x=1", "late": "?state=late", "page 150": "?page=150", "word": "?q=ป่า", "one year": "?edition=2599"}
for number in range(21):
    for name, path in PAGES.items():
        with CaptureQueriesContext(connection) as asked:
            begun = time.perf_counter()
            answer = client.get(f"/{programme.slug}/assembly/commitments/{path}&n={number}")
            took = 1000 * (time.perf_counter() - begun)
        assert answer.status_code == 200, answer.status_code
        if number:  # the first warms up
            found.setdefault(name, []).append((took, len(asked)))
print(json.dumps({name: [sorted(took for took, _ in rows), max(many for _, many in rows)] for name, rows in found.items()}))
"""


def main() -> None:
    for database in sys.argv[1:] or ["sqlite", "postgresql"]:
        with house(database) as env:
            found = ask(env, READ)
        print(f"{database}: list of 5,000, p95 ms (bar {BAR_MS}) and queries (bar {BAR_QUERIES})")
        for name, (times, queries) in found.items():
            print(f"  {name:12}{times[int(len(times) * 0.95) - 1]:8.0f}{queries:6}", flush=True)


if __name__ == "__main__":
    main()
