"""What every page's frame needs. Nothing here may touch the login unless a template asks for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from thaktho.ground.access import permitted

from . import frame as frames


def frame(request: HttpRequest) -> dict[str, Any]:
    programme = getattr(request, "programme", None)
    actor = getattr(request, "actor", None)
    return {
        "programme": programme,
        "actor": actor,
        "places": frames.places(programme, request.path) if programme else [],
        "foundation": frames.foundation(programme, request.path) if programme else [],
        # Also the list of jobs: both rules are for whoever holds a role.
        "may_see_people": SimpleLazyObject(
            lambda: bool(programme and actor and permitted(actor, "people.read", programme))
        ),
        "role": SimpleLazyObject(lambda: frames.role(programme, actor)),
    }
