"""Who is on the spot. The day's chamber comes after this one and keeps it; it is read by its model's name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet


def registered(edition_id: UUID) -> QuerySet[Any]:
    """Participants who arrived, on site or online."""
    participants = apps.get_model("assemble", "Participant").objects
    return participants.filter(edition_id=edition_id, came_at__isnull=False)
