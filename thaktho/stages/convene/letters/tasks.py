"""Printing all copies is long work."""

from __future__ import annotations

from thaktho.ground.jobs.registry import register

from .papers import WORK, paper


def register_all() -> None:
    register(WORK, paper)
