"""Where people stand: a Bayesian ideal point from agreeing and disagreeing votes.

The model is the two-parameter item response model, P(agree | voted, not pass) = sigmoid(b_j + a_j . theta_i), with
theta_i ~ Student t around 0 (a scale mixture of normals; Gaussian for `tails` = infinity) and Gaussian priors on b_j and a_j
whose widths are learnt. It is fitted by variational EM: the logistic function is bounded from below by a Gaussian
(Jaakkola and Jordan, Bayesian parameter estimation via variational methods, Statistics and Computing 10, 2000), so that people
and statements have Gaussian posteriors in closed form. Unlike PCA after mean imputation it knows which votes are missing, and
how little eight votes tell.

One pass is map(chunk) -> sums over people, reduce(+), and a small solve for each statement. Symmetric D x D matrices, D = d + 1
(the first coordinate is the constant 1 that carries b), are packed as their upper triangle, Q = D (D+1) / 2 numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from .axes import principal
from .chunked import Executor, local
from .kernel import pass_people, sharpen
from .place import STEPS
from .store import Chunk, Floats, Ints, Votes


@dataclass(frozen=True, slots=True)
class Prior:
    """`tails`: degrees of freedom of the people's Student t. `slope`, `offset`: standard deviations of a and b, `centre`: the
    mean of b, all to begin with: they are learnt, the deviations within 0.1 and `widest`."""

    tails: float = 4.0
    slope: float = 1.0
    offset: float = 1.5
    centre: float = 0.0
    widest: float = 4.0


@dataclass(frozen=True, slots=True)
class Items:
    """What was learnt of the statements: `mean` (M, D) of (b, a); `second` (M, Q) packed E[(b,a)(b,a)']."""

    mean: Floats
    second: Floats
    prior: Prior

    @property
    def d(self) -> int:
        return int(self.mean.shape[1]) - 1

    @property
    def offset(self) -> Floats:
        return np.asarray(self.mean[:, 0])

    @property
    def slope(self) -> Floats:
        return np.asarray(self.mean[:, 1:])


@dataclass(frozen=True, slots=True)
class Positions:
    """People's posterior: `mean` (n, d) and packed covariance `cov` (n, d (d+1) / 2)."""

    mean: Floats
    cov: Floats

    @property
    def d(self) -> int:
        return int(self.mean.shape[1])


def packed_at(size: int) -> tuple[Ints, Ints]:
    """Rows and columns of the packed upper triangle of a size x size matrix."""
    rows, cols = np.triu_indices(size)
    return rows.astype(np.int64), cols.astype(np.int64)


def unpack(packed: Floats, size: int) -> Floats:
    """(n, Q) packed to (n, size, size)."""
    rows, cols = packed_at(size)
    full = np.empty((len(packed), size, size))
    full[:, rows, cols] = packed
    full[:, cols, rows] = packed
    return full


def pack(full: Floats) -> Floats:
    """(n, size, size) symmetric to (n, Q)."""
    rows, cols = packed_at(full.shape[-1])
    return np.ascontiguousarray(full[:, rows, cols])


def learn(votes: Votes, d: int, prior: Prior = Prior(), passes: int = 30, run: Executor = local,
          begin: Items | None = None) -> Items:  # fmt: skip
    """Fit the statements, beginning at the principal axes or at items learnt before. Ends when slopes and offsets move by less than 0.005 (root mean
    square) in a pass."""
    items = begin or _begin(votes, d, prior, _slopes(votes, d, run))
    parts = [(chunk, *_blank(chunk.people, d)) for chunk in votes.chunks()]
    rows, cols = packed_at(d + 1)
    halved = np.where(rows == cols, 1.0, 0.5)
    for _ in range(passes):
        sums, lins = np.zeros((votes.width, len(rows))), np.zeros((votes.width, d + 1))
        after = []
        for part, more, lin in run(partial(_sums, items=items), parts):
            sums += more
            lins += lin
            after.append(part)
        parts = after
        items, moved = _statements(items, unpack(sums * halved, d + 1), lins)
        if moved < 0.005:
            break
    return items


Part = tuple[Chunk, Floats, Floats]


def _sums(part: Part, items: Items) -> tuple[Part, Floats, Floats]:
    """One pass over a chunk: its people re-estimated, and what they tell of the statements."""
    chunk, mean, cov = part
    sums, lins = np.zeros_like(items.second), np.zeros_like(items.mean)
    pass_people(items.d)(
        chunk.start,
        chunk.statement,
        chunk.vote,
        items.mean,
        items.second,
        mean,
        cov,
        items.prior.tails,
        1,
        sums,
        lins,
    )
    return part, sums, lins


def _slopes(votes: Votes, d: int, run: Executor) -> Floats:
    """The principal axes (M, d), scaled to a mean square of 1."""
    axis = principal(votes, d, tolerance=1e-3, passes=12, run=run).axis
    return np.asarray(axis / np.maximum(np.sqrt((axis**2).sum(axis=0) / max(votes.width, 1)), 1e-12))


def _blank(people: int, d: int) -> tuple[Floats, Floats]:
    cov = np.zeros((people, d * (d + 1) // 2))
    rows, cols = packed_at(d)
    cov[:, rows == cols] = 1.0
    return np.zeros((people, d)), cov


def _begin(votes: Votes, d: int, prior: Prior, slopes: Floats) -> Items:
    agree = np.bincount(votes.statement[votes.vote > 0], minlength=votes.width)
    refuse = np.bincount(votes.statement[votes.vote < 0], minlength=votes.width)
    mean = np.column_stack([np.log((agree + 1.0) / (refuse + 1.0)), slopes])
    return Items(mean, pack(mean[:, :, None] * mean[:, None, :]), prior)


def _statements(items: Items, precision: Floats, lins: Floats) -> tuple[Items, float]:
    """The M-step: Gaussian posterior of each (b, a), and the widths of their priors."""
    d, prior = items.d, items.prior
    wide = np.full(d + 1, prior.slope**-2.0)
    wide[0] = prior.offset**-2.0
    cov = np.linalg.inv(precision + np.diag(wide))
    lins = lins.copy()
    lins[:, 0] += wide[0] * prior.centre
    mean = np.einsum("jkl,jl->jk", cov, lins)
    second = mean[:, :, None] * mean[:, None, :] + cov
    used = precision[:, 0, 0] > 0
    learnt = _widths(prior, mean[used], np.diagonal(second[used], axis1=1, axis2=2)) if used.any() else prior
    moved = float(np.sqrt(((mean - items.mean)[used] ** 2).mean())) if used.any() else 0.0
    return Items(mean, pack(second), learnt), moved


def _widths(prior: Prior, mean: Floats, squares: Floats) -> Prior:
    """The prior that the statements' posteriors ask for (empirical Bayes); `squares` (M, D): E[b^2], E[a^2]."""
    centre = float(mean[:, 0].mean())
    offset = np.sqrt((squares[:, 0] - 2.0 * centre * mean[:, 0] + centre**2).mean())
    slope = np.sqrt(squares[:, 1:].mean())
    low, high = 0.1, prior.widest
    return replace(
        prior, centre=centre, offset=float(np.clip(offset, low, high)), slope=float(np.clip(slope, low, high))
    )


def score(chunk: Chunk | Votes, items: Items, steps: int = STEPS) -> Positions:
    """Posteriors of some people under known statements, also of a single person: the peak, by `steps` of Newton from the
    middle, and the curvature there (Laplace)."""
    mean, cov = _blank(len(chunk.start) - 1, items.d)
    sharpen(items.d)(
        chunk.start, chunk.statement, chunk.vote, items.mean, mean, cov, items.prior.tails, steps
    )
    return Positions(mean, cov)


def lean(chunk: Chunk | Votes, items: Items, turns: int = 4) -> Positions:
    """Positions by a few turns of the bound, which fall short for people far out. That is what groups want: so the few who
    are furthest do not make a group of their own (measured in bench.opinion: `sample`, `half`)."""
    mean, cov = _blank(len(chunk.start) - 1, items.d)
    none, tails = np.zeros((0, items.second.shape[1])), items.prior.tails
    pass_people(items.d)(
        chunk.start,
        chunk.statement,
        chunk.vote,
        items.mean,
        items.second,
        mean,
        cov,
        tails,
        turns,
        none,
        none,
    )
    return Positions(mean, cov)


def score_all(
    votes: Votes, items: Items, run: Executor = local, how: Callable[[Chunk, Items], Positions] = score
) -> Positions:
    """Everybody's posteriors, by chunks; `how` is `score` or `lean`."""
    parts = list(run(lambda chunk: how(chunk, items), list(votes.chunks())))
    if not parts:
        return Positions(*_blank(0, items.d))
    return Positions(
        np.concatenate([part.mean for part in parts]), np.concatenate([part.cov for part in parts])
    )


def weight(items: Items) -> Floats:
    """G = sum over statements of q (1 - q) a a', q = sigmoid(b): how much a unit of each direction changes votes."""
    q = 1.0 / (1.0 + np.exp(-items.offset))
    return np.asarray(np.einsum("j,jk,jl->kl", q * (1.0 - q), items.slope, items.slope))


def main_axes(items: Items) -> Floats:
    """(d, d): theta @ main_axes is the position in the directions that change most votes, strongest first, in units of
    sqrt(G). Each is signed so that agreeing with the average statement is positive."""
    values, vectors = np.linalg.eigh(weight(items))
    turn = (vectors * np.sqrt(np.maximum(values, 0.0)))[:, ::-1]
    return np.ascontiguousarray(turn * np.where((items.slope @ turn).sum(axis=0) < 0, -1.0, 1.0))


def chance(items: Items, positions: Positions, person: Ints, statement: Ints) -> Floats:
    """P(agree | agree or disagree) for pairs of person and statement (codes), the uncertainty of both averaged over
    (MacKay's approximation of the logistic-normal mean)."""
    size = items.d + 1
    theta = np.column_stack([np.ones(len(person)), positions.mean[person]])
    tilt = items.mean[statement]
    centre = np.einsum("nk,nk->n", theta, tilt)
    second = unpack(items.second[statement], size)
    spread = np.zeros((len(person), size, size))
    spread[:, 1:, 1:] = unpack(positions.cov[person], items.d)
    whole = theta[:, :, None] * theta[:, None, :] + spread
    variance = np.maximum(np.einsum("nkl,nkl->n", second, whole) - centre**2, 0.0)
    return np.asarray(1.0 / (1.0 + np.exp(-centre / np.sqrt(1.0 + np.pi / 8.0 * variance))))
