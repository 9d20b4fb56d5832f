"""Everything the minutes print, as plain JSON. A draft prints today's; approved minutes keep theirs for good."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from .models import AgendaItem, Attendance, Meeting, Minutes, MinutesText

SHAPE = 1  # grows when the shape changes, so that old frozen copies stay readable


@override("th")  # what leaves the house is Thai
def take(meeting: Meeting, minutes: Minutes) -> dict[str, Any]:
    texts = dict(minutes.texts.values_list("part", "text"))
    decisions: dict[Any, list[dict[str, Any]]] = {}
    for decision in meeting.decisions.filter(live=True).order_by("number"):
        entry = {
            "number": decision.number,
            "printed": decision.printed_number,
            "text": decision.text,
            "kind": decision.kind,
        }
        decisions.setdefault(decision.agenda_id, []).append(entry)
    seats = list(meeting.seats.select_related("network").order_by("network__order", "sort_key", "id"))
    came = [seat for seat in seats if seat.state == Attendance.State.PRESENT]
    missed = [seat for seat in seats if seat.state in (Attendance.State.ABSENT, Attendance.State.DECLINED)]
    return {
        "shape": SHAPE,
        "title": meeting.title,
        "series": meeting.series.name if meeting.series else "",
        "number": meeting.printed_number,
        "held_on": meeting.held_on.isoformat(),
        "held_until": meeting.held_until.isoformat() if meeting.held_until else "",
        "began_at": _hour(minutes.began_at),
        "ended_at": _hour(minutes.ended_at),
        "place": meeting.place_text,
        "purpose": meeting.purpose,
        "chair": {"name": meeting.chair_name, "position": meeting.chair_line},
        "organisers": [organiser.printed_name for organiser in meeting.organisers.all()],
        "officials": [
            {"name": one.printed_name, "position": one.position, "part": str(one.get_part_display())}
            for one in meeting.officials.all()
        ],
        "present": [_seat(seat) for seat in came],
        "absent": [_seat(seat) for seat in missed],
        "reported_count": meeting.reported_count,
        "reported_kind": meeting.reported_kind,
        "opening": texts.get(MinutesText.OPENING, ""),
        "agenda": [
            {
                "kind": item.kind,
                "heading": str(AgendaItem.Kind(item.kind).label),
                "number": item.number,
                "label": str(item.label),
                "title": item.title,
                "text": item.text,
                "said": texts.get(str(item.pk), ""),
                "decisions": decisions.get(item.pk, []),
            }
            for item in meeting.agenda.all()
        ],
        "decisions": decisions.get(None, []),
        "closing": texts.get(MinutesText.CLOSING, ""),
        "recorder": {"name": minutes.recorder, "position": minutes.recorder_position},
        "checker": {"name": minutes.checker, "position": minutes.checker_position},
        "version": minutes.number,
        "reason": minutes.reason,
        "is_example": minutes.is_example or meeting.is_example,
    }


def _seat(seat: Attendance) -> dict[str, Any]:
    return {
        "name": seat.name,
        "position": seat.position,
        "organisation": seat.organisation,
        "network": seat.network.name if seat.network else "",
        "network_order": seat.network.order if seat.network else None,
        "mode": seat.mode,
        "substitute": seat.substitute,
        "substitute_position": seat.substitute_position,
        "walk_in": seat.walk_in,
        "declined": seat.state == Attendance.State.DECLINED,
        "is_example": seat.is_example,
    }


def _hour(at: Any) -> str:
    return at.strftime("%H:%M") if at else ""
