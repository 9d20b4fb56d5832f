"""The nouns of lint: a plan as plain data in, findings out. All frozen.

Ids are unique over the whole plan; `parents` are the ids of what an item hangs under. Years are fiscal years, BE. Money is
baht. None = not said; zero is not blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Severity = Literal["error", "warning", "hint"]
Direction = Literal["up", "down", "keep"]

# The most characters a cell of the printed form holds before its row outgrows a page; a programme may pass its own.
FORM_LIMITS: Mapping[str, int] = {
    "title": 300,
    "problem": 1000,
    "good_deed": 1000,
    "indicator": 600,
    "agency": 300,
    "area": 300,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about."""

    kind: Literal["plan", "strategy", "objective", "kpi", "project", "activity", "pair", "network"]
    id: str


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator in figures. `direction`: up = higher is better, down = lower is, keep = neither."""

    name: str
    unit: str = ""
    baseline: Decimal | None = None
    base_year: int | None = None
    targets: Mapping[int, Decimal | None] = field(default_factory=dict)
    direction: Direction = "up"


@dataclass(frozen=True, slots=True)
class Branch:
    """A strategy or an objective."""

    kind: Literal["strategy", "objective"]
    id: str
    title: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kpi:
    """An indicator of the plan itself."""

    id: str
    measure: Measure
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Money of one year from one source."""

    amount: Decimal
    year: int | None = None
    fund: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A project or an activity: a row of the plan.

    `budget`: the total said; `by_year` and `lines`: the same money by year, and by year and source. `no_budget`: somebody
    said «ไม่ใช้งบประมาณ». `accepted`: the agency took it on (True), refused (False), has not answered (None); `asked`:
    somebody asked it. `network`: whose row it is. `origins`: ids
    of the statements, problems or needs it stands on. `unreadable`: cell and why it could not be read. `measures`: its
    own indicators. `texts`: further cells of the form, for their length.
    """

    kind: Literal["project", "activity"]
    id: str
    title: str
    parents: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    agency: str = ""
    accepted: bool | None = None
    virtues: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    start: date | None = None
    end: date | None = None
    budget: Decimal | None = None
    no_budget: bool = False
    by_year: Mapping[int, Decimal] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    measures: tuple[Measure, ...] = ()
    origins: tuple[str, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    network: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that were proposed as an overlap, and whether people decided."""

    id: str
    row_a: str
    row_b: str
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan over fiscal years `first_year`..`last_year`. `virtue_sets`: codes in force in a year, with the province's own;
    a year without an entry is not judged. `total`: the sum printed for the whole plan, if one is."""

    first_year: int
    last_year: int
    branches: tuple[Branch, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    tasks: tuple[Task, ...] = ()
    pairs: tuple[Pair, ...] = ()
    virtue_sets: Mapping[int, frozenset[str]] = field(default_factory=dict)
    total: Decimal | None = None
    limits: Mapping[str, int] = field(default_factory=lambda: FORM_LIMITS)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first_year, self.last_year + 1))


@dataclass(frozen=True, slots=True)
class Finding:
    """`cell` is the field, with what within it: "targets.2564", "lines.2", "measures.0.unit"; "" = the whole."""

    code: str
    severity: Severity
    subject: Subject
    cell: str
    text_th: str
