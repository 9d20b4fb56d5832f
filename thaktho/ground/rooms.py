"""Which rooms stand: a page links only to what exists."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import NoReverseMatch, Resolver404, resolve, reverse


@cache
def stands(room: str) -> bool:
    """Whether a room's own page exists: stands("plan/")."""
    try:
        resolve(f"/a/{room}")
    except Resolver404:
        return False
    return True


def address(slug: str, room: str, query: str = "") -> str:
    """The room's page in a province, or "" where the room does not stand."""
    return f"/{slug}/{room}{query}" if stands(room) else ""


def reverse_or_none(name: str, **kwargs: Any) -> str:
    """A named page, or "" where nobody has built it."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
