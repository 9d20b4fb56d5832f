"""Through the card: the cookie is set here and the token leaves the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thaktho.ground import say
from thaktho.ground.access import allow

from ..entering import by_token, let_in, let_out
from .common import go, here


@require_GET
@never_cache
@allow("assemble.enter")
def enter(request: HttpRequest, edition: str, token: str) -> HttpResponse:
    """Writes nothing. Who is logged in as somebody else is asked to log out first, so that no voice is told by mistake."""
    year, _by = here(request, edition)
    delegate = by_token(year, token)
    if delegate is None:
        return render(request, "assemble/consensus/no_entry.html", {"edition": year}, status=404)
    me = request.actor  # type: ignore[attr-defined]
    if me.is_person and me.person_id != delegate.person_id:
        return render(request, "assemble/consensus/other_login.html", {"edition": year}, status=409)
    answer = go(request, "assemble_speak", year.code)
    let_in(request, answer, delegate, year)
    return answer


@require_POST
@allow("assemble.enter")
def leave(request: HttpRequest, edition: str) -> HttpResponse:
    """From a phone that others use too."""
    year, _by = here(request, edition)
    answer = go(request, "assemble_consensus", year.code)
    let_out(answer, year)
    say.done(request, _("ออกจากหน้าผู้แทนในเครื่องนี้แล้ว เข้าใหม่ได้ด้วยบัตรเดิม"))
    return answer
