"""What every page's frame needs. Nothing here may touch the login unless a template asks for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"programme": getattr(request, "programme", None), "actor": getattr(request, "actor", None)}
