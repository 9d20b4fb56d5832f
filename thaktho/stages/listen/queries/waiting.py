"""What waits for somebody at this room."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting

from ..models import Statement, Topic
from .topics import OVER


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """One query, whoever asks."""
    staff, own = by.has("secretariat"), by.scopes("coordinator")
    if not (staff or own):
        return []
    now = timezone.now()
    left = Q(statements__state=Statement.State.SHOWN, statements__fate__isnull=True)
    if not staff:
        left &= Q(statements__door__network__in=own)
    open_ones = Q(state=Topic.State.OPEN)
    found = Topic.objects.filter(programme=programme).annotate(
        queue=Count("statements", filter=Q(statements__state=Statement.State.WAITING)),
        left=Count("statements", filter=left),
    )
    found = found.filter(
        open_ones & (Q(queue__gt=0) | Q(closes_at__gt=now)) | Q(state__in=OVER, left__gt=0)
    ).order_by("id")
    topics = list(found)
    running = [row for row in topics if row.state == Topic.State.OPEN]
    lines: list[Waiting] = []
    if staff:
        lines += [_queued(programme, row) for row in running if row.queue][:3]
    if own:
        soon = [row for row in running if row.closes_at and row.closes_at > now]
        lines += [_closing(programme, row) for row in sorted(soon, key=lambda row: row.closes_at or now)[:2]]
    over = [row for row in reversed(topics) if row.state in OVER]
    return lines + [_unanswered(programme, row) for row in over[:2]]


def _queued(programme: Programme, row: Any) -> Waiting:
    return Waiting(
        gettext("ข้อความรอตรวจถ้อยคำ %(queue)s ข้อ") % {"queue": row.queue},
        reverse("listen_moderate", args=[programme.slug, row.code]),
        gettext("ตรวจข้อความ"),
        row.title,
        icon="clock",
        tone="khamin",
        is_example=row.is_example,
    )


def _closing(programme: Programme, row: Any) -> Waiting:
    return Waiting(
        gettext("ชวนเครือข่ายของท่านร่วมตอบ"),
        reverse("listen_manage", args=[programme.slug, row.code]),
        gettext("พิมพ์คิวอาร์"),
        row.title,
        due_on=timezone.localdate(row.closes_at),
        is_example=row.is_example,
    )


def _unanswered(programme: Programme, row: Any) -> Waiting:
    """Statements of a closed topic that nobody answered: all for the secretariat, the own network's for a coordinator."""
    return Waiting(
        gettext("ข้อเสนอที่ยังไม่ตอบ %(n)s ข้อ") % {"n": row.left},
        reverse("listen_fates", args=[programme.slug, row.code]) + "?state=undecided",
        gettext("ตอบผู้เสนอ"),
        row.title,
        icon="clock",
        tone="khamin",
        is_example=row.is_example,
    )
