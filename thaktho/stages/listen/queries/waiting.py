"""What waits for somebody at this room."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting

from ..models import Statement, Topic


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    lines: list[Waiting] = []
    now = timezone.now()
    if by.has("secretariat"):
        queued = Topic.objects.filter(programme=programme, state=Topic.State.OPEN)
        queued = queued.annotate(
            queue=Count("statements", filter=Q(statements__state=Statement.State.WAITING))
        )
        for row in queued.filter(queue__gt=0).order_by("id")[:3]:
            url = reverse("listen_moderate", args=[programme.slug, row.code])
            lines.append(
                Waiting(
                    gettext("ข้อความรอตรวจถ้อยคำ %(queue)s ข้อ") % {"queue": row.queue},
                    url,
                    gettext("ตรวจข้อความ"),
                    row.title,
                    icon="clock",
                    tone="khamin",
                    is_example=row.is_example,
                )
            )
    if by.has("coordinator"):
        soon = Topic.objects.filter(programme=programme, state=Topic.State.OPEN, closes_at__gt=now)
        for row in soon.order_by("closes_at")[:2]:
            url = reverse("listen_manage", args=[programme.slug, row.code])
            due = timezone.localdate(row.closes_at)
            lines.append(
                Waiting(
                    gettext("ชวนเครือข่ายของท่านร่วมตอบ"),
                    url,
                    gettext("พิมพ์คิวอาร์"),
                    row.title,
                    due_on=due,
                    is_example=row.is_example,
                )
            )
    return lines
