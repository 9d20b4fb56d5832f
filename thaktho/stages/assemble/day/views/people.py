"""ผู้เข้าร่วม: who is expected, guests typed in or pasted, the paper to sign, and presence by network."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.documents.frames import signin_pdf
from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.people.queries import all_networks
from thaktho.thai.words import search_text

from ..actions import registering
from ..forms.people import PasteForm, PersonForm, read_list
from ..models import Participant
from ..papers_hall import sign_in
from ..queries import people
from .common import act_id, attempt, edition_or_404, may, to

A_PAGE = 50


@allow("assemble.inside.read")
def listed(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "kind", "network", "came")}
    rows = people.found(here, asked["q"], kind=asked["kind"], network=asked["network"], came=asked["came"])
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": here,
        "page": page,
        "asked": asked,
        "filtered": any(asked.values()),
        "arrived": people.arrivals(here, page.object_list),
        "networks": all_networks(here.programme),
        "kinds": Participant.Kind.choices,
        "writes": may(request, "people", here),
        "registers": may(request, "register", here),
    }
    return render(request, "assemble/day/people.html", context)


def _person(here: Any, participant_id: UUID) -> Participant:
    found = people.participant(here, participant_id)
    if found is None:
        raise Http404(str(participant_id))
    return found


@allow("assemble.work")
def new(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.day.people", here)  # type: ignore[attr-defined]
    form = PersonForm(here, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = registering.add_people(request.actor, here, [form.made()], act_id=act_id(request))[0]  # type: ignore[attr-defined]
        say.done(
            request, _("เพิ่ม %(name)s แล้ว เลขที่ป้าย %(number)s") % {"name": made.name, "number": made.number}
        )
        return redirect(to(request, "assemble_people", here.code))
    return render(request, "assemble/day/person_form.html", {"edition": here, "form": form})


@allow("assemble.work")
def edit(request: HttpRequest, edition: str, participant_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    person = _person(here, participant_id)
    demand(request.actor, "assemble.day.people", person)  # type: ignore[attr-defined]
    form = PersonForm(here, request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        return attempt(
            request,
            lambda: registering.edit_person(
                request.actor, person, act_id=act_id(request), **form.cleaned_data
            ),  # type: ignore[attr-defined]
            then=to(request, "assemble_people", here.code),
            done=_("บันทึกผู้เข้าร่วมแล้ว"),
        )
    context = {
        "edition": here,
        "form": form,
        "person": person,
        "way": request.build_absolute_uri(to(request, "assemble_badge_in", here.code, person.code)),
    }
    return render(request, "assemble/day/person_form.html", context)


@require_POST
@allow("assemble.work")
def remove(request: HttpRequest, edition: str, participant_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    person = _person(here, participant_id)
    return attempt(
        request,
        lambda: registering.remove_person(request.actor, person, act_id=act_id(request)),  # type: ignore[attr-defined]
        then=to(request, "assemble_people", here.code),
        done=_("ลบ %(name)s จากรายชื่อแล้ว") % {"name": person.name},
    )


@allow("assemble.work")
def paste(request: HttpRequest, edition: str) -> HttpResponse:
    """First what was read of the list; only then, with the same text, the list itself."""
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.day.people", here)  # type: ignore[attr-defined]
    form = PasteForm(request.POST or None)
    read = None
    if request.method == "POST" and form.is_valid():
        standing = {search_text(name) for name in people.participants(here).values_list("name", flat=True)}
        read = read_list(here, form.cleaned_data["text"], form.cleaned_data["kind"], standing)
        kept = [one.expected for one in read if not one.skip]
        if request.POST.get("sure") == "yes" and kept:
            registering.add_people(request.actor, here, kept, act_id=act_id(request))  # type: ignore[attr-defined]
            say.done(request, _("เพิ่มรายชื่อ %(count)s คนแล้ว") % {"count": len(kept)})
            return redirect(to(request, "assemble_people", here.code))
    context = {
        "edition": here, "form": form, "read": read, "shown": read[:200] if read else read,
        "kept": sum(not one.skip for one in read or []),
    }  # fmt: skip
    return render(request, "assemble/day/paste.html", context)


@require_POST
@allow("assemble.work")
def delegates(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    count = registering.import_delegates(request.actor, here, act_id=act_id(request))  # type: ignore[attr-defined]
    if count:
        say.done(request, _("นำผู้แทนเครือข่าย %(count)s คนเข้ารายชื่อแล้ว") % {"count": count})
    else:
        say.hint(request, _("ผู้แทนเครือข่ายทุกคนอยู่ในรายชื่อแล้ว"))
    return redirect(to(request, "assemble_people", here.code))


@allow("assemble.inside.read")
def signing(request: HttpRequest, edition: str) -> HttpResponse:
    """The paper to sign at the door, a block for each network; of one network by ?network=."""
    here = edition_or_404(request, edition)
    only = request.GET.get("network", "")
    answer = HttpResponse(
        signin_pdf(sign_in(here, timezone.localdate(), only)), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'inline; filename="sign-in-{here.code}.pdf"'
    return answer


@allow("assemble.read")
def presence(request: HttpRequest, edition: str) -> HttpResponse:
    """Counts by network, today or over all days; no names."""
    here = edition_or_404(request, edition)
    today = timezone.localdate()
    on = today if request.GET.get("day") == "today" else None
    rows = people.there(here, on)
    return render(
        request,
        "assemble/day/presence.html",
        {"edition": here, "rows": rows, "total": people.total(rows), "today": on},
    )
