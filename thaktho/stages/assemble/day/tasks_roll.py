"""Printing badges and certificates is long work."""

from __future__ import annotations

from thaktho.ground.jobs.registry import register

from .papers import printing


def register_all() -> None:
    register(printing.BADGES, printing.badges)
    register(printing.CERTIFICATES, printing.certificates)
