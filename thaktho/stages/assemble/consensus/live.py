"""What a hall asks for again and again: made at most every second in each process, and told by its ETag where nothing moved."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

FRESH_FOR = 1.0
MOST = 500


@dataclass(frozen=True)
class Told:
    until: float
    content: bytes
    etag: str


_told: dict[tuple[object, ...], Told] = {}
_counted: dict[object, tuple[float, int]] = {}
_making = threading.Lock()


def counted(key: object, count: Callable[[], int]) -> int:
    """A count that every phone of a hall asks for with its page: made at most every second in each process."""
    kept = _counted.get(key)
    if kept is None or kept[0] < time.monotonic():
        if len(_counted) > MOST:
            _counted.clear()
        kept = _counted[key] = (time.monotonic() + FRESH_FOR, count())
    return kept[1]


def told(
    request: HttpRequest, key: tuple[object, ...], make: Callable[[], str | bytes], media_type: str
) -> HttpResponse:
    """The kept answer under this key, or 304. Nothing personal may be in it: the key says for whom it was made."""
    now = _told.get(key)
    if now is None or now.until < time.monotonic():
        with _making:
            now = _told.get(key)
            if now is None or now.until < time.monotonic():
                made = make()
                content = made.encode() if isinstance(made, str) else made
                etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
                if len(_told) > MOST:
                    _told.clear()
                now = _told[key] = Told(time.monotonic() + FRESH_FOR, content, etag)
    if request.headers.get("If-None-Match") == now.etag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(now.content, content_type=media_type)
    answer.headers["ETag"] = now.etag
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def forget() -> None:
    """For tests: what was told in one belongs to no other."""
    _told.clear()
    _counted.clear()
