"""The moves of a year and of its tasks; a move the tables do not know is refused with words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from ..refusals import Changed, Refused  # noqa: F401 (taken from here by the chamber's files)
from .models import Edition, Stage, Task

STAGES: tuple[str, ...] = tuple(Stage.values)

EDITION_MOVES: dict[str, frozenset[str]] = {
    Edition.State.RUNNING: frozenset({Edition.State.ENDED, Edition.State.CANCELLED}),
    Edition.State.ENDED: frozenset({Edition.State.RUNNING}),
    Edition.State.CANCELLED: frozenset({Edition.State.RUNNING}),
}

_T = Task.State
# Whoever does it may say so in one step; what was done or dropped can be taken up again.
TASK_MOVES: dict[str, frozenset[str]] = {
    _T.TODO: frozenset({_T.DOING, _T.DONE, _T.DROPPED}),
    _T.DOING: frozenset({_T.TODO, _T.DONE, _T.DROPPED}),
    _T.DONE: frozenset({_T.TODO, _T.DOING}),
    _T.DROPPED: frozenset({_T.TODO}),
}


@dataclass(frozen=True)
class Open:
    """What still asks for voices while the year is to be closed."""

    rounds: tuple[int, ...]  # their numbers
    resolutions: tuple[int, ...]
    missing: int  # voices of networks not given on the clauses of the open rounds

    def __bool__(self) -> bool:
        return bool(self.rounds or self.resolutions)


class StillOpen(Refused):
    """The year is closed over open rounds only when somebody says so."""

    def __init__(self, still: Open) -> None:
        super().__init__(gettext("ยังมีรอบรับเสียงหรือการลงมติที่เปิดอยู่ ยืนยันก่อนจึงปิดได้"))
        self.still = still


def move_edition(edition: Edition, state: str) -> None:
    if state not in EDITION_MOVES[edition.state]:
        raise Refused(
            gettext("สมัชชานี้ “%(state)s” แล้ว โหลดหน้าใหม่เพื่อดูล่าสุด") % {"state": edition.get_state_display()}
        )
    edition.state = state


def move_task(task: Task, state: str) -> None:
    if state not in TASK_MOVES[task.state]:
        raise Refused(
            gettext("งานนี้ “%(state)s” อยู่แล้ว โหลดหน้าใหม่เพื่อดูล่าสุด") % {"state": task.get_state_display()}
        )
    task.state = state


def after(stage: str) -> str:
    """The next stage; "" after the last."""
    at = STAGES.index(stage) + 1
    return STAGES[at] if at < len(STAGES) else ""


def before(stage: str) -> str:
    """The stage before; "" before the first."""
    at = STAGES.index(stage)
    return STAGES[at - 1] if at else ""
