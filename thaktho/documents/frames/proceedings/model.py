"""What the proceedings print. Plain values; days in words already, as the paper says them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..model import EXAMPLE


@dataclass(frozen=True)
class Chair:
    name: str
    position: str
    span: str  # from when to when


@dataclass(frozen=True)
class Named:
    name: str
    position: str = ""
    organisation: str = ""
    mode: str = ""


@dataclass(frozen=True)
class Attended:
    """One network, or those of none (order 0). Names stay empty on the public paper."""

    network: str
    order: int
    expected: int
    came: int
    onsite: int
    online: int
    names: tuple[Named, ...] = ()


@dataclass(frozen=True)
class SlotLine:
    day: str
    hours: str
    hall: str
    title: str
    speakers: str
    held: str  # its state, and the hours it really took


@dataclass(frozen=True)
class ClauseText:
    number: int
    body: str
    actions: tuple[tuple[str, str], ...] = ()  # addressee, action


@dataclass(frozen=True)
class RoundTable:
    """One round of voices: rows are clauses, columns the networks entitled; "" is a voice not given."""

    number: int
    state: str
    span: str
    networks: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()  # reasons in words: ข้อ 2 · ศาสนา · เห็นด้วยโดยมีข้อสังเกต: …
    close_reason: str = ""


@dataclass(frozen=True)
class Pledge:
    number: str
    text: str
    owner: str
    measure: str
    due: str
    state: str
    carried_from: str = ""


@dataclass(frozen=True)
class Photo:
    data: bytes
    caption: str


@dataclass(frozen=True)
class Record:
    """A part that is a list: heads with their share of the width, and rows of words."""

    title: str
    heads: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    lead: str = ""


@dataclass(frozen=True)
class ProceedingsDocument:
    """Everything in the order of the paper; an empty part is left out. The same document gives the same bytes."""

    title: str
    subtitle: str
    office: str
    version_line: str
    printed_on: dt.date
    facts: tuple[tuple[str, str], ...]
    opening: str = ""
    chairs: tuple[Chair, ...] = ()
    attendance: tuple[Attended, ...] = ()
    attendance_lead: str = ""
    slots: tuple[SlotLine, ...] = ()
    before: tuple[Record, ...] = ()  # stages, meetings, issues, hearings, amendments
    declaration_title: str = ""
    declaration_opening: str = ""
    declaration_closing: str = ""
    declaration_lead: str = ""
    periods: tuple[tuple[str, tuple[ClauseText, ...]], ...] = ()
    signers: tuple[tuple[str, str], ...] = ()
    rounds: tuple[RoundTable, ...] = ()
    after: tuple[Record, ...] = ()  # dissents, resolutions, honours, booths, satisfaction
    pledges: tuple[Pledge, ...] = ()
    photos: tuple[Photo, ...] = ()
    observations: str = ""
    closing: str = ""
    missing: tuple[str, ...] = ()
    hash: str = ""
    public: bool = True
    is_example: bool = False
    example_note: str = EXAMPLE
    keep: tuple[str, ...] = ()
