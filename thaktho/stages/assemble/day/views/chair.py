"""The chair's page of a hall: what the projector shows, the programme, who speaks. On a phone or a laptop."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.requests import whole

from ...consensus.models import Resolution
from ..actions import chairing
from ..actions.screens import show as show_on_screen
from ..forms.programme import ChairForm, SpeakerForm
from ..models import Honour, Screen
from ..queries import programme, screens
from ..states import MovedOn, Refused
from .common import act_id, attempt, edition_or_404, hall_or_404, may, to


@allow("assemble.work")
def control(request: HttpRequest, edition: str, hall_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    hall = hall_or_404(here, hall_id)
    demand(request.actor, "assemble.day.run", hall)  # type: ignore[attr-defined]
    return _page(request, here, hall)


def _page(
    request: HttpRequest, here: Any, hall: Any, *, moved: MovedOn | None = None, status: int = 200
) -> HttpResponse:
    screen = screens.screen(hall)
    clauses = programme.clauses(here)
    at = next((place for place, one in enumerate(clauses) if one.pk == screen.clause_id), None)
    turns = [screens.clocked(one) for one in programme.turns(hall)]
    halls = list(programme.halls(here))
    context = {
        "edition": here,
        "hall": hall,
        "halls": halls,
        "screen": screen,
        "views": Screen.View.choices,
        "clauses": clauses,
        "clause_now": clauses[at] if at is not None else None,
        "clause_before": clauses[at - 1] if at else None,
        "clause_after": clauses[(at if at is not None else -1) + 1]
        if (at if at is not None else -1) + 1 < len(clauses)
        else None,
        "resolutions": list(Resolution.objects.filter(edition=here).exclude(state="draft")[:50]),
        "honours": list(Honour.objects.filter(edition=here, live=True)[:200]),
        "slots": [one for one in programme.slots(here) if one.hall_id == hall.pk],
        "speaking": next((one for one in turns if one.state == "speaking"), None),
        "waiting": [one for one in turns if one.state == "waiting"],
        "speaker_form": SpeakerForm(here),
        "chair": programme.chair(here),
        "moved": moved,
    }
    return render(request, "assemble/day/chair.html", context, status=status)


@require_POST
@allow("assemble.work")
def show(request: HttpRequest, edition: str, hall_id: UUID) -> HttpResponse:
    """Change the screen. Who has seen an older revision is told who moved it on, and asked."""
    here = edition_or_404(request, edition)
    hall = hall_or_404(here, hall_id)
    view = request.POST.get("view", "")
    if view not in Screen.View.values:
        raise Http404(view)
    rows = {
        "clause": next(
            (one for one in programme.clauses(here) if str(one.pk) == request.POST.get("clause")), None
        ),
        "resolution": _row(Resolution, here, request.POST.get("resolution")),
        "honour": _row(Honour, here, request.POST.get("honour")),
    }
    words = request.POST.get("words")
    try:
        show_on_screen(
            request.actor, hall, view, seen=whole(request.POST.get("seen", "")),  # type: ignore[attr-defined]
            words=words[:300] if words is not None else None, act_id=act_id(request), **rows,
        )  # fmt: skip
    except MovedOn as moved:
        return _page(request, here, hall, moved=moved, status=409)
    return redirect(to(request, "assemble_chair", here.code, hall.pk))


def _row(model: Any, edition: Any, text: str | None) -> Any:
    try:
        return model.objects.filter(edition=edition, pk=UUID(text or "")).first()
    except ValueError:
        return None


@allow("assemble.inside.read")
def chairs(request: HttpRequest, edition: str) -> HttpResponse:
    """Who chairs and who chaired; taking and handing over."""
    here = edition_or_404(request, edition)
    sitting = programme.chair(here)
    form = ChairForm(request.POST or None)
    why = ""
    if request.method == "POST":
        demand(request.actor, "assemble.day.run", here)  # type: ignore[attr-defined]
        if form.is_valid():
            try:
                instead = UUID(request.POST["instead_of"]) if request.POST.get("instead_of") else None
            except ValueError:
                instead = None
            try:
                spell = chairing.take_chair(
                    request.actor, here, instead_of=instead, act_id=act_id(request), **form.cleaned_data  # type: ignore[attr-defined]
                )  # fmt: skip
            except Refused as refused:
                why = str(refused)
            else:
                say.done(request, _("%(name)s เป็นประธานแล้ว") % {"name": spell.name})
                return redirect(to(request, "assemble_chairs", here.code))
    context = {
        "edition": here,
        "sitting": programme.chair(here) if why else sitting,
        "past": programme.chairs(here).exclude(until=None)[:50],
        "form": form,
        "why": why,
        "runs": may(request, "run", here),
    }
    return render(request, "assemble/day/chairs.html", context, status=409 if why else 200)


@require_POST
@allow("assemble.work")
def leave(request: HttpRequest, edition: str, chair_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    spell = programme.chairs(here).filter(pk=chair_id).first()
    if spell is None:
        raise Http404(str(chair_id))
    spell.edition = here
    return attempt(
        request,
        lambda: chairing.leave_chair(request.actor, spell, act_id=act_id(request)),  # type: ignore[attr-defined]
        then=to(request, "assemble_chairs", here.code),
        done=_("%(name)s ลงจากที่นั่งประธานแล้ว") % {"name": spell.name},
    )
