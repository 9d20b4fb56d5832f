"""Titles that are one title but for a slip of the fingers: a letter or two lost, put in, mistaken or swapped.

The features look at what a title means, and one letter may change that: "คนดีศรี" is an award, "คดีศรี" nothing the lexicon
knows, and then another activity of the title counts alone. So the titles as they were typed are compared by letter as
well. What is found is no proof (วันแม่ and วันพ่อ lie two letters apart), so such a pair is shown as related and said to be so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from thaktho.engines.weave.text import compact, fold
from thaktho.thai.edits import edits

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
ONE, TWO = 6, 12  # letters that tell a title apart, from which one slip, or two, leave it recognisable
SHELVES = 64  # letters are counted by their code modulo this


@lru_cache(maxsize=32768)
def spelling(title: str) -> str:
    """A title as it was typed, but for what nobody sees or hears amiss: spaces, marks, tones, kinds of digits."""
    return fold(compact(title).text)[0]


def room(letters: int) -> int:
    """How many slips a title may have whose own words are so many letters long."""
    return (letters >= ONE) + (letters >= TWO)


class Spellings:
    """The titles of rows. `letters` says how long each is without place, year and what every title has."""

    def __init__(self, titles: Sequence[str], letters: Sequence[int]) -> None:
        found: dict[str, int] = {}
        self._of = np.array([found.setdefault(spelling(t), len(found)) for t in titles], dtype=np.int64)
        self._texts = list(found)
        self._room = np.array([room(n) for n in letters], dtype=np.int64)
        self._long = np.array([len(t) for t in self._texts], dtype=np.int64)
        self._bags = _bags(self._texts, self._long)

    def near(self, i: Ints, j: Ints) -> Bools:
        """(n,) whether the titles of row pairs may be a slip apart: few letters are in one and not in the other.

        One slip changes a length by one at most, and the counts of letters by two.
        """
        room = np.maximum(self._room[i], self._room[j])
        a, b = self._of[i], self._of[j]
        out = (room > 0) & (np.abs(self._long[a] - self._long[b]) <= room)
        some = np.nonzero(out)[0]
        apart = np.abs(self._bags[a[some]] - self._bags[b[some]]).sum(axis=1)
        out[some] = apart <= 2 * room[some]
        return np.asarray(out, dtype=np.bool_)

    def slip(self, i: Ints, j: Ints, may: Bools) -> Bools:
        """(n,) whether those that `may` (as `near` says) are a slip apart."""
        out = may.copy()
        known: dict[tuple[int, int], int] = {}
        for n in np.nonzero(out)[0].tolist():
            a, b = int(self._of[i[n]]), int(self._of[j[n]])
            if (a, b) not in known:
                known[a, b] = edits(self._texts[a], self._texts[b], room(TWO))
            out[n] = known[a, b] <= max(self._room[i[n]], self._room[j[n]])
        return out


def _bags(texts: Sequence[str], long: Ints) -> npt.NDArray[np.int16]:
    """(n, SHELVES) how often each letter stands in a text."""
    letters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(
        np.int64
    )
    at = np.repeat(np.arange(len(texts)), long) * SHELVES + letters % SHELVES
    return np.bincount(at, minlength=len(texts) * SHELVES).reshape(-1, SHELVES).astype(np.int16)
