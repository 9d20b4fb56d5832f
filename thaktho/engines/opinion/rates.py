"""Rates of a unit (a group or a network) among few votes: beta posteriors, exact tests, false discoveries. Numpy and scipy's
special functions, loaded when first asked for: web pages use this without the compiler.

The agree rate is agrees over all votes, passes included, as Polis counts it: who passes has not agreed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from .store import Floats

    Numbers = npt.NDArray[Any]

PRIOR_VOTES = 5.0
CELL = 5  # people: smaller cells are neither judged nor shown
TAIL = 0.05
HALF = 0.5
FALSE_RATE = 0.05
SURE = 0.9  # that most of a unit agrees
UNLIKE = 0.01  # false discovery rate of a network's being unlike all others: it is named, so this is stricter


def discovery(p: Floats) -> Floats:
    """Benjamini and Hochberg's adjusted p values (JRSS B 57, 1995), of the array's shape, all corrected together."""
    flat = p.ravel()
    if not len(flat):
        return p
    order = np.argsort(flat, kind="stable")
    stepped = flat[order] * len(flat) / np.arange(1, len(flat) + 1)
    out = np.empty_like(flat)
    out[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return out.reshape(p.shape)


def discovery_by_column(p: Floats) -> Floats:
    """`discovery` of each column alone."""
    if not p.size:
        return p
    order = np.argsort(p, axis=0, kind="stable")
    stepped = np.take_along_axis(p, order, axis=0) * len(p) / np.arange(1, len(p) + 1)[:, None]
    out = np.empty_like(p)
    lowest = np.minimum(np.minimum.accumulate(stepped[::-1], axis=0)[::-1], 1.0)
    np.put_along_axis(out, order, lowest, axis=0)
    return out


def overall(hits: Numbers, seen: Numbers) -> Floats:
    """Everybody's rate, smoothed: what the prior of each unit has."""
    return np.asarray((hits + 1.0) / (seen + 2.0))


def lower_bound(hits: Numbers, seen: Numbers, rate: Floats) -> Floats:
    """The 5 % lower bound of a unit's rate. Beta posterior; the prior weighs 5 votes and has everybody's rate, so that a unit
    of which little is known is near the whole and its bound is low."""
    from scipy.special import betaincinv

    return np.asarray(betaincinv(PRIOR_VOTES * rate + hits, PRIOR_VOTES * (1.0 - rate) + seen - hits, TAIL))


def most(hits: Numbers, seen: Numbers, rate: Floats) -> Floats:
    """The probability that more than half of a unit is on that side, by the posterior of `lower_bound`."""
    from scipy.special import betainc

    return np.asarray(
        1.0 - betainc(PRIOR_VOTES * rate + hits, PRIOR_VOTES * (1.0 - rate) + seen - hits, HALF)
    )


def unlike(hits: Numbers, seen: Numbers, others: Floats) -> Floats:
    """The exact binomial p value of a unit's being on that side as often as all others, whose rate is `others`."""
    from scipy.special import bdtr

    return np.asarray(bdtr(hits, np.maximum(seen, 1), others))


def half_or_more(hits: Numbers, seen: Numbers) -> Floats:
    """The probability, on the unit's own votes (flat prior), that half of it or more is on that side."""
    from scipy.special import betainc

    return np.asarray(1.0 - betainc(hits + 1.0, seen - hits + 1.0, HALF))
