"""The best matching: at most one offer a lack, no offer beyond its capacity in a year, no network beyond `most`.

Objective: the sum of weight x points, as large as can be. The limits form two nested families (each pair counts for one
lack; for one offer in one year, inside one network), so the linear programme has a whole-number optimum and the
simplex method ends in one. It is solved with few columns first; every pair left out is then priced with the duals, and
those that could improve the sum come in, until none can: so leaving out loses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from thaktho.engines.weave.collaborate.fit import NEAR, Fits, Floats, Ints, fits
from thaktho.engines.weave.collaborate.telling import full, reasons, unmet
from thaktho.engines.weave.collaborate.types import (
    KINDS,
    CollaborateError,
    Lack,
    Matching,
    Offer,
    Proposal,
    Subject,
    Timing,
    Unmet,
)

SMALL = 20_000  # pairs that are solved at once
FIRST = 12  # columns of each lack to begin with, otherwise
SUBJECTS: tuple[Subject, ...] = ("open", "theme", "same")
TIMES: tuple[Timing, ...] = ("unknown", "overlap")


def match(
    lacks: Sequence[Lack],
    offers: Sequence[Offer],
    *,
    most: int | None = None,
    within: bool = False,
    shared: bool = False,
    standing: Collection[tuple[str, str]] = (),
) -> Matching:
    """The best set of proposals. Order never matters; equal sums are settled alike each time (ids decide the order).

    `most`: how many proposals one network may carry; None = twice an even share of the lacks among the networks that
    offer anything, at least one. Lacks that name no year count together as a year of their own. `within`: a
    network may also be matched with itself. `shared`: leave out pairs that have no subject in common (`fit`).
    `standing`: pairs (lack, offer) that were proposed before; among equal sums those stay, so that a small change elsewhere
    does not reshuffle what people are reading. Raises CollaborateError for what cannot be meant.
    """
    _check(lacks, offers, most)
    lacks, offers = sorted(lacks, key=lambda n: n.id), sorted(offers, key=lambda o: o.id)
    givers = {o.network for o in offers}
    limit = most if most is not None else max(1, math.ceil(2 * len(lacks) / max(1, len(givers))))
    found = fits(lacks, offers, within=within, shared=shared)
    chosen = _solve(found, lacks, offers, limit, frozenset(standing))
    proposals = [_proposal(found, n, lacks, offers) for n in chosen]
    carried: dict[str, int] = {}
    for p in proposals:
        carried[p.giver] = carried.get(p.giver, 0) + 1
    total = round(math.fsum(lacks[found.lack[n]].weight * int(found.points[n]) for n in chosen), 6)
    return Matching(
        tuple(sorted(proposals, key=lambda p: (-p.points, p.lack, p.offer))), _unmet(found, chosen, lacks, offers),
        total, tuple(sorted(carried.items())), limit,
    )  # fmt: skip


def suitable(lack: Lack, offers: Sequence[Offer], *, within: bool = False) -> list[Proposal]:
    """Every offer that fits one lack, the best first, whatever others ask of it: for a person who looks for more."""
    _check([lack], offers, None)
    offers = sorted(offers, key=lambda o: o.id)
    found = fits([lack], offers, within=within)
    every = [_proposal(found, n, [lack], offers) for n in range(len(found.lack))]
    return sorted(every, key=lambda p: (-p.points, p.offer))


def _check(lacks: Sequence[Lack], offers: Sequence[Offer], most: int | None) -> None:
    for ids in ([n.id for n in lacks], [o.id for o in offers]):
        if len(set(ids)) != len(ids):
            raise CollaborateError(f"id twice: {next(i for i in sorted(ids) if ids.count(i) > 1)}")
    for i, kind in (*((n.id, n.kind) for n in lacks), *((o.id, o.kind) for o in offers)):
        if kind not in KINDS:
            raise CollaborateError(f"{i}: unknown kind {kind!r}")
    for offer in offers:
        if offer.capacity is not None and offer.capacity < 0:
            raise CollaborateError(f"{offer.id}: capacity {offer.capacity} is below zero")
    for lack in lacks:
        if not (math.isfinite(lack.weight) and lack.weight > 0):
            raise CollaborateError(f"{lack.id}: weight {lack.weight} is not above zero")
    if most is not None and most < 0:
        raise CollaborateError(f"most {most} is below zero")


def _solve(
    found: Fits,
    lacks: Sequence[Lack],
    offers: Sequence[Offer],
    limit: int,
    standing: frozenset[tuple[str, str]] = frozenset(),
) -> list[int]:
    """Positions in `found` of the pairs chosen."""
    gain = found.points * np.array([n.weight for n in lacks])[found.lack] if len(found.lack) else np.zeros(0)
    if not len(gain):
        return []
    alive = np.arange(len(gain))
    rows, room = _limits(found, lacks, offers, limit)
    gain = gain + _stays(found, lacks, offers, standing)
    scale = float(gain.max())
    gain = gain / scale
    used = alive if len(alive) <= SMALL else _best(found.lack, gain, alive)
    while True:
        share, price = _linear(gain[used], rows[:, used], room)
        left = np.setdiff1d(alive, used, assume_unique=True)
        better = left[gain[left] - price[rows[:, left]].sum(axis=0) > 1e-9]
        if not len(better):
            return sorted(used[share > 0.5].tolist())
        used = np.sort(np.concatenate([used, _best(found.lack, gain, better)]))


def _stays(
    found: Fits, lacks: Sequence[Lack], offers: Sequence[Offer], standing: frozenset[tuple[str, str]]
) -> Floats:
    """A grain for each pair that stood before: all of them together weigh less than one point of the lightest lack."""
    if not standing:
        return np.zeros(len(found.lack))
    stood = [(lacks[i].id, offers[j].id) in standing for i, j in zip(found.lack, found.offer, strict=True)]
    grain = min(lack.weight for lack in lacks) / (2 * (len(lacks) + 1))
    return np.array(stood, dtype=np.float64) * grain


def _limits(found: Fits, lacks: Sequence[Lack], offers: Sequence[Offer], limit: int) -> tuple[Ints, Floats]:
    """For every pair the three limits it counts for, as row numbers, and how much room each limit has."""
    years = np.array([n.year or 0 for n in lacks], dtype=np.int64)[found.lack]
    year_of = np.unique(years, return_inverse=True)
    count = len(year_of[0])
    names = {name: n for n, name in enumerate(sorted({o.network for o in offers}))}
    network = np.array([names[o.network] for o in offers], dtype=np.int64)[found.offer]
    first, second = len(lacks), len(lacks) + len(offers) * count
    rows = np.stack([found.lack, first + found.offer * count + year_of[1].reshape(-1), second + network])
    capacity = np.repeat([1.0 if o.capacity is None else float(o.capacity) for o in offers], count)
    room = np.concatenate([np.ones(len(lacks)), capacity, np.full(len(names), float(limit))])
    return rows, room


def _best(lack: Ints, gain: Floats, among: Ints) -> Ints:
    """The best FIRST of each lack among those pairs, in order of position."""
    order = among[np.lexsort((among, -gain[among], lack[among]))]
    owner = lack[order]
    start = np.searchsorted(owner, owner)
    return np.sort(order[np.arange(len(order)) - start < FIRST])


def _linear(gain: Floats, rows: Ints, room: Floats) -> tuple[Floats, Floats]:
    """Shares of the pairs at an optimal corner, and the price of each limit."""
    from scipy import sparse
    from scipy.optimize import linprog

    kept, at = np.unique(rows, return_inverse=True)
    size = rows.shape[1]
    columns = np.tile(np.arange(size), rows.shape[0])
    table = sparse.csr_matrix((np.ones(rows.size), (at.reshape(-1), columns)), shape=(len(kept), size))
    answer: Any = linprog(-gain, A_ub=table, b_ub=room[kept], bounds=(0, None), method="highs-ds")
    if answer.status != 0:
        raise RuntimeError(f"the matching could not be solved: {answer.message}")
    price = np.zeros(len(room))
    price[kept] = -np.asarray(answer.ineqlin.marginals)
    return np.asarray(answer.x, dtype=np.float64), price


def _proposal(found: Fits, n: int, lacks: Sequence[Lack], offers: Sequence[Offer]) -> Proposal:
    lack, offer = lacks[found.lack[n]], offers[found.offer[n]]
    subject, place, time = SUBJECTS[found.subject[n]], NEAR[found.place[n]], TIMES[found.time[n]]
    return Proposal(
        lack.id, offer.id, offer.network, lack.network, lack.kind, int(found.points[n]), subject, place, time,
        reasons(lack, offer, subject, place, time),
    )  # fmt: skip


def _unmet(
    found: Fits, chosen: list[int], lacks: Sequence[Lack], offers: Sequence[Offer]
) -> tuple[Unmet, ...]:
    served = set(found.lack[chosen].tolist())
    fitting: npt.NDArray[np.bool_] = np.isin(np.arange(len(lacks)), found.lack)
    kinds = {o.kind for o in offers}
    return tuple(
        full(lack) if fitting[n] else unmet(lack, lack.kind in kinds)
        for n, lack in enumerate(lacks)
        if n not in served
    )
