"""Polis's mathematics: against a dense re-computation with numpy, and against the official engine's own output."""

import json
import math

import numpy as np
import pytest

from thaktho.engines.opinion import polis, polis_rules
from thaktho.engines.opinion.axes import positions, principal
from thaktho.engines.opinion.kmeans import ari
from thaktho.engines.opinion.tally import members, silhouette, tally

from .cast import REAL, conversation, made

BLOB = REAL / "scoop-hivemind.biodiversity" / "biodiversity_math_blob.json"
real = pytest.mark.skipif(not BLOB.exists(), reason="the real conversations are not at hand")


def dense(votes) -> np.ndarray:
    out = np.full((votes.people, votes.width), np.nan)
    out[votes.person_of_vote(), votes.statement] = votes.vote
    return out


@pytest.mark.parametrize("seed", range(3))
def test_axes_and_places_equal_the_dense_pca(seed: int) -> None:
    votes, _ = made(120, 30, 12, seed=seed)
    dropped = np.zeros(30, bool)
    dropped[[3, 7]] = True
    full = dense(votes)
    full[:, dropped] = 0.0
    mean = np.nanmean(full, axis=0)
    centred = np.where(np.isnan(full), mean, full) - mean
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    found = polis.polis_map(votes, dropped=dropped)
    for at in range(2):
        assert abs(found.axes.axis[:, at] @ axes[at]) > 0.99999
    counted = (~np.isnan(full)).sum(axis=1)  # a dropped column is 0 for everybody and counts
    expected = centred @ found.axes.axis * np.sqrt(30 / counted)[:, None]
    assert np.allclose(found.place, expected, atol=1e-9)


def slow_tests(cells: np.ndarray, group: int, statement: int) -> dict[str, float]:
    """The published formulas, one number at a time."""
    (nd, _, na), ns = cells[group, statement], cells[group, statement].sum()
    rest = sum(cells[g, statement] for g in range(len(cells)) if g != group)
    od, oa, os_ = rest[0], rest[2], rest.sum()

    def z(x1: float, n1: float, x2: float, n2: float) -> float:
        p = (x1 + x2) / (n1 + n2)
        return 0.0 if p == 1 else (x1 / n1 - x2 / n2) / math.sqrt(p * (1 - p) * (1 / n1 + 1 / n2))

    return {
        "pa": (na + 1) / (ns + 2),
        "pd": (nd + 1) / (ns + 2),
        "pat": 2 * math.sqrt(ns + 1) * ((na + 1) / (ns + 1) - 0.5),
        "pdt": 2 * math.sqrt(ns + 1) * ((nd + 1) / (ns + 1) - 0.5),
        "ra": ((na + 1) / (ns + 2)) / ((oa + 1) / (os_ + 2)),
        "rd": ((nd + 1) / (ns + 2)) / ((od + 1) / (os_ + 2)),
        "rat": z(na + 1, ns + 1, oa + 1, os_ + 1),
        "rdt": z(nd + 1, ns + 1, od + 1, os_ + 1),
    }


def test_the_rules_equal_the_formulas_one_by_one() -> None:
    cells = np.random.default_rng(0).integers(0, 9, (3, 12, 3))
    cells[:, 0, :2] = 0  # everybody agrees
    found = polis_rules.tests(cells)
    for group in range(3):
        for statement in range(12):
            for name, value in slow_tests(cells, group, statement).items():
                assert getattr(found, name)[group, statement] == pytest.approx(value, abs=1e-12), name


def test_silhouette_equals_scikit_learns() -> None:
    from sklearn.metrics import adjusted_rand_score, silhouette_score

    rng = np.random.default_rng(1)
    points, label = rng.normal(size=(60, 2)), rng.integers(0, 3, 60).astype(np.int32)
    assert silhouette(points, label) == pytest.approx(silhouette_score(points, label))
    other = rng.integers(0, 4, 60).astype(np.int32)
    assert ari(label, other) == pytest.approx(adjusted_rand_score(label, other))


@pytest.mark.parametrize(("people", "cast", "inside"), [(40, 8, 40), (40, 5, 15), (6, 3, 6)])
def test_who_is_in_groups(people: int, cast: int, inside: int) -> None:
    votes, _ = made(people, 20, cast)
    assert polis.eligible(votes).sum() == inside


@pytest.fixture(scope="module")
def whole():
    blob = json.loads(BLOB.read_text())
    votes, _ = conversation("scoop-hivemind.biodiversity")
    out = {str(one) for one in blob["mod-out"]}
    dropped = np.array([one in out for one in votes.statements])
    place = {one: at for at, one in enumerate(votes.voters)}
    base = dict(zip(blob["base-clusters"]["id"], blob["base-clusters"]["members"]))
    label = np.full(votes.people, -1)
    for group in blob["group-clusters"]:
        for cluster in group["members"]:
            label[[place[str(one)] for one in base[cluster]]] = group["id"]
    inside = np.flatnonzero(label >= 0)
    counted = tally(votes, members(votes.people, 2, [(inside, label[inside])]), 0)
    return blob, votes, dropped, label, counted


@real
class TestOfficialOutput:
    """The biodiversity conversation as the official engine computed it (disagree = +1 inside it)."""

    def test_components(self, whole) -> None:
        blob, votes, dropped, _, _ = whole
        axes = principal(votes, 2, dropped=dropped)
        order = [blob["tids"].index(int(one)) for one in votes.statements]
        for at, official in enumerate(np.array(blob["pca"]["comps"])):
            assert abs(official[order] @ axes.axis[:, at]) / np.linalg.norm(official) >= 0.9999

    def test_places_of_base_clusters(self, whole) -> None:
        blob, votes, dropped, _, _ = whole
        place = polis.polis_map(votes, dropped=dropped).place
        code = {one: at for at, one in enumerate(votes.voters)}
        base = blob["base-clusters"]
        mine = np.array([place[[code[str(one)] for one in ones]].mean(axis=0) for ones in base["members"]])
        for at, official in enumerate((base["x"], base["y"])):
            sign = -np.sign(np.corrcoef(mine[:, at], official)[0, 1])
            assert np.abs(sign * mine[:, at] + np.array(official)).max() < 1e-3

    def test_counts_and_group_aware_consensus(self, whole) -> None:
        blob, votes, _, _, counted = whole
        for group in "01":
            for at, one in enumerate(votes.statements):
                line = blob["group-votes"][group]["votes"][one]
                refuse, passed, agree = counted.cells[int(group), at]
                assert (line["A"], line["D"], line["S"]) == (agree, refuse, agree + passed + refuse)
        aware = polis_rules.group_aware(counted.cells)
        for at, one in enumerate(votes.statements):
            assert aware[at] == pytest.approx(blob["group-aware-consensus"][one], abs=1e-9)

    def test_representative_and_consensus_sets(self, whole) -> None:
        blob, votes, dropped, _, counted = whole
        kept = np.flatnonzero(~dropped)
        found = polis_rules.tests(counted.cells)
        for group in (0, 1):
            mine = [
                (votes.statements[one.statement], "agree" if one.agree else "disagree")
                for one in polis_rules.representative(found, group, kept)
            ]
            assert mine == [(str(one["tid"]), one["repful-for"]) for one in blob["repness"][str(group)]]
        for mine_, side in zip(polis_rules.consensus(counted.everyone, kept), ("agree", "disagree")):
            assert {votes.statements[at] for at in mine_} == {
                str(one["tid"]) for one in blob["consensus"][side]
            }

    def test_groups_are_near_the_official_ones(self, whole) -> None:
        _, votes, dropped, label, _ = whole
        mine = polis.polis_map(votes, dropped=dropped).group
        both = (mine >= 0) & (label >= 0)
        assert ari(mine[both], label[both].astype(np.int32)) > 0.85

    def test_projection_needs_the_dropped_columns(self, whole) -> None:
        _, votes, dropped, _, _ = whole
        assert np.isfinite(positions(votes, principal(votes, 2, dropped=dropped), dropped=dropped)).all()
