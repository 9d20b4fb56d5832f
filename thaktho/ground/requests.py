"""What every view reads from a form the same way."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest


def act_id(request: HttpRequest) -> UUID | None:
    """The id the form was given when it was shown; None for a form without one, or with a broken one."""
    try:
        return UUID(request.POST.get("act_id", ""))
    except ValueError:
        return None
