"""What every view reads from a form the same way."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def act_id(request: HttpRequest) -> UUID | None:
    """The id the form was given when it was shown; None for a form without one, or with a broken one."""
    try:
        return UUID(request.POST.get("act_id", ""))
    except ValueError:
        return None


def whole(text: str) -> int | None:
    """A whole number as an address or a form says it; None for anything else, and for what no table could hold."""
    return int(text) if text.isdecimal() and len(text) <= 9 else None


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address that came with a request leads to a page of this site: nobody is sent elsewhere by us."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return ours and address.startswith(("/", "http://", "https://"))


def next_page(request: HttpRequest, otherwise: str = "") -> str:
    """The page the form asks to go on to, when it is one of ours."""
    wanted = request.POST.get("next", "")
    return wanted if is_ours(request, wanted) else otherwise


def page_before(request: HttpRequest) -> str:
    """Where the reader was: the page the form stood on. Its own address may be one that only takes a POST."""
    came = request.META.get("HTTP_REFERER", "")
    return came if is_ours(request, came) else request.path
