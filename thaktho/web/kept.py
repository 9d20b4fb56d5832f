"""Public pages, rendered once for all who look at them until somebody acts.

A hall of phones, or a link in the news, asks for the same few pages. Whoever comes without cookies is a visitor, and
what a visitor sees of a province changes with its acts: so a page is kept under the hash of the newest line of the
ledger, which one small query reads. Nothing of a session, a login or a form is ever kept: a page that sets a cookie is
not. What moves without an act (the clock, published tallies) is at most `KEPT_SECONDS` old; the pages of the ballot
rooms are never kept.
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from thaktho.ground.ledger.queries import head

ADDRESS = re.compile(r"^/([-\w]+)/(?!listen/)")
MOST_PAGES, MOST_BYTES = 300, 300_000


class Page(NamedTuple):
    until: float
    content: bytes
    headers: list[tuple[str, str]]


class KeptPages:
    """Stands before everything that costs. Each process keeps its own pages; the ledger's head keeps them in step."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer
        self.pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self.lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = self._key(request) if settings.KEPT_SECONDS else None
        if key is None:
            return self.answer(request)
        page = self.pages.get(key)
        if page is not None and page.until > time.monotonic():
            return HttpResponse(page.content, headers=dict(page.headers))
        response = self.answer(request)
        if _may_be_kept(response):
            self._keep(key, response)
        return response

    def _key(self, request: HttpRequest) -> tuple[str, ...] | None:
        """Everything the page depends on; None for whoever is not known to be a visitor who only reads."""
        found = ADDRESS.match(request.path_info)
        if request.method != "GET" or found is None or "HX-Request" in request.headers:
            return None
        if request.COOKIES.keys() - {settings.LANGUAGE_COOKIE_NAME}:
            return None
        newest = head(found[1])
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if not newest:
            return None
        return newest, request.scheme or "", request.get_host(), request.get_full_path(), language

    def _keep(self, key: tuple[str, ...], response: HttpResponse) -> None:
        page = Page(
            time.monotonic() + settings.KEPT_SECONDS, response.content, list(response.headers.items())
        )
        with self.lock:
            self.pages[key] = page
            self.pages.move_to_end(key)
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response.headers
        and response.headers.get("Content-Type", "").startswith("text/html")
        and len(response.content) <= MOST_BYTES
    )
