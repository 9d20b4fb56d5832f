"""The chair's laptop dies: how long until the second one shows its first page? And how long does a start take at all?

    python -m bench.takeover [--people 3000]

A real installation with so many people expected at an assembly; a copy is made, and taken over into an empty folder as
`thaktho hall-takeover` does it, with static files gathered before (as `thaktho prepare --hall` leaves them) and not. Then
`thaktho run` on the same data, the first time and again.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from bench.house import ask, house
from bench.server import _free_port

LAY = """
from tests.conftest import Province
from tests.tools.assembly import make_assembly
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.stages.assemble.day.actions import registering
programme = Programme.objects.get(slug="chiang-rai")
province = Province(programme, {one.code: one for one in Network.objects.filter(programme=programme)})
made = make_assembly(province, code="bench")
expected = [registering.Expected(f"สมชาย ตัวอย่าง{n}") for n in range(PEOPLE)]
registering.add_people(province.system, made.edition, expected)
print(json.dumps(len(expected)))
"""
PAGE = "/chiang-rai/assembly/bench/day/"


def first_page(env: dict[str, str], *verb: str) -> tuple[float, str]:
    """Seconds from the command to its first page, and what it said meanwhile."""
    port = _free_port()
    command = [sys.executable, "-m", "thaktho.cli", *verb]
    begun = time.monotonic()
    process = subprocess.Popen(
        command, env=os.environ | env | {"PORT": str(port)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        while not _shows(port):
            if process.poll() is not None or time.monotonic() - begun > 300:
                raise SystemExit(f"{' '.join(verb)} did not come up")
            threading.Event().wait(0.05)
        took = time.monotonic() - begun
    finally:
        process.terminate()
        said, _ = process.communicate()
    return took, " · ".join(line for line in said.decode().splitlines() if "วินาที" in line)


def _shows(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{PAGE}", timeout=60) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=3000)
    args = parser.parse_args(arguments)
    with house("sqlite") as env, tempfile.TemporaryDirectory(prefix="thaktho-bench-") as scratch:
        people = ask(env, LAY.replace("PEOPLE", str(args.people)))
        stick = Path(scratch) / "stick"
        begun = time.monotonic()
        backup = [sys.executable, "-m", "thaktho.cli", "hall-backup", "--to", str(stick), "--once", "--keys"]
        subprocess.run(backup, env=os.environ | env, check=True, stdout=subprocess.DEVNULL)
        size = sum(file.stat().st_size for file in stick.rglob("*") if file.is_file())
        print(f"{people} people, a copy of {size / 1e6:.0f} MB in {time.monotonic() - begun:.1f} s")
        for gathered in (True, False):
            var = Path(scratch) / f"second-{gathered}"
            var.mkdir()
            if gathered:
                shutil.copytree(Path(env["THAKTHO_VAR"]) / "static", var / "static")
            second = {
                "PYTHONPATH": env["PYTHONPATH"],
                "DJANGO_SETTINGS_MODULE": "thaktho.settings.hall",
                "THAKTHO_VAR": str(var),
                "DATABASE_URL": f"sqlite:///{var / 'thaktho.sqlite3'}",
            }
            took, said = first_page(second, "hall-takeover", "--from", str(stick))
            print(f"takeover, static files gathered {gathered}: first page {took:.1f} s (bar 30); {said}")
        for again in ("at the first start", "at the second", "at the third"):
            took, _ = first_page(second, "run")
            print(f"thaktho run {again}: first page {took:.1f} s")


if __name__ == "__main__":
    main()
