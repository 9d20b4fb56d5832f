"""Counting: who of which group or network said what, in one pass, cut into blocks of people for the certificates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .chunked import Executor, local
from .jit import compiled
from .store import Chunk, Codes, Floats, Ints, Marks, Votes

Counts = npt.NDArray[np.int64]
BLOCKS = 20


@dataclass(frozen=True, slots=True)
class Members:
    """Who belongs to which units (groups, networks): person i's are `unit[start[i]:start[i+1]]`. One may be in several."""

    units: int
    start: Ints
    unit: Codes

    @property
    def sizes(self) -> Counts:
        return np.bincount(self.unit, minlength=self.units)


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes counted: `cells` (units, M, 3) in the order disagree, pass, agree; `everyone` (M, 3); `blocks` (B, units, M, 3)
    the same by blocks of people, whose sum is `cells`."""

    cells: Counts
    everyone: Counts
    blocks: Counts


def members(
    people: int, units: int, pairs: Sequence[tuple[npt.NDArray[np.integer], npt.NDArray[np.integer]]]
) -> Members:
    """Memberships from lists of (person codes, unit codes), a pair given twice counts once."""
    person = np.concatenate([one for one, _ in pairs]).astype(np.int64) if pairs else np.zeros(0, np.int64)
    unit = np.concatenate([other for _, other in pairs]).astype(np.int64) if pairs else np.zeros(0, np.int64)
    both = np.sort(person * max(units, 1) + unit)
    both = both[np.concatenate([[True], both[1:] != both[:-1]])] if len(both) else both
    start = np.zeros(people + 1, np.int64)
    np.cumsum(np.bincount(both // max(units, 1), minlength=people), out=start[1:])
    return Members(units, start, (both % max(units, 1)).astype(np.int32))


def tally(votes: Votes, who: Members, seed: int, blocks: int = BLOCKS, run: Executor = local) -> Tally:
    """Count everything. Which block a person is in is drawn by `seed` over the people in canonical order."""
    block = np.random.default_rng([seed, 7]).integers(0, blocks, votes.people).astype(np.int32)
    parts = [(chunk, block[chunk.first : chunk.first + chunk.people]) for chunk in votes.chunks()]

    def count(part: tuple[Chunk, Codes]) -> npt.NDArray[np.int32]:
        chunk, own = part
        start = who.start[chunk.first : chunk.first + chunk.people + 1]
        unit = who.unit[start[0] : start[-1]]
        return _count(
            chunk.start,
            chunk.statement,
            chunk.vote,
            start - start[0],
            unit,
            own,
            blocks,
            who.units,
            votes.width,
        )

    total = np.zeros((blocks, who.units, votes.width, 3), np.int64)
    for part in run(count, parts):
        total += part
    return Tally(total.sum(axis=0), votes.counts(), total)


@compiled
def _count(
    start: Ints, statement: Codes, vote: Marks, unit_start: Ints, unit: Codes, block: Codes, blocks: int, units: int, width: int
) -> npt.NDArray[np.int32]:  # fmt: skip
    out = np.zeros((blocks, units, width, 3), np.int32)
    for person in range(len(start) - 1):
        for at in range(unit_start[person], unit_start[person + 1]):
            cells = out[block[person], unit[at]]
            for place in range(start[person], start[person + 1]):
                cells[statement[place], vote[place] + 1] += 1
    return out


def silhouette(points: Floats, label: Codes) -> float:
    """Mean silhouette width, unweighted (Rousseeuw 1987); a point alone in its group counts 0. O(n^2), for small n."""
    return float(_silhouette(points, label, int(label.max(initial=0)) + 1)) if len(points) else 0.0


@compiled
def _silhouette(points: Floats, label: Codes, groups: int) -> float:
    total, size = 0.0, np.zeros(groups)
    for person in range(len(points)):
        size[label[person]] += 1
    far = np.empty(groups)
    for person in range(len(points)):
        far[:] = 0.0
        for other in range(len(points)):
            square = 0.0
            for axis in range(points.shape[1]):
                square += (points[person, axis] - points[other, axis]) ** 2
            far[label[other]] += np.sqrt(square)
        own = label[person]
        if size[own] < 2:
            continue
        inside, outside = far[own] / (size[own] - 1), np.inf
        for group in range(groups):
            if group != own and size[group] > 0:
                outside = min(outside, far[group] / size[group])
        if outside < np.inf and max(inside, outside) > 0:
            total += (outside - inside) / max(inside, outside)
    return total / len(points)
