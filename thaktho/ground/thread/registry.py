"""How each room's objects appear on the thread: the rooms register, the thread knows no room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from thaktho.ground.access import Actor


@dataclass(frozen=True)
class Knot:
    """One thing on the thread, as a reader may see it."""

    kind: str
    id: UUID
    title: str
    url: str = ""
    meta: str = ""  # one short line: counts, place, state
    network_order: int | None = None  # colour and draft of the network it belongs to
    network_name: str = ""
    when: date | None = None
    is_example: bool = False
    who: str = ""  # who is responsible for it, in words


# Given who looks and the ids wanted, the knots they may see. What they may not see is left out.
Loader = Callable[[Actor, Iterable[UUID]], dict[UUID, Knot]]


@dataclass(frozen=True)
class Kind:
    """A kind of thing: its name, its Thai label, the weft it is woven into and the loader that names it."""

    name: str
    label: str
    weft: int  # order on the page: 1 voices, 2 plan, 3 declaration, 4 activities, 5 levels
    load: Loader


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind(name: str) -> Kind | None:
    return _kinds.get(name)


def kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: (kind.weft, kind.name))
