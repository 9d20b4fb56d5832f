"""Long work and timers of this chamber."""

from __future__ import annotations

from thaktho.ground.jobs.registry import every, register

from ..editions import taking_off
from . import actions
from .papers.work import WORK, write

# Reminders are by the day; asked every hour, so that an office that is switched off at night misses none.
AN_HOUR, TEN_MINUTES = 3600, 600


def register_all() -> None:
    register(WORK, write)
    taking_off.tell(actions.withdraw_picture)
    every("assemble.after.remind", AN_HOUR, actions.remind_all)
    every("assemble.after.carry", TEN_MINUTES, actions.carry_all)
