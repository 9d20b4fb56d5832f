"""Cells judged. Rows are bits of one large integer for each value of each axis, so a cell costs a few ANDs.

A row covers a cell when it meets it on every axis. How it meets, axis by axis:

* area: its own code meets fully; a code above it (a province's row, for its amphoe) or inside it (a tambon's row, for
  its amphoe) meets in part, and many parts never make a whole; of the whole programme a province's row is full;
* virtue, year: named or not; a whole (None) asks nothing, so any row meets it;
* group: named is full; a row for the public at large meets a particular group in part;
* a row that leaves an axis unsaid never covers: it is counted as `maybe`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import NamedTuple, TypeVar

from thaktho.engines.weave.gap.types import (
    BASES,
    EVERYONE,
    Axes,
    Axis,
    Basis,
    Cell,
    GapError,
    Grid,
    Ids,
    Need,
    PlannedRow,
    State,
)

# What is measured or voted counts whole; what one office wrote, half; a head count alone, a quarter. By convention, not
# by research: a programme may pass its own.
FACTORS: Mapping[Basis, float] = {
    "assessment": 1.0, "statement": 1.0, "problem": 0.5, "population": 0.25, "recorded": 0.5,
}  # fmt: skip
OPEN: Mapping[State, float] = {"gap": 1.0, "partly": 0.5, "covered": 0.0, "no_data": 0.0}
MOST_CELLS = 500_000

_CODE = re.compile(r"[0-9]{2}(?:[0-9]{2}(?:[0-9]{2}.*)?)?")
_Key = tuple[str | None, str | None, str | None, int | None]
_Thing = TypeVar("_Thing", Need, PlannedRow)


def pull(need: Need, factors: Mapping[Basis, float] = FACTORS) -> float:
    """weight x the factor of its basis, and for a statement with a tally x the lower bound of agreement.
    0 for a statement that no more people want than refuse: it is told, and makes no need."""
    base = need.weight * factors[need.basis]
    if need.basis != "statement" or need.tally is None:
        return base
    return base * need.tally.low if need.tally.agree > need.tally.disagree else 0.0


def find_gaps(needs: Sequence[Need], rows: Sequence[PlannedRow], axes: Axes, *, home: str | None = None,
              factors: Mapping[Basis, float] = FACTORS) -> Grid:  # fmt: skip
    """Every cell of `axes` with its state. Order of needs and rows never matters; nothing is random.

    `home`: the province of the programme; a need without an area then means that province. A need inside an area of
    the axis (a tambon's, where amphoe are asked) stands in that area's cell; one above (the province's) gets a cell of
    its own, and so does one that names no virtue, group or year. GapError as its class says, and when the axes
    would make more than half a million cells.
    """
    axes = Axes(_once(axes.areas), _once(axes.virtues), _once(axes.groups), _once(axes.years))
    size = math.prod(max(1, len(a)) for a in (axes.areas, axes.virtues, axes.groups, axes.years))
    if size > MOST_CELLS:
        raise GapError(f"{size:,} cells are more than {MOST_CELLS:,}: ask for fewer areas, groups or years")
    needs, rows = _checked_needs(needs, factors), _checked_rows(rows)
    standing, outside = _stand(needs, axes, home)
    table = _Table(rows, home)
    cells = [_cell(key, standing.get(key, ()), table, factors) for key in _keys(axes, standing)]
    return Grid(axes, tuple(cells), outside)


_T = TypeVar("_T")


def _once(values: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))


def _checked_needs(needs: Sequence[Need], factors: Mapping[Basis, float]) -> list[Need]:
    for need in needs:
        if not (math.isfinite(need.weight) and need.weight >= 0):
            raise GapError(f"need {need.id}: weight {need.weight} is below zero or no number")
        if need.basis not in factors:
            raise GapError(f"need {need.id}: unknown basis {need.basis!r}")
        if need.tally is not None:
            _check_tally(need)
        _check_codes(need.id, (need.area,) if need.area else ())
    plain = [replace(n, area=n.area or None, virtue=n.virtue or None, years=tuple(sorted(set(n.years))),
                     group=None if n.group == EVERYONE else n.group or None) for n in needs]  # fmt: skip
    return _by_id(plain)


def _check_tally(need: Need) -> None:
    tally = need.tally
    assert tally is not None
    if min(tally.agree, tally.disagree, tally.passed) < 0:
        raise GapError(f"need {need.id}: votes below zero")
    if not 0.0 <= tally.low <= 1.0:
        raise GapError(f"need {need.id}: the lower bound {tally.lower} is not within 0..1")


def _checked_rows(rows: Sequence[PlannedRow]) -> list[PlannedRow]:
    for row in rows:
        _check_codes(row.id, row.areas)
    return _by_id([PlannedRow(r.id, tuple(sorted(set(r.areas))), tuple(sorted(set(r.virtues))),
                              tuple(sorted(set(r.groups))), tuple(sorted(set(r.years)))) for r in rows])  # fmt: skip


def _check_codes(of: str, codes: Iterable[str]) -> None:
    for code in codes:
        if not _CODE.fullmatch(code):
            raise GapError(f"{of}: {code!r} is no area code")


def _by_id(things: list[_Thing]) -> list[_Thing]:
    """In order of id; one said twice alike counts once."""
    kept: dict[str, _Thing] = {}
    for thing in things:
        if kept.setdefault(thing.id, thing) != thing:
            raise GapError(f"id {thing.id} stands for two different things")
    return [kept[i] for i in sorted(kept)]


def above(code: str) -> tuple[str, ...]:
    """The codes of the areas `code` lies in, the nearest first."""
    return tuple(code[:n] for n in (6, 4, 2) if n < len(code))


def _stand(
    needs: Sequence[Need], axes: Axes, home: str | None
) -> tuple[dict[_Key, list[Need]], tuple[str, ...]]:
    """The cells each need stands in; a need that fits no cell is outside, never silently lost."""
    areas, virtues, groups, years = set(axes.areas), set(axes.virtues), set(axes.groups), set(axes.years)
    over = {a for code in axes.areas for a in above(code)}
    out: dict[_Key, list[Need]] = {}
    outside: list[str] = []
    for need in needs:
        area = need.area or home if areas else None
        if area is not None:
            area = next((a for a in (area, *above(area)) if a in areas), area if area in over else "")
        virtue = need.virtue if virtues else None
        group = need.group if groups else None
        when: list[int | None] = [y for y in need.years if y in years] if years and need.years else [None]
        lost = area == "" or (virtue is not None and virtue not in virtues)
        if lost or (group is not None and group not in groups) or not when:
            outside.append(need.id)
            continue
        for year in when:
            out.setdefault((area, virtue, group, year), []).append(need)
    return out, tuple(outside)


def _keys(axes: Axes, standing: Iterable[_Key]) -> list[_Key]:
    areas, virtues, groups, years = (
        axes.areas or (None,),
        axes.virtues or (None,),
        axes.groups or (None,),
        axes.years or (None,),
    )
    keys: list[_Key] = [(a, v, g, y) for a in areas for v in virtues for g in groups for y in years]
    known = set(keys)
    more = [k for k in standing if k not in known]
    return keys + sorted(more, key=lambda k: (k[0] or "", k[1] or "", k[2] or "", k[3] or 0))


class _Table:
    """For each axis and value, which rows meet it: as bits, row n being bit n."""

    def __init__(self, rows: Sequence[PlannedRow], home: str | None) -> None:
        self.ids = tuple(r.id for r in rows)
        self.home = home
        self.codes = _index(r.areas for r in rows)
        inside: dict[str, list[int]] = {}
        for code, bits in self.codes.items():
            for up in above(code):
                inside.setdefault(up, []).append(bits)
        self.inside = {code: reduce(or_, bits, 0) for code, bits in inside.items()}
        self.virtues = _index(r.virtues for r in rows)
        self.groups = _index(r.groups for r in rows)
        self.years = _index(r.years for r in rows)
        self.unsaid: dict[Axis, int] = {
            "area": _bits(n for n, r in enumerate(rows) if not r.areas),
            "virtue": _bits(n for n, r in enumerate(rows) if not r.virtues),
            "group": _bits(n for n, r in enumerate(rows) if not r.groups),
            "year": _bits(n for n, r in enumerate(rows) if not r.years),
        }
        self.every = (1 << len(rows)) - 1
        self._areas: dict[str | None, tuple[int, int, int]] = {}
        self._places: dict[tuple[str | None, str | None], _Sides] = {}
        self._aims: dict[tuple[str | None, int | None], _Sides] = {}

    def area(self, code: str | None) -> tuple[int, int, int]:
        """Rows on the area itself, above it, inside it; each row in the best only."""
        code = self.home if code is None else code
        if code not in self._areas:
            if code is None:
                full = _union(b for c, b in self.codes.items() if len(c) == 2)
                down = _union(self.codes.values()) & ~full
                self._areas[code] = full, 0, down
            else:
                full = self.codes.get(code, 0)
                up = _union(self.codes.get(c, 0) for c in above(code)) & ~full
                self._areas[code] = full, up, self.inside.get(code, 0) & ~full & ~up
        return self._areas[code]

    def place(self, area: str | None, group: str | None) -> _Sides:
        """How rows meet an area and a group together."""
        key = area, group
        if key not in self._places:
            here, up, down = self.area(area)
            theirs, public, unsaid = self.every, 0, 0
            if group is not None:
                theirs, unsaid = self.groups.get(group, 0), self.unsaid["group"]
                public = self.groups.get(EVERYONE, 0) & ~theirs
            known = (here | up | down) & (theirs | public)
            loose = (here | up | down | self.unsaid["area"]) & (theirs | public | unsaid)
            self._places[key] = _Sides(here & theirs, known, loose, (up, down, public))
        return self._places[key]

    def aim(self, virtue: str | None, year: int | None) -> _Sides:
        """How rows meet a virtue and a year together."""
        key = virtue, year
        if key not in self._aims:
            good, when, loose = self.every, self.every, self.every
            if virtue is not None:
                good = self.virtues.get(virtue, 0)
                loose &= good | self.unsaid["virtue"]
            if year is not None:
                when = self.years.get(year, 0)
                loose &= when | self.unsaid["year"]
            self._aims[key] = _Sides(good & when, good & when, loose, (0, 0, 0))
        return self._aims[key]


class _Sides(NamedTuple):
    """Rows that meet in full, in full or part, and those two with what is unsaid; `why`: those above, inside, public."""

    full: int
    known: int
    loose: int
    why: tuple[int, int, int]


def _bits(positions: Iterable[int]) -> int:
    """Set bits, by way of bytes: one shift a row would copy the whole number each time."""
    raw = bytearray()
    for n in positions:
        if n // 8 >= len(raw):
            raw.extend(bytes(n // 8 + 1 - len(raw)))
        raw[n // 8] |= 1 << n % 8
    return int.from_bytes(raw, "little")


def _index(values: Iterable[tuple[_T, ...]]) -> dict[_T, int]:
    where: dict[_T, list[int]] = {}
    for n, some in enumerate(values):
        for value in some:
            where.setdefault(value, []).append(n)
    return {value: _bits(found) for value, found in where.items()}


def _union(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)


def _cell(key: _Key, needs: Sequence[Need], table: _Table, factors: Mapping[Basis, float]) -> Cell:
    area, virtue, group, year = key
    place, aim = table.place(area, group), table.aim(virtue, year)
    full, known = place.full & aim.full, place.known & aim.known
    part, maybe = known & ~full, place.loose & aim.loose & ~known
    asked: tuple[tuple[Axis, object], ...] = (
        ("area", True),
        ("virtue", virtue),
        ("group", group),
        ("year", year),
    )
    unsaid = (
        tuple((a, n) for a, on in asked if on and (n := (maybe & table.unsaid[a]).bit_count()))
        if maybe
        else ()
    )
    wide, narrow, everyone = ((part & bits).bit_count() for bits in place.why) if part else (0, 0, 0)
    pulls = [(n, pull(n, factors)) for n in needs]
    counted = [(n, p) for n, p in pulls if p > 0]
    total = round(math.fsum(p for _, p in counted), 6)
    state: State = "no_data" if not counted else "covered" if full else "partly" if part else "gap"
    bases = {b: sum(n.basis == b for n, _ in counted) for b in BASES} if counted else {}
    return Cell(
        area, virtue, group, year, state, total, round(total * OPEN[state], 6),
        tuple(n.id for n, _ in counted), tuple((b, n) for b, n in bases.items() if n),
        tuple(n.id for n, p in pulls if p == 0), Ids(full, table.ids), Ids(part, table.ids), Ids(maybe, table.ids),
        unsaid, wide, narrow, everyone,
    )  # fmt: skip
