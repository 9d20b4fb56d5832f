"""The vote store against a dictionary: the latest vote counts, the order of rows does not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.engines.opinion import Votes, gather

ROW = st.tuples(st.integers(0, 5), st.integers(0, 4), st.sampled_from((-1, 0, 1)), st.integers(0, 3))


def stored(rows: list[tuple[int, int, int, int]], timed: bool = True) -> Votes:
    voter, statement, vote, time = (np.array([row[at] for row in rows], np.int64) for at in range(4))
    ids = [f"v{at}" for at in range(6)], [f"s{at}" for at in range(5)]
    return gather(*ids, voter, statement, vote, time if timed else None)


def as_dict(votes: Votes) -> dict[tuple[str, str], int]:
    person = votes.person_of_vote()
    return {
        (votes.voters[i], votes.statements[j]): int(mark)
        for i, j, mark in zip(person, votes.statement, votes.vote)
    }


@given(st.lists(ROW, max_size=60), st.booleans())
@settings(deadline=None)
def test_the_latest_vote_counts_and_of_equal_times_the_last(
    rows: list[tuple[int, int, int, int]], timed: bool
) -> None:
    kept: dict[tuple[str, str], tuple[int, int]] = {}
    for voter, statement, vote, time in rows:
        key, moment = (f"v{voter}", f"s{statement}"), time if timed else 0
        if key not in kept or moment >= kept[key][0]:
            kept[key] = moment, vote
    votes = stored(rows, timed)
    assert as_dict(votes) == {key: vote for key, (_, vote) in kept.items()}
    for low, high in zip(votes.start, votes.start[1:]):
        assert (np.diff(votes.statement[low:high]) > 0).all()


@given(st.lists(ROW, max_size=60, unique_by=lambda row: (row[0], row[1], row[3])), st.randoms())
@settings(deadline=None)
def test_the_order_of_rows_changes_nothing(rows: list[tuple[int, int, int, int]], random: object) -> None:
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert stored(rows).digest() == stored(mixed).digest()


@given(st.lists(ROW, max_size=40), st.lists(st.booleans(), min_size=6, max_size=6), st.integers(1, 7))
@settings(deadline=None)
def test_rows_where_and_chunks_take_what_they_say(
    rows: list[tuple[int, int, int, int]], chosen: list[bool], size: int
) -> None:
    votes = stored(rows)
    some = votes.rows(np.array(chosen))
    names = {f"v{at}" for at in range(6) if chosen[at]}
    assert as_dict(some) == {key: vote for key, vote in as_dict(votes).items() if key[0] in names}
    agreeing = votes.where(votes.vote > 0)
    assert as_dict(agreeing) == {key: vote for key, vote in as_dict(votes).items() if vote > 0}
    parts = list(votes.chunks(size))
    assert sum(part.people for part in parts) == 6
    assert np.array_equal(np.concatenate([part.vote for part in parts]), votes.vote)


def test_ids_sort_by_number_when_all_are_numbers_else_by_letters() -> None:
    none = np.zeros(0, np.int64)
    assert gather(["10", "9", "2"], ["b", "10", "9"], none, none, none).voters == ["2", "9", "10"]
    assert gather(["10", "9", "2"], ["b", "10", "9"], none, none, none).statements == ["10", "9", "b"]
    assert gather(["07", "7"], ["1"], none, none, none).voters == ["07", "7"]


def test_the_digest_tells_votes_apart() -> None:
    rows = [(0, 0, 1, 0), (1, 1, -1, 0)]
    assert stored(rows).digest() != stored([(0, 0, 1, 0), (1, 1, 0, 0)]).digest()


@pytest.mark.parametrize(
    ("voter", "statement", "vote"),
    [([0], [0], [2]), ([0, 0], [0], [1]), ([3], [0], [1]), ([0], [-1], [1])],
)
def test_impossible_votes_are_refused(voter: list[int], statement: list[int], vote: list[int]) -> None:
    with pytest.raises(ValueError, match="vote|code|length"):
        gather(["a"], ["b"], np.array(voter), np.array(statement), np.array(vote))


def test_an_id_given_twice_is_refused() -> None:
    none = np.zeros(0, np.int64)
    with pytest.raises(ValueError, match="twice"):
        gather(["a", "a"], ["b"], none, none, none)
