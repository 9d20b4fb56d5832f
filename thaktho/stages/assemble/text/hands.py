"""Who sends what from a phone without an account: how fast.

A random number in a cookie stands for the phone; it is stored nowhere else. Limits live in each process's memory.
"""

from __future__ import annotations

import secrets
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from thaktho.stages.listen.limits import Buckets

COOKIE = "assemble_hand"
OF_PHONE = Buckets(10, 2)
OF_EDITION = Buckets(600, 300)  # a hall that sends at once stands behind one door
WITHOUT = Buckets(60, 30)  # phones that keep no cookie, together


def random_of(request: HttpRequest) -> str:
    given = request.COOKIES.get(COOKIE, "")
    return given if given.isalnum() and len(given) == 32 else ""


def give(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The phone's number, where it has none yet and its reader is nobody known."""
    if not random_of(request) and not request.actor.is_person:  # type: ignore[attr-defined]
        response.set_cookie(
            COOKIE,
            secrets.token_hex(16),
            max_age=90 * 86400,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


def too_fast(request: HttpRequest, edition_id: UUID) -> bool:
    """Taken from the phone's bucket and the edition's. People with an account are not counted: they are known."""
    if request.actor.is_person:  # type: ignore[attr-defined]
        return False
    phone = random_of(request)
    own = OF_PHONE.take(phone) if phone else WITHOUT.take(edition_id)
    return not (own and OF_EDITION.take(edition_id))
