"""The vote store: who said what to which statement, in compressed rows cut into chunks of people.

Votes come in any order and may repeat. `gather` keeps one per (voter, statement): the one with the latest time, and among
equal times the one that came last. Voters and statements are then sorted by id, so that everything computed from the store
is the same, to the byte, whatever order the votes came in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .ids import id_order
from .jit import compiled

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Marks = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[Any]  # of votes: 32 bits while they suffice

CHUNK = 32_768  # people a chunk: 40 votes each are 6.5 MB, which a laptop's cache level and a worker's message both bear
AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some people's votes. `start` (n+1) delimits each person's part of `statement` (codes, rising) and `vote`."""

    first: int
    start: Ints
    statement: Codes
    vote: Marks

    @property
    def people(self) -> int:
        return len(self.start) - 1


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes of `voters` on `statements`, both sorted by id; a code is a place in these lists.

    `start` has one entry more than there are voters; person i's votes are `statement[start[i]:start[i+1]]`, rising, and
    `vote` beside it, each +1 agree, 0 pass, -1 disagree.
    """

    voters: Sequence[str]
    statements: Sequence[str]
    start: Ints
    statement: Codes
    vote: Marks

    @property
    def people(self) -> int:
        return len(self.voters)

    @property
    def width(self) -> int:
        """How many statements there are."""
        return len(self.statements)

    @property
    def cast(self) -> Ints:
        """Votes cast by each person, passes included."""
        return np.diff(self.start)

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        """The store cut into chunks of `size` people, without copying."""
        for first in range(0, self.people, size):
            start = self.start[first : first + size + 1]
            low, high = int(start[0]), int(start[-1])
            yield Chunk(first, start - low, self.statement[low:high], self.vote[low:high])

    def rows(self, people: npt.NDArray[Any]) -> Votes:
        """The votes of some people (codes, or one flag each), in the order given; statements keep their codes."""
        codes = np.flatnonzero(people) if people.dtype == np.bool_ else people
        start = np.zeros(len(codes) + 1, np.int64)
        np.cumsum(self.cast[codes], out=start[1:])
        statement, vote = _take(self.start, self.statement, self.vote, codes.astype(np.int64), start)
        return Votes([self.voters[code] for code in codes.tolist()], self.statements, start, statement, vote)

    def where(self, kept: Flags) -> Votes:
        """The votes whose flag is set (one flag a vote); people and statements keep their codes."""
        before = np.zeros(len(kept) + 1, np.int64)
        np.cumsum(kept, out=before[1:])
        return Votes(self.voters, self.statements, before[self.start], self.statement[kept], self.vote[kept])

    def person_of_vote(self) -> Codes:
        """The person's code of every vote, in store order."""
        return np.repeat(np.arange(self.people, dtype=np.int32), self.cast)

    def counts(self) -> Ints:
        """(M, 3): how many disagree, pass, agree with each statement."""
        return _counts(self.statement, self.vote, self.width)

    @property
    def decided(self) -> Ints:
        """Votes of each person, passes left out."""
        return _decided(self.start, self.vote)

    def digest(self) -> str:
        """SHA-256 over ids and votes in canonical order: equal for equal votes, whatever the file looked like."""
        whole = hashlib.sha256(b"thaktho votes 1\n")
        for ids in (self.voters, self.statements):
            whole.update("\n".join(ids).encode() + b"\0")
        for part in (self.start, self.statement):
            whole.update(np.ascontiguousarray(part).astype(part.dtype.newbyteorder("<"), copy=False).data)
        whole.update(np.ascontiguousarray(self.vote).data)
        return whole.hexdigest()


def gather(
    voters: Sequence[str],
    statements: Sequence[str],
    voter: npt.NDArray[Any],
    statement: npt.NDArray[Any],
    vote: npt.NDArray[Any],
    time: Ints | None = None,
) -> Votes:
    """Put votes into a store.

    `voters`, `statements`: distinct ids; `voter`, `statement` (n): codes into them; `vote` (n): +1, 0, -1; `time` (n): any
    unit, or None when the order of arrival is the time. Ids without a vote stay, with no votes. ValueError for a vote
    outside -1, 0, 1, a code outside its list, an id that stands twice, or arrays of unlike length.
    """
    _check(voters, statements, voter, statement, vote, time)
    by_voter, by_statement = id_order(voters), id_order(statements)
    rank_v, rank_s = np.empty(len(voters), np.int32), np.empty(len(statements), np.int32)
    rank_v[by_voter] = np.arange(len(voters), dtype=np.int32)
    rank_s[by_statement] = np.arange(len(statements), dtype=np.int32)
    times = np.zeros(0, np.int64) if time is None else time.astype(np.int64, copy=False)
    row, col = rank_v[voter], rank_s[statement]
    places = np.arange(len(col), dtype=np.int32 if len(col) < 2**31 else np.int64)
    order = _counting_sort(row, _counting_sort(col, places, len(statements)), len(voters))
    del places
    start, kept_statement, kept_vote = _latest(order, row, col, vote.astype(np.int8), times, len(voters))
    return Votes(
        [voters[code] for code in by_voter],
        [statements[code] for code in by_statement],
        start,
        kept_statement,
        kept_vote,
    )


def _check(
    voters: Sequence[str],
    statements: Sequence[str],
    voter: npt.NDArray[Any],
    statement: npt.NDArray[Any],
    vote: npt.NDArray[Any],
    time: Ints | None,
) -> None:
    if not len(voter) == len(statement) == len(vote) or (time is not None and len(time) != len(vote)):
        raise ValueError("voter, statement, vote and time must be of one length")
    for name, ids, codes in (("voter", voters, voter), ("statement", statements, statement)):
        if len(set(ids)) != len(ids):
            raise ValueError(f"a {name} id stands twice")
        if len(codes) and not (codes.min() >= 0 and codes.max() < len(ids)):
            raise ValueError(f"a {name} code is outside the list of ids")
    if len(vote) and not np.isin(vote, (-1, 0, 1)).all():
        raise ValueError("a vote is none of -1, 0, 1")


@compiled
def _counting_sort(key: Codes, order: Places, width: int) -> Places:
    """`order` sorted by key[order], stable, keys below `width`. O(n)."""
    at = np.zeros(width + 1, np.int64)
    for place in range(len(key)):
        at[key[place] + 1] += 1
    for code in range(width):
        at[code + 1] += at[code]
    out = np.empty_like(order)
    for place in range(len(order)):
        code = key[order[place]]
        out[at[code]] = order[place]
        at[code] += 1
    return out


@compiled
def _latest(
    order: Places, row: Codes, col: Codes, vote: Marks, time: Ints, people: int
) -> tuple[Ints, Codes, Marks]:
    """One vote per (row, col) of votes in `order`: the latest, and of equal times the last."""
    start = np.zeros(people + 1, np.int64)
    statement, kept = np.empty(len(order), np.int32), np.empty(len(order), np.int8)
    last_row, last_col, last_time, size = -1, -1, np.int64(0), 0
    for at in order:
        moment = time[at] if len(time) else np.int64(0)
        if row[at] == last_row and col[at] == last_col:
            if moment >= last_time:
                kept[size - 1] = vote[at]
                last_time = moment
            continue
        last_row, last_col, last_time = row[at], col[at], moment
        statement[size], kept[size] = col[at], vote[at]
        size += 1
        start[last_row + 1] += 1
    for person in range(people):
        start[person + 1] += start[person]
    return start, statement[:size].copy(), kept[:size].copy()


@compiled
def _counts(statement: Codes, vote: Marks, width: int) -> Ints:
    out = np.zeros((width, 3), np.int64)
    for place in range(len(vote)):
        out[statement[place], vote[place] + 1] += 1
    return out


@compiled
def _decided(start: Ints, vote: Marks) -> Ints:
    out = np.zeros(len(start) - 1, np.int64)
    for person in range(len(out)):
        for place in range(start[person], start[person + 1]):
            if vote[place] != 0:
                out[person] += 1
    return out


@compiled
def _take(start: Ints, statement: Codes, vote: Marks, people: Ints, out: Ints) -> tuple[Codes, Marks]:
    """The parts of the people named, one after another; `out` delimits them."""
    statements, votes = np.empty(out[-1], np.int32), np.empty(out[-1], np.int8)
    for place in range(len(people)):
        low = start[people[place]]
        for step in range(out[place + 1] - out[place]):
            statements[out[place] + step] = statement[low + step]
            votes[out[place] + step] = vote[low + step]
    return statements, votes
