"""Which statement to ask next: what tells most about this person and the statement, and fills thin networks first.

    weight = priority x (1 + information) x (1 + thin)

priority: Polis's, (1 - pass rate) (agree rate) (1 + extremity) raised for statements seldom seen; here the extremity is
the length of the statement's slope. information: how much the vote would narrow the person's position, q (1 - q) a' S a.
thin: how far the person's networks are from 5 votes on the statement, the worst of them. One part in five of all showings is
uniform over what the person has not seen, so that no statement is shut out and rates stay estimable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .ideal import Items, unpack
from .rates import CELL
from .store import Flags, Floats, Ints
from .tally import Counts

UNIFORM = 0.2
THIN = 8.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known when a person asks for a statement. `everyone` (M, 3): all counts; `networks` (u, M, 3): those of the
    person's networks; `open` (M flags): not voted on by the person, and in use; `mean`, `cov`: the person's posterior."""

    everyone: Counts
    networks: Counts
    open: Flags
    mean: Floats
    cov: Floats


def chances(asked: Asked, items: Items | None) -> Floats:
    """The chance with which each statement is shown next: (M), sums to 1; all 0 when none is open. `items` None: no map yet."""
    count = int(asked.open.sum())
    if not count:
        return np.zeros(len(asked.open))
    weight = np.where(
        asked.open, _priority(asked, items) * (1.0 + _information(asked, items)) * (1.0 + _thin(asked)), 0.0
    )
    even = asked.open / count
    total = float(weight.sum())
    return np.asarray(UNIFORM * even + (1.0 - UNIFORM) * (weight / total if total > 0 else even))


def next_statements(asked: Asked, items: Items | None, rng: np.random.Generator, most: int = 1) -> list[int]:
    """Codes of up to `most` different statements, drawn by `chances`."""
    chance = chances(asked, items)
    some = min(most, int(asked.open.sum()))
    return [int(one) for one in rng.choice(len(chance), some, replace=False, p=chance)] if some else []


def _priority(asked: Asked, items: Items | None) -> Floats:
    seen = asked.everyone.sum(axis=1)
    passed, agree = (asked.everyone[:, 1] + 1.0) / (seen + 2.0), (asked.everyone[:, 2] + 1.0) / (seen + 2.0)
    far = 0.0 if items is None else np.sqrt((items.slope**2).sum(axis=1))
    return np.asarray(((1.0 - passed) * (far + 1.0) * agree * (1.0 + 8.0 * 2.0 ** (-seen / 5.0))) ** 2)


def _information(asked: Asked, items: Items | None) -> Floats:
    if items is None:
        return np.zeros(len(asked.open))
    q = 1.0 / (1.0 + np.exp(-(items.offset + items.slope @ asked.mean)))
    spread = unpack(asked.cov[None, :], items.d)[0]
    return np.asarray(q * (1.0 - q) * np.einsum("jk,kl,jl->j", items.slope, spread, items.slope))


def _thin(asked: Asked) -> Floats:
    if not len(asked.networks):
        return np.zeros(len(asked.open))
    missing = np.maximum(CELL - asked.networks.sum(axis=-1), 0) / CELL
    return np.asarray(THIN * missing.max(axis=0))


def rotation(statements: int, people: int, each: int, seed: int = 0) -> list[Ints]:
    """Printed sheets for a hall: for each person `each` different statements, so that every statement is asked equally often
    (to within one) among any run of neighbours. Sit a network together and its cells fill evenly."""
    rng = np.random.default_rng([seed, 11])
    order: Sequence[int] = rng.permutation(statements).tolist()
    out, at = [], 0
    for _ in range(people):
        some = min(each, statements)
        out.append(np.sort(np.array([order[(at + step) % statements] for step in range(some)], np.int64)))
        at = (at + some) % max(statements, 1)
    return out
