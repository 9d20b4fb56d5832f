"""What changed from one version of the integrated plan to another: rows come, gone, joined, changed cell by cell.

Rows are the same when they are the same row, or when one was joined from (or split out of) the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from thaktho.ground.programme.models import Programme
from thaktho.thai.textdiff import Piece, diff

from ..models import PlanRow, PlanVersion, VersionLine
from .versions import lines, origins, own_money

Change = Literal["added", "removed", "changed", "joined", "split", "same"]
KINDS: tuple[Change, ...] = ("added", "removed", "changed", "joined", "split", "same")
# Cells that are compared, in the order of the printed form.
CELLS = (
    *(
        "title",
        "virtue",
        "problem",
        "good_deed",
        "indicator",
        "unit",
        "baseline",
        "baseline_year",
        "targets",
        "when",
    ),
    *("area", "budget", "budget_lines", "agency", "networks", "vision_parts"),
)


@dataclass(frozen=True)
class CellChange:
    """One cell: its name, its text before and after, and the words that differ."""

    name: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return diff(self.before, self.after)


@dataclass(frozen=True)
class RowChange:
    kind: Change
    before: VersionLine | None
    after: VersionLine | None
    cells: tuple[CellChange, ...] = ()
    joined: tuple[
        VersionLine, ...
    ] = ()  # lines of the older version that went into `after`, or the one it was split from

    @property
    def line(self) -> VersionLine:
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Comparison:
    older: PlanVersion
    newer: PlanVersion
    rows: tuple[RowChange, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    budget_before: Decimal = Decimal(0)
    budget_after: Decimal = Decimal(0)

    @property
    def budget_moved(self) -> Decimal:
        return self.budget_after - self.budget_before


def compare(older: PlanVersion, newer: PlanVersion) -> Comparison:
    """Every row of both versions, in the newer one's order, what is gone last. Five queries."""
    before, after = list(lines(older)), list(lines(newer))
    standing = {line.row_id: line for line in before}
    wholes = dict(
        PlanRow.objects.filter(programme_id=newer.programme_id, pk__in=[line.row_id for line in after])
        .exclude(split_from=None)
        .values_list("pk", "split_from")
    )
    parts = _parts(newer.programme, after)
    rows: list[RowChange] = []
    met: set[UUID] = set()
    for line in after:
        parents = [standing[row] for row in parts.get(line.row_id, []) if row in standing]
        if found := standing.get(line.row_id):
            met.add(line.row_id)
            cells = tuple(_cells(found.data, line.data))
            rows.append(RowChange("changed" if cells else "same", found, line, cells))
        elif parents:
            met |= {parent.row_id for parent in parents}
            cells = tuple(_cells(parents[0].data, line.data))
            rows.append(RowChange("joined", parents[0], line, cells, tuple(parents)))
        elif whole := standing.get(wholes.get(line.row_id)):
            met.add(whole.row_id)
            rows.append(RowChange("split", whole, line, tuple(_cells(whole.data, line.data)), (whole,)))
        else:
            rows.append(RowChange("added", None, line))
    rows += [RowChange("removed", line, None) for line in before if line.row_id not in met]
    counts = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    return Comparison(older, newer, tuple(rows), counts, _budget(before), _budget(after))


def _parts(programme: Programme, after: list[VersionLine]) -> dict[UUID, list[UUID]]:
    """The rows that went into each line's row, however often they were joined."""
    found: dict[UUID, list[UUID]] = {}
    for row, top in origins(programme).owners(line.row_id for line in after).items():
        if row != top:
            found.setdefault(top, []).append(row)
    return found


def _cells(before: dict[str, Any], after: dict[str, Any]) -> list[CellChange]:
    changes = []
    for name in CELLS:
        old, new = shown(name, before.get(name)), shown(name, after.get(name))
        if old != new:
            changes.append(CellChange(name, old, new))
    return changes


def shown(name: str, value: Any) -> str:
    """A stored cell as a line of text. Zero is said, nothing is ""."""
    if value is None or value == "" or value == []:
        return ""
    if name == "budget":
        return _money(value)
    if name == "budget_lines":
        parts = [
            " ".join(filter(None, [str(line["year"] or ""), line["fund"], _money(line["amount"])]))
            for line in value
        ]
        return " · ".join(parts)
    if name == "targets":
        return " · ".join(f"{target['year']}: {_plain(target['value'])}" for target in value)
    if name == "networks":
        return " ".join(mark["name"] for mark in value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _plain(value) if name == "baseline" else str(value)


def _money(amount: str) -> str:
    return f"{Decimal(amount):,.2f}".removesuffix(".00")


def _plain(amount: str) -> str:
    return format(Decimal(amount).normalize(), "f")


def _budget(found: list[VersionLine]) -> Decimal:
    return sum(own_money(line.data for line in found), Decimal(0))
