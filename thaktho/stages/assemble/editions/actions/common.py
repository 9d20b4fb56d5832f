from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext

from ..models import Edition
from ..states import Refused

R = TypeVar("R", bound=models.Model)


def locked(edition: Edition) -> Edition:
    """The edition as it stands now, held until the act is over."""
    held = Edition.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    return held.get(programme_id=edition.programme_id, pk=edition.pk)


def running(edition: Edition) -> Edition:
    """Held, and still running: the rule was asked of what was read before the lock."""
    fresh = locked(edition)
    if fresh.state != Edition.State.RUNNING:
        raise Refused(gettext("สมัชชานี้ “%(state)s” แล้ว แก้ไม่ได้") % {"state": fresh.get_state_display()})
    return fresh


def row(model: type[R], of: Any) -> R:
    """A row of an edition, held. Raises Refused when somebody removed it meanwhile."""
    held = model._default_manager.select_for_update(of=("self",), no_key=True).filter(
        programme_id=of.programme_id, pk=of.pk
    )
    found = held.select_related("edition__programme").first()
    if found is None:
        raise Refused(gettext("รายการนี้ถูกนำออกแล้ว โหลดหน้าใหม่เพื่อดูล่าสุด"))
    return found


def step(beside: QuerySet[R], row: R, steps: int) -> int:
    """Up (-1) or down (+1) among those beside it, held and numbered anew; at either end it stays. Returns its place."""
    rows: list[Any] = list(beside.select_for_update(of=("self",), no_key=True))
    at = next((n for n, one in enumerate(rows) if one.pk == row.pk), None)
    if at is None:
        raise Refused(gettext("รายการนี้ถูกย้ายหรือนำออกแล้ว โหลดหน้าใหม่เพื่อดูล่าสุด"))
    to = min(max(at + steps, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    for order, one in enumerate(rows, 1):
        one.order = order
    beside.model._default_manager.bulk_update(rows, ["order"])
    return to + 1
