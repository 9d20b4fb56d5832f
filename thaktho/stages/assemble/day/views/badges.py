"""Name badges: whose are new, and printing them by a job."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.people.queries import all_networks

from ..papers import printing
from ..queries import certificates as queries
from .certificates import ask_for
from .shared_roll import actor_of, asked, back, edition_or_404, may, paged, programme_of


@allow("assemble.work")
def badges(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    text, network, new = asked(request, "q"), asked(request, "network", 40), asked(request, "new", 1) == "1"
    total, fresh = queries.badge_counts(found)
    return render(
        request,
        "assemble/roll/badges.html",
        {
            "edition": found,
            "page": paged(request, queries.participants(found, text=text, network=network, new=new)),
            "q": text,
            "network": network,
            "new": "1" if new else "",
            "filters": [("", _("ทั้งหมด"), total), ("1", _("ยังไม่ได้พิมพ์"), fresh)],
            "networks": all_networks(programme_of(request)),
            "total": total,
            "fresh": fresh,
            "prints": may(request, "assemble.day.people", found),
        },
    )


@require_POST
@allow("assemble.work")
def print_them(request: HttpRequest, edition: str) -> HttpResponse:
    """Everybody, one person, a network, or those new since the last print."""
    found = edition_or_404(request, edition)
    demand(actor_of(request), "assemble.day.people", found)
    selection = {name: request.POST.get(name, "")[:40] for name in ("participant", "network", "kind", "new")}
    if selection["participant"]:
        try:
            UUID(selection["participant"])
        except ValueError:
            raise Http404(selection["participant"]) from None
    count = queries.badges(found, selection).count()
    if not count:
        say.hint(request, _("ไม่มีป้ายชื่อที่ต้องพิมพ์ตามที่เลือก"))
        return back(request, "assemble_badges", found.code)
    return ask_for(request, found, printing.BADGES, f"พิมพ์ป้ายชื่อ {count} คน", selection)
