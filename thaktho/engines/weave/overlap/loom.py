"""A plan that is woven anew one row at a time, with the very result of weaving it whole.

    loom = Loom(rows, home="57", profiles=Profiles(stored))   # reads the rows (or what is kept of them); compares nothing
    change = loom.change(row)                                 # or .add(row), .remove(id)
    # of the pairs that are kept: drop every pair of change.id and every pair in change.gone; then put change.pairs
    loom.pairs()                                              # the whole plan, as `weave(rows)` gives it

A row compares with the rows it meets only (`blocking`), so a change costs what the row's own pairs cost. Rows of
crowded keys stand in a line; where the changed row came or left, a few neighbours lose or win a partner: those pairs
are in `gone` and `pairs` too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from thaktho.engines.weave.overlap import lexicon as lexicons
from thaktho.engines.weave.overlap.blocking import CROWDS, Crowds, candidates, index, keys, orders
from thaktho.engines.weave.overlap.lexicon import Lexicon
from thaktho.engines.weave.overlap.profile import Profile
from thaktho.engines.weave.overlap.store import Profiles
from thaktho.engines.weave.overlap.weaving import DoubleIdError, at_one_go, judge, read
from thaktho.engines.weave.types import Pair, Row


class UnknownRowError(KeyError):
    """The plan has no row of this id."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one row's change does to the pairs of a plan.

    `pairs`: every pair of row `id`, and pairs of other rows that are proposed by this change; the likeliest first.
    `gone`: pairs of other rows (first id < second) that are no longer proposed.
    """

    id: str
    pairs: tuple[Pair, ...]
    gone: frozenset[tuple[str, str]]


class Loom:
    """The rows of a plan and who meets whom. Not for two threads at once."""

    def __init__(self, rows: Sequence[Row], *, home: str | None = None, lexicon: Lexicon | None = None,
                 profiles: Profiles | None = None, crowds: Crowds = CROWDS) -> None:  # fmt: skip
        self._words = lexicon or lexicons.load()
        self._home = home
        self._crowds = crowds
        self._kept = profiles or Profiles()
        with at_one_go():
            self._profiles = read(rows, self._words, home, self._kept, lambda step, done, total: None)
            self._meetings = index(self._profiles, self._words, crowds)

    def __len__(self) -> int:
        return len(self._profiles)

    def __contains__(self, id: object) -> bool:
        return id in self._profiles

    def pairs(self) -> list[Pair]:
        """Every likely overlap of the plan as it stands."""
        with at_one_go():
            known = sorted(self._profiles.values(), key=lambda p: p.row.id)
            return judge(known, *candidates(known, self._words, self._crowds), self._words)

    def of(self, id: str) -> list[Pair]:
        """Every likely overlap of one row."""
        return self._judge({_pair(id, other) for other in self._meetings.of(self._known(id))})

    def add(self, row: Row) -> Change:
        """A new row. Raises DoubleIdError when the plan has its id."""
        if row.id in self._profiles:
            raise DoubleIdError(row.id)
        return self._settle(row.id, self._put(row))

    def change(self, row: Row) -> Change:
        """Another content for a row of the plan. Raises UnknownRowError when there is none."""
        self._known(row.id)
        touched = self._take(row.id)
        return self._settle(row.id, touched | self._put(row))

    def remove(self, id: str) -> Change:
        """Take a row away. Raises UnknownRowError when there is none."""
        return self._settle(self._known(id), self._take(id))

    def _known(self, id: str) -> str:
        if id not in self._profiles:
            raise UnknownRowError(id)
        return id

    def _take(self, id: str) -> set[tuple[str, str]]:
        del self._profiles[id]
        return self._meetings.remove(id)

    def _put(self, row: Row) -> set[tuple[str, str]]:
        with self._kept.reading(self._words, self._home):
            found = self._kept.of(row)
        self._profiles[row.id] = found
        return self._meetings.add(row.id, keys(found, self._words), orders(found))

    def _settle(self, id: str, touched: set[tuple[str, str]]) -> Change:
        others = {pair for pair in touched if id not in pair}
        meeting = self._meetings.among(others)
        if id in self._profiles:
            meeting |= {_pair(id, other) for other in self._meetings.of(id)}
        with at_one_go():
            found = self._judge(meeting)
        shown = {(p.id_a, p.id_b) for p in found}
        return Change(id, tuple(found), frozenset(others - shown))

    def _judge(self, pairs: set[tuple[str, str]]) -> list[Pair]:
        ids = sorted({id for pair in pairs for id in pair})
        at = {id: n for n, id in enumerate(ids)}
        known: list[Profile] = [self._profiles[id] for id in ids]
        both = np.array(sorted((at[a], at[b]) for a, b in pairs), dtype=np.int64).reshape(-1, 2)
        return judge(known, both[:, 0], both[:, 1], self._words)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
