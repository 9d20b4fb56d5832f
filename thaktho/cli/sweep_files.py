"""`thaktho sweep-files`: remove stored content that no row points to (left by a crash while a file was stored)."""

from __future__ import annotations

import argparse
from typing import Any


def add(verbs: Any) -> None:
    verb = verbs.add_parser("sweep-files", help="ลบเนื้อหาไฟล์ที่ไม่มีอะไรอ้างถึงแล้ว")
    verb.add_argument("--dry-run", action="store_true", help="แสดงรายการเท่านั้น ไม่ลบ")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from .django_ready import setup

    setup()
    from thaktho.ground.files import actions, queries

    if args.dry_run:
        for key in queries.orphans():
            print(key)
    else:
        print(f"removed: {actions.sweep():,}")
    return 0
