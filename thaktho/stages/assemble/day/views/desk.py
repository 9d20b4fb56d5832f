"""โต๊ะลงทะเบียน: find by name and tap, or scan; and what a badge's QR opens, for the desk and for its holder."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.stages.listen.limits import Buckets

from ..actions import registering, speaking
from ..forms.people import PersonForm
from ..models import CheckIn, Participant, SpeakerTurn
from ..queries import people, programme
from ..states import Refused
from .common import act_id, attempt, edition_or_404, inside, may, to, went

ON_A_PAGE = 12
# Codes that are nobody's, and codes tried while these are refused: a right one is let in, also when a hall scans at once.
WRONG = Buckets(120, 60)
TRIED = Buckets(3000, 3000)
SCANS = "assemble_scans"  # in the session: the editions whose badges this phone registers when it opens them


@allow("assemble.inside.read")
def desk(request: HttpRequest, edition: str) -> HttpResponse:
    """One field for a name, a number or a scanner; a whole code registers at once."""
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.day.register", here)  # type: ignore[attr-defined]
    text = (request.POST if request.method == "POST" else request.GET).get("q", "").strip()
    mode = (request.POST if request.method == "POST" else request.GET).get("mode", "onsite")
    just = None
    if request.method == "POST":
        code = people.read_code(text)
        person = people.by_code(here, code) if code else None
        if person is not None:
            just = _registered(request, person, mode)
            text = ""
    found = list(people.found(here, text)[: ON_A_PAGE + 1]) if text else []
    context = {
        "edition": here,
        "q": text,
        "mode": mode,
        "found": found[:ON_A_PAGE],
        "more": len(found) > ON_A_PAGE,
        "arrived": people.arrivals(here, found),
        "just": just or _just(request, here),
        "last": people.last_arrivals(here),
        "total": people.total(people.there(here, timezone.localdate())),
        "scans": str(here.pk) in request.session.get(SCANS, []),
        "scanned": request.method == "POST",
    }
    return render(request, "assemble/day/desk.html", context)


def _registered(request: HttpRequest, person: Any, mode: str) -> dict[str, Any] | None:
    """None, and the page says why: taken off the list a moment ago."""
    try:
        checkin, new = registering.arrive(request.actor, person, mode=mode, act_id=act_id(request))  # type: ignore[attr-defined]
    except Refused as why:
        say.trouble(request, str(why))
        return None
    return {"person": person, "checkin": checkin, "new": new}


def _just(request: HttpRequest, here: Any) -> dict[str, Any] | None:
    """The arrival that a tap just made, shown large on the page it leads back to."""
    try:
        wanted = UUID(request.GET.get("done", ""))
    except ValueError:
        return None
    checkin = (
        CheckIn.objects.filter(edition=here, pk=wanted, undone=False)
        .select_related("participant__network")
        .first()
    )
    return (
        {"person": checkin.participant, "checkin": checkin, "new": request.GET.get("new") == "1"}
        if checkin
        else None
    )


@require_POST
@allow("assemble.inside.read")
def register(request: HttpRequest, edition: str, participant_id: UUID) -> HttpResponse:
    """The tap beside a name."""
    here = edition_or_404(request, edition)
    person = people.participant(here, participant_id)
    if person is None:
        raise Http404(str(participant_id))
    made = _registered(request, person, request.POST.get("mode", "onsite"))
    page = to(request, "assemble_desk", here.code)
    if made is None:
        return went(request, page)
    return went(request, f"{page}?done={made['checkin'].pk}&new={int(made['new'])}")


@require_POST
@allow("assemble.inside.read")
def arrival_undo(request: HttpRequest, edition: str, checkin_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    checkin = CheckIn.objects.filter(edition=here, pk=checkin_id).select_related("participant").first()
    if checkin is None:
        raise Http404(str(checkin_id))
    checkin.participant.edition = here
    return attempt(
        request,
        lambda: registering.take_back(request.actor, checkin, act_id=act_id(request)),  # type: ignore[attr-defined]
        then=to(request, "assemble_desk", here.code),
        done=_("ยกเลิกการลงทะเบียนของ %(name)s แล้ว") % {"name": checkin.participant.name},
    )


@allow("assemble.inside.read")
def walk_in(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.day.register", here)  # type: ignore[attr-defined]
    form = PersonForm(here, request.POST or None)
    if request.method != "POST":
        form.initial["name"] = request.GET.get("name", "")[:200]
    if request.method == "POST" and form.is_valid():
        made = registering.walk_in(request.actor, here, form.made(), act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(
            request,
            _("ลงทะเบียน %(name)s แล้ว เลขที่ป้าย %(number)s") % {"name": made.name, "number": made.number},
        )
        return redirect(to(request, "assemble_desk", here.code))
    return render(request, "assemble/day/walk_in.html", {"edition": here, "form": form})


@require_POST
@allow("assemble.inside.read")
def scanning(request: HttpRequest, edition: str) -> HttpResponse:
    """Turn this phone into one that registers whoever's QR it opens, or back."""
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.day.register", here)  # type: ignore[attr-defined]
    held = [one for one in request.session.get(SCANS, []) if one != str(here.pk)]
    if request.POST.get("on") == "yes":
        held.append(str(here.pk))
        say.done(request, _("เครื่องนี้พร้อมสแกน เปิดกล้องของโทรศัพท์ แล้วส่องคิวอาร์บนป้าย"))
    request.session[SCANS] = held
    return redirect(to(request, "assemble_desk", here.code))


@allow("assemble.enter")
def badge_in(request: HttpRequest, edition: str, badge: str) -> HttpResponse:
    """What the QR of a badge opens. On a phone of the desk: the arrival, in this one request. For anybody else: the
    holder's own page."""
    here = edition_or_404(request, edition)
    person, slow = _by_badge(request, here, badge)
    if person is None:
        return _no_badge(request, here, slow=slow)
    if may(request, "register", person):
        if request.method == "POST" or str(here.pk) in request.session.get(SCANS, []):
            made = _registered(request, person, "onsite")
            if made is None:
                return _no_badge(request, here)
            return render(request, "assemble/day/arrived.html", {"edition": here} | made)
        return render(
            request,
            "assemble/day/arrived.html",
            {"edition": here, "person": person, "checkin": _today(here, person)},
        )
    if request.method == "POST":
        demand(request.actor, "assemble.day.register", person)  # type: ignore[attr-defined]
    by = people.with_badge(request.actor, person)  # type: ignore[attr-defined]
    return render(
        request,
        "assemble/day/own.html",
        {
            "edition": here,
            "person": person,
            "checkin": _today(here, person),
            "online": bool(here.online_url) and permitted(by, "assemble.day.come", person),
            "now": programme.now(here),
            "total": people.total(people.there(here, timezone.localdate())),
            "may_speak": person.delegate is not None and permitted(by, "assemble.day.speak", person),
            "turns": _turns(here, person),
        },
    )


def _by_badge(request: HttpRequest, here: Any, badge: str) -> tuple[Participant | None, bool]:
    """Whose badge it is, and whether to wait before trying again. Who stands at the desk is not counted."""
    if inside(request):
        return people.by_code(here, badge), False
    guessed = WRONG.empty(here.pk)
    if guessed and not TRIED.take(here.pk):
        return None, True
    found = people.by_code(here, badge)
    if found is None:
        WRONG.take(here.pk)
    return found, guessed


def _no_badge(request: HttpRequest, here: Any, *, slow: bool = False) -> HttpResponse:
    status = 429 if slow else 404
    return render(request, "assemble/day/no_badge.html", {"edition": here, "slow": slow}, status=status)


def _today(here: Any, person: Any) -> CheckIn | None:
    return people.arrivals(here, [person]).get(person.pk)


def _turns(here: Any, person: Any) -> list[Any]:
    if person.delegate is None:
        return []
    found = SpeakerTurn.objects.filter(edition=here, delegate__person_id=person.delegate.person_id)
    return list(found.filter(state__in=["waiting", "speaking"]).select_related("hall", "network"))


@require_POST
@allow("assemble.enter")
def badge_come(request: HttpRequest, edition: str, badge: str) -> HttpResponse:
    """From afar: the holder says that they are there."""
    here = edition_or_404(request, edition)
    person, slow = _by_badge(request, here, badge)
    if person is None:
        return _no_badge(request, here, slow=slow)
    by = people.with_badge(request.actor, person)  # type: ignore[attr-defined]
    return attempt(
        request,
        lambda: registering.arrive_self(by, person, act_id=act_id(request)),
        then=to(request, "assemble_badge_in", here.code, person.code),
        done=_("ลงทะเบียนออนไลน์แล้ว"),
    )


@require_POST
@allow("assemble.enter")
def badge_speak(request: HttpRequest, edition: str, badge: str) -> HttpResponse:
    """Ask to speak, or take the wish back, from the holder's own page."""
    here = edition_or_404(request, edition)
    person, slow = _by_badge(request, here, badge)
    if person is None:
        return _no_badge(request, here, slow=slow)
    by = people.with_badge(request.actor, person)  # type: ignore[attr-defined]
    page = to(request, "assemble_badge_in", here.code, person.code)
    if request.POST.get("verb") == "withdraw":
        own = [one for one in _turns(here, person) if one.network_id == person.network_id]
        for one in own:
            one.edition = here
        return attempt(
            request, lambda: [speaking.withdraw(by, one, act_id=act_id(request)) for one in own[:1]], then=page,
            done=_("ถอนชื่อจากรายชื่อผู้ขอพูดแล้ว"),
        )  # fmt: skip
    hall = programme.halls(here).filter(pk=_uuid(request.POST.get("hall"))).first()
    if hall is None or person.delegate is None:
        raise Http404("hall")
    hall.edition = here

    def ask() -> None:
        speaking.ask(
            by, hall, name=person.delegate.name, network=person.delegate.network, delegate=person.delegate,
            is_example=person.is_example, act_id=act_id(request),
        )  # fmt: skip

    return attempt(request, ask, then=page, done=_("อยู่ในรายชื่อผู้ขอพูดแล้ว ประธานจะเรียกตามลำดับ"))


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
