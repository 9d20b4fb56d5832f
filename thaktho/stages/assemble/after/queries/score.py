"""The scorecard of an assembly: by clause and by owner, how many of how many. Sorted as declared, never by merit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from ...editions.models import Edition
from ...text.queries import clause_numbers
from ..models import Commitment
from ..states import OPEN
from .chains import copies, next_edition
from .commitments import of_edition
from .listing import Counts, counted, owner_of


@dataclass
class Line:
    """One clause or one owner."""

    name: str
    network: Any = None  # people.Network, for its colour
    number: int | None = None  # of the clause
    clause: Any = None
    total: int = 0
    kept: int = 0
    doing: int = 0
    late: int = 0
    dropped: int = 0
    not_started: int = 0
    rows: list[Commitment] = field(default_factory=list)

    def count(self, row: Commitment, standing: str) -> None:
        self.total += 1
        setattr(self, standing, getattr(self, standing) + 1)
        self.rows.append(row)


@dataclass(frozen=True)
class Score:
    edition: Edition
    counts: Counts
    clauses: list[Line]
    owners: list[Line]
    next: Edition | None
    carried: int  # how many of them went on into the next assembly


def standing_of(row: Commitment) -> str:
    """kept, doing, late, dropped or not_started: late covers whatever is open past its day."""
    if row.state in OPEN and row.due_on is not None and row.due_on < timezone.localdate():
        return "late"
    return row.state


def score(edition: Edition) -> Score:
    rows = list(of_edition(edition).prefetch_related(Prefetch("carried_to", copies())))
    numbers = clause_numbers({row.clause_id: row.clause for row in rows}.values())
    clauses: dict[Any, Line] = {}
    owners: dict[Any, Line] = {}
    for row in rows:
        row.printed = number_of(numbers, row)  # type: ignore[attr-defined]
        row.standing = standing_of(row)  # type: ignore[attr-defined]
        row.owner = owner_of(row)  # type: ignore[attr-defined]
        standing = row.standing  # type: ignore[attr-defined]
        by_clause = clauses.setdefault(
            row.clause_id, Line(row.clause.body, number=numbers.get(row.clause_id), clause=row.clause)
        )
        by_clause.count(row, standing)
        key = row.network_id or owner_of(row)
        name = row.network.name if row.network else owner_of(row)
        owners.setdefault(key, Line(name, network=row.network)).count(row, standing)
    order = sorted(owners.values(), key=lambda line: line.network.order if line.network else 9999)
    carried = sum(1 for row in rows if row.carried_to.all())
    return Score(
        edition, counted(of_edition(edition)), list(clauses.values()), order, next_edition(edition), carried
    )


def number_of(numbers: dict[Any, int], row: Commitment) -> str:
    """3.2 as printed; only its own number where the clause was removed since."""
    clause = numbers.get(row.clause_id)
    return f"{clause}.{row.number}" if clause else f"–.{row.number}"
