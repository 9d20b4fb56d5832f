"""The principal axes of votes, missing ones at their statement's mean, without ever filling the matrix.

After mean imputation and centring a missing vote is 0. So PCA of the people x statements matrix is a singular value problem of
Z, z_ij = x_ij - mean_j for votes cast, which is as sparse as the votes. Solved by subspace iteration (Halko, Martinsson and
Tropp, SIAM Review 53, 2011), until the axes stand still.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .chunked import Executor, local
from .jit import compiled
from .store import Chunk, Codes, Flags, Floats, Ints, Marks, Votes

SAMPLE = 30_000


@dataclass(frozen=True, slots=True)
class Axes:
    """`centre` (M): mean vote of each statement; `axis` (M, d): orthonormal, strongest first, each signed so that its sum
    is not negative; `strength` (d): singular values."""

    centre: Floats
    axis: Floats
    strength: Floats


def means(votes: Votes, dropped: Flags | None = None) -> Floats:
    """Mean vote (-1..1, passes are 0) of each statement; 0 for one without votes or `dropped`."""
    counts = votes.counts()
    centre = (counts[:, 2] - counts[:, 0]) / np.maximum(counts.sum(axis=1), 1)
    return centre if dropped is None else np.where(dropped, 0.0, centre)


def principal(
    votes: Votes,
    d: int,
    *,
    dropped: Flags | None = None,
    tolerance: float = 1e-7,
    passes: int = 100,
    run: Executor = local,
) -> Axes:
    """The `d` strongest axes. `dropped` (M flags): statements whose column is 0 for everybody. Stops when the subspace
    turns by less than `tolerance` in a pass, or after `passes`."""
    out = np.zeros(votes.width, np.bool_) if dropped is None else dropped
    centre = means(votes, out)
    if not votes.width or not len(votes.vote):
        return Axes(centre, np.zeros((votes.width, d)), np.zeros(d))
    chunks = list(votes.chunks())
    width = min(d + 6, votes.width)
    basis = _begin(votes, width, centre, out)
    top = np.zeros((votes.width, min(d, width)))
    values = np.zeros(width)
    for _ in range(passes):
        total = np.zeros_like(basis)
        gram = np.zeros((width, width))
        for part, square in run(lambda chunk, basis=basis: _project(chunk, centre, out, basis), chunks):  # type: ignore[misc]
            total += part
            gram += square
        values, turn = np.linalg.eigh(gram)  # Rayleigh-Ritz on the basis that was used
        ritz = (basis @ turn)[:, ::-1][:, :d]
        still = float(np.abs(np.abs((ritz * top).sum(axis=0)) - 1.0).max(initial=0.0))
        top = ritz
        if still < tolerance:
            break
        basis = np.linalg.qr(total @ turn[:, ::-1])[0]
    axis = np.zeros((votes.width, d))
    axis[:, : top.shape[1]] = top
    strength = np.zeros(d)
    strength[: min(d, width)] = np.sqrt(np.maximum(values[::-1][:d], 0.0))
    sign = np.where(axis.sum(axis=0) < 0, -1.0, 1.0)
    return Axes(centre, axis * sign, strength)


def _begin(votes: Votes, width: int, centre: Floats, dropped: Flags) -> Floats:
    """A basis (M, width) to begin with: random, and for many people turned towards the axes of every so many of them."""
    basis = np.linalg.qr(np.random.default_rng(0).standard_normal((votes.width, width)))[0]
    if votes.people <= 2 * SAMPLE:
        return basis
    few = votes.rows(np.arange(0, votes.people, votes.people // SAMPLE))
    for _ in range(12):
        basis = np.linalg.qr(_pass(few.start, few.statement, few.vote, centre, dropped, basis)[0])[0]
    return basis


def _project(chunk: Chunk, centre: Floats, dropped: Flags, basis: Floats) -> tuple[Floats, Floats]:
    return _pass(chunk.start, chunk.statement, chunk.vote, centre, dropped, basis)


@compiled
def _pass(
    start: Ints, statement: Codes, vote: Marks, centre: Floats, dropped: Flags, basis: Floats
) -> tuple[Floats, Floats]:
    """Z'Z B and B'Z'Z B over a chunk."""
    width = basis.shape[1]
    total, gram, row = np.zeros_like(basis), np.zeros((width, width)), np.empty(width)
    for person in range(len(start) - 1):
        row[:] = 0.0
        for place in range(start[person], start[person + 1]):
            j = statement[place]
            if not dropped[j]:
                z = vote[place] - centre[j]
                for k in range(width):
                    row[k] += z * basis[j, k]
        for k in range(width):
            for m in range(width):
                gram[k, m] += row[k] * row[m]
        for place in range(start[person], start[person + 1]):
            j = statement[place]
            if not dropped[j]:
                z = vote[place] - centre[j]
                for k in range(width):
                    total[j, k] += z * row[k]
    return total, gram


def positions(votes: Votes, axes: Axes, *, dropped: Flags | None = None, run: Executor = local) -> Floats:
    """Each person's sum over votes of (x_ij - mean_j) axis_j: (n, d)."""
    out = np.zeros(votes.width, np.bool_) if dropped is None else dropped
    parts = run(
        lambda chunk: _place(chunk.start, chunk.statement, chunk.vote, axes.centre, out, axes.axis),
        list(votes.chunks()),
    )
    whole = list(parts)
    return np.concatenate(whole) if whole else np.zeros((0, axes.axis.shape[1]))


@compiled
def _place(
    start: Ints, statement: Codes, vote: Marks, centre: Floats, dropped: Flags, axis: Floats
) -> Floats:
    d = axis.shape[1]
    out = np.zeros((len(start) - 1, d))
    for person in range(len(start) - 1):
        for place in range(start[person], start[person + 1]):
            j = statement[place]
            if not dropped[j]:
                z = vote[place] - centre[j]
                for k in range(d):
                    out[person, k] += z * axis[j, k]
    return out
