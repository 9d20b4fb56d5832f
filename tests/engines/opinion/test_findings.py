"""Findings against scipy and against counting by hand; certificates against the definition."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from thaktho.engines.opinion import certificate, findings, rates
from thaktho.engines.opinion.kmeans import GRID, gathered, kmeans, nearest
from thaktho.engines.opinion.tally import members, tally

from .cast import made


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
@settings(deadline=None)
def test_discovery_equals_scipys(p: list[float]) -> None:
    assert rates.discovery(np.array(p)) == pytest.approx(stats.false_discovery_control(p))


@given(st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=1, max_size=13))
@settings(deadline=None)
def test_each_column_is_corrected_alone(rows: list[list[float]]) -> None:
    p = np.array(rows)
    by_column = rates.discovery_by_column(p)
    for at in range(4):
        assert by_column[:, at] == pytest.approx(rates.discovery(p[:, at].copy()))


def cells_of(*units: tuple[int, int, int]) -> np.ndarray:
    return np.array(units, np.int64)[:, None, :]


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 200), st.integers(0, 200))
@settings(deadline=None)
def test_rates_equal_scipys(yes: int, no: int, others_yes: int, others_no: int) -> None:
    rate = rates.overall(np.array([others_yes]), np.array([others_yes + others_no]))
    assert rate == pytest.approx((others_yes + 1) / (others_yes + others_no + 2))
    beta = stats.beta(5 * rate + yes, 5 * (1 - rate) + no)
    hits, seen = np.array([yes]), np.array([yes + no])
    assert rates.lower_bound(hits, seen, rate) == pytest.approx(beta.ppf(0.05))
    assert rates.most(hits, seen, rate) == pytest.approx(beta.sf(0.5))
    assert rates.half_or_more(hits, seen) == pytest.approx(stats.beta(yes + 1, no + 1).sf(0.5))
    if yes + no:
        assert rates.unlike(hits, seen, rate) == pytest.approx(stats.binom.cdf(yes, yes + no, rate))


@pytest.mark.parametrize(
    ("network", "name"),
    [
        ((0, 0, 7), "all"),
        ((7, 0, 0), "refused_by"),
        ((0, 0, 4), "not_enough"),
        ((4, 0, 3), "not_enough"),
        ((0, 0, 0), "not_enough"),
    ],
)
def test_the_lists(network: tuple[int, int, int], name: str) -> None:
    cells = cells_of((3, 2, 45), network)
    found = findings.consensus(cells, np.array([[8, 4, 88]]), 1, np.array([0]))
    assert [one.list for one in found] == [name]
    assert found[0].units == (() if name == "all" else (1,))


def test_a_statement_that_a_group_does_not_agree_with_is_no_consensus() -> None:
    assert (
        findings.consensus(cells_of((3, 2, 45), (20, 2, 18)), np.array([[30, 4, 66]]), 2, np.array([0])) == []
    )


def test_representative_statements_are_those_that_set_apart() -> None:
    cells = np.array([[[2, 1, 40], [20, 3, 20], [1, 0, 3]], [[38, 2, 3], [21, 2, 20], [40, 0, 0]]], np.int64)
    first, second = findings.representative(cells, np.arange(3))
    assert [(one.statement, one.agree) for one in first] == [(0, True)]  # statement 2 has under 5 votes there
    assert {(one.statement, one.agree) for one in second} == {(0, False), (2, False)}
    assert all(one.low < one.share < one.high and one.q <= 0.05 for one in first + second)
    assert findings.representative(cells[:1], np.arange(3)) == [[]]


def test_tallies_equal_a_count_by_hand_and_blocks_sum_up() -> None:
    votes, camp = made(90, 12, 7, 3)
    pairs = [(np.arange(90), camp), (np.arange(0, 90, 4), np.full(23, 3))]
    counted = tally(votes, members(90, 4, pairs), 0)
    person = votes.person_of_vote()
    for unit in range(4):
        inside = camp[person] == unit if unit < 3 else person % 4 == 0
        for statement in range(12):
            marks = votes.vote[inside & (votes.statement == statement)]
            assert counted.cells[unit, statement].tolist() == [
                int((marks == one).sum()) for one in (-1, 0, 1)
            ]
    assert np.array_equal(counted.blocks.sum(axis=0), counted.cells)
    assert np.array_equal(counted.everyone, counted.cells[:3].sum(axis=0))


def test_a_certificate_is_the_share_of_samples_in_which_the_finding_stands() -> None:
    votes, camp = made(200, 12, 9, 2, apart=1.0)
    counted = tally(votes, members(200, 3, [(np.arange(200), camp), (np.arange(200), np.full(200, 2))]), 0)
    found = findings.consensus(counted.cells[:2], counted.everyone, 2, np.arange(12))
    assert found
    from thaktho.engines.opinion.tally import Tally

    held = certificate.consensus(
        Tally(counted.cells[:2], counted.everyone, counted.blocks[:, :2]),
        2,
        counted.blocks[:, 2],
        found,
        np.ones(0, bool),
        0,
    )
    for one, share in zip(found, held):
        times = [
            findings.consensus(
                counted.blocks[kept][:, :2, [one.statement]].sum(axis=0),
                counted.blocks[kept][:, 2, [one.statement]].sum(axis=0), 2, np.array([0]),
            )
            for kept in certificate.samples(20, 0)
        ]  # fmt: skip
        assert share == sum(bool(line) and line[0].list == one.list for line in times) / 50


def test_polis_mode_has_certificates_too() -> None:
    from thaktho.engines.opinion import Settings, opinion_map

    votes, _ = made(200, 20, 15, 2, apart=2.0)
    found = opinion_map(votes, settings=Settings("polis", groups=2))
    lines = [line for group in found["groups"] for line in group["representative"]] + found["consensus"]
    assert lines
    assert all(0.0 <= line["stands"] <= 1.0 for line in lines)
    assert max(line["stands"] for line in lines) > 0.9
    assert not any("q" in line for line in lines)


def test_kmeans_reaches_scikit_learns_inertia_and_the_grid_changes_little() -> None:
    from sklearn.cluster import KMeans

    rng = np.random.default_rng(3)
    points = np.concatenate([rng.normal(at, 1, (3000, 2)) for at in (-3, 0, 4)])
    centres = kmeans(points, np.ones(9000), 3, 0)
    mine = ((points - centres[nearest(points, centres)]) ** 2).sum()
    assert mine <= 1.002 * KMeans(3, n_init=5, random_state=0).fit(points).inertia_
    few, weight = gathered(points, np.ones(9000))
    assert len(few) <= GRID**2
    assert weight.sum() == 9000
    assert (few * weight[:, None]).sum(axis=0) == pytest.approx(points.sum(axis=0))
