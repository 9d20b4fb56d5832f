"""How the things of this chamber appear on the thread."""

from __future__ import annotations

from . import threads_roll


def enlist() -> None:
    threads_roll.enlist()
