"""Who was asked, who came. The desk at the door is fast: one tap a person, and one tap back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.thai.names import person_sort_key
from thaktho.thai.words import search_text

from .. import states
from ..models import Attendance, Meeting, MeetingNetwork
from .meetings import locked

PRESENT = Attendance.State.PRESENT


def add_seats(
    by: Actor, place: MeetingNetwork, people: Iterable[dict[str, Any]], *, act_id: UUID | None = None
) -> list[Attendance]:
    """Put people of one network on the list: name, position, organisation, person. A name already listed stays once."""
    with acting(by, "convene.respond", place, on=place.meeting, act_id=act_id) as act:
        meeting = locked(place.meeting)
        states.require(meeting, states.PLANNED, states.OPEN)
        listed = set(meeting.seats.filter(network_id=place.network_id).values_list("name", flat=True))
        fresh = []
        for fields in people:
            if fields["name"] not in listed:
                listed.add(fields["name"])
                fresh.append(_seat(meeting, network_id=place.network_id, **fields))
        added = Attendance.objects.bulk_create(fresh)
        act.note(network=str(place.network_id), names=[seat.name for seat in added])
    return added


def remove_seat(by: Actor, seat: Attendance, *, act_id: UUID | None = None) -> None:
    with acting(by, "convene.respond", seat, on=seat.meeting, act_id=act_id) as act:
        states.require(locked(seat.meeting), states.PLANNED, states.OPEN)
        if _now(seat).state == PRESENT:
            raise states.WrongState("came meanwhile")
        act.note(seat=str(seat.pk), name=seat.name)
        seat.delete()


def respond(by: Actor, seat: Attendance, accepts: bool, *, act_id: UUID | None = None) -> Attendance:
    with acting(by, "convene.respond", seat, on=seat.meeting, act_id=act_id) as act:
        states.require(locked(seat.meeting), states.PLANNED, states.OPEN)
        answer = Attendance.State.ACCEPTED if accepts else Attendance.State.DECLINED
        seat = _now(seat)
        if seat.state == PRESENT:  # registered meanwhile at the door: who is there stays there
            seat.was = answer
        else:
            seat.state = answer
        seat.save(update_fields=["state", "was"])
        act.note(seat=str(seat.pk), accepts=accepts)
    return seat


def _now(seat: Attendance) -> Attendance:
    """The seat as it is now. The meeting's row is held, and with it every seat of it."""
    seats = Attendance.objects.select_related("meeting", "network").filter(programme_id=seat.programme_id)
    if (found := seats.filter(pk=seat.pk).first()) is None:
        raise states.WrongState("taken off the list meanwhile")
    return found


def register(
    by: Actor,
    seat: Attendance,
    *,
    mode: str = Attendance.Mode.ONSITE,
    substitute: str = "",
    substitute_position: str = "",
    act_id: UUID | None = None,
) -> Attendance:
    """Somebody came, or sent a substitute. Tapped at two desks in one moment, the first arrival stands."""
    with acting(by, "convene.attend", seat, on=seat.meeting, act_id=act_id) as act:
        meeting = _in_session(by, locked(seat.meeting))
        fresh = _now(seat)
        if fresh.state != PRESENT:
            fresh.was, fresh.state, fresh.arrived_at = fresh.state, PRESENT, _arrival(meeting)
            fresh.mode = mode
            if substitute:  # else whom the invited announced stands
                fresh.substitute, fresh.substitute_position = substitute, substitute_position
        elif substitute or mode != fresh.mode:
            fresh.mode = mode
            fresh.substitute = substitute or fresh.substitute
            fresh.substitute_position = substitute_position or fresh.substitute_position
        fresh.save()
        act.note(seat=str(seat.pk), mode=mode, substitute=substitute)
    return fresh


def undo_register(by: Actor, seat: Attendance, *, act_id: UUID | None = None) -> Attendance | None:
    """The wrong name was tapped: the seat is as before. Somebody who walked in is off the list again (None)."""
    with acting(by, "convene.attend", seat, on=seat.meeting, act_id=act_id) as act:
        _in_session(by, locked(seat.meeting))
        fresh = Attendance.objects.select_for_update(of=("self",), no_key=True).filter(pk=seat.pk).first()
        act.note(seat=str(seat.pk), name=seat.name, substitute=seat.substitute)
        if fresh is None or fresh.state != PRESENT:
            return fresh
        if fresh.walk_in:
            fresh.delete()
            return None
        fresh.state, fresh.was, fresh.arrived_at = fresh.was or Attendance.State.INVITED, "", None
        fresh.substitute = fresh.substitute_position = ""
        fresh.mode = Attendance.Mode.ONSITE
        fresh.save()
    return fresh


def walk_in(
    by: Actor,
    place: MeetingNetwork | Meeting,
    *,
    name: str,
    mode: str = Attendance.Mode.ONSITE,
    act_id: UUID | None = None,
    **fields: Any,
) -> Attendance:
    """Somebody nobody listed. Of a network (its place in the meeting), or of none (the meeting itself)."""
    meeting = place if isinstance(place, Meeting) else place.meeting
    with acting(by, "convene.attend", place, on=meeting, act_id=act_id) as act:
        meeting = _in_session(by, locked(meeting))
        seat = _seat(
            meeting,
            network_id=getattr(place, "network_id", None),
            name=name,
            mode=mode,
            walk_in=True,
            **fields,
        )
        seat.state, seat.arrived_at = PRESENT, _arrival(meeting)
        seat.save(force_insert=True)
        act.note(seat=str(seat.pk), name=name)
    return seat


def _in_session(by: Actor, meeting: Meeting) -> Meeting:
    """Open; or closed, while the secretariat types in the paper sheet."""
    late = by.kind == "system" or by.has("secretariat")
    states.require(meeting, states.OPEN, *([states.CLOSED] if late else []))
    return meeting


def _arrival(meeting: Meeting) -> datetime | None:
    """Now, while the meeting is open. Typed in afterwards from the paper sheet, nobody knows the hour."""
    return timezone.now() if meeting.state == states.OPEN else None


def _seat(meeting: Meeting, *, name: str, **fields: Any) -> Attendance:
    name = " ".join(name.split())
    words = (name, fields.get("position", ""), fields.get("organisation", ""))
    return Attendance(
        programme_id=meeting.programme_id,
        meeting=meeting,
        name=name,
        sort_key=person_sort_key(name),
        search_text=search_text(" ".join(filter(None, words))),
        **fields,
    )
