"""The paper to sign at the door."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import override

from thaktho.documents.frames.model import Attendee, AttendeeGroup, NetworkMark, SignInDocument

from ..editions.models import Edition
from .queries import people

NO_NETWORK = "ผู้เข้าร่วมอื่น"
WALK_INS = 5


@override("th")
def sign_in(edition: Edition, printed_on: date, only: str = "") -> SignInDocument:
    """A block for each network with empty lines for whoever walks in; `only`: the code of one network."""
    blocks: dict[Any, list[Attendee]] = {}
    networks: dict[Any, Any] = {}
    example = False
    for one in people.participants(edition):
        if only and (one.network is None or one.network.code != only):
            continue
        networks[one.network_id] = one.network
        office = " ".join(filter(None, (one.position, one.organisation)))
        blocks.setdefault(one.network_id, []).append(Attendee(one.name, office))
        example = example or one.is_example
    groups = tuple(
        AttendeeGroup(
            networks[key].name if networks[key] else NO_NETWORK,
            tuple(seats),
            NetworkMark(networks[key].order, networks[key].short_name) if networks[key] else None,
        )
        for key, seats in sorted(
            blocks.items(), key=lambda item: networks[item[0]].order if networks[item[0]] else 999
        )
    )
    return SignInDocument(
        title=edition.title,
        held_on=edition.held_on or printed_on,
        place=edition.place_text,
        groups=groups or (AttendeeGroup(NO_NETWORK, ()),),
        printed_on=printed_on,
        time="",
        walk_ins=WALK_INS,
        office=edition.programme.office_th,
        is_example=edition.is_example or example,
    )
