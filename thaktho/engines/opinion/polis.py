"""Polis's map, from sparse votes: the same mathematics, for audit. Where it and the official engine can differ is said in
docs/opinion.md: the official groups depend on the order in which votes came in, ours on the votes alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .axes import Axes, positions, principal
from .chunked import Executor, local
from .kmeans import GRID, gathered, kmeans, nearest
from .store import Codes, Flags, Floats, Votes
from .tally import silhouette

BASE = 100
MIN_VOTES = 7
MIN_PEOPLE = 15
MOST_GROUPS = 5
DIRECT = 5_000


@dataclass(frozen=True, slots=True)
class PolisMap:
    """`place` (n, 2); `group` (n): code, or -1 for a person with too few votes; `silhouettes`: by number of groups."""

    axes: Axes
    place: Floats
    group: Codes
    silhouettes: dict[int, float]

    @property
    def groups(self) -> int:
        return int(self.group.max(initial=-1)) + 1


def polis_map(
    votes: Votes, *, dropped: Flags | None = None, seed: int = 0, k: int | None = None, run: Executor = local
) -> PolisMap:
    """Polis's positions and groups. `dropped` (M flags): moderated out or meta; their column is 0 for everybody and still
    counts as a vote. `k`: force the number of groups."""
    out = np.zeros(votes.width, np.bool_) if dropped is None else dropped
    axes = principal(votes, 2, dropped=out, run=run, tolerance=1e-10 if votes.people < 20_000 else 1e-6)
    cast = (
        votes.cast
        if not out.any()
        else np.bincount(votes.person_of_vote(), ~out[votes.statement], votes.people) + out.sum()
    )
    place = positions(votes, axes, dropped=out, run=run) * np.sqrt(votes.width / np.maximum(cast, 1))[:, None]
    inside = eligible(votes)
    group = np.full(votes.people, -1, np.int32)
    group[inside], scores = grouped(place[inside], seed, k)
    return PolisMap(axes, place, group, scores)


def eligible(votes: Votes) -> Flags:
    """People with min(7, statements) votes or more; topped up to 15 with the most active."""
    cast = votes.cast
    inside = cast >= min(MIN_VOTES, votes.width)
    if inside.sum() < MIN_PEOPLE:
        order = np.argsort(-cast, kind="stable")[: min(MIN_PEOPLE, votes.people)]
        inside = inside.copy()
        inside[order[cast[order] > 0]] = True
    return np.asarray(inside, np.bool_)


def grouped(place: Floats, seed: int, k: int | None = None) -> tuple[Codes, dict[int, float]]:
    """Groups of points (n, 2): weighted k-means over base clusters, k by the silhouette over them. Up to 5,000 people each is
    a base cluster: the official 100 depend on the order in which people came, and on the real conversations the direct
    way is nearer to both peers (bench/opinion.py)."""
    if len(place) <= DIRECT:
        base, weight, of = place, np.ones(len(place)), np.arange(len(place), dtype=np.int32)
    else:
        base, weight, of = base_clusters(place)
    if len(base) < 2:
        return np.zeros(len(place), np.int32), {1: 0.0}
    most = min(MOST_GROUPS, 2 + len(base) // 12, len(base))
    best: Codes | None = None
    scores: dict[int, float] = {}
    for groups in range(2, most + 1) if k is None else (min(k, len(base)),):
        label = nearest(base, kmeans(base, weight, groups, seed, restarts=16))
        scores[groups] = silhouette(base, label)
        if best is None or scores[groups] > max(value for key, value in scores.items() if key != groups):
            best = label
    assert best is not None
    sizes = np.bincount(best, weight)
    rank = np.empty(len(sizes), np.int32)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes), dtype=np.int32)
    return rank[best][of], scores


def base_clusters(place: Floats, turns: int = 20) -> tuple[Floats, Floats, Codes]:
    """(centres, people in each, each person's cluster): k-means begun at the first 100 distinct points. Above 20,000 people
    the points are gathered on a grid first."""
    points, weight = (
        (place, np.ones(len(place))) if len(place) <= 20_000 else gathered(place, np.ones(len(place)), GRID)
    )
    _, first = np.unique(points, axis=0, return_index=True)
    centres = points[np.sort(first)[:BASE]].copy()
    for _ in range(turns):
        label = nearest(points, centres)
        mass = np.bincount(label, weight, len(centres))
        moved = np.column_stack(
            [np.bincount(label, weight * points[:, axis], len(centres)) for axis in range(2)]
        )
        new = np.where(mass[:, None] > 0, moved / np.maximum(mass, 1e-300)[:, None], centres)
        if np.allclose(new, centres, rtol=0, atol=1e-9):
            break
        centres = new
    of = nearest(place, centres)
    size = np.bincount(of, minlength=len(centres)).astype(np.float64)
    used = np.flatnonzero(size)
    code = np.cumsum(size > 0) - 1
    return np.ascontiguousarray(centres[used]), size[used], code[of].astype(np.int32)
