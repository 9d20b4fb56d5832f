"""Reading cost sheets."""

from __future__ import annotations

from uuid import UUID

from ..models import Meeting
from .models import CostLine


def line(meeting: Meeting, id: UUID) -> CostLine | None:
    return CostLine.objects.filter(meeting=meeting, pk=id).select_related("meeting").first()
