"""Around every request: the language chosen, the programme in the address, and who acts in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.ledger.queries import was_done
from thaktho.ground.people.queries import actor_of
from thaktho.ground.programme.queries import by_slug
from thaktho.ground.requests import act_id, next_page, page_before

Answer = Callable[[HttpRequest], HttpResponse]


class ThinLines(GZipMiddleware):
    """Pages go over the line compressed: in a hill village that is a second less. Files stay as they are: those worth
    it are compressed already. Django adds random bytes and masks the CSRF token, so that lengths tell nothing (BREACH)."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.streaming or not response.get("Content-Type", "").startswith("text/"):
            return response
        return super().process_response(request, response)


class SteadyPolicy(CSPMiddleware):
    """No page has a policy of its own here, so the header is built once, not twice for every answer."""

    built = ""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if self.built:
            response.headers[HEADER] = self.built
            return response
        response = super().process_response(request, response)
        SteadyPolicy.built = response.headers.get(HEADER, "")  # none on a developer's own error page
        return response


class ChosenLanguage:
    """Thai unless the reader chose otherwise. What the browser prefers is not asked: offices share machines
    whose browsers say English, and their users read Thai."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.answer(request)
            response.headers.setdefault("Content-Language", language)
            return response


class ProgrammeScope:
    """`/<province>/…` sets request.programme and, read only when asked for, request.actor."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if response.status_code == 405 and not response.content:
            response.content = render_to_string("405.html", request=request)
        # Offices share machines: what somebody saw is not to be had by going back after they signed out. Only where the
        # login was read anyway: this asks for none.
        known = getattr(request, "_cached_user", None)
        if known is not None and known.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        slug = kwargs.get("province")
        if slug is None or getattr(view, "finds_programme", False):
            return  # a ballot reads its programme together with its topic, in one query
        programme = by_slug(slug)
        if programme is None:
            raise Http404(slug)
        _without_nul(request)
        request.programme = programme  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: actor_of(programme, request.user))  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A double submit changed nothing the second time: go on as if the first answer had arrived."""
        if isinstance(error, Repeated) or (
            isinstance(error, (Http404, PermissionDenied)) and _was_done(request)
        ):
            return redirect(next_page(request, page_before(request)))
        return None


def _without_nul(request: HttpRequest) -> None:
    """A zero byte comes along in what is pasted, and no text of PostgreSQL holds one: it is left out, the rest stays."""
    if "%00" in request.META.get("QUERY_STRING", ""):
        request.GET = _clean(request.GET)  # type: ignore[assignment]
    if request.method == "POST" and any("\0" in text for _, texts in request.POST.lists() for text in texts):
        request.POST = _clean(request.POST)  # type: ignore[assignment]


def _clean(sent: QueryDict) -> QueryDict:
    made = sent.copy()
    for name, texts in sent.lists():
        made.setlist(name, [text.replace("\0", "") for text in texts])
    return made


def _was_done(request: HttpRequest) -> bool:
    """Some acts take away what they act on (a row removed, a topic opened): their second submit finds nothing, or no
    right to it, before any act could say that it was done."""
    actor, once = getattr(request, "actor", None), act_id(request)
    return actor is not None and once is not None and was_done(actor, once)
