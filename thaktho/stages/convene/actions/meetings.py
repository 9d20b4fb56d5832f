"""Planning a meeting, inviting the networks, opening and closing it, and keeping what sources print of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme, Source
from thaktho.thai.words import search_text

from .. import numbering, states
from ..models import (
    Attendance,
    Meeting,
    MeetingNetwork,
    MeetingOfficial,
    MeetingOrganiser,
    MeetingSeries,
    NetworkMention,
)
from .numbers import number_those_without


class YearDoubt(Exception):
    """The number's year does not fit the day. Ask people; `year_confirmed=True` says they meant it."""


class NumberTaken(Exception):
    """Another meeting of this series already bears this number."""


class Changed(Exception):
    """Somebody saved the meeting after this reader opened the form."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(f"meeting {meeting.pk} is at version {meeting.version}")
        self.meeting = meeting


class NotEmpty(Exception):
    """Seats or printed words hang on it; remove those first."""


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, held until the act is done."""
    return Meeting.objects.select_for_update(of=("self",), no_key=True).get(
        programme_id=meeting.programme_id, pk=meeting.pk
    )


def add_series(
    by: Actor,
    programme: Programme,
    *,
    name: str,
    year_basis: str = "fiscal",
    act_id: UUID | None = None,
    **fields: Any,
) -> MeetingSeries:
    with acting(by, "convene.plan", programme, act_id=act_id) as act:
        series = MeetingSeries.objects.create(programme=programme, name=name, year_basis=year_basis, **fields)
        act.about(series)
        act.note(name=name, year_basis=year_basis)
    return series


def plan_meeting(
    by: Actor,
    programme: Programme,
    *,
    organisers: Iterable[str] = (),
    networks: Iterable[Network] = (),
    year_confirmed: bool = False,
    act_id: UUID | None = None,
    **fields: Any,
) -> Meeting:
    """Plan a meeting. Raises YearDoubt when the year of its number does not fit the day and nobody confirmed it."""
    with acting(by, "convene.plan", programme, act_id=act_id) as act:
        meeting = Meeting(programme=programme, **fields)
        _complete(meeting, year_confirmed)
        meeting.save(force_insert=True)
        _set_organisers(meeting, organisers)
        _invite(meeting, networks)
        act.about(meeting)
        act.note(title=meeting.title, held_on=meeting.held_on.isoformat(), number=meeting.printed_number)
    return meeting


def edit_meeting(
    by: Actor,
    meeting: Meeting,
    *,
    seen_version: int | None = None,
    organisers: Iterable[str] | None = None,
    year_confirmed: bool = False,
    act_id: UUID | None = None,
    **fields: Any,
) -> Meeting:
    """Change what the form sends. Raises Changed when somebody else saved first: both texts can then be shown."""
    with acting(by, "convene.edit", meeting, act_id=act_id) as act:
        fresh = locked(meeting)
        states.require(fresh, states.PLANNED, states.OPEN)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        before = {name: str(getattr(fresh, name)) for name in fields}
        for name, value in fields.items():
            setattr(fresh, name, value)
        _complete(fresh, year_confirmed)
        fresh.version += 1
        fresh.save()
        number_those_without(fresh)
        if organisers is not None:
            fresh.organisers.all().delete()
            _set_organisers(fresh, organisers)
        changed = [name for name in fields if before[name] != str(getattr(fresh, name))]
        act.note(changed=changed, before={name: before[name] for name in changed})
    return fresh


def invite(
    by: Actor, meeting: Meeting, networks: Iterable[Network], *, act_id: UUID | None = None
) -> list[MeetingNetwork]:
    """Ask networks to the meeting; those already asked stay as they are."""
    with acting(by, "convene.invite", meeting, act_id=act_id) as act:
        fresh = locked(meeting)
        states.require(fresh, states.PLANNED, states.OPEN)
        added = _invite(fresh, networks)
        act.note(networks=[str(place.network_id) for place in added])
    return added


def uninvite(by: Actor, place: MeetingNetwork, *, act_id: UUID | None = None) -> None:
    with acting(by, "convene.invite", place, on=place.meeting, act_id=act_id) as act:
        fresh = locked(place.meeting)
        states.require(fresh, states.PLANNED, states.OPEN)
        if fresh.seats.filter(network_id=place.network_id).exists() or place.mentions.exists():
            raise NotEmpty
        act.note(network=str(place.network_id))
        place.delete()


def mention(
    by: Actor,
    meeting: Meeting,
    network: Network,
    *,
    printed_name: str,
    source: Source,
    act_id: UUID | None = None,
) -> NetworkMention:
    """A source prints that this network took part; its own spelling is kept."""
    with acting(by, "convene.source", meeting, act_id=act_id) as act:
        place, _ = MeetingNetwork.objects.get_or_create(
            programme_id=meeting.programme_id, meeting=meeting, network=_own(meeting, network)
        )
        said, _ = NetworkMention.objects.update_or_create(
            programme_id=meeting.programme_id,
            meeting_network=place,
            source=_own(meeting, source),
            defaults={"printed_name": printed_name},
        )
        act.note(network=str(network.pk), printed_name=printed_name, source=str(source.pk))
    return said


def name_official(
    by: Actor,
    meeting: Meeting,
    *,
    position: str,
    printed_name: str = "",
    act_id: UUID | None = None,
    **fields: Any,
) -> MeetingOfficial:
    """Somebody a public source names, or mentions by office, besides the chair."""
    with acting(by, "convene.source", meeting, act_id=act_id) as act:
        official = MeetingOfficial.objects.create(
            programme_id=meeting.programme_id,
            meeting=meeting,
            printed_name=printed_name,
            position=position,
            order=meeting.officials.count() + 1,
            **fields,
        )
        act.note(position=position)
    return official


def report_count(
    by: Actor,
    meeting: Meeting,
    count: int | None,
    *,
    kind: str = "exact",
    source: Source | None = None,
    stated_networks: int | None = None,
    act_id: UUID | None = None,
) -> Meeting:
    """How many attended as a source prints it; it stands beside the registered count and never replaces it."""
    with acting(by, "convene.source", meeting, act_id=act_id) as act:
        fresh = locked(meeting)
        fresh.reported_count, fresh.reported_kind = count, kind
        fresh.reported_source = _own(meeting, source) if source else None
        fresh.stated_networks = stated_networks
        fresh.save(update_fields=["reported_count", "reported_kind", "reported_source", "stated_networks"])
        act.note(count=count, kind=kind, stated_networks=stated_networks)
    return fresh


def open_meeting(by: Actor, meeting: Meeting, *, act_id: UUID | None = None) -> Meeting:
    with acting(by, "convene.open", meeting, act_id=act_id):
        fresh = locked(meeting)
        states.move(fresh, "open")
        fresh.opened_at = timezone.now()
        fresh.save(update_fields=["state", "opened_at"])
    return fresh


def close_meeting(by: Actor, meeting: Meeting, *, act_id: UUID | None = None) -> Meeting:
    """End the meeting. Whoever was asked and neither came nor sent word is absent from now on."""
    with acting(by, "convene.close", meeting, act_id=act_id) as act:
        fresh = locked(meeting)
        states.move(fresh, "close")
        fresh.closed_at = timezone.now()
        fresh.save(update_fields=["state", "closed_at"])
        waited = fresh.seats.filter(state__in=[Attendance.State.INVITED, Attendance.State.ACCEPTED])
        absent = waited.update(was=F("state"), state=Attendance.State.ABSENT)
        act.note(absent=absent)
    return fresh


def reopen_meeting(by: Actor, meeting: Meeting, reason: str, *, act_id: UUID | None = None) -> Meeting:
    """Closed too early. Not once minutes were approved: those are corrected instead."""
    with acting(by, "convene.reopen", meeting, act_id=act_id) as act:
        fresh = locked(meeting)
        if fresh.minutes.filter(state="approved").exists():
            raise states.WrongState("minutes were approved")
        states.move(fresh, "reopen")
        fresh.closed_at = None
        fresh.save(update_fields=["state", "closed_at"])
        fresh.seats.filter(state=Attendance.State.ABSENT).exclude(was="").update(state=F("was"), was="")
        act.because(reason)
    return fresh


def cancel_meeting(by: Actor, meeting: Meeting, reason: str, *, act_id: UUID | None = None) -> Meeting:
    with acting(by, "convene.cancel", meeting, act_id=act_id) as act:
        fresh = locked(meeting)
        states.move(fresh, "cancel")
        fresh.cancel_reason = reason
        fresh.version += 1  # calendars take the change by it
        fresh.save(update_fields=["state", "cancel_reason", "version"])
        act.because(reason)
    return fresh


def _complete(meeting: Meeting, year_confirmed: bool) -> None:
    """Fill what follows from the rest, and refuse what cannot be."""
    for related in (meeting.series, meeting.chair):
        if related is not None:
            _own(meeting, related)
    if meeting.chair is not None and not meeting.chair_name:
        meeting.chair_name = str(meeting.chair)
    if meeting.series is None:
        meeting.number = meeting.year = None
    else:
        basis = meeting.series.year_basis
        if meeting.number and not meeting.year:
            meeting.year = numbering.year_for(basis, meeting.held_on)
        if not year_confirmed and (
            why := numbering.doubt(basis, meeting.number, meeting.year, meeting.held_on)
        ):
            raise YearDoubt(why)
        if meeting.number:
            same = Meeting.objects.filter(series=meeting.series, year=meeting.year, number=meeting.number)
            if same.exclude(pk=meeting.pk).exclude(state=Meeting.State.CANCELLED).exists():
                raise NumberTaken(meeting.printed_number)
    words = (meeting.title, meeting.short_title, meeting.purpose, meeting.place_text, meeting.chair_name)
    meeting.search_text = search_text(" ".join(filter(None, (*words, meeting.printed_number))))


def _set_organisers(meeting: Meeting, names: Iterable[str]) -> None:
    wanted = dict.fromkeys(name.strip() for name in names if name.strip())
    MeetingOrganiser.objects.bulk_create(
        MeetingOrganiser(
            programme_id=meeting.programme_id,
            meeting=meeting,
            printed_name=name,
            order=order,
            source_id=meeting.source_id,
            is_example=meeting.is_example,
        )
        for order, name in enumerate(wanted, 1)
    )


def _invite(meeting: Meeting, networks: Iterable[Network]) -> list[MeetingNetwork]:
    asked = set(meeting.networks.values_list("network_id", flat=True))
    return MeetingNetwork.objects.bulk_create(
        MeetingNetwork(programme_id=meeting.programme_id, meeting=meeting, network=_own(meeting, network))
        for network in networks
        if network.pk not in asked
    )


def _own(meeting: Meeting, row: Any) -> Any:
    """Nothing of another province may hang on a meeting."""
    if row.programme_id != meeting.programme_id:
        raise ValueError("of another programme")
    return row
