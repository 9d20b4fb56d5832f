"""Weighted k-means, and how alike two groupings are. Deterministic by seed; sums run in the order of the points.

Many points are first gathered on a fine grid (`gathered`), which changes nothing that can be seen and makes a million people as
cheap as ten thousand.
"""

from __future__ import annotations

import numpy as np

from .jit import compiled
from .store import Codes, Floats, Ints

GRID = 192  # cells a side
EXACT = 4_000  # people; beyond, the grid


def kmeans(points: Floats, weight: Floats, k: int, seed: int, restarts: int = 8, turns: int = 60) -> Floats:
    """Centres (k, d) of the best of `restarts` runs, each begun by k-means++, sorted by their coordinates."""
    if not len(points):
        return np.zeros((k, points.shape[1]))
    if len(points) > EXACT:
        points, weight = gathered(points, weight)
    rng = np.random.default_rng([seed, k])
    draws = rng.random((restarts, k))
    centres, _ = _best(points, weight, draws, turns)
    return np.ascontiguousarray(centres[np.lexsort(centres.T[::-1])])


def nearest(points: Floats, centres: Floats) -> Codes:
    """The code of the nearest centre for each point."""
    return _nearest(points, centres)


def gathered(points: Floats, weight: Floats, grid: int = GRID) -> tuple[Floats, Floats]:
    """Points (n, 2) replaced by the weighted means of the cells of a grid between the 0.1 % and 99.9 % quantiles."""
    low, high = np.quantile(points, [0.001, 0.999], axis=0)
    step = np.maximum(high - low, 1e-12) / grid
    cell = np.clip(((points - low) / step).astype(np.int64), 0, grid - 1)
    code = cell[:, 0] if points.shape[1] == 1 else cell[:, 0] * grid + cell[:, 1]
    mass: Floats = np.bincount(code, weight).astype(np.float64)
    used = np.flatnonzero(mass > 0)
    sums = [np.bincount(code, weight * points[:, axis])[used] / mass[used] for axis in range(points.shape[1])]
    return np.column_stack(sums), mass[used]


@compiled
def _nearest(points: Floats, centres: Floats) -> Codes:
    out = np.empty(len(points), np.int32)
    for person in range(len(points)):
        best, least = 0, np.inf
        for group in range(len(centres)):
            far = 0.0
            for axis in range(points.shape[1]):
                far += (points[person, axis] - centres[group, axis]) ** 2
            if far < least:
                best, least = group, far
        out[person] = best
    return out


@compiled
def _plus_plus(points: Floats, weight: Floats, draws: Floats) -> Floats:
    """k-means++: each next centre is drawn in proportion to weight x squared distance to the nearest so far."""
    k = len(draws)
    centres = np.zeros((k, points.shape[1]))
    least = np.full(len(points), np.inf)
    for group in range(k):
        total = 0.0
        for person in range(len(points)):
            total += weight[person] * (1.0 if group == 0 else least[person])
        goal, chosen = draws[group] * total, len(points) - 1
        for person in range(len(points)):
            goal -= weight[person] * (1.0 if group == 0 else least[person])
            if goal <= 0.0:
                chosen = person
                break
        centres[group] = points[chosen]
        for person in range(len(points)):
            far = 0.0
            for axis in range(points.shape[1]):
                far += (points[person, axis] - centres[group, axis]) ** 2
            least[person] = min(least[person], far)
    return centres


@compiled
def _best(points: Floats, weight: Floats, draws: Floats, turns: int) -> tuple[Floats, float]:
    best, least = np.zeros((draws.shape[1], points.shape[1])), np.inf
    for run in range(len(draws)):
        centres = _plus_plus(points, weight, draws[run])
        before = np.inf
        for _ in range(turns):
            centres, inertia = _turn(points, weight, centres)
            if before - inertia <= 1e-9 * inertia:
                break
            before = inertia
        _, inertia = _turn(points, weight, centres)
        if inertia < least * (1.0 - 1e-9):
            best, least = centres, inertia
    return best, least


@compiled
def _turn(points: Floats, weight: Floats, centres: Floats) -> tuple[Floats, float]:
    """One step of Lloyd: the centres' new places, and the inertia around the old ones. An empty group stays."""
    sums, mass, inertia = np.zeros_like(centres), np.zeros(len(centres)), 0.0
    for person in range(len(points)):
        best, least = 0, np.inf
        for group in range(len(centres)):
            far = 0.0
            for axis in range(points.shape[1]):
                far += (points[person, axis] - centres[group, axis]) ** 2
            if far < least:
                best, least = group, far
        mass[best] += weight[person]
        inertia += weight[person] * least
        for axis in range(points.shape[1]):
            sums[best, axis] += weight[person] * points[person, axis]
    out = centres.copy()
    for group in range(len(centres)):
        if mass[group] > 0:
            out[group] = sums[group] / mass[group]
    return out, inertia


def ari(one: Codes | Ints, other: Codes | Ints) -> float:
    """Adjusted Rand index of two groupings of the same people (Hubert and Arabie 1985); 1 for two groupings into one."""
    if not len(one):
        return 1.0
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1), np.int64)
    np.add.at(table, (one, other), 1)
    both, rows, cols = _pairs(table), _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    expected, most = rows * cols / max(_pairs(np.array([len(one)])), 1.0), (rows + cols) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _pairs(counts: Ints) -> float:
    return float((counts * (counts - 1) / 2).sum())
