"""How fast one may vote, enter and guess. Kept in each process's memory, never stored, and by no address: a hall stands
behind one. Buckets are filled at a steady rate and hold so many at most; who finds one empty waits a moment.

What is counted is a door, or one phone's random number as a hash of this process (Python's own, salted anew at every
start); a restart forgets all. With several processes each allows as much.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from uuid import UUID

MOST_KEYS = 50_000


@dataclass
class Buckets:
    """`holds` at once, `a_minute` more every minute. Counts may be off by one when two threads meet: they are limits,
    not ballots."""

    holds: int
    a_minute: float
    _filled: dict[object, tuple[float, float]] = field(default_factory=dict)

    def take(self, key: object, now: float | None = None) -> bool:
        """True, and one less; False when none is left."""
        now = time.monotonic() if now is None else now
        left, at = self._filled.get(key, (self.holds, now))
        left = min(self.holds, left + (now - at) * self.a_minute / 60)
        if left < 1:
            return False
        if len(self._filled) >= MOST_KEYS:
            self._filled.clear()
        self._filled[key] = (left - 1, now)
        return True

    def empty(self, key: object, now: float | None = None) -> bool:
        now = time.monotonic() if now is None else now
        left, at = self._filled.get(key, (self.holds, now))
        return left + (now - at) * self.a_minute / 60 < 1


# A phone: a hundred and twenty answers at once, then one a second. A door: a hall of two hundred that scans at once, and
# its answers; a machine that makes ballots is slower than it would like.
VOTES_OF_PHONE = Buckets(120, 60)
VOTES_OF_DOOR = Buckets(6000, 12_000)
BALLOTS_OF_DOOR = Buckets(600, 600)
# Wrong codes that pass their check letter: these are guesses. At 25 bits, thirty a minute find one in two years.
WRONG_CODES = Buckets(30, 30)
# Codes tried at a door while wrong ones are refused: a right one is let in. At six hundred a minute a guess takes six weeks.
TRIED_CODES = Buckets(600, 600)


class Surges:
    """First answers by door and minute of the last hour: how many, never whose."""

    MINUTES = 60

    def __init__(self) -> None:
        self._doors: dict[UUID, deque[list[int]]] = defaultdict(lambda: deque(maxlen=self.MINUTES))

    def count(self, door: UUID, now: float | None = None) -> None:
        minute = int((time.monotonic() if now is None else now) // 60)
        held = self._doors[door]
        if held and held[-1][0] == minute:
            held[-1][1] += 1
        else:
            held.append([minute, 1])

    def most(self, door: UUID, now: float | None = None) -> int:
        """The fullest minute of the last hour."""
        since = int((time.monotonic() if now is None else now) // 60) - self.MINUTES
        return max((count for minute, count in self._doors.get(door, ()) if minute >= since), default=0)


surges = Surges()
