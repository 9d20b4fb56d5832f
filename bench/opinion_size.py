"""Time and memory by size, each in a process of its own, so that its peak memory is its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time, thread_time

import numpy as np

from bench.opinion_quality import invented
from thaktho.engines.opinion import Live, Settings, opinion_map

NETWORKS = 13


def live() -> None:
    """A vote to an updated person."""
    votes, _ = invented(10_000, 500, 40, 3, 0)
    topic = Live(votes, networks={f"N{at}": votes.voters[at::NETWORKS] for at in range(NETWORKS)})
    rng = np.random.default_rng(0)
    asked = [
        (votes.voters[i], str(j))
        for i, j in zip(rng.integers(0, 10_000, 3000), rng.integers(0, 500, 3000), strict=True)
    ]
    topic.vote(*asked[0], 1)
    spent = []
    busy, begun = [], thread_time()
    for voter, statement in asked:
        began, began_busy = perf_counter(), thread_time()
        topic.vote(voter, statement, 1)
        busy.append(thread_time() - began_busy)
        spent.append(perf_counter() - began)
    mean = (thread_time() - begun) / len(asked)
    print(f"\nlive, 10,000 x 500: a vote to an updated person {np.median(spent) * 1e6:.0f} us median, "
          f"{np.quantile(spent, 0.99) * 1e6:.0f} us p99 by the clock; of the processor {mean * 1e6:.0f} us mean, "
          f"{np.median(busy) * 1e6:.0f} us median, {np.quantile(busy, 0.99) * 1e6:.0f} us p99 (bar 50)")  # fmt: skip


def compare(people: int, statements: int, python: Path | None) -> None:
    """Ours in both modes, and red-dwarf where it can be expected to end."""
    print(f"\n{people} x {statements}")
    ours = {mode: alone(people, statements, mode) for mode in ("polis", "main")}
    for mode, line in ours.items():
        print(
            f"  {mode:<9} {line['seconds']:7.2f} s  {line['mb']:7.0f} MB (votes themselves {line['before']:.0f} MB)"
        )
    if python is None or people > 20_000:
        return
    from bench.opinion import peer

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.csv"
        votes, _ = invented(people, statements, 40, 4, 0)
        with path.open("w", encoding="utf-8") as file:
            file.write("voter-id,comment-id,vote\n")
            rows = zip(
                votes.person_of_vote().tolist(), votes.statement.tolist(), votes.vote.tolist(), strict=True
            )
            file.writelines(f"{i},{j},{mark}\n" for i, j, mark in rows)
        answer = peer(python, path, [])
    if answer is None:
        print("  red-dwarf did not end")
        return
    theirs = float(str(answer["seconds"]))
    print(f"  red-dwarf {theirs:7.2f} s  {float(str(answer['mb'])):7.0f} MB: polis mode {theirs / ours['polis']['seconds']:.0f} x, "
          f"main mode {theirs / ours['main']['seconds']:.1f} x as fast")  # fmt: skip


def alone(people: int, statements: int, mode: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.opinion_size", str(people), str(statements), mode],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    line: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return line


def main() -> None:
    people, statements, mode = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    warm, _ = invented(300, 60, 20, 2, 0)
    opinion_map(warm, settings=Settings(mode), networks={"a": warm.voters[:30]})
    votes, _ = invented(people, statements, 40, 4, 0)
    networks = {f"N{at}": votes.voters[at::NETWORKS] for at in range(NETWORKS)}
    now = Path("/proc/self/statm").read_text().split()
    before = int(now[1]) * resource.getpagesize() / 2**20
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak of making the votes
    began = process_time()
    found = opinion_map(votes, settings=Settings(mode), networks=networks)
    seconds = process_time() - began
    peak = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    print(
        json.dumps(
            {
                "seconds": seconds,
                "mb": int(peak.split()[1]) / 1024,
                "before": before,
                "groups": len(found["groups"]),
            }
        )
    )


if __name__ == "__main__":
    main()
