"""Papers of later chambers hold pictures of the year. When one is taken off, they are told, inside the act that takes it off."""

from __future__ import annotations

from collections.abc import Callable

from .models import Photo

_told: list[Callable[[Photo], None]] = []


def tell(function: Callable[[Photo], None]) -> None:
    """Called by a chamber's `register_all()`."""
    if function not in _told:
        _told.append(function)


def taken_off(photo: Photo) -> None:
    for function in _told:
        function(photo)
