"""Vote by vote gives what a fresh count gives; routing fills thin networks and shuts nothing out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.engines.opinion import Asked, Live, gather, next_statements
from thaktho.engines.opinion.ideal import learn, main_axes, score
from thaktho.engines.opinion.routing import UNIFORM, chances, rotation

from .cast import made

VOTES, _ = made(80, 20, 8)
ITEMS = learn(VOTES, 2)


@given(st.lists(st.tuples(st.integers(0, 85), st.integers(0, 22), st.sampled_from((-1, 0, 1))), max_size=40))
@settings(deadline=None, max_examples=25)
def test_counts_and_places_equal_a_fresh_start(new: list[tuple[int, int, int]]) -> None:
    nets = {"a": [str(at) for at in range(0, 90, 2)], "b": [str(at) for at in range(0, 90, 5)]}
    live = Live(VOTES, ITEMS, networks=nets)
    for voter, statement, mark in new:
        live.vote(str(voter), str(statement), mark)
    rows = [*zip(VOTES.person_of_vote().tolist(), VOTES.statement.tolist(), VOTES.vote.tolist()), *new]
    last = {(voter, statement): mark for voter, statement, mark in rows}
    for statement in range(23):
        marks = [mark for (_, one), mark in last.items() if one == statement]
        at = live._column.get(str(statement))
        if at is None:
            assert not marks
            continue
        assert live.everyone[at].tolist() == [marks.count(-1), marks.count(0), marks.count(1)]
        for unit, people in enumerate(nets.values()):
            own = [mark for (who, one), mark in last.items() if one == statement and str(who) in people]
            assert live.cells[unit, at].tolist() == [own.count(-1), own.count(0), own.count(1)]
    for voter, _, _ in new[-3:]:
        mine = sorted((one, mark) for (who, one), mark in last.items() if who == voter and one < 20)
        columns = [str(at) for at in range(20)]
        alone = gather(["x"], columns, np.zeros(len(mine), int), np.array([m[0] for m in mine], int), np.array([m[1] for m in mine], int))  # fmt: skip
        place = (score(alone, ITEMS).mean @ main_axes(ITEMS))[0]
        spot = live.spot(str(voter))
        assert (spot.x, spot.y) == pytest.approx(tuple(place), abs=1e-9)


def test_a_stranger_stands_in_the_middle_and_is_unsure() -> None:
    live = Live(VOTES, ITEMS)
    nobody, somebody = live.spot("nobody"), live.spot("3")
    assert (nobody.x, nobody.y) == (0.0, 0.0)
    assert nobody.sd > somebody.sd


def test_a_mark_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="vote"):
        Live(VOTES, ITEMS).vote("1", "1", 2)


def asked(open_: list[bool], networks: np.ndarray) -> Asked:
    return Asked(np.full((4, 3), 5), networks, np.array(open_), np.zeros(2), np.array([1.0, 0.0, 1.0]))


def test_only_open_statements_are_asked_and_each_has_its_share() -> None:
    some = asked([True, False, True, True], np.zeros((0, 4, 3), int))
    chance = chances(some, None)
    assert chance[1] == 0
    assert chance.sum() == pytest.approx(1)
    assert chance[[0, 2, 3]].min() >= UNIFORM / 3 - 1e-12
    drawn = next_statements(some, None, np.random.default_rng(0), 9)
    assert sorted(drawn) == [0, 2, 3]
    assert next_statements(asked([False] * 4, np.zeros((0, 4, 3), int)), None, np.random.default_rng(0)) == []


def test_a_thin_network_is_filled_first() -> None:
    networks = np.full((2, 4, 3), 5)
    networks[1, 2] = 0
    chance = chances(asked([True] * 4, networks), None)
    assert chance.argmax() == 2
    assert chance[2] > 2 * chance[0]


def test_printed_sheets_fill_a_network_evenly() -> None:
    sheets = rotation(30, 7, 20)
    seen = np.bincount(np.concatenate(sheets), minlength=30)
    assert seen.max() - seen.min() <= 1
    assert all(len(set(sheet)) == 20 for sheet in sheets)
