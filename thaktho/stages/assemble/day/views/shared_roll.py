"""What the pages of the roll share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thaktho.ground import say
from thaktho.ground.access import Actor, permitted
from thaktho.ground.programme.models import Programme

from ...common import edition_or_404, inside, to
from ...editions.models import Edition
from ..forms_roll import ReasonForm
from ..states_roll import Refused

A_PAGE = 50


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def programme_of(request: HttpRequest) -> Programme:
    return request.programme  # type: ignore[attr-defined, no-any-return]


def may(request: HttpRequest, verb: str, subject: Any) -> bool:
    return permitted(actor_of(request), verb, subject)


def works(request: HttpRequest) -> bool:
    return may(request, "assemble.work", programme_of(request))


def or_404(found: Any, id: object) -> Any:
    if found is None:
        raise Http404(str(id))
    return found


def back(request: HttpRequest, name: str, *args: Any) -> HttpResponse:
    return redirect(to(request, name, *args))


def paged(request: HttpRequest, found: QuerySet[Any], size: int = A_PAGE) -> Page[Any]:
    return Paginator(found, size).get_page(request.GET.get("page"))


def asked(request: HttpRequest, name: str, longest: int = 100) -> str:
    return request.GET.get(name, "").strip()[:longest]


def attempt(request: HttpRequest, do: Callable[[], Any], done: str, undo: str = "") -> bool:
    """Do an act of one button: its word at the page's foot, or why not and what to do."""
    try:
        do()
    except Refused as error:
        say.trouble(request, str(error))
        return False
    say.done(request, done, undo=undo)
    return True


def with_reason(
    request: HttpRequest,
    do: Callable[[str], Any],
    words: dict[str, Any],
    done: str,
    then: str,
    undo: str = "",
) -> HttpResponse:
    """A question with a reason before an act; `words` as web/confirm.html takes them."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        attempt(request, lambda: do(form.cleaned_data["reason"]), done, undo)
        return redirect(then)
    context = {"danger": True, "cancel_url": then, "form": form, **words}
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


__all__ = [
    "A_PAGE",
    "Edition",
    "actor_of",
    "asked",
    "attempt",
    "back",
    "edition_or_404",
    "inside",
    "may",
    "or_404",
    "paged",
    "programme_of",
    "to",
    "with_reason",
    "works",
]
