"""Takes the login off every request to a ballot, before anything could read it.

The voting views ask for no login, and a test holds them to it. This stands in front all the same: whatever a middleware,
a context processor or a template of tomorrow may do, on these addresses there is no session to be found, and the answer
sets none. Stands before SessionMiddleware in the settings.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

BALLOT = re.compile(r"^/[-\w]+/listen/(?:receipt/|[-\w]+/(?:enter|ballot)/)")


class SecretBallot:
    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not BALLOT.match(request.path_info):
            return self.answer(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        response = self.answer(request)
        response.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        return response
