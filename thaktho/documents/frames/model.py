"""What the official pages show, as plain frozen objects. Nothing here knows where they come from.

The same object printed twice gives the same bytes: every date on a page or inside a file comes from ``printed_on``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

EXAMPLE = "ข้อมูลตัวอย่าง"


@dataclass(frozen=True)
class NetworkMark:
    """A network as a row shows it: ``order`` (1-based in the programme) gives its woven draft."""

    order: int
    name: str


@dataclass(frozen=True)
class PlanLine:
    """One row. "" and None print as ไม่ได้ระบุ; a budget of 0 prints as zero.

    ``when`` is the time already in words; with ``start`` (and ``end``) and no words the dates are written out.
    ``area`` prints under the activity, ``note`` under it again, small.
    """

    no: int
    title: str
    virtue: str = ""
    problem: str = ""
    good_deed: str = ""
    indicator: str = ""
    when: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    budget: Decimal | None = None
    agency: str = ""
    networks: tuple[NetworkMark, ...] = ()
    area: str = ""
    note: str = ""
    inside: bool = False  # its money stands in another line's already


@dataclass(frozen=True)
class AnnexSection:
    """A section after the table, on a new page: a title, a lead, and a small table (``widths`` in shares)."""

    title: str
    lead: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class PlanDocument:
    """A version of the integrated plan, ready to print.

    ``keep`` are names never to be broken over two lines, beside the house's own list; write ``|`` where a break
    would fall (แม่|ฟ้า|หลวง), or the name alone.
    """

    title: str
    subtitle: str
    province: str
    office: str
    version_label: str
    printed_on: dt.date
    fiscal_years: tuple[int, ...]
    rows: tuple[PlanLine, ...]
    notes: tuple[str, ...] = ()
    annex: tuple[AnnexSection, ...] = ()
    is_example: bool = False
    example_note: str = EXAMPLE
    keep: tuple[str, ...] = ()

    @property
    def stated(self) -> tuple[int, Decimal]:
        """How many rows state a budget of their own, and their sum."""
        budgets = [row.budget for row in self.rows if row.budget is not None and not row.inside]
        return len(budgets), sum(budgets, Decimal(0))


@dataclass(frozen=True)
class Attendee:
    """A person at a meeting, as printed: name with title, position, and who sat in whose place."""

    name: str
    position: str = ""
    note: str = ""


@dataclass(frozen=True)
class AttendeeGroup:
    """Those present of one network (``network`` None: no swatch, e.g. the chair's table)."""

    title: str
    people: tuple[Attendee, ...]
    network: NetworkMark | None = None


@dataclass(frozen=True)
class AgendaItem:
    """``number`` as printed without its word (๑, ๕.๒), "" for what stands under none; ``resolution`` "" prints no มติที่ประชุม."""

    number: str
    title: str
    text: str = ""
    resolution: str = ""
    items: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True)
class MinutesDocument:
    """รายงานการประชุม. ``series`` is the number as printed (๑/๒๕๖๓); times are HH.MM text."""

    title: str
    series: str
    held_on: dt.date
    place: str
    present: tuple[AttendeeGroup, ...]
    absent: tuple[AttendeeGroup, ...]
    others: tuple[AttendeeGroup, ...]
    started: str
    agenda: tuple[AgendaItem, ...]
    ended: str
    recorder: Attendee
    checker: Attendee
    printed_on: dt.date
    office: str = ""
    version_label: str = ""
    is_example: bool = False
    example_note: str = EXAMPLE
    keep: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignInDocument:
    """A sign-in sheet: a block for each network, ``walk_ins`` empty lines at its end."""

    title: str
    held_on: dt.date
    place: str
    groups: tuple[AttendeeGroup, ...]
    printed_on: dt.date
    time: str = ""
    walk_ins: int = 3
    office: str = ""
    is_example: bool = False
    example_note: str = EXAMPLE
    keep: tuple[str, ...] = ()
