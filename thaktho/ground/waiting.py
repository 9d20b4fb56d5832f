"""What waits for somebody: the rooms' queries return it, the desk sorts and shows it.

A room offers ``queries.waiting(by: Actor, programme: Programme) -> list[Waiting]``: at most a handful of lines, each
one sentence, one verb and one address, and only what this very actor can do something about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Waiting:
    """One line of «รอท่าน»."""

    title: str  # one plain sentence: who or what waits
    url: str  # where the verb is done
    verb: str  # the button: says the result, e.g. «ส่งหนังสือเตือน»
    detail: str = ""  # one short line below
    due_on: date | None = None
    icon: str = "file"  # a name of {% icon %}
    tone: str = "kram"  # kram (to do) | khamin (hint) | khrang (returned, refused)
    is_example: bool = False

    def late(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


def in_order(lines: Iterable[Waiting], today: date) -> list[Waiting]:
    """Late first, then by day due, then what has no day."""
    return sorted(lines, key=lambda line: (not line.late(today), line.due_on or date.max))
