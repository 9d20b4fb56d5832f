"""A topic kept up to date vote by vote, between two maps.

A vote changes the counts, and its voter is placed anew under the statements of the last map: microseconds. Nobody else moves
until the next map. Statements that came after it have no slope yet; they count, and place nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from .grouping import Models
from .ideal import Items, main_axes
from .jit import compiled
from .kernel import sharpen
from .place import STEPS, WIDER, Spot
from .store import Codes, Marks, Votes
from .tally import Counts


class Live:
    """Counts and positions of one topic. Not for several threads at once."""

    def __init__(self, votes: Votes, items: Items | None = None, *, networks: Mapping[str, Iterable[str]] | None = None, seed: int = 0) -> None:  # fmt: skip
        """Begin with the votes there are. `items`: the last map's statements in two dimensions, else learnt now."""
        self.items = Models(votes, seed).of(2) if items is None else items
        self._sharpen = sharpen(2)
        axes = main_axes(self.items)
        self._axes: list[list[float]] = axes.tolist()
        self._weight: list[list[float]] = (axes @ axes.T).tolist()
        self._mean, self._cov, self._start = np.zeros((1, 2)), np.zeros((1, 3)), np.zeros(2, np.int64)
        self._column = {key: at for at, key in enumerate(votes.statements)}
        self._known = len(votes.statements)
        self._of: dict[str, tuple[Codes, Marks, int]] = {}
        self.networks = list(networks or {})
        self._in: dict[str, list[int]] = {}
        for at, people in enumerate((networks or {}).values()):
            for voter in people:
                self._in.setdefault(voter, []).append(at)
        self.everyone: Counts = np.zeros((max(self._known, 1), 3), np.int64)
        self.cells: Counts = np.zeros((len(self.networks), max(self._known, 1), 3), np.int64)
        for at, voter in enumerate(votes.voters):
            low, high = int(votes.start[at]), int(votes.start[at + 1])
            columns, marks = votes.statement[low:high], votes.vote[low:high]
            self._of[voter] = columns.copy(), marks.copy(), high - low
            for unit in self._in.get(voter, ()):
                np.add.at(self.cells[unit], (columns, marks + 1), 1)
        np.add.at(self.everyone, (votes.statement, votes.vote + 1), 1)

    def vote(self, voter: str, statement: str, mark: int) -> Spot:
        """Take a vote, the first or another on the same statement, and say where its voter stands now. ValueError for a
        mark outside -1, 0, 1."""
        if mark not in (-1, 0, 1):
            raise ValueError("a vote is none of -1, 0, 1")
        column = self._column.get(statement)
        if column is None:
            column = self._grow(statement)
        columns, marks, size = self._of.get(voter) or (np.empty(8, np.int32), np.empty(8, np.int8), 0)
        place = _find(columns, size, column)
        units = self._in.get(voter, ())
        if place < size:
            self._count(column, int(marks[place]), units, -1)
        elif size == len(columns):
            columns, marks = np.resize(columns, max(8, 2 * size)), np.resize(marks, max(8, 2 * size))
        columns[place], marks[place] = column, mark
        self._of[voter] = columns, marks, max(size, place + 1)
        self._count(column, mark, units, 1)
        return self.spot(voter)

    def spot(self, voter: str) -> Spot:
        """Where a person stands under the last map's statements; the middle, widely, for one without votes."""
        columns, marks, size = self._of.get(voter) or (np.empty(0, np.int32), np.empty(0, np.int8), 0)
        if size and len(self._column) > self._known:
            old = columns[:size] < self._known
            columns, marks, size = columns[:size][old], marks[:size][old], int(old.sum())
        mean, cov, start, items = self._mean, self._cov, self._start, self.items
        mean[:], cov[:], start[1] = 0.0, (1.0, 0.0, 1.0), size
        self._sharpen(start, columns, marks, items.mean, mean, cov, items.prior.tails, STEPS)
        (a, b), (one, both, two) = mean[0].tolist(), cov[0].tolist()
        (ax, ay), (bx, by) = self._axes
        (first, cross), (_, second) = self._weight
        wide = (one * first + 2.0 * both * cross + two * second) / 2.0
        return Spot(a * ax + b * bx, a * ay + b * by, WIDER * max(wide, 0.0) ** 0.5)

    def _count(self, column: int, mark: int, units: Iterable[int], step: int) -> None:
        self.everyone[column, mark + 1] += step
        for unit in units:
            self.cells[unit, column, mark + 1] += step

    def _grow(self, statement: str) -> int:
        column = self._column[statement] = len(self._column)
        if column >= len(self.everyone):
            more = len(self.everyone)
            self.everyone = np.concatenate([self.everyone, np.zeros((more, 3), np.int64)])
            self.cells = np.concatenate([self.cells, np.zeros((len(self.cells), more, 3), np.int64)], axis=1)
        return column


@compiled
def _find(columns: Codes, size: int, column: int) -> int:
    """The place of a column among the first `size`, or `size`."""
    for at in range(size):
        if columns[at] == column:
            return at
    return size
