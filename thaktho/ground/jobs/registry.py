"""Which work there is. Rooms register theirs (in apps.py `ready()`); this room knows none of them.

Work may be begun again after its worker died, so it must be idempotent: the same job twice is one result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .models import Job

if TYPE_CHECKING:
    from .progress import Progress

# Given the job and its progress, does the work and returns JSON for the page: `url` leads to what was made.
Work = Callable[[Job, "Progress"], dict[str, Any]]


@dataclass(frozen=True)
class Periodic:
    """Work the worker does every so many seconds, one at a time over all workers, idempotent like all work."""

    name: str
    seconds: float
    do: Callable[[], object]


_works: dict[str, Work] = {}
_periodic: dict[str, Periodic] = {}


def register(kind: str, work: Work) -> None:
    _works[kind] = work


def work_of(kind: str) -> Work:
    """Raises KeyError for a kind nobody registered."""
    return _works[kind]


def every(name: str, seconds: float, func: Callable[[], object]) -> None:
    _periodic[name] = Periodic(name, seconds, func)


def periodic() -> list[Periodic]:
    return list(_periodic.values())
