"""`thaktho manage …`: Django's own commands."""

from __future__ import annotations

import argparse
from typing import Any


def add(verbs: Any) -> None:
    verb = verbs.add_parser("manage", help="คำสั่งของ Django เช่น thaktho manage migrate", add_help=False)
    verb.add_argument("words", nargs=argparse.REMAINDER)
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from .django_ready import setup

    setup()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["thaktho manage", *args.words])
    return 0
