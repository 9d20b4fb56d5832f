"""Long work and timers of this chamber."""

from __future__ import annotations

from . import carrying


def register_all() -> None:
    carrying.offer_own()
