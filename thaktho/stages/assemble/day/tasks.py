"""Long work and timers of this chamber."""

from __future__ import annotations

from thaktho.ground.jobs.registry import register

from . import rehearsal


def register_all() -> None:
    register(rehearsal.WORK, rehearsal.work)
