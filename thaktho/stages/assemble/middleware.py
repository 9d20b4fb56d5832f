"""On the pages of an edition, who acts holds their delegacies too. Asked only when the page asks who acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .consensus.entering import with_what_is_held


class Delegacies:
    """Stands after what sets `request.actor`."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        code, actor = kwargs.get("edition"), getattr(request, "actor", None)
        if code is not None and actor is not None:
            request.actor = SimpleLazyObject(lambda: with_what_is_held(request, actor, code))  # type: ignore[attr-defined]
