"""Who may, in this chamber: the room's table (`stages.py`) turned into rules, and what else is asked."""

from ..access import hang
from . import rules_roll  # noqa: F401 - hangs its own rules

hang("assemble.day.")
