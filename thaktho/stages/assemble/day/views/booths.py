"""ตลาดนัดคุณธรรม: the public list and its floor sheet, the desk where booths are asked for and confirmed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.people.queries import all_networks
from thaktho.ground.requests import whole

from ...access import Of
from ...common import act_id
from ..actions import booths as actions
from ..forms_roll import BoothForm
from ..models import Booth
from ..queries import booths as queries
from ..states_roll import Changed, Refused
from .shared_roll import (
    actor_of,
    asked,
    attempt,
    back,
    edition_or_404,
    inside,
    may,
    or_404,
    paged,
    programme_of,
    to,
    with_reason,
)  # fmt: skip


def _own(request: HttpRequest) -> set[str] | None:
    """Ids of the networks one may ask a booth for; None is every network."""
    by = actor_of(request)
    return None if by.has("secretariat") else {one for one in by.scopes("coordinator") if one}


def _may_ask(request: HttpRequest, edition: object) -> bool:
    own = _own(request)
    if own is None:
        return may(request, "assemble.day.booth", edition)
    mine = [one for one in all_networks(programme_of(request)) if str(one.pk) in own]
    return any(may(request, "assemble.day.booth", Of(edition, one)) for one in mine)  # type: ignore[arg-type]


@allow("assemble.read")
def market(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    text, network = asked(request, "q"), asked(request, "network", 40)
    page = paged(request, queries.booths(found, text=text, network=network))
    return render(
        request,
        "assemble/roll/booths.html",
        {
            "edition": found,
            "page": page,
            "q": text,
            "network": network,
            "networks": all_networks(programme_of(request)),
            "asks": _may_ask(request, found),
            "inside": inside(request),
        },
    )


@allow("assemble.read")
def floor(request: HttpRequest, edition: str) -> HttpResponse:
    """Every booth by number on paper, to hang at the door and to go round with."""
    found = edition_or_404(request, edition)
    return render(
        request, "assemble/roll/floor.html", {"edition": found, "booths": queries.booths(found)[:1000]}
    )


@allow("assemble.inside.read")
def desk(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    state = asked(request, "state", 12)
    state = state if state in Booth.State.values else ""
    counts = queries.counts(found)
    confirms = may(request, "assemble.day.booth.confirm", found)
    last = queries.last_edition(found) if confirms else None
    return render(
        request,
        "assemble/roll/booths_desk.html",
        {
            "edition": found,
            "page": paged(request, queries.for_desk(found, actor_of(request), state)),
            "state": state,
            "filters": [("", _("ทั้งหมด"), None)]
            + [(value, label, counts.get(value, 0)) for value, label in Booth.State.choices],
            "confirms": confirms,
            "asks": _may_ask(request, found),
            "last": last,
            "free": queries.free_number(found) if confirms else "",
        },
    )


@allow("assemble.inside.read")
def new(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    form = BoothForm(found, request.POST if request.method == "POST" else None, own=_own(request))
    if request.method == "POST" and form.is_valid():
        network = form.cleaned_data["network"]
        actions.ask(actor_of(request), found, network=network, act_id=act_id(request), **form.made())
        say.done(request, _("ขอจัดบูธแล้ว รอฝ่ายเลขานุการยืนยันและให้หมายเลข"))
        return back(request, "assemble_booths_desk", found.code)
    if not _may_ask(request, found):
        demand(actor_of(request), "assemble.day.booth", found)
    return _form(request, found, form, None)


def _form(request: HttpRequest, edition: object, form: BoothForm, booth: Booth | None, newer: Booth | None = None) -> HttpResponse:  # fmt: skip
    context = {"edition": edition, "form": form, "booth": booth, "newer": newer}
    context["version"] = newer.version if newer else booth.version if booth else ""
    status = 409 if newer else 422 if form.errors else 200
    return render(request, "assemble/roll/booth_form.html", context, status=status)


@allow("assemble.inside.read")
def edit(request: HttpRequest, edition: str, booth_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    booth: Booth = or_404(queries.booth(programme_of(request), found, booth_id), booth_id)
    demand(actor_of(request), "assemble.day.booth", booth)
    form = BoothForm(found, request.POST if request.method == "POST" else None, booth=booth)
    if request.method == "POST" and form.is_valid():
        seen = whole(request.POST.get("version", ""))
        try:
            actions.edit(actor_of(request), booth, seen_version=seen, act_id=act_id(request), **form.made())
        except Changed:
            return _form(request, found, form, booth, queries.booth(programme_of(request), found, booth_id))
        except Refused as error:
            say.trouble(request, str(error))
        else:
            say.done(request, _("บันทึกแล้ว"))
        return back(request, "assemble_booths_desk", found.code)
    return _form(request, found, form, booth)


@require_POST
@allow("assemble.work")
def confirm(request: HttpRequest, edition: str, booth_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    booth = or_404(queries.booth(programme_of(request), found, booth_id), booth_id)
    number = request.POST.get("number", "")[:12]
    attempt(
        request,
        lambda: actions.confirm(actor_of(request), booth, number, act_id=act_id(request)),
        _("ยืนยันบูธ %(title)s แล้ว") % {"title": booth.title},
    )
    return back(request, "assemble_booths_desk", found.code)


@allow("assemble.inside.read")
def cancel(request: HttpRequest, edition: str, booth_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    booth = or_404(queries.booth(programme_of(request), found, booth_id), booth_id)
    demand(actor_of(request), "assemble.day.booth", booth)
    confirms = may(request, "assemble.day.booth.confirm", booth)
    return with_reason(
        request,
        lambda reason: actions.cancel(actor_of(request), booth, reason, act_id=act_id(request)),
        {
            "title": _("ยกเลิกบูธ"),
            "text": _("“%(title)s” จะไม่อยู่ในตลาดนัด ผู้ขอจะเห็นเหตุผล ฝ่ายเลขานุการนำกลับได้") % {"title": booth.title},
            "verb": _("ยกเลิกบูธ"),
        },
        _("ยกเลิกบูธแล้ว"),
        to(request, "assemble_booths_desk", found.code),
        to(request, "assemble_booth_restore", found.code, booth.pk) if confirms else "",
    )


@require_POST
@allow("assemble.work")
def restore(request: HttpRequest, edition: str, booth_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    booth = or_404(queries.booth(programme_of(request), found, booth_id), booth_id)
    attempt(
        request,
        lambda: actions.restore(actor_of(request), booth, act_id=act_id(request)),
        _("นำกลับแล้ว รอให้หมายเลข"),
    )
    return back(request, "assemble_booths_desk", found.code)


@require_POST
@allow("assemble.work")
def copy(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    last = queries.last_edition(found)
    if last is None:
        say.trouble(request, _("ไม่มีสมัชชาก่อนหน้าที่มีบูธ"))
        return back(request, "assemble_booths_desk", found.code)
    made = actions.copy_from(actor_of(request), found, last, act_id=act_id(request))
    if made:
        say.done(request, _("คัดลอกมา %(n)s บูธ ยังไม่มีหมายเลข ตรวจแล้วยืนยันทีละบูธ") % {"n": made})
    else:
        say.hint(request, _("บูธของปีก่อนอยู่ในรายการแล้วทั้งหมด"))
    return back(request, "assemble_booths_desk", found.code)
