"""Long work and timers of this chamber."""

from __future__ import annotations

from thaktho.ground.jobs.registry import every, register

from . import actions
from .papers.work import WORK, write

A_DAY, TEN_MINUTES = 86_400, 600


def register_all() -> None:
    register(WORK, write)
    every("assemble.after.remind", A_DAY, actions.remind_all)
    every("assemble.after.carry", TEN_MINUTES, actions.carry_all)
