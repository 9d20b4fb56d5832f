"""Whose registers may come in from files. Rooms register a keeper; this room knows no register by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from thaktho.documents.register import Line, Register
from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft
from thaktho.ground.programme.models import Programme

from .models import Intake, IntakeLine

Values = dict[str, Any]


@dataclass
class Judged:
    """What a line means: the values it gives, what is doubtful, and what applying would do."""

    fate: str
    values: Values = field(default_factory=dict)
    flags: list[dict[str, str]] = field(default_factory=list)
    target_id: UUID | None = None
    version: int | None = None  # the standing entry's, when it was read

    def flag(self, column: str, why: str) -> None:
        self.flags.append({"column": column, "why": why})


@dataclass(frozen=True)
class Keeper:
    """A register's room, as an import needs it.

    `room` begins its rules (``capital.import``, ``.apply``, ``.cancel``, ``.undo``, ``.stage``) and its addresses
    (``capital_import``…). `judge` reads all lines at once. `add` makes the new entries in bulk inside the act;
    `change` changes one by the room's own act and gives what stood before and the new version; `untouched` names the
    first entry that was worked on since, or ""; `take_out` removes the entries an intake made.
    """

    room: str
    form: Callable[[Programme], Register]
    judge: Callable[[Intake, Sequence[Line]], list[Judged]]
    add: Callable[[Actor, Draft, Intake, Sequence[IntakeLine]], int]
    change: Callable[[Actor, Programme, UUID, Values], tuple[Values, int]]
    touched: Callable[[Intake], str]
    version_of: Callable[[Programme, UUID], int | None]
    take_out: Callable[[Intake], int]


_keepers: dict[str, Keeper] = {}


def register(keeper: Keeper) -> None:
    _keepers[keeper.room] = keeper


def keeper_of(room: str) -> Keeper:
    """KeyError for a register nobody keeps."""
    return _keepers[room]
