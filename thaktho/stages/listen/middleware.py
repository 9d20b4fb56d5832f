"""Ballots go a short way of their own: what reads a login is not on it.

The voting views ask for no login, and a test holds them to it. This stands in front all the same: on these addresses the
session's cookie is gone before anything could read it, and sessions, logins, messages and their middleware are not
passed at all. What remains stands in `settings.BALLOT_MIDDLEWARE`; against forgery a ballot's form carries what only its
own paper makes (`views.paper`). The short way is also the quick one: a hall votes at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve
from django.utils.module_loading import import_string

BALLOT = re.compile(r"^/[-\w]+/listen/(?:receipt/|[-\w]+/(?:enter|ballot|live)/)")
POLLED = re.compile(r"^/[-\w]+/listen/[-\w]+/live\.json$")

Answer = Callable[[HttpRequest], HttpResponse]


class SecretBallot:
    """Stands near the top of the settings: what comes after it, ballots never meet."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        # A thousand phones ask for a few numbers all the time: nothing at all stands between them and the answer.
        self.polled: Answer = convert_exception_to_response(_view)
        self.ballot: Answer = convert_exception_to_response(_view)
        for name in reversed(settings.BALLOT_MIDDLEWARE):
            self.ballot = convert_exception_to_response(import_string(name)(self.ballot))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if POLLED.match(request.path_info):
            return self.polled(request)
        if not BALLOT.match(request.path_info):
            return self.answer(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        response = self.ballot(request)
        response.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        return response


def _view(request: HttpRequest) -> HttpResponse:
    match = _found(request.path_info)
    request.resolver_match = match
    return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]


@lru_cache(maxsize=1000)
def _found(path: str) -> ResolverMatch:
    """One topic has a handful of addresses, and everybody in the hall asks for the same."""
    return resolve(path)
