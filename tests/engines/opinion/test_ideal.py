"""The ideal point: a person's posterior against a grid, one chunk against many, calibration and coverage on its own model."""

import numpy as np
import pytest

from thaktho.engines.opinion import Votes, gather, predict
from thaktho.engines.opinion.chunked import threads
from thaktho.engines.opinion.ideal import (
    Items,
    Prior,
    chance,
    learn,
    main_axes,
    pack,
    score,
    score_all,
    unpack,
)
from thaktho.engines.opinion.kernel import bound
from thaktho.engines.opinion.place import WIDER

from .cast import made


def own_model(
    people: int, statements: int, each: int, seed: int = 0
) -> tuple[Votes, np.ndarray, np.ndarray, np.ndarray]:
    """Votes drawn from the model itself in one dimension; theta, a, b."""
    rng = np.random.default_rng(seed)
    theta, a, b = rng.normal(size=people), rng.normal(size=statements), rng.normal(size=statements)
    column = np.sort(np.argsort(rng.random((people, statements)), axis=1)[:, :each], axis=1).astype(np.int32)
    chance_ = 1 / (1 + np.exp(-(b[column] + a[column] * theta[:, None])))
    vote = np.where(rng.random(column.shape) < chance_, 1, -1).astype(np.int8)
    start = np.arange(people + 1, dtype=np.int64) * each
    ids = [str(at) for at in range(people)], [str(at) for at in range(statements)]
    return Votes(*ids, start, column.ravel(), vote.ravel()), theta, a, b


def known(a: np.ndarray, b: np.ndarray, tails: float = 1e9) -> Items:
    mean = np.column_stack([b, a])
    return Items(mean, pack(mean[:, :, None] * mean[:, None, :]), Prior(tails=tails))


def test_the_bound_is_tanh_over_four_xi() -> None:
    for xi in (1e-6, 0.3, 1.0, 3.0, 6.0, 10.0):
        assert bound(xi * xi) == pytest.approx(np.tanh(xi / 2) / (4 * xi), rel=0.12 if xi > 6 else 0.01)
    assert bound(1e6) > 0


@pytest.mark.parametrize("tails", [1e9, 4.0])
def test_a_position_is_the_peak_of_the_posterior(tails: float) -> None:
    votes, _, a, b = own_model(20, 30, 15)
    found = score(votes, known(a, b, tails), 12)
    grid = np.linspace(-8, 8, 32_001)
    for person in range(20):
        rows = slice(votes.start[person], votes.start[person + 1])
        j, y = votes.statement[rows], votes.vote[rows]
        log = -np.log1p(np.exp(-y[:, None] * (b[j, None] + a[j, None] * grid))).sum(axis=0)
        normal = log - grid**2 / 2
        if tails > 100:
            assert found.mean[person, 0] == pytest.approx(grid[normal.argmax()], abs=2e-3)
            weight = np.exp(normal - normal.max())
            middle = (grid * weight).sum() / weight.sum()
            spread = np.sqrt(((grid - middle) ** 2 * weight).sum() / weight.sum())
            assert np.sqrt(found.cov[person, 0]) == pytest.approx(spread, rel=0.15)
        else:  # heavier tails leave people further out, never nearer to the middle than half a deviation
            assert abs(found.mean[person, 0]) > abs(grid[normal.argmax()]) - 0.5


def test_learning_finds_the_slopes() -> None:
    votes, theta, a, b = own_model(3000, 60, 40)
    items = learn(votes, 1)
    assert abs(np.corrcoef(items.slope[:, 0], a)[0, 1]) > 0.98
    assert np.corrcoef(items.offset, b)[0, 1] > 0.98
    assert abs(np.corrcoef(score(votes, items).mean[:, 0], theta)[0, 1]) > 0.9


@pytest.mark.parametrize(("people", "each"), [(1000, 20), (1500, 40)])
def test_ninety_percent_intervals_cover_about_ninety_percent(people: int, each: int) -> None:
    votes, theta, a, _ = own_model(people, 60, each, seed=4)
    items = learn(votes, 1)
    found = score(votes, items)
    scale = (items.slope[:, 0] @ a) / (
        items.slope[:, 0] @ items.slope[:, 0]
    )  # the sign and unit of the axis are free
    far = np.abs(found.mean[:, 0] - scale * theta) / (WIDER * np.sqrt(found.cov[:, 0]))
    assert 0.82 <= (far < 1.645).mean() <= 0.95


def test_chunks_and_executors_change_no_bit() -> None:
    votes, _ = made(200, 20, 8)
    items = learn(votes, 2)
    again = learn(votes, 2, run=threads(2))
    assert np.array_equal(items.mean, again.mean)
    whole, parts = score(votes, items), [score(chunk, items) for chunk in votes.chunks(37)]
    assert np.array_equal(whole.mean, np.concatenate([part.mean for part in parts]))
    assert np.array_equal(whole.mean, score_all(votes, items).mean)


def test_packing_is_undone() -> None:
    full = np.random.default_rng(0).normal(size=(5, 4, 4))
    full = full + full.transpose(0, 2, 1)
    assert np.array_equal(unpack(pack(full), 4), full)


def test_main_axes_are_strongest_first() -> None:
    votes, _ = made(300, 30, 20, 3, apart=2.0)
    items = learn(votes, 3)
    spread = (score(votes, items).mean @ main_axes(items)).std(axis=0)
    assert (np.diff(spread) < 0.1 * spread[0]).all()


def test_predictions_are_calibrated_and_beat_averages() -> None:
    votes, theta, a, b = own_model(1500, 60, 30, seed=2)
    hidden = np.random.default_rng(0).random(len(votes.vote)) < 0.1
    rest = votes.where(~hidden)
    person, column = votes.person_of_vote()[hidden], votes.statement[hidden]
    p = predict(rest, [(votes.voters[i], votes.statements[j]) for i, j in zip(person, column)]).p
    y = votes.vote[hidden] > 0
    bins = np.minimum((p * 10).astype(int), 9)
    far = np.abs(np.bincount(bins, p, 10) - np.bincount(bins, y, 10)).sum() / len(y)
    assert far < 0.03
    loss = -np.mean(np.log(np.where(y, p, 1 - p)))
    best = 1 / (1 + np.exp(-(b[column] + a[column] * theta[person])))
    assert loss < 1.12 * -np.mean(np.log(np.where(y, best, 1 - best)))


def test_predictions_where_nothing_is_known() -> None:
    none = np.zeros(0, np.int64)
    empty = gather([], [], none, none, none)
    assert predict(empty, [("a", "b")]).p == pytest.approx([0.5])
    assert len(predict(empty, []).p) == 0
    one = gather(["a"], ["s"], np.array([0]), np.array([0]), np.array([1]))
    p = predict(one, [("a", "s"), ("b", "s"), ("a", "t")]).p
    assert ((p > 0.5) & (p < 1)).all()


def test_chances_are_probabilities() -> None:
    votes, _ = made(60, 20, 10)
    items = learn(votes, 4)
    person, column = np.divmod(np.arange(60 * 20), 20)
    p = chance(items, score(votes, items), person, column)
    assert ((p > 0) & (p < 1)).all()
