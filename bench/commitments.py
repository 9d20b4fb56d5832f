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
            begun, worked = time.perf_counter(), time.process_time()
            answer = client.get(f"/{programme.slug}/assembly/commitments/{path}&n={number}")
            took, worked = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)
        assert answer.status_code == 200, answer.status_code
        if number:  # the first warms up
            found.setdefault(name, []).append((took, worked, len(asked)))
print(json.dumps({name: [sorted(column) for column in zip(*rows)] for name, rows in found.items()}))
"""


def main() -> None:
    for database in sys.argv[1:] or ["sqlite", "postgresql"]:
        with house(database) as env:
            found = ask(env, READ)
        print(
            f"{database}: list of 5,000, p95 of ms (bar {BAR_MS}) and of our CPU's ms, queries (bar {BAR_QUERIES})"
        )
        for name, (times, worked, queries) in found.items():
            p95 = int(len(times) * 0.95) - 1
            print(f"  {name:12}{times[p95]:8.0f}{worked[p95]:8.0f}{queries[-1]:6}", flush=True)


if __name__ == "__main__":
    main()
