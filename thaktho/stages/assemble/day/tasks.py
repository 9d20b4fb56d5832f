"""Long work and timers of this chamber."""

from __future__ import annotations

from . import tasks_roll


def register_all() -> None:
    tasks_roll.register_all()
