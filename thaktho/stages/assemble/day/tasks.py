"""Long work and timers of this chamber."""

from __future__ import annotations

from thaktho.ground.jobs.registry import register

from . import rehearsal, tasks_roll


def register_all() -> None:
    register(rehearsal.WORK, rehearsal.work)
    tasks_roll.register_all()
