"""The desk at the door: one tap a person, by network. And the lists before the day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.documents.frames import signin_pdf
from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.people.models import Network
from thaktho.ground.requests import next_page

from .. import actions, papers, queries, states
from ..forms import SeatsForm, WalkInForm
from ..models import Attendance, Meeting, MeetingNetwork
from .common import act_id, address, meeting_or_404, pdf, to


def _place(meeting: Meeting, code: str) -> MeetingNetwork | None:
    for place in meeting.networks.all():
        if place.network.code == code:
            place.meeting = meeting
            return place
    return None


def _open_to(request: HttpRequest, meeting: Meeting) -> list[MeetingNetwork]:
    """The networks whose list this reader keeps: all for the secretariat, their own for coordinators."""
    by = request.actor  # type: ignore[attr-defined]
    found = []
    for place in meeting.networks.all():
        place.meeting = meeting
        if permitted(by, "convene.attend", place) or permitted(by, "convene.respond", place):
            found.append(place)
    return found


@allow("convene.inside.read")
def desk(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    by = request.actor  # type: ignore[attr-defined]
    own = _open_to(request, meeting)
    if not own and not permitted(by, "convene.attend", meeting):
        if meeting.state == Meeting.State.MINUTES_APPROVED and by.has("secretariat", "coordinator"):
            say.hint(request, _("รับรองรายงานการประชุมแล้ว รายชื่อผู้เข้าประชุมจึงแก้ไม่ได้ หากผิดให้ทำฉบับแก้ไข"))
            return to(request, "convene_minutes", meeting.pk)
        demand(by, "convene.attend", meeting)
    code = request.GET.get("network", "")
    place = _place(meeting, code)
    if place is None and len(own) == 1:
        place = own[0]
    text = request.GET.get("q", "").strip()[:100]
    network = place.network if place else None
    rows = queries.seats(meeting, network=network, text=text)
    may_none = permitted(by, "convene.attend", meeting)
    if not may_none:
        rows = rows.filter(network_id__in=[one.network_id for one in own])
    return render(
        request,
        "convene/desk.html",
        {
            "meeting": meeting,
            "counts": queries.attendance_by_network(meeting),
            "own": {one.network_id for one in own},
            "place": place,
            "network": network,
            "q": text,
            "rows": _by_network(rows),
            "may_register": any(permitted(by, "convene.attend", one) for one in own) or may_none,
            "may_list": bool(place and permitted(by, "convene.respond", place)),
            "may_none": may_none,
            "here": request.get_full_path(),
            "walk_in_form": WalkInForm(),
            "seats_form": SeatsForm(),
            "Mode": Attendance.Mode,
        },
    )


def _by_network(rows: Any) -> list[tuple[Network | None, list[Attendance]]]:
    groups: dict[Any, tuple[Network | None, list[Attendance]]] = {}
    for seat in rows:
        groups.setdefault(seat.network_id, (seat.network, []))[1].append(seat)
    return list(groups.values())


@require_POST
@allow("convene.inside.read")
def tap(request: HttpRequest, id: UUID, seat_id: UUID) -> HttpResponse:
    """One tap: came, came online, undo, will come, will not come, off the list."""
    meeting = meeting_or_404(request, id)
    seat = queries.seat(request.programme, meeting, seat_id)  # type: ignore[attr-defined]
    if seat is None:
        say.hint(request, _("ชื่อนี้ไม่อยู่ในรายการแล้ว"))
        return _back(request, meeting, "")
    by, act, name = request.actor, act_id(request), seat.who_came  # type: ignore[attr-defined]
    anchor = f"seat-{seat.pk}"
    undo = address(request, "convene_undo_tap", meeting.pk, seat.pk)
    try:
        match request.POST.get("do"):
            case "present":
                substitute = " ".join(request.POST.get("substitute", "").split())[:200]
                seat = actions.register(
                    by,
                    seat,
                    mode=Attendance.Mode.ONLINE
                    if request.POST.get("mode") == "online"
                    else Attendance.Mode.ONSITE,
                    substitute=substitute,
                    substitute_position=request.POST.get("substitute_position", "")[:300],
                    act_id=act,
                )
                say.done(request, _("%(name)s มาแล้ว") % {"name": seat.who_came}, undo=undo)
            case "undo":
                if actions.undo_register(by, seat, act_id=act) is None:
                    anchor = ""
                say.done(request, _("ย้อนกลับแล้ว: %(name)s") % {"name": name})
            case "accept" | "decline" as answer:
                actions.respond(by, seat, answer == "accept", act_id=act)
                say.done(request, _("บันทึกคำตอบของ %(name)s แล้ว") % {"name": name})
            case "remove":
                actions.remove_seat(by, seat, act_id=act)
                anchor = ""
                say.done(request, _("นำ %(name)s ออกจากรายชื่อแล้ว") % {"name": name})
            case other:
                raise Http404(str(other))
    except states.WrongState:
        say.trouble(request, _("การประชุมเปลี่ยนสถานะไปแล้ว ดูสถานะล่าสุดในหน้านี้"))
    return _back(request, meeting, anchor)


@require_POST
@allow("convene.inside.read")
def undo_tap(request: HttpRequest, id: UUID, seat_id: UUID) -> HttpResponse:
    """The way back offered in the message after a tap."""
    meeting = meeting_or_404(request, id)
    seat = queries.seat(request.programme, meeting, seat_id)  # type: ignore[attr-defined]
    if seat is not None:
        actions.undo_register(request.actor, seat, act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("ย้อนกลับแล้ว: %(name)s") % {"name": seat.who_came})
    return _back(request, meeting, f"seat-{seat_id}")


@require_POST
@allow("convene.inside.read")
def walk_in(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    form = WalkInForm(request.POST)
    if not form.is_valid():
        say.trouble(request, _("ยังไม่มีชื่อ พิมพ์ชื่อแล้วลองใหม่"))
        return _back(request, meeting, "walk-in")
    place = _place(meeting, request.POST.get("network", "")) or meeting
    seat = actions.walk_in(request.actor, place, act_id=act_id(request), **form.cleaned_data)  # type: ignore[attr-defined]
    undo = address(request, "convene_undo_tap", meeting.pk, seat.pk)
    say.done(request, _("%(name)s มาแล้ว") % {"name": seat.name}, undo=undo)
    return _back(request, meeting, f"seat-{seat.pk}")


@require_POST
@allow("convene.inside.read")
def add(request: HttpRequest, id: UUID) -> HttpResponse:
    """Names of one network, typed or pasted, before or during the meeting."""
    meeting = meeting_or_404(request, id)
    place = _place(meeting, request.POST.get("network", ""))
    if place is None:
        raise Http404
    form = SeatsForm(request.POST)
    if form.is_valid():
        added = actions.add_seats(request.actor, place, form.cleaned_data["people"], act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("เพิ่มรายชื่อแล้ว %(count)s คน") % {"count": len(added)})
    else:
        say.trouble(request, _("ยังไม่มีชื่อ พิมพ์บรรทัดละหนึ่งคนแล้วลองใหม่"))
    return _back(request, meeting, "")


@allow("convene.inside.read")
def sign_in(request: HttpRequest, id: UUID) -> HttpResponse:
    """The sheet to sign. A coordinator may print it as well: it lies on the table for everybody."""
    meeting = meeting_or_404(request, id)
    document = papers.sign_in(meeting, timezone.localdate())
    return pdf(signin_pdf(document), f"sign-in-{meeting.held_on:%Y%m%d}.pdf")


def _back(request: HttpRequest, meeting: Meeting, anchor: str) -> HttpResponse:
    """To the very list that was open, at the very name."""
    if there := next_page(request):
        return redirect(f"{there.split('#')[0]}#{anchor}" if anchor else there)
    return to(request, "convene_desk", meeting.pk, anchor=anchor)
