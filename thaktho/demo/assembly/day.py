"""2563's day: halls, an invented programme, delegates as participants and the arrivals of most of them, who spoke, the chair.
2564 has a first hall and nobody yet."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from thaktho.stages.assemble.day.actions import chairing, halls, programme, registering, speaking
from thaktho.stages.assemble.day.queries import programme as planned
from thaktho.stages.assemble.models import ChairSpell, CheckIn, Edition, Participant, Slot, SpeakerTurn

from . import World, day_roll

BANGKOK = ZoneInfo("Asia/Bangkok")
SPOKE = (150, 205, 178)  # seconds


def load(world: World) -> None:
    edition = world.editions.get("2563")
    if edition is not None:
        told = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text())
        _programme(world, edition, told)
        _people(world, edition, told)
        _spoken(world, edition, told)
    if "2564" in world.editions:
        halls.add_hall(world.by, world.editions["2564"], name="ห้องประชุมใหญ่")
    day_roll.load(world)


def _day(edition: Edition):  # type: ignore[no-untyped-def]
    return edition.held_on or datetime(2020, 9, 1).date()


def _hour(text: str) -> time:
    hour, minute = text.split(".")
    return time(int(hour), int(minute))


def _programme(world: World, edition: Edition, told: dict[str, Any]) -> None:
    rooms = [halls.add_hall(world.by, edition, name=name) for name in told["halls"]]
    clauses = planned.clauses(edition)
    for one in told["slots"]:
        at = one.get("clause")
        slot = programme.add_slot(
            world.by, edition, hall=rooms[one["hall"]], on=_day(edition), starts_at=_hour(one["from"]), ends_at=_hour(one["to"]),
            kind=one["kind"], title=one["title"], speakers=one.get("speakers", ""), is_example=True,
            clause=clauses[at] if at is not None and at < len(clauses) else None,
        )  # fmt: skip
        begun = datetime.combine(slot.on, slot.starts_at, BANGKOK)
        Slot.objects.filter(pk=slot.pk).update(
            state=Slot.State.DONE, began_at=begun, ended_at=datetime.combine(slot.on, slot.ends_at, BANGKOK)
        )


def _people(world: World, edition: Edition, told: dict[str, Any]) -> None:
    """Four of five came, in the hour of registration; every twentieth online. Times are of that day, not of the loading."""
    registering.import_delegates(world.by, edition)
    registering.add_people(
        world.by, edition, [registering.Expected(**one, is_example=True) for one in told["guests"]]
    )
    opened = datetime.combine(_day(edition), time(8, 0), BANGKOK)
    came, people = [], []
    for one in Participant.objects.filter(edition=edition).order_by("number"):
        if one.number % 5 == 0:
            continue
        at = opened + timedelta(seconds=37 * one.number % 3600)
        one.came_at, one.mode = at, "online" if one.number % 20 == 1 else "onsite"
        people.append(one)
        came.append(
            CheckIn(
                programme=world.programme, edition=edition, participant=one, on=_day(edition), mode=one.mode
            )
        )
    CheckIn.objects.bulk_create(came)
    Participant.objects.bulk_update(people, ["came_at", "mode"], batch_size=500)
    for arrival in came:
        CheckIn.objects.filter(pk=arrival.pk).update(at=arrival.participant.came_at)


def _spoken(world: World, edition: Edition, told: dict[str, Any]) -> None:
    hall = planned.halls(edition).first()
    if hall is None:
        return
    hall.edition = edition
    slot = Slot.objects.filter(hall=hall, kind=Slot.Kind.CLAUSES).first()
    speakers = (
        Participant.objects.filter(edition=edition)
        .exclude(delegate=None)
        .select_related("delegate", "network")
    )
    spoken = []
    for person in speakers[: len(SPOKE)]:
        spoken.append(
            speaking.ask(
                world.by,
                hall,
                name=person.name,
                network=person.network,
                delegate=person.delegate,
                is_example=True,
            )
        )
    for turn, seconds in zip(spoken, SPOKE, strict=False):
        SpeakerTurn.objects.filter(pk=turn.pk).update(state="done", spoken_seconds=seconds, slot=slot)
    spell = chairing.take_chair(world.by, edition, **told["chair"], is_example=True)
    begun = datetime.combine(_day(edition), time(9, 0), BANGKOK)
    ChairSpell.objects.filter(pk=spell.pk).update(since=begun, until=begun + timedelta(hours=6, minutes=15))
