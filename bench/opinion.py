"""What the opinion map reaches, beside its peers in one run: accuracy on real conversations, then time and memory by size.

    python -m bench.opinion [CONVERSATION_FOLDER ...] [--sizes 1000x100 10000x500 100000x1000] [--quick]

A folder is a Polis export (votes.csv, comments.csv). Peers: the published formulas of Polis as numpy would have them (dense),
and red-dwarf 0.4.0 in its own environment, if there:

    python3 -m venv bench/.peers && bench/.peers/bin/pip install red-dwarf==0.4.0

Seconds are CPU seconds of one process. Prints figures; asserts nothing. Run it with OPENBLAS_NUM_THREADS=1.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from bench import opinion_hall as hall
from bench import opinion_quality as quality
from bench import opinion_size as size

PEER = Path(__file__).parent / ".peers" / "bin" / "python"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folders", nargs="*", type=Path)
    asked.add_argument("--sizes", nargs="*", default=["1000x100", "10000x500", "100000x1000"])
    asked.add_argument("--quick", action="store_true", help="one repetition of everything")
    args = asked.parse_args()
    times = 1 if args.quick else 3
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if args.folders:
        real(args.folders, times)
        print(f"calibration of all hidden votes together: {quality.calibration(quality.POOL):.3f} (bar 0.03)")
    quality.coverage(times)
    quality.truth(times)
    quality.consensus(times)
    hall.halls(10 if args.quick else 100)
    size.live()
    for each in args.sizes:
        people, statements = (int(one) for one in each.split("x"))
        size.compare(people, statements, PEER if PEER.exists() else None)
    return 0


def real(folders: list[Path], times: int) -> None:
    """Every measure of accuracy, a line a conversation, and the means."""
    lines = [quality.measure(folder, times, PEER if PEER.exists() else None) for folder in folders]
    names = [name for name in lines[0] if name != "name"]
    print("\n" + " ".join(f"{name:>12}" for name in ["", *names]))
    for line in lines:
        print(f"{line['name'][:12]:>12} " + " ".join(quality.shown(line[name]) for name in names))
    print(
        f"{'mean':>12} "
        + " ".join(quality.shown(float(np.nanmean([line[name] for line in lines]))) for name in names)
    )


def peer(python: Path, votes: Path, out: list[str]) -> dict[str, object] | None:
    """red-dwarf's answer, or None when it failed or took over 5 minutes."""
    try:
        done = subprocess.run(
            [str(python), str(Path(__file__).parent / "opinion_peer.py"), str(votes), json.dumps(out)],
            capture_output=True, text=True, check=True, timeout=300,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        answer: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
        return answer
    except (subprocess.SubprocessError, ValueError, IndexError):
        return None


if __name__ == "__main__":
    sys.exit(main())
