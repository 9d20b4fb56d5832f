"""Periodic work, claimed in the database: one at a time over all workers, and begun again when its worker died."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from . import registry
from .models import Timer
from .registry import Periodic

log = logging.getLogger(__name__)

# A worker that died in the middle of it blocks it for no longer than this.
LONGEST = timedelta(minutes=10)


def run_due() -> int:
    """Do all periodic work whose time has come; returns how many. A failure is logged and waits for its next time."""
    done = 0
    for periodic in registry.periodic():
        now = timezone.now()
        if not _claim(periodic, now):
            continue
        try:
            periodic.do()
        except Exception:
            log.exception("periodic work %s failed", periodic.name)
        finally:
            Timer.objects.filter(pk=periodic.name, begun_at=now).update(
                claimed_until=None, ended_at=timezone.now()
            )
        done += 1
    return done


def _claim(periodic: Periodic, now: datetime) -> bool:
    due = Q(begun_at=None) | Q(begun_at__lte=now - timedelta(seconds=periodic.seconds))
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    mine = Timer.objects.filter(due, free, pk=periodic.name)
    fields = {"begun_at": now, "claimed_until": now + LONGEST}
    if mine.exists():  # do not lock to find that nothing is due
        return bool(mine.update(**fields))
    if Timer.objects.filter(pk=periodic.name).exists():
        return False
    _, made = Timer.objects.get_or_create(pk=periodic.name, defaults=fields)
    return made
