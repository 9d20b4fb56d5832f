"""`thaktho load-places`: Thailand's provinces, amphoe and tambon. Run it once; running it again does no harm."""

from __future__ import annotations

import argparse
from typing import Any


def add(verbs: Any) -> None:
    verb = verbs.add_parser("load-places", help="นำเข้าชื่อจังหวัด อำเภอ และตำบลทั่วประเทศ")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from .django_ready import setup

    setup()
    from thaktho.ground.places.actions import load_official

    print(f"places: {load_official():,}")
    return 0
