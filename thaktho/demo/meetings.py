"""Chiang Rai's meetings: sourced facts, and invented agenda, seats and decisions that are marked so."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from thaktho.demo import matters
from thaktho.ground.access import Actor, system
from thaktho.ground.people.models import Network, Person
from thaktho.ground.programme.models import Programme, Source
from thaktho.stages.convene import actions
from thaktho.stages.convene.models import Attendance, Meeting, MeetingNetwork, MeetingSeries

FILE = Path(__file__).with_name("meetings.yaml")
PLAIN = (
    "title", "short_title", "held_on", "held_until", "place_text", "purpose", "chair_name", "chair_position",
    "number", "year", "reported_count", "reported_kind", "stated_networks", "expected_count",
)  # fmt: skip


def load(
    programme: Programme,
    networks: dict[str, Network],
    sources: dict[str, Source],
    persons: dict[str, Person] | None = None,
) -> dict[str, Meeting]:
    """Load all meetings; returns them by short title, for loaders that tie a plan version to a decision."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    by = system(programme.pk)
    series = {
        key: actions.add_series(
            by, programme, source=sources[row["source"]], name=row["name"], year_basis=row["year_basis"]
        )
        for key, row in data["series"].items()
    }
    made = [_held(by, programme, row, networks, sources, series, persons or {}) for row in data["meetings"]]
    made.append(_coming(by, programme, data["coming"], networks))
    by_title = {meeting.short_title: meeting for meeting in made}
    matters.load(by, by_title, made[-1], networks, data["example"])
    return by_title


def _held(
    by: Actor,
    programme: Programme,
    row: dict[str, Any],
    networks: dict[str, Network],
    sources: dict[str, Source],
    series: dict[str, MeetingSeries],
    persons: dict[str, Person],
) -> Meeting:
    source = sources[row["source"]]
    fields = {name: row[name] for name in PLAIN if name in row}
    if "reported_count" in row:
        fields["reported_source"] = source
    meeting = actions.plan_meeting(
        by,
        programme,
        source=source,
        series=series.get(row.get("series", "")),
        chair=persons.get(row.get("chair", "")),
        organisers=row.get("organisers", ()),
        **fields,
    )
    for official in row.get("officials", ()):
        official = dict(official)
        person = persons.get(official.pop("person", ""))
        actions.name_official(by, meeting, source=source, person=person, **official)
    for key, names in row.get("mentions", {}).items():
        for code, printed in names.items():
            actions.mention(by, meeting, networks[code], printed_name=printed, source=sources[key])
    invented = row.get("example", {})
    _agenda(by, meeting, invented.get("agenda", ()))
    actions.open_meeting(by, meeting)
    _seats(by, meeting, invented.get("seats", {}), networks)
    meeting = actions.close_meeting(by, meeting)
    # After closing, as from the paper sheet: no hour of arrival is invented.
    _arrivals(by, meeting, invented)
    for decision in row.get("decisions", ()):
        actions.record_decision(by, meeting, source=source, **decision)
    items = list(meeting.agenda.all())
    for decision in invented.get("decisions", ()):
        decision = dict(decision)
        actions.record_decision(
            by, meeting, agenda=items[decision.pop("agenda") - 1], is_example=True, **decision
        )
    if "minutes" in invented:
        _minutes(by, meeting, invented)
    return Meeting.objects.get(pk=meeting.pk)


def _coming(by: Actor, programme: Programme, row: dict[str, Any], networks: dict[str, Network]) -> Meeting:
    row = dict(row)
    agenda, seats = row.pop("agenda"), row.pop("seats")
    held_on = timezone.localdate() + timedelta(days=row.pop("days_from_now"))
    hours = {name: time.fromisoformat(row.pop(name)) for name in ("starts_at", "ends_at")}
    meeting = actions.plan_meeting(
        by, programme, held_on=held_on, networks=list(networks.values()), is_example=True, **hours, **row
    )
    _agenda(by, meeting, agenda)
    _seats(by, meeting, seats, networks)
    return meeting


def _agenda(by: Actor, meeting: Meeting, rows: Any) -> None:
    for row in rows:
        actions.add_agenda(by, meeting, kind=row["kind"], title=row["title"], is_example=True)


def _seats(by: Actor, meeting: Meeting, rows: dict[str, Any], networks: dict[str, Network]) -> None:
    for code, people in rows.items():
        place = MeetingNetwork.objects.select_related("meeting").get(meeting=meeting, network=networks[code])
        names = [{"name": name, "position": position, "is_example": True} for name, position in people]
        actions.add_seats(by, place, names)


def _arrivals(by: Actor, meeting: Meeting, invented: dict[str, Any]) -> None:
    for seat in Attendance.objects.filter(meeting=meeting).select_related("meeting"):
        if seat.name in invented.get("absent", ()):
            continue
        mode = Attendance.Mode.ONLINE if seat.name in invented.get("online", ()) else Attendance.Mode.ONSITE
        actions.register(by, seat, mode=mode, substitute=invented.get("substitutes", {}).get(seat.name, ""))


def _minutes(by: Actor, meeting: Meeting, invented: dict[str, Any]) -> None:
    written = dict(invented["minutes"])
    parts = {part: written.pop(part) for part in ("opening", "closing")}
    parts |= {
        str(item.pk): row["said"]
        for item, row in zip(meeting.agenda.all(), invented["agenda"], strict=True)
        if "said" in row
    }
    draft = actions.begin_minutes(by, meeting, is_example=True, **written)
    for part, text in parts.items():
        actions.save_text(by, draft, part, text, seen_revision=0)
    actions.approve_minutes(by, meeting)
