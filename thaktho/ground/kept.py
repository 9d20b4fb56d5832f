"""What a whole programme shares, read once until somebody acts: names of networks, virtues of the years, branches.

Kept under the hash of the ledger's newest line, which came with the programme itself: every act makes what was kept
stale, in all processes at once. While this thread is acting nothing is kept, so nothing unsaid gets out. Only for what
changes by acts; what moves by itself (votes, the clock) names its moment in `name`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.cache import caches

from thaktho.ground.ledger.actions import is_acting
from thaktho.ground.programme.models import Programme

KEPT_SECONDS = 600

Value = TypeVar("Value")


def kept(programme: Programme, name: str, read: Callable[[], Value]) -> Value:
    """`read()`, or what it gave before if nobody acted since. Callers get a copy of their own."""
    head = getattr(programme, "ledger_head", None)
    if not head or not settings.KEEPS_SHARED or is_acting():
        return read()
    found: Value = caches["memory"].get_or_set(f"{name}.{programme.pk}.{head}", read, KEPT_SECONDS)
    return found
