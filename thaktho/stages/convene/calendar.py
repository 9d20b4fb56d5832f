"""One meeting as an iCalendar file (RFC 5545), for the calendar of a phone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from .models import Meeting

BANGKOK = ZoneInfo("Asia/Bangkok")
MOST_OCTETS = 75


def ics(meeting: Meeting, *, url: str, stamp: datetime, online_url: str = "") -> str:
    """A day when no hour is known, so that no invented hour rings on anybody's phone. The online
    room's door is not for everybody: who asks says whether to write it.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Thaktho//convene//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{meeting.pk}@thaktho",
        f"SEQUENCE:{meeting.version}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_days(meeting),
        f"SUMMARY:{_escaped(meeting.title)}",
    ]
    if meeting.place_text:
        lines.append(f"LOCATION:{_escaped(meeting.place_text)}")
    about = "\n".join(filter(None, (meeting.purpose, online_url)))
    if about:
        lines.append(f"DESCRIPTION:{_escaped(about)}")
    lines += [
        f"URL:{url}",
        f"STATUS:{'CANCELLED' if meeting.state == Meeting.State.CANCELLED else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(map(_folded, lines))


def _days(meeting: Meeting) -> list[str]:
    last = meeting.held_until or meeting.held_on
    if meeting.starts_at is None:
        return [
            f"DTSTART;VALUE=DATE:{meeting.held_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
        ]
    start = datetime.combine(meeting.held_on, meeting.starts_at, BANGKOK)
    times = [f"DTSTART:{start.astimezone(UTC):%Y%m%dT%H%M%SZ}"]
    if meeting.ends_at is not None:
        end = datetime.combine(last, meeting.ends_at, BANGKOK)
        times.append(f"DTEND:{end.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    return times


def _escaped(text: str) -> str:
    for raw, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(raw, written)
    return text


def _folded(line: str) -> str:
    """At most 75 octets a line, never inside a character: Thai takes three octets each."""
    parts, part, length = [], "", 0
    for character in line:
        size = len(character.encode())
        if length + size > MOST_OCTETS:
            parts.append(part)
            part, length = " ", 1
        part, length = part + character, length + size
    return "\r\n".join([*parts, part])
