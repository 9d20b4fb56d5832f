"""The copies of a hall in one folder. Each bears a number, one more than the newest before it, and is ordered by that: a
laptop without internet has no clock to trust, and one that jumps back must not make the oldest copy the newest. The time
in the name is for people.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

KEYS = "-keys"
NUMBERED = re.compile(r"thaktho-hall-(\d+)-")


def number(copy: Path) -> int:
    """0 for a copy of ops/backup.sh by itself: older than every copy of a hall."""
    found = NUMBERED.match(copy.name)
    return int(found[1]) if found else 0


def newest_first(folder: Path) -> list[Path]:
    copies = (path for path in folder.glob("thaktho-*") if path.is_dir())
    return sorted(copies, key=lambda path: (number(path), path.name), reverse=True)


def next_name(copies: list[Path], now: datetime, *, keys: bool) -> str:
    last = max(map(number, copies), default=0)
    return f"thaktho-hall-{last + 1:06}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{KEYS if keys else ''}"
