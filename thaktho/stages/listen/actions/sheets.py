"""Numbered sheets: printed in numbers, one a person, and typed in from paper."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from thaktho.ground.access import Actor, demand
from thaktho.ground.ledger.actions import acting

from .. import hot
from ..models import Door, Tally, Topic, Value, Voter
from ..sheets import MOST_SHEETS, sheet_number
from .locking import locked
from .topics import list_changed
from .voting import NotOpen, find_voter, put, topic_key, was_set_aside


class TooManySheets(Exception):
    """More than anybody could hand out."""


class NoSuchSheet(Exception):
    """A number that was not printed."""


def print_sheets(by: Actor, door: Door, count: int, *, act_id: UUID | None = None) -> range:
    """The serials of `count` fresh sheets of a door. Printing them again needs no act: nothing new lets anybody in."""
    with acting(by, "listen.sheet.print", door, act_id=act_id) as act:
        locked(door.topic_id)  # its list changes; the topic comes before its doors
        fresh = Door.objects.select_for_update(no_key=True).get(pk=door.pk)
        first, last = fresh.sheets + 1, fresh.sheets + count
        if count < 1 or last > MOST_SHEETS:
            raise TooManySheets
        fresh.sheets = last
        fresh.save(update_fields=["sheets"])
        list_changed(door.topic)  # every process reads anew which serials let one in
        act.note(first=first, last=last)
    door.sheets = last
    return range(first, last + 1)


@dataclass(frozen=True)
class TypedIn:
    """What typing a sheet did: `already` statements had an answer, which stands."""

    filled: int
    already: int


def voter_of_sheet(topic: Topic, door: Door, serial: int) -> UUID:
    """The ballot of a sheet: the one that a phone opens by its QR."""
    return find_voter(topic, sheet_number(topic_key(topic), door.pk, serial))


def type_sheet(by: Actor, topic: Topic, door: Door, serial: int, answers: dict[UUID, int]) -> TypedIn:
    """Type a paper sheet in: only what this ballot has not answered yet. What was answered stands, whoever gave it:
    typing could otherwise change unseen what somebody answered on a phone. Twice is once.

    Raises NotOpen when the topic was closed, a statement was hidden meanwhile, or the ballot was set aside."""
    demand(by, "listen.ballot.assist", door)
    if not 1 <= serial <= door.sheets:
        raise NoSuchSheet
    if not answers or not set(answers.values()) <= set(Value.values):
        raise ValueError("no answers")
    voter = voter_of_sheet(topic, door, serial)
    with transaction.atomic():
        hot.register(topic, voter, door.pk, Voter.Way.ASSISTED.value)
        # In the order of the tallies' ids, as the closing locks them.
        tallies = Tally.objects.filter(topic=topic, door=door, statement__in=answers).order_by("pk")
        wanted = list(tallies.values_list("statement_id", flat=True))
        if len(wanted) != len(answers):
            raise NotOpen
        filled = 0
        for statement_id in wanted:
            tally, given = hot.hold(topic, voter, statement_id)
            if tally is None or tally.closed or was_set_aside(given):
                raise NotOpen
            if statement_id not in given:
                put(tally, voter, None, answers[statement_id])
                filled += 1
    return TypedIn(filled, len(wanted) - filled)
