"""All figures: `python -m bench`. For the overlaps name the labelled data: `python -m bench PLAN_ROWS.csv PAIRS.csv`."""

import subprocess
import sys

MEASURES = [
    "web",
    "pages",
    "sheet",
    "weave",
    "gap",
    "collaborate",
    "lint",
    "portfolio",
    "documents",
    "opinion",
    "amendments",
    "desk",
    "proceedings",
    "commitments",
    "badges",
    "letters",
    "takeover",
]

if __name__ == "__main__":
    for name in MEASURES:
        print(f"\n== {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False)
    if len(sys.argv) == 3:
        print("\n== overlap", flush=True)
        subprocess.run([sys.executable, "-m", "bench.overlap", *sys.argv[1:]], check=False)
