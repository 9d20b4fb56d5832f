"""Statements that say nearly the same: which, how nearly, and the words they share.

One sentence is compared with another by the letter groups of its words, a word that is rare in Thai weighing more than
one that is everywhere (`features.vectors`, as plan rows are compared by their spelling). Words every opinion has are
left out. Two sentences of which one says no are not alike, however they are spelt: "ควรมี" and "ไม่ควรมี" share all but a word.

`ALIKE` was chosen by looking at the 35 public opinions and 25 paraphrases written for them: at 0.60 it finds 21 of the 25,
and proposes none of the 1,928 other pairs, three opposites among them; of the rest the nearest reaches 0.58. So these
figures are no test of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from thaktho.engines.weave.overlap.features import vectors
from thaktho.thai.normalise import normalise
from thaktho.thai.words import words

ALIKE = 0.60
NEAR = 0.50  # worth a look by somebody who is about to say it again

_EMPTY = frozenset(
    """
    และ ที่ ให้ ของ ใน เป็น มี ได้ ว่า จะ ควร ต้อง กับ การ ความ คน คนไทย ไทย ก็ อยาก ขอ กัน อยู่ ยัง แต่ หรือ ถ้า จาก ไป มา นี้
    โดย อย่าง เพราะ ทำ ไม่ กว่า มาก ขึ้น
    """.split()  # noqa: SIM905 - a page of words reads better than a list
)
_NO = ("ไม่", "ไร้", "ห้าม", "อย่า", "เลิก", "ยกเลิก", "มิ")


@dataclass(frozen=True)
class Alike:
    """Two of the sentences asked about, by their places; `shared` words as both spell them."""

    one: int
    other: int
    score: float
    shared: tuple[str, ...]


def pairs(texts: Sequence[str], least: float = ALIKE) -> list[Alike]:
    """All pairs that are alike, the nearest first; the same list whatever order the ties came in."""
    told = [_told(text) for text in texts]
    if len(told) < 2:
        return []
    matrix = vectors(told)
    products = (matrix @ matrix.T).tocoo()
    upper = (products.row < products.col) & (products.data >= least - 1e-6)
    noes = [_says_no(text) for text in texts]
    found = [
        Alike(int(one), int(other), round(float(score), 3), shared(texts[one], texts[other]))
        for one, other, score in zip(
            products.row[upper], products.col[upper], products.data[upper], strict=True
        )
        if noes[one] == noes[other]
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


class Known:
    """Sentences that many others are compared with: weighed once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self._matrix = vectors([_told(text) for text in self.texts]) if self.texts else None

    def nearest(self, text: str, *, least: float = NEAR, most: int = 3) -> list[Alike]:
        """Which come nearest to `text` (their places in `other`). One that says no to it counts: whoever thinks otherwise can
        answer it."""
        if self._matrix is None or not text.strip():
            return []
        scores: Any = np.asarray((self._matrix @ vectors([_told(text)])[0].T).todense()).ravel()
        best = [int(place) for place in np.argsort(-scores, kind="stable")[:most] if scores[place] >= least]
        return [Alike(0, at, round(float(scores[at]), 3), shared(text, self.texts[at])) for at in best]


def nearest_of(texts: Sequence[str], known: Sequence[str], *, least: float) -> list[int | None]:
    """For each text the place of what comes nearest among `known`, or None when nothing comes near enough."""
    if not texts or not known:
        return [None] * len(texts)
    mine, theirs = vectors([_told(text) for text in texts]), vectors([_told(text) for text in known])
    scores = np.asarray((mine @ theirs.T).todense())
    best = scores.argmax(axis=1)
    return [int(at) if scores[row, at] >= least else None for row, at in enumerate(best)]


def shared(one: str, other: str) -> tuple[str, ...]:
    """Words that stand in both, in the order of the first, without those every opinion has."""
    theirs = set(_told(other))
    return tuple(dict.fromkeys(word for word in _told(one) if word in theirs))


def pieces(text: str) -> list[str]:
    """The words of a text and what stands between them, joined again the text; a number keeps its point, PM2.5 is a word."""
    found: list[str] = []
    for piece in words(text):
        begun = found[-1] if found else ""
        if (
            begun.endswith(".")
            and len(begun) > 1
            and piece.isdecimal()
            or piece == "."
            and begun[-1:].isdecimal()
        ):
            found[-1] += piece
        else:
            found.append(piece)
    return found


@lru_cache(maxsize=8192)
def _told(text: str) -> tuple[str, ...]:
    """The words that say something; of a sentence made of nothing else, all."""
    cut = [word for word in pieces(normalise(text)) if any(sign.isalnum() for sign in word)]
    return tuple([word for word in cut if word not in _EMPTY] or cut)


def _says_no(text: str) -> bool:
    """Whether a sentence turns what it says round: an odd number of noes."""
    return sum(word.startswith(_NO) for word in words(normalise(text))) % 2 == 1
