"""What a hall needs to know: sheets printed and used, hands counted, and which statements stand on which sheet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from thaktho.stages.convene import queries as convene

from ..models import Door, HandCount, Topic, Voter
from ..tables import table_key, table_name
from ..tally import rounded
from .ballot import Slip, ballot
from .people import took_part
from .topics import OVER, doors

ON_A_SHEET = 30


def on_sheet(topic: Topic, door: Door, serial: int) -> list[Slip]:
    """The statements printed on a sheet, in the order of their numbers: all of them in a hall, and of a longer topic those
    that fill the cells of this network most evenly."""
    slips = ballot(topic)
    if len(slips) <= ON_A_SHEET:
        return slips
    return _turns(slips, door, serial)[-1]


def sheets_of(topic: Topic, door: Door, serials: range) -> list[list[Slip]]:
    """`on_sheet` of many."""
    slips = ballot(topic)
    if len(slips) <= ON_A_SHEET:
        return [slips] * len(serials)
    return _turns(slips, door, serials.stop - 1)[serials.start - 1 :]


def _turns(slips: list[Slip], door: Door, last: int) -> list[list[Slip]]:
    """Of a door's sheets, from the first: what stands on a sheet follows from its serial, as long as the statements are
    the same."""
    from thaktho.engines.opinion.routing import rotation  # slow to load, and few pages need it

    seed = int.from_bytes(door.pk.bytes[-4:], "big")
    return [[slips[place] for place in turn] for turn in rotation(len(slips), last, ON_A_SHEET, seed)]


@dataclass(frozen=True)
class AtDoor:
    """One network in the hall. Numbers of people in steps of five while the topic is open, as everywhere."""

    door: Door
    sheets: int
    used: int
    hands: int
    tables: list[str]
    expected: int | None


def hall(topic: Topic) -> list[AtDoor]:
    """By network as declared."""
    closed = topic.state in OVER
    part = took_part(topic)
    tables: dict[UUID, set[str]] = defaultdict(set)
    for door_id, table in HandCount.objects.filter(topic=topic).values_list("door_id", "table").distinct():
        tables[door_id].add(table)
    counted = Voter.objects.filter(topic=topic, way=Voter.Way.HANDS, aside=False).order_by()
    hands = dict(counted.values_list("door_id").annotate(Count("pk")))
    present = _present(topic)
    return [
        AtDoor(
            door,
            door.sheets,
            part.by_door.get(door.pk, 0),
            rounded(hands.get(door.pk, 0), closed=closed),
            sorted(tables[door.pk]),
            present.get(door.network_id),
        )
        for door in doors(topic)
    ]


def _present(topic: Topic) -> dict[UUID | None, int]:
    """How many of each network were asked to the topic's meeting."""
    if topic.meeting is None:
        return {}
    counts = convene.attendance_by_network(topic.meeting)
    return {one.network.pk: one.asked for one in counts if one.network is not None and one.asked}


def table_at(door: Door, text: str) -> str:
    """A typed table as it is written in this hall already, or as it was typed."""
    name = table_name(text)
    known = HandCount.objects.filter(door=door).order_by("table").values_list("table", flat=True).distinct()
    return next((table for table in known if table_key(table) == table_key(name)), name)


@dataclass(frozen=True)
class Hands:
    """A statement with the hands a table showed."""

    slip: Slip
    agree: int | None
    disagree: int | None
    passed: int | None


def hands_of(topic: Topic, door: Door, table: str) -> list[Hands]:
    """All shown statements, with what was entered for this table before."""
    rows = HandCount.objects.filter(door=door, table=table) if table else HandCount.objects.none()
    known = {row.statement_id: row for row in rows}
    found = []
    for slip in ballot(topic):
        row = known.get(slip.id)
        counts = (row.agree, row.disagree, row.passed) if row else (None, None, None)
        found.append(Hands(slip, *counts))
    return found
