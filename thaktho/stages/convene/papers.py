"""Meetings as official papers: what the frames of `documents` need, filled from rows or from a frozen copy."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import override

from thaktho.documents.frames.model import (
    AgendaItem,
    Attendee,
    AttendeeGroup,
    MinutesDocument,
    NetworkMark,
    SignInDocument,
)

from .models import AgendaItem as Item
from .models import Attendance, Meeting
from .queries import seats

NO_NETWORK = "ผู้เข้าร่วมอื่น"
WALK_INS = 3
NONE = "ไม่มี"
CLOSING = "สรุปการประชุม"


def sign_in(meeting: Meeting, printed_on: date) -> SignInDocument:
    """The sheet to sign at the door: a block for each network, its people, and empty lines for whoever walks in."""
    blocks: dict[Any, list[Attendee]] = {place.network_id: [] for place in meeting.networks.all()}
    networks = {place.network_id: place.network for place in meeting.networks.all()}
    examples = False
    for seat in seats(meeting).exclude(state=Attendance.State.DECLINED):
        blocks.setdefault(seat.network_id, []).append(
            Attendee(seat.name, _office(seat.position, seat.organisation))
        )
        if seat.network_id:
            networks.setdefault(seat.network_id, seat.network)
        examples = examples or seat.is_example
    groups = [
        AttendeeGroup(
            networks[id].name if id else NO_NETWORK,
            tuple(people),
            NetworkMark(networks[id].order, networks[id].short_name) if id else None,
        )
        for id, people in blocks.items()
    ]
    return SignInDocument(
        title=_title(meeting.title, meeting.printed_number),
        held_on=meeting.held_on,
        place=meeting.place_text,
        groups=tuple(groups) or (AttendeeGroup(NO_NETWORK, ()),),
        printed_on=printed_on,
        time=f"{meeting.starts_at:%H.%M}" if meeting.starts_at else "",
        walk_ins=WALK_INS,
        office=meeting.programme.office_th,
        is_example=meeting.is_example or examples,
    )


def minutes(taken: dict[str, Any], *, office: str, printed_on: date, approved: bool) -> MinutesDocument:
    """Minutes from a snapshot: today's for a draft, the frozen one for an approved version."""
    missed = taken["absent"]
    label = f"ฉบับที่ {taken['version']}" + ("" if approved else " (ร่าง)")
    if taken["reason"]:
        label += f" แก้ไขเพราะ{taken['reason']}"
    return MinutesDocument(
        title=taken["title"].removeprefix("การประชุม").removeprefix("ประชุม"),  # the frame says รายงานการประชุม
        series=taken["number"],
        held_on=date.fromisoformat(taken["held_on"]),
        place=taken["place"],
        present=(_table(taken), *_groups(asked_and_came(taken))),
        absent=_groups(missed),
        others=_groups(walked_in(taken)),
        started=taken["began_at"].replace(":", "."),
        agenda=tuple(_agenda(taken)),
        ended=taken["ended_at"].replace(":", "."),
        recorder=Attendee(taken["recorder"]["name"], taken["recorder"]["position"]),
        checker=Attendee(taken["checker"]["name"], taken["checker"]["position"]),
        printed_on=printed_on,
        office=office,
        version_label=label,
        is_example=taken["is_example"],
    )


def asked_and_came(taken: dict[str, Any]) -> list[dict[str, Any]]:
    """ผู้มาประชุม."""
    return [seat for seat in taken["present"] if not seat["walk_in"]]


def walked_in(taken: dict[str, Any]) -> list[dict[str, Any]]:
    """ผู้เข้าร่วมประชุม: who came without having been asked."""
    return [seat for seat in taken["present"] if seat["walk_in"]]


def headings(taken: dict[str, Any]) -> list[tuple[int, str, list[dict[str, Any]]]]:
    """The kinds of official minutes in their order, with their items: one nobody brought forward has none, and is
    printed as «ไม่มี». A meeting whose agenda nobody entered has no headings: what it did not have is not known."""
    items: list[dict[str, Any]] = taken["agenda"]
    if not items:
        return []
    with override("th"):  # what leaves the house is Thai
        kinds = [(kind.value, str(kind.label)) for kind in Item.Kind]
    return [(kind, label, [item for item in items if item["kind"] == kind]) for kind, label in kinds]


def _table(taken: dict[str, Any]) -> AttendeeGroup:
    """The chair and the officials named by name; an office without a name cannot be said to have sat there."""
    people = (
        [Attendee(taken["chair"]["name"], taken["chair"]["position"], "ประธาน")]
        if taken["chair"]["name"]
        else []
    )
    people += [
        Attendee(one["name"], one["position"], one["part"]) for one in taken["officials"] if one["name"]
    ]
    return AttendeeGroup("ประธานและเจ้าภาพ", tuple(people))


def _groups(seats: Any) -> tuple[AttendeeGroup, ...]:
    blocks: dict[tuple[Any, str], list[Attendee]] = {}
    for seat in seats:
        blocks.setdefault((seat["network_order"], seat["network"]), []).append(_attendee(seat))
    return tuple(
        AttendeeGroup(name or NO_NETWORK, tuple(people), NetworkMark(order, name) if order else None)
        for (order, name), people in blocks.items()
    )


def _attendee(seat: dict[str, Any]) -> Attendee:
    """A substitute is printed as who came, with whose seat it was (ผู้แทน)."""
    note = "ออนไลน์" if seat["mode"] == "online" else ""
    if seat["declined"]:
        note = "แจ้งไม่มา"
    if not seat["substitute"]:
        return Attendee(seat["name"], _office(seat["position"], seat["organisation"]), note)
    stood_for = f"ผู้แทน {seat['name']} {_office(seat['position'], seat['organisation'])}".strip()
    return Attendee(
        seat["substitute"], seat["substitute_position"], " · ".join(filter(None, (stood_for, note)))
    )


def _agenda(taken: dict[str, Any]) -> list[AgendaItem]:
    """The six kinds as headings with their items; what fits under none (opening, closing) begins and ends it."""
    printed: list[AgendaItem] = []
    for kind, label, items in headings(taken):
        inner = tuple(
            AgendaItem(item["label"], item["title"], _said(item), _resolution(item["decisions"]))
            for item in items
        )
        spoken = items or (kind == 1 and taken["opening"])
        printed.append(AgendaItem(str(kind), label, "" if spoken else NONE, items=inner))
    if taken["opening"] and printed:
        first = printed[0]
        printed[0] = AgendaItem(first.number, first.title, taken["opening"], items=first.items)
    elif taken["opening"]:
        printed.append(AgendaItem("1", "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", taken["opening"]))
    if taken["decisions"] or taken["closing"]:
        printed.append(AgendaItem("", CLOSING, taken["closing"], _resolution(taken["decisions"])))
    return printed


def _said(item: dict[str, Any]) -> str:
    return item["said"] or item["text"]


def _resolution(decisions: list[dict[str, Any]]) -> str:
    # Minutes frozen before decisions were numbered by series hold no `printed`.
    said = [
        f"({one['printed']}) {one['text']}" if one.get("printed") else str(one["text"]) for one in decisions
    ]
    if len(decisions) == 1:
        return said[0]
    return "\n".join(f"{one['number']}. {words}" for one, words in zip(decisions, said, strict=True))


def _office(position: str, organisation: str) -> str:
    return " ".join(filter(None, (position, organisation)))


def _title(title: str, number: str) -> str:
    return f"{title} ครั้งที่ {number}" if number else title
