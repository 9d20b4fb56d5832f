"""`thaktho prepare`: what the code needs before it runs: fonts cut for the web, translations compiled, and, for a
server, the database migrated, static files gathered, places and the demonstration loaded."""

from __future__ import annotations

import argparse
import compileall
import hashlib
import os
import sys
from pathlib import Path
from typing import Any

from .migrated import on_disk

PACKAGE = Path(__file__).resolve().parent.parent

# django-htmx brings every edition of htmx; pages load htmx-2.min.js, and compressing the others takes two seconds.
UNUSED = ["htmax-*", "htmx-4*", "htmx-2.js"]


def add(verbs: Any) -> None:
    verb = verbs.add_parser("prepare", help="เตรียมแบบอักษรและคำแปล")
    verb.add_argument("--server", action="store_true", help="เตรียมฐานข้อมูล ไฟล์หน้าเว็บ และข้อมูลเชียงรายด้วย")
    verb.add_argument("--hall", action="store_true", help="เตรียมเครื่องสำรองในห้องประชุม ไม่แตะฐานข้อมูล")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    cut_fonts()
    compile_translations()
    compile_kernels()
    compile_code()
    if args.hall:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thaktho.settings.hall")
        gather_static()
    if args.server:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thaktho.settings.demo")
        serve_ready()
    return 0


def cut_fonts() -> None:
    folder = PACKAGE / "web" / "static" / "fonts"
    if not list(folder.glob("*.woff2")):
        from thaktho.documents.fonts import subset_web_fonts

        folder.mkdir(parents=True, exist_ok=True)
        subset_web_fonts(folder)


def compile_translations() -> None:
    """Compile every .po that is newer than its .mo, without needing gettext on the machine."""
    for source in PACKAGE.glob("locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        with source.open("rb") as text:
            catalog = read_po(text)
        scratch = compiled.with_suffix(f".{os.getpid()}")
        with scratch.open("wb") as out:
            write_mo(out, catalog)
        scratch.replace(compiled)


def compile_kernels() -> None:
    """Have the opinion engine's loops compiled and kept, so that the first map of a hall does not wait half a minute."""
    if list((PACKAGE / "engines" / "opinion" / "__pycache__").glob("*.nbi")):
        return
    import numpy as np

    from thaktho.engines.opinion import Live, gather, opinion_map

    say("กำลังเตรียมเครื่องคำนวณความเห็น / compiling the opinion engine")
    people = [str(one) for one in range(60)]
    who, what = np.repeat(np.arange(60), 8), np.tile(np.arange(8), 60)
    marks = np.where((who + what) % 3, 1, -1)
    votes = gather(people, [str(one) for one in range(8)], who, what, marks)
    opinion_map(votes)
    Live(votes)


def compile_code() -> None:
    """Once here, not by each process of the first start: in a hall the second laptop's first start is the one that counts."""
    compileall.compile_dir(str(PACKAGE), quiet=2)


def gather_static() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)


def serve_ready() -> None:
    """Migrate, gather static files, load. Skipped when nothing changed since the last time, so that a second start
    is quick."""
    from django.conf import settings

    stamp = Path(settings.VAR) / "prepared"
    state = _state(settings.DATABASES["default"])
    if stamp.exists() and stamp.read_text() == state and _has_programme():
        return
    import django
    from django.core.management import call_command

    django.setup()
    say("กำลังเตรียมฐานข้อมูล / preparing the database")
    if not _migrated():
        call_command("migrate", interactive=False, verbosity=0)
    gather_static()
    if getattr(settings, "DEMO", False):
        from thaktho.demo.load import load_demo

        load_demo(say)
    else:  # a real province founds itself: thaktho found
        from thaktho.ground.places.actions import load_official
        from thaktho.ground.places.models import Place

        if not Place.objects.exists():
            load_official()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)


def _has_programme() -> bool:
    """Asked without models: setting Django up takes longer than all the rest of a second start."""
    import warnings

    from django.db import DatabaseError, connection

    try:
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM programme_programme LIMIT 1")
            return cursor.fetchone() is not None
    except DatabaseError:
        return False
    finally:
        connection.close()


def _migrated() -> bool:
    """No migration waits: the recorded names are those on the disk."""
    from django.conf import settings
    from django.db import DatabaseError, connection
    from django.db.migrations.recorder import MigrationRecorder

    try:
        return set(MigrationRecorder(connection).applied_migrations()) == on_disk(settings.INSTALLED_APPS)
    except DatabaseError:
        return False


def _state(database: dict[str, Any]) -> str:
    """A fingerprint of what preparation depends on: which database, and every file's path, size and time."""
    digest = hashlib.sha256(f"{database['ENGINE']}{database['HOST']}{database['NAME']}".encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".po", ".yaml", ".css", ".js", ".svg", ".woff2"}:
            facts = path.stat()
            digest.update(f"{path}{facts.st_size}{facts.st_mtime_ns}".encode())
    return digest.hexdigest()


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
