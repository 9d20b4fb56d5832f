"""`thaktho hall-backup --to FOLDER`: a copy every minute, for a second laptop that goes on when this one dies.

FOLDER is a USB stick or a shared folder of the other laptop. Each copy is made by ops/backup.sh under a hidden name,
checked, and renamed when whole; the last few are kept. With --keys a copy holds what a takeover needs: the house's secret,
by which logins, personal links and badges are known, and the keys of open topics, without which the other laptop would
have to close the topic, for whoever had answered could answer again. Copies with topics' keys (…-keys) lead from a sheet to
its answers: they are removed here as soon as no topic is open or waiting to be sealed. Two copies of an open secret vote
show who voted between them, and what: they are removed as soon as it is counted and two newer copies are whole. A copy is
written out to the stick (fsync) before it counts as one.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .hall_copies import KEYS, newest_first, next_name, number

ROOT = Path(__file__).resolve().parents[2]
STANDING = 2  # newer copies that stand before an older one is destroyed
HALF_AGE = 600  # seconds without a write: nobody is writing that half copy any more
AT_ONCE = 1 << 24  # bytes: a copy may be larger than what the laptop has free
BALLOTS = "open-ballots"  # beside a copy: the ids of the secret votes that were open while it was made


def add(verbs: Any) -> None:
    verb = verbs.add_parser("hall-backup", help="สำรองข้อมูลทุกนาทีลงโฟลเดอร์ สำหรับเครื่องสำรองในห้องประชุม")
    verb.add_argument(
        "--to", type=Path, required=True, metavar="FOLDER", help="โฟลเดอร์ของแฟลชไดรฟ์หรือเครื่องสำรอง"
    )
    verb.add_argument("--every", type=int, default=60, metavar="SECONDS", help="ทุกกี่วินาที (ปกติ 60)")
    verb.add_argument("--keep", type=int, default=5, metavar="COPIES", help="เก็บกี่ชุดหลังสุด (ปกติ 5)")
    verb.add_argument(
        "--keys", action="store_true", help="เก็บกุญแจของระบบและของหัวข้อด้วย เครื่องสำรองจึงรับคนเดิมและคำตอบต่อได้"
    )
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
        done = copy_once(args.to, datetime.now(UTC), keep=args.keep, keys=args.keys)
        if args.once:
            return 0 if done else 1
        time.sleep(max(0.0, args.every - (time.monotonic() - began)))


def copy_once(folder: Path, now: datetime, *, keep: int, keys: bool) -> Path | None:
    """One copy. A stick that was pulled out or a database that does not answer is told and waited for; the hall goes on."""
    from django.db import DatabaseError, connection

    try:
        return _copy(folder, now, keep=keep, keys=keys)
    except DatabaseError as why:
        if not connection.is_usable():
            connection.close()  # the next copy opens another
        print(f"อ่านฐานข้อมูลไม่ได้ จะลองใหม่: {why}", file=sys.stderr, flush=True)
        return None


def _copy(folder: Path, now: datetime, *, keep: int, keys: bool) -> Path | None:
    from django.conf import settings

    from thaktho.stages.assemble.consensus import queries as consensus

    try:
        last = newest_first(folder)
    except OSError as why:
        print(f"อ่าน {folder} ไม่ได้ จะลองใหม่: {why}", file=sys.stderr, flush=True)
        return None
    of_topics = keys and topics_go_on()
    told = {"KEEP_KEYS": "yes" if of_topics else "", "KEEP_SECRET": settings.SECRET_KEY if keys else ""}
    name = {"COPY_NAME": next_name(last, now, keys=of_topics), "PYTHON": sys.executable}
    open_before, begun_before = consensus.ballots_open(), consensus.ballots_begun()
    done = subprocess.run(
        [str(ROOT / "ops" / "backup.sh"), str(folder)],
        env=os.environ | _where() | told | name,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"สำรองไม่สำเร็จ จะลองใหม่: {done.stderr.strip()[-300:]}", file=sys.stderr, flush=True)
        return None
    made = Path(done.stdout.strip().splitlines()[-1])
    # What was open at any time while it was made, also what was opened and counted within.
    open_within = open_before | (consensus.ballots_begun() - begun_before)
    try:
        (made / BALLOTS).write_text("".join(f"{id}\n" for id in sorted(open_within)))
        _write_out(made)
        whole = _whole(made)
    except OSError:
        whole = False
    if not whole:
        shutil.rmtree(made, ignore_errors=True)
        print("สำเนาที่เขียนอ่านกลับไม่ตรง ตรวจแฟลชไดรฟ์ จะลองใหม่", file=sys.stderr, flush=True)
        return None
    _forget(folder, made, keep, with_keys=of_topics, still_open=consensus.ballots_open())
    print(f"สำรองแล้ว {made.name}", flush=True)
    return made


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


def _write_out(copy: Path) -> None:
    """Onto the stick itself, not only into this laptop's memory; and out of that memory, so that it is read back from there."""
    for path in copy.iterdir():
        with path.open("rb") as held:
            os.fsync(held.fileno())
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(held.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    for folder in (copy, copy.parent):
        held_folder = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(held_folder)
        except OSError as why:
            if why.errno not in (errno.EINVAL, errno.ENOTSUP):  # some shared folders know no such thing
                raise
        finally:
            os.close(held_folder)


def _whole(copy: Path) -> bool:
    """Read back from where it lies: what a stick says it wrote is not always there."""
    check = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    return subprocess.run(check, cwd=copy, capture_output=True, check=False).returncode == 0


def _forget(folder: Path, newest: Path, keep: int, *, with_keys: bool, still_open: set[str]) -> None:
    """Keep the last few; none with keys when no topic needs them any more, none of a secret vote that is counted; but nothing
    before two newer copies stand. What ops/backup.sh laid here by itself is not this command's; what was being written
    when a stick was pulled is."""
    for half in folder.glob(".thaktho-hall-*"):
        if _left_lying(half):
            _wipe(half)
    ours = [path for path in newest_first(folder) if _ours(path)]
    if newest not in ours[:1] or len(ours) <= STANDING:
        return
    old = ours[STANDING:]
    secret = [
        path for path in old if (path.name.endswith(KEYS) and not with_keys) or _counted(path, still_open)
    ]
    if secret and not all(_whole(path) for path in ours[1:STANDING]):
        secret = []
    for path in {*secret, *ours[max(keep, STANDING) :]}:
        _wipe(path)


def _left_lying(half: Path) -> bool:
    """Also by a clock that jumped back since."""
    try:
        last = max(path.stat().st_mtime for path in [half, *half.iterdir()])
    except OSError:  # it went, or was renamed, meanwhile
        return False
    return abs(time.time() - last) > HALF_AGE


def _ours(copy: Path) -> bool:
    return number(copy) > 0 or copy.name.endswith(KEYS)


def _counted(copy: Path, still_open: set[str]) -> bool:
    """A secret vote was open when this was made, and is no more. Where that is not told, it may have been."""
    try:
        return not set((copy / BALLOTS).read_text().split()) <= still_open
    except OSError:
        return True


def _wipe(copy: Path) -> None:
    """The database and the keys are overwritten before they are removed; on a stick's flash some of it may outlive that,
    so the stick is destroyed or filled after the sealing (docs/howto/facilitator.md)."""
    with contextlib.suppress(OSError):  # a stick pulled meanwhile: the next copy tries again
        for path in copy.iterdir():
            if path.is_file() and path.name != "files.tar":
                _overwrite(path)
    shutil.rmtree(copy, ignore_errors=True)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as held:
        left = path.stat().st_size
        while left > 0:
            left -= held.write(os.urandom(min(left, AT_ONCE)))
        held.flush()
        os.fsync(held.fileno())
