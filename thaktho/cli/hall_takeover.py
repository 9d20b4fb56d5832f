"""`thaktho hall-takeover --from FOLDER`: the second laptop of a hall goes on where the first one died.

It takes the newest copy of `thaktho hall-backup` that is whole, puts it into this laptop, and serves it at the same port.
Nothing is migrated and nothing is loaded: a copy of another version of the software is refused, for it would have to be
changed first, and a hall cannot wait for that. It never writes over data.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import shutil
import sqlite3
import sys
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .hall_copies import newest_first
from .migrated import on_disk

ROOT = Path(__file__).resolve().parents[2]
SQLITE = "sqlite:///"


class Refuse(Exception):
    """Cannot go on; the words say why and what to do."""


def add(verbs: Any) -> None:
    verb = verbs.add_parser("hall-takeover", help="เครื่องสำรองเปิดระบบต่อจากสำเนาล่าสุด เมื่อเครื่องแรกในห้องประชุมเสีย")
    verb.add_argument(
        "--from",
        dest="source",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="โฟลเดอร์ที่ hall-backup เขียนสำเนา",
    )
    verb.add_argument("--only-restore", action="store_true", help="กู้ข้อมูลแล้วจบ ไม่เปิดระบบ")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    began = time.monotonic()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thaktho.settings.hall")
    try:
        copy = restore(args.source)
    except Refuse as why:
        print(why, file=sys.stderr, flush=True)
        return 2
    print(f"กู้จาก {copy.name} ใช้ {time.monotonic() - began:.1f} วินาที", flush=True)
    if args.only_restore:
        return 0
    return serve(began)


def restore(source: Path) -> Path:
    """The newest whole copy, put in place. Refuse where something stands already, or nothing fits."""
    var = Path(os.environ.get("THAKTHO_VAR") or ROOT / "var")
    url = os.environ.get("DATABASE_URL") or f"{SQLITE}{var / 'thaktho.sqlite3'}"
    if not url.startswith(SQLITE):
        raise Refuse("คำสั่งนี้ใช้กับเครื่องในห้องประชุมซึ่งใช้ SQLite สำหรับ PostgreSQL ใช้ ops/restore.sh")
    database = Path(url.removeprefix(SQLITE))
    # A killed laptop leaves what SQLite had not yet folded in: it would be replayed into the copy.
    left = [path for end in ("", "-wal", "-shm", "-journal") if (path := Path(f"{database}{end}")).exists()]
    if left:
        named = " ".join(str(path) for path in left)
        raise Refuse(f"เครื่องนี้มีข้อมูลอยู่แล้วที่ {named} ยังไม่ได้เปลี่ยนอะไร ย้ายทุกไฟล์นั้นไปที่อื่นก่อน (อย่าลบ) แล้วสั่งอีกครั้ง")
    files = var / "files"
    if files.is_dir() and any(files.iterdir()):
        raise Refuse(f"เครื่องนี้มีไฟล์อยู่แล้วที่ {files} ยังไม่ได้เปลี่ยนอะไร ย้ายไปที่อื่นก่อน (อย่าลบ) แล้วสั่งอีกครั้ง")
    copy = newest_whole(source)
    with _key_of(copy, var):
        _same_version(copy / "database.sqlite3")
        if (copy / "files.tar").exists():
            with tarfile.open(copy / "files.tar") as packed:
                packed.extractall(var, filter="data")
        database.parent.mkdir(parents=True, exist_ok=True)
        # Under its own name only when it is whole: a takeover that is stopped halfway can be begun again.
        half = database.with_name(f".{database.name}.half")
        shutil.copyfile(copy / "database.sqlite3", half)
        half.chmod(0o600)
        half.replace(database)
    return copy


def newest_whole(folder: Path) -> Path:
    """The one with the highest number, whatever its clock said; one that was being written when the stick was pulled is
    passed over."""
    if not folder.is_dir():
        raise Refuse(f"ไม่พบโฟลเดอร์ {folder} เสียบแฟลชไดรฟ์ หรือตรวจชื่อโฟลเดอร์ แล้วสั่งอีกครั้ง")
    copies = newest_first(folder)
    for copy in copies:
        why = damage(copy)
        if not why:
            return copy
        print(f"ข้าม {copy.name}: {why}", file=sys.stderr, flush=True)
    raise Refuse(f"ไม่มีสำเนาที่สมบูรณ์ใน {folder} ({len(copies)} ชุดที่พบใช้ไม่ได้) ลองโฟลเดอร์หรือแฟลชไดรฟ์อื่น")


def damage(copy: Path) -> str:
    """What is wrong with a copy, in words; "" when every file reads back as it was written."""
    sums = copy / "SHA256SUMS"
    if not sums.exists():
        return "ไม่มีรายการตรวจสอบ"
    lines = [line.split(maxsplit=1) for line in sums.read_text().splitlines() if line.strip()]
    named = {name.lstrip("*").strip(): digest for digest, name in lines}
    if "database.sqlite3" not in named:
        return "ไม่ใช่สำเนาของ SQLite"
    for name, digest in named.items():
        file = copy / name
        if file.parent != copy or not file.is_file():
            return f"ไม่มีไฟล์ {name}"
        with file.open("rb") as held:
            if hashlib.file_digest(held, "sha256").hexdigest() != digest:
                return f"ไฟล์ {name} เสียหาย"
    return ""


@contextlib.contextmanager
def _key_of(copy: Path, var: Path) -> Iterator[None]:
    """The copy's key stands before the settings are read, which would make one: logins, personal links, badges and receipts
    were made with it. A key this laptop made for itself guards nothing here, where no data is, and is laid aside. All as it
    was when the copy is refused."""
    key, mine = copy / "secret-key", var / "secret-key"
    had, brought = mine.read_bytes() if mine.exists() else None, key.read_bytes() if key.exists() else None
    if brought is None or brought == had:
        if brought is None:
            print(
                "สำเนานี้ไม่มีกุญแจของระบบ (สำรองโดยไม่มี --keys) ทุกคนต้องเข้าสู่ระบบใหม่ ลิงก์และป้ายที่พิมพ์แล้วใช้ไม่ได้",
                file=sys.stderr,
                flush=True,
            )
        yield
        return
    var.mkdir(parents=True, exist_ok=True)
    aside = mine.with_name("secret-key.before")
    if had is not None:
        _write_key(aside, had)
    _write_key(mine, brought)
    try:
        yield
    except BaseException:
        mine.unlink()
        if had is not None:
            aside.replace(mine)
        raise


def _write_key(file: Path, key: bytes) -> None:
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_bytes(key)


def _same_version(database: Path) -> None:
    """The copy's tables are those of this software, no more and no fewer."""
    from django.conf import settings

    with _read_only(database) as held:
        done = {(app, name) for app, name in held.execute("SELECT app, name FROM django_migrations")}
    if done == on_disk(settings.INSTALLED_APPS):
        return
    from .django_ready import setup

    setup()
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(None).disk_migrations
    replaced = {old for one in known.values() for old in one.replaces}
    newer = done - set(known) - replaced
    # A squashed migration is done where all that it stands for is.
    missing = {
        key
        for key, one in known.items()
        if key not in done and not (one.replaces and set(one.replaces) <= done)
    }
    if newer:
        raise Refuse("สำเนามาจากถักทอรุ่นใหม่กว่าเครื่องนี้ ใช้เครื่องที่ติดตั้งรุ่นเดียวกัน ยังไม่ได้เปลี่ยนอะไรในเครื่องนี้")
    if missing:
        raise Refuse(
            "สำเนามาจากถักทอรุ่นเก่ากว่าเครื่องนี้ ใช้เครื่องที่ติดตั้งรุ่นเดียวกัน หรือกู้ด้วย ops/restore.sh ซึ่งปรับข้อมูลให้ก่อน (ใช้เวลานานกว่า) ยังไม่ได้เปลี่ยนอะไรในเครื่องนี้"
        )


def _read_only(database: Path) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True))


def _keys_are_missing(database: Path) -> bool:
    """Whether a topic came without its key; asked without models, for most come with it and the hall waits."""
    with _read_only(database) as held:
        found = held.execute(
            "SELECT 1 FROM listen_topic WHERE state IN ('draft', 'open')"
            " AND id NOT IN (SELECT topic_id FROM listen_topicsecret) LIMIT 1"
        )
        return found.fetchone() is not None


def serve(began: float) -> int:
    from django.conf import settings

    from . import prepare
    from .run import _answers, _serve

    if _keys_are_missing(Path(settings.DATABASES["default"]["NAME"])):
        sys.path.insert(
            0, str(ROOT)
        )  # ops/ stands beside the package, where hall-backup finds its script too
        from ops.after_restore import main as after_restore

        after_restore()  # topics whose keys did not come are closed; their answers stand
    port = int(os.environ.get("PORT", "8000"))
    if _answers(port):
        print(f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ ปิดโปรแกรมนั้น แล้วสั่ง: thaktho run (ข้อมูลกู้แล้ว)", file=sys.stderr)
        return 1
    prepare.cut_fonts()
    prepare.compile_translations()
    if not any(Path(settings.STATIC_ROOT).glob("*")):  # thaktho prepare --hall was forgotten
        prepare.gather_static()
    greet(port)
    print(f"เปิดระบบหลังสั่ง {time.monotonic() - began:.1f} วินาที", flush=True)
    return _serve(port)


def greet(port: int) -> None:
    """Where the phones find this laptop, as a QR that a phone reads off the screen."""
    import segno

    from thaktho.ground.lan import addresses

    own = addresses()
    print("ตั้งเลขที่อยู่ของเครื่องนี้ให้เหมือนเครื่องแรก คิวอาร์บนป้ายและแผ่นเดิมจะใช้ได้ต่อ")
    for address in own:
        print(f"  http://{address}:{port}/")
    if own and sys.stdout.isatty():
        segno.make(f"http://{own[0]}:{port}/", error="m", micro=False).terminal(compact=True)
