"""How the things of this chamber appear on the thread."""

from __future__ import annotations


def enlist() -> None: ...
