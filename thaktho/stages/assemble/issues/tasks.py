"""Long work and timers of this chamber."""

from __future__ import annotations

from .actions.calls import offer_criteria


def register_all() -> None:
    offer_criteria()
