"""Where one ballot lies on a map, reckoned from the map's `scale` alone: numpy, no compiler, quick to load in a web process.

A scale is plain JSON, kept beside a map (`mapping.drawn`):

    {"tails": 4.0, "axes": [[..2] x d], "statements": {id: [offset, slope 1, .., slope d]}}

`axes` turns positions of the model into the picture's x and y, as the map itself is turned. The reckoning is that of
`kernel.sharpen`, so a ballot lies where the map puts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from .ideal import Items
    from .store import Floats

Scale = dict[str, Any]

WIDER = 1.1  # for what is not known of the statements: so 90 % intervals cover 85 to 95 % (bench.opinion)
STEPS = 4  # of Newton: after them all but a few in a thousand stand within half a standard deviation of their place


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person stands: as in the map, `x`, `y` and the standard deviation `sd`."""

    x: float
    y: float
    sd: float


def scale_of(items: Items, axes: Floats, statements: Iterable[tuple[int, str]]) -> Scale:
    """The scale of a map: its statements (codes and ids) under `items`, its picture by `axes` (d, 2)."""
    return {
        "tails": items.prior.tails,
        "axes": axes.tolist(),
        "statements": {key: items.mean[code].tolist() for code, key in statements},
    }


def place(answers: Mapping[str, int], scale: Scale) -> Spot:
    """Where the answers (1, 0, -1 by statement id) put a person. Statements that the scale does not hold place nobody; the
    middle, widely, for a person without answers."""
    axes = np.asarray(scale["axes"], float)
    d = len(axes)
    held = scale["statements"]
    said = [(held[key], mark > 0) for key, mark in sorted(answers.items()) if mark and key in held]
    tilt = np.array([line for line, _ in said], float).reshape(len(said), d + 1)
    yes = np.array([one for _, one in said], float)
    mean, cov = np.zeros(d), np.eye(d)
    for step in range(STEPS):
        mean, cov = _newton(tilt, yes, mean, cov, float(scale["tails"]), last=step == STEPS - 1)
    x, y = (mean @ axes).tolist()
    wide = float((cov * (axes @ axes.T)).sum()) / 2.0
    return Spot(x, y, WIDER * max(wide, 0.0) ** 0.5)


def _newton(
    tilt: Floats, yes: Floats, mean: Floats, cov: Floats, tails: float, *, last: bool
) -> tuple[Floats, Floats]:
    """One step to the posterior's peak, as the kernel takes it: the short way to the logistic in all steps but the last."""
    d = len(mean)
    weight = (tails + d) / (tails + float(mean @ mean) + float(np.trace(cov)))
    mu = tilt[:, 0] + tilt[:, 1:] @ mean
    q = 1.0 / (1.0 + np.exp(-mu)) if last else _likely(mu)
    w = q * (1.0 - q) + 1e-6
    pull = w * mu + yes - q
    slope = tilt[:, 1:]
    after = np.asarray(np.linalg.inv(weight * np.eye(d) + (slope * w[:, None]).T @ slope), float)
    return after @ (slope.T @ (pull - w * tilt[:, 0])), after


def _likely(mu: Floats) -> Floats:
    """`kernel.likely` for many."""
    half = 0.5 * mu
    x = np.minimum(half * half, 20.0)
    tanh = half * (945.0 + x * (105.0 + x)) / (945.0 + x * (420.0 + 15.0 * x))
    return np.where(half * half > 20.0, mu > 0, np.clip(0.5 + 0.5 * tanh, 0.0, 1.0))
