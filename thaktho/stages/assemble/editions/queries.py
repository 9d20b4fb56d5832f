"""Reads of the year."""

from __future__ import annotations

from django.db.models import QuerySet

from thaktho.ground.programme.models import Programme

from .models import Edition


def editions(programme: Programme) -> QuerySet[Edition]:
    """Newest first, without rehearsals."""
    return Edition.objects.filter(programme=programme, rehearsal_of=None)


def edition(programme: Programme, code: str) -> Edition | None:
    return Edition.objects.filter(programme=programme, code=code).select_related("programme").first()
