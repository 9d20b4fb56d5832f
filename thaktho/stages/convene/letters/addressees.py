"""Whom a letter may go to: the meeting's networks and seats, members of bodies, organisations, and a typed list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import override

from thaktho.ground.people.queries import all_networks, organisations
from thaktho.ground.programme.models import Programme
from thaktho.thai.normalise import normalise

from ..models import Attendance, Body, BodyMember, Meeting, MeetingNetwork
from .models import LetterRecipient
from .wording import salutation_for

MOST = 2000


@dataclass(frozen=True)
class Addressee:
    name: str
    position: str
    salutation: str
    network_id: UUID | None = None
    network_name: str = ""
    seat_id: UUID | None = None
    is_example: bool = False
    known: bool = False  # the letter goes to them already, or the list says them twice

    @property
    def key(self) -> tuple[str, str]:
        return self.name, self.position

    @property
    def says(self) -> str:
        with override("th"):
            return str(LetterRecipient.Salutation(self.salutation).label)


def _one(name: str, position: str = "", **more: Any) -> Addressee:
    name, position = " ".join(normalise(name).split())[:300], " ".join(normalise(position).split())[:300]
    return Addressee(name, position, salutation_for(name, position), **more)


def of_networks(meeting: Meeting) -> list[Addressee]:
    """One letter to the coordinator of each network the meeting asks."""
    places = MeetingNetwork.objects.filter(meeting=meeting).select_related("network")
    return [
        _one(
            f"ผู้ประสานงาน{place.network.name}",
            network_id=place.network_id,
            network_name=place.network.name,
            is_example=place.is_example,
        )
        for place in places
    ]


def of_seats(meeting: Meeting) -> list[Addressee]:
    """Everybody on the meeting's list, bound to their seat: what they answer is seen at the desk."""
    seats = Attendance.objects.filter(meeting=meeting).select_related("network")
    return [
        _one(
            seat.name,
            " ".join(filter(None, (seat.position, seat.organisation))),
            network_id=seat.network_id,
            network_name=seat.network.name if seat.network else "",
            seat_id=seat.pk,
            is_example=seat.is_example,
        )
        for seat in seats.order_by("network__order", "sort_key")
    ]


def of_bodies(programme: Programme, ids: Iterable[UUID]) -> list[Addressee]:
    """Those who sit in the bodies, by name where the order names them, else by office."""
    members = BodyMember.objects.filter(
        programme=programme, body__in=Body.objects.filter(programme=programme, pk__in=list(ids)), left_on=None
    )
    return [
        _one(
            member.name or member.position,
            member.position if member.name else "",
            network_id=member.network_id,
            network_name=member.network.name if member.network else "",
            is_example=member.is_example,
        )
        for member in members.select_related("network", "body").order_by("body__order", "order", "id")
    ]


def of_organisations(programme: Programme, ids: Iterable[UUID]) -> list[Addressee]:
    found = organisations(programme).filter(pk__in=list(ids))
    return [_one(row.name, is_example=row.is_example) for row in found]


def typed(programme: Programme, text: str) -> list[Addressee]:
    """A pasted list, one a line: name, office, network; apart by tabs or commas. A comma inside a monk's name stays
    when the list is pasted from a sheet, for a sheet parts by tabs."""
    by_name = {}
    for network in all_networks(programme):
        by_name |= {network.name: network, network.short_name: network, network.code: network}
    made = []
    for line in text.splitlines()[: MOST + 1]:
        cells = [cell.strip() for cell in (line.split("\t") if "\t" in line else line.split(","))]
        if not cells[0]:
            continue
        name, position, network = (*cells, "", "")[:3]
        found = by_name.get(" ".join(network.split()))
        if network and found is None:
            position = " ".join(filter(None, (position, network)))
        made.append(
            _one(
                name,
                position,
                network_id=found.pk if found else None,
                network_name=found.name if found else "",
            )
        )
    return made


def marked(found: Iterable[Addressee], there: Iterable[tuple[str, str]]) -> list[Addressee]:
    """Once each: who is there already, or stands twice in the list, is marked and will not be added."""
    seen = set(there)
    made = []
    for one in found:
        made.append(Addressee(**{**one.__dict__, "known": one.key in seen}))
        seen.add(one.key)
    return made
