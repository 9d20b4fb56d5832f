"""Long work and timers of this chamber."""

from __future__ import annotations


def register_all() -> None: ...
