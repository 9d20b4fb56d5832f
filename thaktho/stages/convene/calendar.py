"""Meetings as iCalendar (RFC 5545): one as a file for a phone, many as a feed to subscribe to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from .models import Meeting

BANGKOK = ZoneInfo("Asia/Bangkok")
MOST_OCTETS = 75


def ics(meeting: Meeting, *, url: str, stamp: datetime, online_url: str = "") -> str:
    """One meeting. The online room's door is not for everybody: who asks says whether to write it."""
    return _calendar(_event(meeting, url=url, stamp=stamp, online_url=online_url))


def feed(meetings: Iterable[Meeting], *, name: str, url_of: Callable[[Meeting], str], stamp: datetime) -> str:
    """Many meetings under one address that calendars ask again and again: public facts only. A meeting keeps its UID,
    its SEQUENCE grows with every change, and a cancelled one stays in it, so that it leaves people's phones."""
    head = [
        f"X-WR-CALNAME:{_escaped(name)}",
        f"NAME:{_escaped(name)}",
        "X-WR-TIMEZONE:Asia/Bangkok",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    events = [line for one in meetings for line in _event(one, url=url_of(one), stamp=stamp)]
    return _calendar([*head, *events])


def _calendar(inner: Iterable[str]) -> str:
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Thaktho//convene//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    return "\r\n".join(map(_folded, [*head, *inner, "END:VCALENDAR", ""]))


def _event(meeting: Meeting, *, url: str, stamp: datetime, online_url: str = "") -> list[str]:
    """A day when no hour is known, so that no invented hour rings on anybody's phone."""
    lines = [
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
    return [
        *lines,
        f"URL:{url}",
        f"STATUS:{'CANCELLED' if meeting.state == Meeting.State.CANCELLED else 'CONFIRMED'}",
        "END:VEVENT",
    ]


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
    for raw, written in (
        ("\\", "\\\\"),
        (";", "\\;"),
        (",", "\\,"),
        ("\r\n", "\\n"),
        ("\n", "\\n"),
        ("\r", "\\n"),
    ):
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
