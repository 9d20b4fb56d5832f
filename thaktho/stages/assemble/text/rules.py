"""Who may, in this chamber: the room's table (`stages.py`) turned into rules, and what else is asked."""

from ..access import hang

hang("assemble.text.")
