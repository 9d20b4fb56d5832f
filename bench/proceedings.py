"""The proceedings of an assembly of 1,000 participants, 30 clauses, 13 networks and 20 photos: from the press of the button to six
files.

python -m bench.proceedings [sqlite | postgresql]
"""

from __future__ import annotations

import sys

from bench.house import ask, house

BAR_SECONDS = 60

MADE = """
import time
from bench.proceedings_case import lay_down
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
print(json.dumps([frozen, took, sizes]))
"""


def main() -> None:
    databases = sys.argv[1:] or ["sqlite", "postgresql"]
    for database in databases:
        with house(database) as env:
            frozen, took, sizes = ask(env, MADE)
        print(
            f"{database}: frozen in {frozen:.1f} s, six files in {took:.1f} s (bar {BAR_SECONDS} s)  KB {sizes}"
        )


if __name__ == "__main__":
    main()
