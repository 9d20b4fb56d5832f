"""Counting a closed topic's votes by group, for `publish.group_figures`: whose ballots are in a group's figure, and whose not.

A network's ballots are counted when the groups hold the very ballots that its published figure holds. Where they do not
(hands were counted at a table, a ballot was set aside, a cell kept what it showed) the network is left out of the
statement's group figures: half a sum would tell of the other half.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

from . import publish, tally
from .ballots import CHUNK
from .models import Statement, Tally, Topic, Vote
from .tally import STEP, Counts, Figure

Json = dict[str, Any]
Both = tuple[Counts, Counts]  # as shown, and as they are
Doors = dict[UUID, dict[str, Both]]  # door -> group -> counts
NONE: Both = (Counts(), Counts())


def of_groups(topic: Topic, whole: Json) -> tuple[Json, bool]:
    """By statement number and group, what anybody may read; and whether every network that is told is in all of it."""
    rows = Statement.objects.filter(topic=topic, state=Statement.State.SHOWN)
    number = dict(rows.values_list("id", "number"))
    group_of = {one["id"]: one["group"] for one in whole["voters"] if one["group"] is not None}
    counted, stored = _by_group(topic, group_of), _stored(topic)
    names = [group["id"] for group in whole["groups"]]
    found: Json = {}
    complete = True
    for id, n in sorted(number.items(), key=lambda item: item[1]):
        parts, ranges, whole_sum = _parts(stored.get(id, {}), counted.get(id, {}), names)
        figures = publish.group_figures(parts, ranges)
        found[str(n)] = {name: as_row(figure) for name, figure in figures.items()}
        complete = complete and whole_sum
    return found, complete


def _stored(topic: Topic) -> dict[UUID, dict[UUID, Both]]:
    """What the tallies hold, by statement and door."""
    found: dict[UUID, dict[UUID, Both]] = defaultdict(dict)
    shown = ("shown_agree", "shown_passed", "shown_disagree")
    for row in Tally.objects.filter(topic=topic).values_list(
        "statement_id", "door_id", *shown, "agree", "passed", "disagree"
    ):
        found[row[0]][row[1]] = (Counts(*row[2:5]), Counts(*row[5:8]))
    return found


def _by_group(topic: Topic, group_of: dict[str, str]) -> dict[UUID, Doors]:
    counts: Counter[tuple[UUID, UUID, str, int | None, int | None]] = Counter()
    votes = Vote.objects.filter(topic=topic, voter__aside=False, value__isnull=False).order_by()
    fields = ("statement_id", "voter__door_id", "voter_id", "shown", "value")
    for statement, door, voter, shown, value in votes.values_list(*fields).iterator(CHUNK):
        if group := group_of.get(voter.hex):
            counts[statement, door, group, shown, value] += 1
    found: dict[UUID, Doors] = defaultdict(lambda: defaultdict(dict))
    for (statement, door, group, shown, value), n in counts.items():
        old = found[statement][door].get(group, NONE)
        found[statement][door][group] = (old[0].plus(shown, n), old[1].plus(value, n))
    return found


def _parts(
    stored: dict[UUID, Both], counted: Doors, names: list[str]
) -> tuple[dict[str, publish.Part], list[Figure], bool]:
    """Each group's ballots on one statement, from networks told exactly and from those told as ranges; the ranges; and
    whether no network that is told was left out."""
    plain: dict[str, Counts] = {name: Counts() for name in names}
    ranged: Counter[str] = Counter()
    ranges: list[Figure] = []
    complete = True
    told = tally.statement(
        {door: both[0] for door, both in stored.items()}, {door: both[1] for door, both in stored.items()}
    )
    for figure, which, doors in _cells(told, stored):
        if any(_sum(counted.get(door, {}), which) != stored[door][which] for door in doors):
            complete = False
            continue
        if not figure.exact:
            ranges.append(figure)
        for door in doors:
            for group, both in counted.get(door, {}).items():
                if figure.exact:
                    plain[group] = plain[group] + both[which]
                else:
                    ranged[group] += both[which].n
    return {name: publish.Part(plain[name], ranged[name]) for name in names}, ranges, complete


def _cells(
    told: tally.Published[UUID], stored: dict[UUID, Both]
) -> list[tuple[Figure, int, list[UUID]]]:  # fmt: skip
    """The figures that are told of one statement, whether they count what was shown (0) or what stands (1), and whose
    ballots they are."""
    cells = [(figure, 0, [door]) for door, figure in told.cells.items() if figure is not None]
    if told.rest is not None:
        small = [door for door in told.too_few if 0 < stored[door][1].n < STEP]
        cells.append((told.rest, 1, small))
    return cells


def _sum(groups: dict[str, Both], which: int) -> Counts:
    return sum((both[which] for both in groups.values()), Counts())


def as_row(figure: Figure | None) -> list[int] | None:
    """n, then from and to of agree, passed and disagree."""
    if figure is None:
        return None
    parts = (figure.agree, figure.passed, figure.disagree)
    return [figure.n, *(end for part in parts for end in (part.low, part.high))]
