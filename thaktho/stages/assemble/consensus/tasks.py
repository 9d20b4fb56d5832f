"""Long work and timers of this chamber, and what it says to the earlier ones."""

from __future__ import annotations

from ..editions.lacking import hinders
from .hindering import hindering


def register_all() -> None:
    hinders(hindering)
