"""`thaktho verify-ledger`: recompute every chain. Exit 0 when all hold, 1 at the first broken place."""

from __future__ import annotations

import argparse
import sys
from typing import Any


def add(verbs: Any) -> None:
    verb = verbs.add_parser("verify-ledger", help="ตรวจลูกโซ่ของบัญชีการกระทำทุกโครงการ")
    verb.add_argument("--programme", metavar="SLUG", help="เฉพาะโครงการของจังหวัดนี้")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from .django_ready import setup

    setup()
    from thaktho.ground.ledger.queries import verify
    from thaktho.ground.programme.queries import all_programmes

    programmes = [p for p in all_programmes() if args.programme in (None, p.slug)]
    if not programmes and args.programme:
        print(f"no programme named {args.programme}", file=sys.stderr)
        return 2
    lines = 0
    for programme in programmes:
        verdict = verify(programme.pk)
        if verdict.broken:
            print(
                f"ledger of {programme.slug} is broken at line {verdict.broken.number}: {verdict.broken.what}",
                file=sys.stderr,
            )
            return 1
        lines += verdict.lines
    print(f"ledger holds: {lines:,} lines")
    return 0
