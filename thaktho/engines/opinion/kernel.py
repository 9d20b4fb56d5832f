"""The compiled heart of the ideal point model: one pass over people, made to measure for each number of dimensions.

`pass_people(d)` is a kernel in which d is a constant, so that its inner loops are unrolled. What it computes, and how
matrices are packed, is said in `ideal`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from .jit import compiled
from .store import Codes, Floats, Ints, Marks

Kernel = Callable[[Ints, Codes, Marks, Floats, Floats, Floats, Floats, float, int, Floats, Floats], None]


@compiled
def bound(square: float) -> float:
    """lambda(xi) = tanh(xi / 2) / (4 xi) from xi^2, by a continued fraction: within 1 % to |xi| = 10, positive beyond."""
    x = 0.25 * square
    return 0.125 * (945.0 + x * (105.0 + x)) / (945.0 + x * (420.0 + 15.0 * x))


@compiled
def _solve(acc: Floats, lin: Floats, weight: float, d: int, mean: Floats, cov: Floats, work: Floats) -> None:
    """Posterior of one person from packed sums; writes mean (d) and packed cov. `work` (3, d, d)."""
    low, inverse = work[0], work[1]
    for row in range(d):  # Cholesky of P = weight I + acc[1:, 1:]
        for col in range(row + 1):
            # packed place of (col+1, row+1) in a (d+1)-triangle
            at = (col + 1) * (d + 1) - (col + 1) * col // 2 + (row - col)
            total = acc[at] + (weight if row == col else 0.0)
            for k in range(col):
                total -= low[row, k] * low[col, k]
            low[row, col] = np.sqrt(total) if row == col else total / low[col, col]
    for col in range(d):  # inverse of the triangle
        inverse[col, col] = 1.0 / low[col, col]
        for row in range(col + 1, d):
            total = 0.0
            for k in range(col, row):
                total -= low[row, k] * inverse[k, col]
            inverse[row, col] = total / low[row, row]
    at = 0
    for row in range(d):
        mean[row] = 0.0
    for row in range(d):
        for col in range(row, d):
            total = 0.0
            for k in range(col, d):
                total += inverse[k, row] * inverse[k, col]
            cov[at] = total
            mean[row] += total * (lin[col + 1] - acc[col + 1])
            if col != row:
                mean[col] += total * (lin[row + 1] - acc[row + 1])
            at += 1


@compiled
def _outer(mean: Floats, cov: Floats, d: int, out: Floats) -> float:
    """Packed E[(1, theta)(1, theta)'] with off-diagonals doubled; returns E|theta|^2."""
    out[0] = 1.0
    for k in range(d):
        out[k + 1] = 2.0 * mean[k]
    at, source, size = d + 1, 0, 0.0
    for row in range(d):
        for col in range(row, d):
            value = mean[row] * mean[col] + cov[source]
            if row == col:
                size += value
            out[at] = value if row == col else 2.0 * value
            at += 1
            source += 1
    return size


@compiled
def likely(mu: float) -> float:
    """The logistic function without an exponential, within 0.002: good for all steps but the last."""
    half = 0.5 * mu
    x = half * half
    if x > 20.0:
        return 1.0 if mu > 0 else 0.0
    tanh = half * (945.0 + x * (105.0 + x)) / (945.0 + x * (420.0 + 15.0 * x))
    return min(max(0.5 + 0.5 * tanh, 0.0), 1.0)


@cache
def pass_people(d: int) -> Kernel:
    """The kernel for `d` dimensions."""
    size = d + 1
    width = size * (size + 1) // 2

    def run(
        start: Ints, statement: Codes, vote: Marks, item_mean: Floats, item_second: Floats,
        mean: Floats, cov: Floats, tails: float, turns: int, sums: Floats, lins: Floats,
    ) -> None:  # fmt: skip
        """Re-estimate each person `turns` times (`mean`, `cov` are begun with and written), then, if `sums` has rows, add
        what the statements need: sums[j] += 2 lambda E[(1, theta)(1, theta)'], lins[j] += vote / 2 (1, theta)."""
        acc, lin, out, work = np.empty(width), np.empty(size), np.empty(width), np.empty((2, d, d))
        for person in range(len(start) - 1):
            low, high = start[person], start[person + 1]
            for _ in range(turns):
                far = _outer(mean[person], cov[person], d, out)
                acc[:] = 0.0
                lin[:] = 0.0
                for place in range(low, high):
                    if vote[place] != 0:
                        second, tilt = item_second[statement[place]], item_mean[statement[place]]
                        half, square = 0.5 * vote[place], 0.0
                        for q in range(width):
                            square += second[q] * out[q]
                        twice = 2.0 * bound(square)
                        for q in range(width):
                            acc[q] += twice * second[q]
                        for k in range(size):
                            lin[k] += half * tilt[k]
                _solve(acc, lin, (tails + d) / (tails + far), d, mean[person], cov[person], work)
            if len(sums) == 0:
                continue
            _outer(mean[person], cov[person], d, out)
            for place in range(low, high):
                if vote[place] != 0:
                    second, told = item_second[statement[place]], sums[statement[place]]
                    half, square = 0.5 * vote[place], 0.0
                    for q in range(width):
                        square += second[q] * out[q]
                    twice = 2.0 * bound(square)
                    for q in range(width):
                        told[q] += twice * out[q]
                    line = lins[statement[place]]
                    line[0] += half
                    for k in range(d):
                        line[k + 1] += half * mean[person, k]

    return compiled(run)


Sharpener = Callable[[Ints, Codes, Marks, Floats, Floats, Floats, float, int], None]


@cache
def sharpen(d: int) -> Sharpener:
    """The kernel that ends a scoring, for `d` dimensions: Newton steps to the posterior's peak, and its curvature there."""
    size = d + 1
    width = size * (size + 1) // 2

    def run(
        start: Ints, statement: Codes, vote: Marks, item_mean: Floats,
        mean: Floats, cov: Floats, tails: float, steps: int,
    ) -> None:  # fmt: skip
        """`mean`, `cov` are begun with and written. The bound's covariance is too small and its steps are short for people far
        out; the logistic's own curvature is right at the peak, and Newton's steps are not."""
        acc, lin, out, work = np.empty(width), np.empty(size), np.empty(width), np.empty((2, d, d))
        for person in range(len(start) - 1):
            for step in range(steps):
                far = _outer(mean[person], cov[person], d, out)
                acc[:] = 0.0
                lin[:] = 0.0
                for place in range(start[person], start[person + 1]):
                    if vote[place] != 0:
                        tilt = item_mean[statement[place]]
                        mu = tilt[0]
                        for k in range(d):
                            mu += tilt[k + 1] * mean[person, k]
                        q = 1.0 / (1.0 + np.exp(-mu)) if step == steps - 1 else likely(mu)
                        w = q * (1.0 - q) + 1e-6
                        pull = w * mu + (1.0 if vote[place] > 0 else 0.0) - q
                        at = 0
                        for row in range(size):
                            lin[row] += pull * tilt[row]
                            for col in range(row, size):
                                acc[at] += w * tilt[row] * tilt[col]
                                at += 1
                _solve(acc, lin, (tails + d) / (tails + far), d, mean[person], cov[person], work)

    return compiled(run)
