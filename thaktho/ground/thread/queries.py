"""Pulling the thread from either end: one recursive query, whatever the number of links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from thaktho.ground.access import Actor, system

from .models import Link
from .registry import Knot, kind

MOST_STEPS = 30
MOST_LINKS = 2000
ENDS = ("source_kind", "source_id", "target_kind", "target_id", "relation")


@dataclass(frozen=True)
class Strand:
    """One living link as ids; `step` is its distance from where the trace began."""

    source_kind: str
    source_id: UUID
    target_kind: str
    target_id: UUID
    relation: str
    step: int = 1


@dataclass(frozen=True)
class Story:
    """The thread through one thing: what it came from, the thing itself, what came of it; `hidden` counts what
    the reader may not see, so that a gap is said and not silently closed."""

    knot: Knot
    before: list[Knot]
    after: list[Knot]
    strands: list[Strand]
    hidden: int


def trace(programme_id: UUID, start: UUID, *, down: bool) -> list[Strand]:
    """All living links upstream (`down=False`) or downstream of one thing, nearest first."""
    here, there = ("source_id", "target_id") if down else ("target_id", "source_id")
    table = Link._meta.db_table
    sql = f"""
        WITH RECURSIVE walk(id, {there}, step) AS (
            SELECT id, {there}, 1 FROM {table}
             WHERE programme_id = %s AND {here} = %s AND undone_by_id IS NULL
            UNION
            SELECT link.id, link.{there}, walk.step + 1 FROM {table} link JOIN walk ON link.{here} = walk.{there}
             WHERE link.programme_id = %s AND link.undone_by_id IS NULL AND walk.step < {MOST_STEPS}
        )
        SELECT {", ".join(f"link.{name}" for name in ENDS)}, MIN(walk.step)
          FROM walk JOIN {table} link ON link.id = walk.id
         GROUP BY link.id, {", ".join(f"link.{name}" for name in ENDS)} ORDER BY MIN(walk.step), link.id LIMIT {MOST_LINKS}
    """
    id = Link._meta.pk
    programme, first = (id.get_db_prep_value(value, connection) for value in (programme_id, start))
    with connection.cursor() as cursor:
        cursor.execute(sql, [programme, first, programme])
        return [
            Strand(kind, id.to_python(one), other_kind, id.to_python(other), relation, step)
            for kind, one, other_kind, other, relation, step in cursor.fetchall()
        ]


def story(by: Actor, kind_name: str, start: UUID) -> Story | None:
    """The whole thread through one thing, or None when the reader may not see that thing."""
    up = trace(by.programme_id, start, down=False)
    down = trace(by.programme_id, start, down=True)
    seen = _knots(by, [(kind_name, start), *_ends(up, source=True), *_ends(down, source=False)])
    if start not in seen:
        return None
    before = _unique(_ends(up, source=True))
    after = _unique(_ends(down, source=False))
    hidden = sum(1 for _, id in {*before, *after} if id not in seen)
    return Story(
        knot=seen[start],
        before=_in_order([seen[id] for _, id in before if id in seen], _steps(up), nearest_first=False),
        after=_in_order([seen[id] for _, id in after if id in seen], _steps(down), nearest_first=True),
        strands=[*up, *down],
        hidden=hidden,
    )


def knot(by: Actor, kind_name: str, id: UUID) -> Knot | None:
    """One thing as the thread names it, or None where this reader may not see it."""
    return _knots(by, [(kind_name, id)]).get(id)


def counts(programme_id: UUID, ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """For a list page: how many things each came from, and how many came of it (one step). One query."""
    up: dict[UUID, int] = defaultdict(int)
    down: dict[UUID, int] = defaultdict(int)
    living = Link.objects.filter(programme_id=programme_id, undone_by=None)
    ends = living.filter(Q(target_id__in=ids) | Q(source_id__in=ids)).values_list("source_id", "target_id")
    for source, target in ends:
        up[target] += 1
        down[source] += 1
    return {id: (up[id], down[id]) for id in ids}


def sources_of(programme_id: UUID, target_id: UUID, source_kind: str) -> list[UUID]:
    """Ids one step up, of one kind, in the order in which they were linked."""
    links = Link.objects.filter(
        programme_id=programme_id, target_id=target_id, source_kind=source_kind, undone_by=None
    )
    return list(links.order_by("id").values_list("source_id", flat=True))


def targets_of(programme_id: UUID, source_id: UUID, target_kind: str) -> list[UUID]:
    """Ids one step down, of one kind, in the order in which they were linked."""
    links = Link.objects.filter(
        programme_id=programme_id, source_id=source_id, target_kind=target_kind, undone_by=None
    )
    return list(links.order_by("id").values_list("target_id", flat=True))


def links_between(programme_id: UUID, source_kind: str, target_kind: str) -> list[tuple[UUID, UUID]]:
    """Every living link between two kinds as (source, target), in the order in which they were made."""
    links = Link.objects.filter(
        programme_id=programme_id, source_kind=source_kind, target_kind=target_kind, undone_by=None
    )
    return list(links.order_by("id").values_list("source_id", "target_id"))


def _ends(strands: list[Strand], *, source: bool) -> list[tuple[str, UUID]]:
    if source:
        return [(strand.source_kind, strand.source_id) for strand in strands]
    return [(strand.target_kind, strand.target_id) for strand in strands]


def _unique(ends: list[tuple[str, UUID]]) -> list[tuple[str, UUID]]:
    return list(dict.fromkeys(ends))


def _steps(strands: list[Strand]) -> dict[UUID, int]:
    """How far each thing is from where the trace began: the shortest way counts."""
    far: dict[UUID, int] = {}
    for strand in strands:
        for id in (strand.source_id, strand.target_id):
            far.setdefault(id, strand.step)
    return far


def _knots(by: Actor, ends: list[tuple[str, UUID]]) -> dict[UUID, Knot]:
    """One query a kind, never one a thing."""
    by_kind: dict[str, set[UUID]] = defaultdict(set)
    for name, id in ends:
        by_kind[name].add(id)
    found: dict[UUID, Knot] = {}
    for name, ids in by_kind.items():
        if known := kind(name):
            found.update(known.load(by, ids))
    return found


def _in_order(knots: list[Knot], far: dict[UUID, int], *, nearest_first: bool) -> list[Knot]:
    """By weft; within a weft as the thread runs, and of what stands equally far the older first."""

    def place(knot: Knot) -> tuple[int, int, UUID]:
        known = kind(knot.kind)
        step = far[knot.id]
        return (known.weft if known else 99, step if nearest_first else -step, knot.id)

    return sorted(knots, key=place)


def linked_to(programme_id: UUID, target_kind: str, ids: list[UUID]) -> dict[UUID, list[UUID]]:
    """What some things of one kind came from, one step up, whatever its kind. One query."""
    wanted = set(ids)
    links = Link.objects.filter(programme_id=programme_id, target_kind=target_kind, undone_by=None)
    found: dict[UUID, list[UUID]] = {}
    for target, source in links.order_by("id").values_list("target_id", "source_id"):
        if target in wanted:
            found.setdefault(target, []).append(source)
    return found


@dataclass(frozen=True)
class Outcome:
    """What came of one thing, nearest first; `hidden` counts what stands and the reader may not see yet. What stands no more
    (a removed row) is in neither."""

    knots: list[Knot]
    hidden: int = 0

    def __bool__(self) -> bool:
        return bool(self.knots or self.hidden)


def outcomes(by: Actor, ids: list[UUID], *, without: tuple[str, ...] = ()) -> dict[UUID, Outcome]:
    """What came of many things at once, along the whole thread, but for kinds named `without`. One recursive query, and
    one a kind."""
    if not ids:
        return {}
    table, field = Link._meta.db_table, Link._meta.pk
    values = [
        field.get_db_prep_value(value, connection) for value in (by.programme_id, *ids, by.programme_id)
    ]
    sql = f"""
        WITH RECURSIVE walk(begun, kind, id, step) AS (
            SELECT source_id, target_kind, target_id, 1 FROM {table}
             WHERE programme_id = %s AND source_id IN ({", ".join(["%s"] * len(ids))}) AND undone_by_id IS NULL
            UNION
            SELECT walk.begun, link.target_kind, link.target_id, walk.step + 1
              FROM {table} link JOIN walk ON link.source_id = walk.id
             WHERE link.programme_id = %s AND link.undone_by_id IS NULL AND walk.step < {MOST_STEPS}
        )
        SELECT begun, kind, id, MIN(step) FROM walk GROUP BY begun, kind, id ORDER BY 4, 3
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        ends = [
            (field.to_python(begun), kind_name, field.to_python(id))
            for begun, kind_name, id, _ in cursor.fetchall()
            if kind_name not in without
        ]
    wanted = list(dict.fromkeys((kind_name, id) for _, kind_name, id in ends))
    seen = _knots(by, wanted)
    unseen = [(kind_name, id) for kind_name, id in wanted if id not in seen]
    standing = _knots(system(by.programme_id), unseen) if unseen else {}
    found: dict[UUID, tuple[list[Knot], set[UUID]]] = {id: ([], set()) for id in ids}
    for begun, _, id in ends:
        knots, hidden = found[begun]
        if id in seen:
            knots.append(seen[id])
        elif id in standing:
            hidden.add(id)
    return {id: Outcome(knots, len(hidden)) for id, (knots, hidden) in found.items()}
