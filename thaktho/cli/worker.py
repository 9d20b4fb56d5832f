"""`thaktho worker`: does the long work. Start as many as there are cores to spare; stop with SIGTERM."""

from __future__ import annotations

import argparse
import logging
from typing import Any


def add(verbs: Any) -> None:
    verb = verbs.add_parser("worker", help="ทำงานเบื้องหลังที่รออยู่ในคิว")
    verb.add_argument("--interval", type=float, default=1.0, help="ดูคิวที่ว่างทุกกี่วินาที")
    verb.add_argument("--until-empty", action="store_true", help="จบเมื่อไม่มีงานเหลือ")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from .django_ready import setup

    setup()
    from thaktho.ground.jobs.worker import Worker

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    worker = Worker(args.interval)
    worker.configure_signals()
    worker.work(until_empty=args.until_empty)
    return 0
