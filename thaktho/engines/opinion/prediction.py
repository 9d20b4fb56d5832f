"""What people would say to statements they have not voted on: P(agree | agree or disagree).

The ideal point model in the number of dimensions, 1 to 4, that does best on a tenth of the votes hidden from it; then learnt on
all. A voter without votes stands at the middle, a statement without votes has everybody's agree rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .chunked import Executor, local
from .grouping import DIMENSIONS, DRAFT_VOTES, learners
from .ideal import Items, chance, learn, score_all
from .store import Floats, Ints, Votes

HIDDEN = 0.1
ENOUGH = 200  # votes, passes apart: below, one dimension is all that can be told


@dataclass(frozen=True, slots=True)
class Prediction:
    """`p` for each pair asked, in order; `d` the dimensions taken; `losses`: log-loss on hidden votes by dimension."""

    p: Floats
    d: int
    losses: dict[int, float]


def predict(
    votes: Votes, pairs: Sequence[tuple[str, str]], *, seed: int = 0, run: Executor = local
) -> Prediction:
    """Chances for pairs of (voter id, statement id), known or not."""
    losses = inner_losses(votes, seed, run)
    d = min(losses, key=lambda one: (losses[one], one)) if losses else 1
    items = learn(learners(votes, seed), d, run=run)
    people = {key: at for at, key in enumerate(votes.voters)}
    columns = {key: at for at, key in enumerate(votes.statements)}
    person = np.array([people.get(voter, -1) for voter, _ in pairs], np.int64)
    column = np.array([columns.get(statement, -1) for _, statement in pairs], np.int64)
    return Prediction(_chances(votes, items, person, column, run), d, losses)


def _chances(votes: Votes, items: Items, person: Ints, column: Ints, run: Executor) -> Floats:
    """Chances for codes; -1 is unknown. Only the people asked about are scored."""
    total = int((votes.vote != 0).sum())
    rate = (float((votes.vote > 0).sum()) + 1.0) / (total + 2.0)
    p = np.full(len(person), rate)
    known = np.flatnonzero(column >= 0)
    if not len(known) or not total:
        return p
    asked, place = np.unique(np.maximum(person[known], 0), return_inverse=True)
    stranger = person[known] < 0
    positions = score_all(votes.rows(asked), items, run) if votes.people else score_all(votes, items, run)
    mean, cov = positions.mean, positions.cov
    if stranger.any():
        nobody = score_all(_nobody(votes), items)
        mean, cov = np.vstack([mean, nobody.mean]), np.vstack([cov, nobody.cov])
        place = np.where(stranger, len(mean) - 1, place)
    p[known] = chance(items, type(positions)(mean, cov), place.astype(np.int64), column[known])
    return p


def _nobody(votes: Votes) -> Votes:
    return Votes([""], votes.statements, np.zeros(2, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int8))


def inner_losses(votes: Votes, seed: int, run: Executor = local) -> dict[int, float]:
    """Log-loss on a tenth of the votes, hidden by draws of `seed`, for each number of dimensions; empty for few votes."""
    sample = learners(votes, seed, DRAFT_VOTES)
    said = np.flatnonzero(sample.vote != 0)
    if len(said) < ENOUGH:
        return {}
    hidden = np.sort(
        np.random.default_rng([seed, 10]).choice(said, max(1, int(len(said) * HIDDEN)), replace=False)
    )
    kept = np.ones(len(sample.vote), np.bool_)
    kept[hidden] = False
    rest = sample.where(kept)
    person, column = (
        sample.person_of_vote()[hidden].astype(np.int64),
        sample.statement[hidden].astype(np.int64),
    )
    agree = sample.vote[hidden] > 0
    losses = {}
    for d in range(1, DIMENSIONS + 1):
        items = learn(rest, d, run=run)
        p = chance(items, score_all(rest, items, run), person, column)
        losses[d] = float(-np.mean(np.log(np.where(agree, p, 1.0 - p))))
    return losses
