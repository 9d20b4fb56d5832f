"""`thaktho hall-backup --to FOLDER`: a copy every minute, for a second laptop that goes on when this one dies.

FOLDER is a USB stick or a shared folder of the other laptop. Each copy is made by ops/backup.sh under a hidden name,
checked, and renamed when whole; the last few are kept. With --keys a copy holds the keys of open topics: without them
the other laptop would have to close the topic, for whoever had answered could answer again. Such copies lead from a sheet
to its answers, so they are removed here as soon as no topic is open or waiting to be sealed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KEYS = "-keys"
AT_ONCE = 1 << 24  # bytes: a copy may be larger than what the laptop has free


def add(verbs: Any) -> None:
    verb = verbs.add_parser("hall-backup", help="สำรองข้อมูลทุกนาทีลงโฟลเดอร์ สำหรับเครื่องสำรองในห้องประชุม")
    verb.add_argument(
        "--to", type=Path, required=True, metavar="FOLDER", help="โฟลเดอร์ของแฟลชไดรฟ์หรือเครื่องสำรอง"
    )
    verb.add_argument("--every", type=int, default=60, metavar="SECONDS", help="ทุกกี่วินาที (ปกติ 60)")
    verb.add_argument("--keep", type=int, default=5, metavar="COPIES", help="เก็บกี่ชุดหลังสุด (ปกติ 5)")
    verb.add_argument("--keys", action="store_true", help="เก็บกุญแจของหัวข้อด้วย เครื่องสำรองจึงรับคำตอบต่อได้")
    verb.add_argument("--once", action="store_true", help="สำรองครั้งเดียวแล้วจบ")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from .django_ready import setup

    setup()
    if args.keep < 1 or args.every < 1:
        print("--keep และ --every ต้องเป็นหนึ่งขึ้นไป", file=sys.stderr)
        return 2
    while True:
        began = time.monotonic()
        done = _copy(args)
        if args.once:
            return 0 if done else 1
        time.sleep(max(0.0, args.every - (time.monotonic() - began)))


def _copy(args: argparse.Namespace) -> bool:
    """One copy. A stick that was pulled out is told and waited for; the hall goes on."""
    keys = args.keys and topics_go_on()
    env = os.environ | _where() | {"PYTHON": sys.executable, "KEEP_KEYS": "yes" if keys else ""}
    done = subprocess.run(
        [str(ROOT / "ops" / "backup.sh"), str(args.to)], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"สำรองไม่สำเร็จ จะลองใหม่: {done.stderr.strip()[-300:]}", file=sys.stderr, flush=True)
        return False
    made = Path(done.stdout.strip().splitlines()[-1])
    if not _whole(made):
        shutil.rmtree(made, ignore_errors=True)
        print("สำเนาที่เขียนอ่านกลับไม่ตรง ตรวจแฟลชไดรฟ์ จะลองใหม่", file=sys.stderr, flush=True)
        return False
    _forget(args.to, made, args.keep, with_keys=keys)
    print(f"สำรองแล้ว {made.name}", flush=True)
    return True


def topics_go_on() -> bool:
    from thaktho.stages.listen.models import Topic

    return Topic.objects.filter(state__in=[Topic.State.OPEN, Topic.State.CLOSED]).exists()


def _where() -> dict[str, str]:
    """The database and files of these settings, as ops/backup.sh asks for them."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    found = {"THAKTHO_VAR": str(settings.VAR)}
    if database["ENGINE"].endswith("sqlite3"):
        found["DATABASE_URL"] = f"sqlite:///{database['NAME']}"
    return found


def _whole(copy: Path) -> bool:
    """Read back from where it lies: what a stick says it wrote is not always there."""
    check = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    return subprocess.run(check, cwd=copy, capture_output=True, check=False).returncode == 0


def _forget(folder: Path, newest: Path, keep: int, *, with_keys: bool) -> None:
    """Keep the last few; none with keys when no topic needs them any more."""
    copies = sorted(
        (path for path in folder.glob("thaktho-*") if path.is_dir()), key=lambda path: path.name, reverse=True
    )
    for place, path in enumerate(copies):
        stale = path.name.endswith(KEYS) and not with_keys
        if path != newest and (stale or place >= keep):
            _wipe(path)


def _wipe(copy: Path) -> None:
    """Overwritten before it is removed; on a stick's flash some of it may outlive that, so the stick is destroyed or
    filled after the sealing (docs/howto/facilitator.md)."""
    for path in copy.iterdir():
        if copy.name.endswith(KEYS) and path.is_file():
            with path.open("r+b") as held:
                left = path.stat().st_size
                while left > 0:
                    left -= held.write(os.urandom(min(left, AT_ONCE)))
                held.flush()
                os.fsync(held.fileno())
    shutil.rmtree(copy, ignore_errors=True)
