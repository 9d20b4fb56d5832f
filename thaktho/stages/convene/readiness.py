"""Whether the next meeting is ready: what a secretariat looks for on its desk. One query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _

from thaktho.ground.programme.models import Programme

from .models import Meeting


@dataclass(frozen=True)
class Point:
    done: bool
    text: str


@dataclass(frozen=True)
class Readiness:
    meeting: Meeting
    points: list[Point]


def next_with_readiness(programme: Programme, on: date | None = None) -> Readiness | None:
    """The meeting going on, else the next one planned, with what stands and what still lacks."""
    today = on or timezone.localdate()
    wanted = Q(state=Meeting.State.OPEN) | Q(state=Meeting.State.PLANNED, held_on__gte=today)
    found = (
        Meeting.objects.filter(wanted, programme=programme)
        .annotate(
            agenda_count=Count("agenda", distinct=True),
            paper_count=Count("papers", distinct=True),
            network_count=Count("networks", distinct=True),
            seat_count=Count("seats", distinct=True),
        )
        .order_by(Case(When(state=Meeting.State.OPEN, then=0), default=1), "held_on", "id")
        .first()
    )
    return Readiness(found, _points(found)) if found else None


def _points(meeting: Meeting) -> list[Point]:
    counted = (
        (meeting.agenda_count, _("ระเบียบวาระ %(n)s เรื่อง"), _("ยังไม่มีระเบียบวาระ")),  # type: ignore[attr-defined]
        (meeting.paper_count, _("เอกสารแนบ %(n)s ฉบับ"), _("ยังไม่มีเอกสารแนบ")),  # type: ignore[attr-defined]
        (meeting.network_count, _("เชิญแล้ว %(n)s เครือข่าย"), _("ยังไม่ระบุเครือข่ายที่เชิญ")),  # type: ignore[attr-defined]
        (meeting.seat_count, _("รายชื่อผู้เข้าร่วม %(n)s คน"), _("ยังไม่มีรายชื่อผู้เข้าร่วม")),  # type: ignore[attr-defined]
    )
    points = [
        Point(bool(count), there % {"n": f"{count:,}"} if count else lacking)
        for count, there, lacking in counted
    ]
    chair = Point(
        bool(meeting.chair_name),
        f"{_('ประธาน')} {meeting.chair_name}" if meeting.chair_name else _("ยังไม่ระบุประธาน"),
    )
    return [*points, chair]
