"""Numbers that compare two actions. Twelve, each with a meaning; each symmetric; none looks at any third row.

=========  =========================================================================================
act        share of activities both titles name (overlap coefficient), the specific ones
weak       the same for broad activities ("ค่ายคุณธรรม"), which say less
hint       the same over activities named only by good deed, problem or indicator
conflict   both titles name activities, and none is shared
linked     an activity of one is listed as related to one of the other, or they share a near parent
theme      they share a theme
akin       a theme of one is listed as related to a theme of the other
form       one honours, competes or plans, the other does
audience   both name an audience, and none is shared
letters    cosine of the letter groups (2 to 4) of what remains of the titles, where both name activities; a word that
           is rare in Thai (PyThaiNLP's counts of the Thai National Corpus) weighs more than one that is everywhere
bare       the same cosine, where one title or both name no activity the lexicon knows
need       cosine of the letter groups of titles with good deed and problem
=========  =========================================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy import sparse

from thaktho.engines.weave.overlap.lexicon import Lexicon
from thaktho.engines.weave.overlap.profile import Deed

NAMES = (
    "act",
    "weak",
    "hint",
    "conflict",
    "linked",
    "theme",
    "akin",
    "form",
    "audience",
    "letters",
    "bare",
    "need",
)
COSINES = ("letters", "bare", "need")
STRONG_FORMS = ("form.honour", "form.contest", "form.plan")
STEP = 40_000
SLOTS = 2**18
SPELT = 6  # letters; a title shorter than this is not one title with another for its spelling alone

Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]


class Deeds:
    """U actions as bit sets and letter vectors. `features(i, j)` -> (n, 12) for n pairs of indices."""

    def __init__(self, deeds: Sequence[Deed], lexicon: Lexicon) -> None:
        order = {code: n for n, code in enumerate(sorted(lexicon.concepts))}
        kinds = lexicon.concepts
        links = _links(lexicon)
        self.acts = _bits([d.acts for d in deeds], order)
        self.strong = _bits([d.acts - d.weak for d in deeds], order)
        self.hints = _bits([d.acts or d.hints for d in deeds], order)
        self.themes = _bits([d.themes for d in deeds], order)
        self.akin = _bits([frozenset(x for th in d.themes for x in links.get(th, ())) for d in deeds], order)
        self.linked = _bits(
            [
                frozenset(x for a in (d.acts or d.hints) for x in links.get(a, ())) | _near(d, lexicon)
                for d in deeds
            ],
            order,
        )
        self.kin = _bits([(d.acts or d.hints) | _near(d, lexicon) for d in deeds], order)
        forms = {f: n for n, f in enumerate(STRONG_FORMS)}
        self.forms = _bits([frozenset(f for f in d.forms if f in forms) for d in deeds], forms)
        self.audience = _bits(
            [d.audience for d in deeds], {c: n for c, n in order.items() if kinds[c].kind == "audience"}
        )
        self.letters = vectors([d.tokens for d in deeds])
        self.whole = vectors([(d.letters,) if d.letters else () for d in deeds])
        spelt: dict[str, int] = {}
        self.spelt = np.array(
            [
                spelt.setdefault(d.letters, n) if len(d.letters) >= SPELT else -1 - n
                for n, d in enumerate(deeds)
            ],
            dtype=np.int64,
        )
        self.needy = np.array([bool(d.need) for d in deeds], dtype=bool)
        self.need = vectors([(*d.tokens, *d.need) for d in deeds]) if self.needy.any() else self.letters

    def __len__(self) -> int:
        return len(self.acts)

    def features(self, i: Ints, j: Ints) -> Floats:
        """(n, 12) float64, columns as NAMES. Symmetric in i and j."""
        return self.complete(self.plain(i, j), i, j)

    def plain(self, i: Ints, j: Ints) -> Floats:
        """The features that cost little; the three cosines are still 0."""
        out = np.zeros((len(i), len(NAMES)))
        acts_i, acts_j = _count(self.acts[i]), _count(self.acts[j])
        shared = _count(self.acts[i] & self.acts[j])
        strong = _count(self.strong[i] & self.strong[j])
        small = np.maximum(np.minimum(acts_i, acts_j), 1)
        out[:, 0] = strong / small
        out[:, 1] = np.where(strong > 0, 0.0, (shared - strong) / small)
        hinted = _count(self.hints[i] & self.hints[j])
        least = np.maximum(np.minimum(_count(self.hints[i]), _count(self.hints[j])), 1)
        out[:, 2] = np.where((acts_i > 0) & (acts_j > 0), 0.0, hinted / least)
        out[:, 3] = (acts_i > 0) & (acts_j > 0) & (shared == 0)
        out[:, 4] = (_count(self.linked[i] & self.kin[j]) + _count(self.linked[j] & self.kin[i])) > 0
        out[:, 5] = _count(self.themes[i] & self.themes[j]) > 0
        out[:, 6] = (_count(self.akin[i] & self.themes[j]) + _count(self.akin[j] & self.themes[i])) > 0
        out[:, 7] = _count(self.forms[i] ^ self.forms[j]) > 0
        out[:, 8] = (
            (_count(self.audience[i]) > 0)
            & (_count(self.audience[j]) > 0)
            & (_count(self.audience[i] & self.audience[j]) == 0)
        )
        return out

    def complete(self, plain: Floats, i: Ints, j: Ints) -> Floats:
        """`plain` features with the cosines filled in (changed in place, and returned)."""
        known = (_count(self.acts[i]) > 0) & (_count(self.acts[j]) > 0)
        cosine = _cosines(self.letters, i, j)
        plain[:, 9] = np.where(known, cosine, 0.0)
        plain[:, 10] = np.where(known, 0.0, cosine)
        plain[:, 11] = cosine
        more = self.needy[i] | self.needy[j]
        if more.any():
            plain[more, 11] = _cosines(self.need, i[more], j[more])
        return plain

    def spelt_alike(self, i: Ints, j: Ints) -> npt.NDArray[np.bool_]:
        """(n,) whether the titles differ in nothing but spaces, tones and what every title has."""
        return np.asarray((self.spelt[i] == self.spelt[j]) & (self.spelt[i] >= 0), dtype=np.bool_)

    def twins(self, i: Ints, j: Ints) -> Floats:
        """(n,) how alike the titles are letter by letter, wherever they are cut: near 1 for a slip of the fingers."""
        return _cosines(self.whole, i, j)


def _links(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """`related` read both ways."""
    out: dict[str, set[str]] = {}
    for code, concept in lexicon.concepts.items():
        for other in concept.related:
            out.setdefault(code, set()).add(other)
            out.setdefault(other, set()).add(code)
    return {c: frozenset(v) for c, v in out.items()}


def _near(deed: Deed, lexicon: Lexicon) -> frozenset[str]:
    """The parents next to a deed's activities: two activities of one parent are linked."""
    acts = deed.acts or deed.hints
    parents = {lexicon.concepts[a].broader for a in acts} if acts else set(deed.themes)
    return frozenset(p for p in parents if p is not None)


def _bits(sets: Sequence[frozenset[str]], order: dict[str, int]) -> Bits:
    words = max(1, (max(order.values(), default=0) // 64) + 1)
    out = np.zeros((len(sets), words), dtype=np.uint64)
    for row, codes in enumerate(sets):
        for code in codes:
            n = order[code]
            out[row, n // 64] |= np.uint64(1) << np.uint64(n % 64)
    return out


def _count(bits: Bits) -> Ints:
    return np.asarray(np.bitwise_count(bits).sum(axis=1), dtype=np.int64)


def vectors(texts: Sequence[Sequence[str]]) -> Any:
    """Rows of unit length, one for each list of words."""
    words = [[_word(w) for w in dict.fromkeys(text)] for text in texts]
    flat = [w for text in words for w in text]
    if not flat:
        return sparse.csr_matrix((len(texts), SLOTS), dtype=np.float32)
    columns = np.concatenate([c for c, _ in flat])
    data = np.concatenate([np.full(len(c), weight, dtype=np.float32) for c, weight in flat])
    ends = np.cumsum([0, *(sum(len(c) for c, _ in text) for text in words)])
    counts = sparse.csr_matrix((data, columns, ends), shape=(len(texts), SLOTS))
    counts.sum_duplicates()
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    return sparse.csr_matrix(
        sparse.diags(np.float32(1.0) / np.maximum(length, 1e-9).astype(np.float32)) @ counts
    )


@lru_cache(maxsize=65536)
def _word(word: str) -> tuple[npt.NDArray[np.int32], float]:
    """The slots of a word's letter groups, and what each counts: a word's groups together weigh as the word does."""
    text = f" {word} "
    groups = [text[n : n + size] for size in (2, 3, 4) for n in range(len(text) - size + 1)]
    slots = np.array([crc32(g.encode()) % SLOTS for g in groups], dtype=np.int32)
    return slots, rarity(word) / max(len(slots), 1) ** 0.5


def rarity(word: str) -> float:
    """0.1 (a word like "การ") to 1 (a word the corpus hardly knows)."""
    counts, total = _counts()
    return min(1.0, max(0.1, -log((counts.get(word, 5) + 1) / total) / 14))


@lru_cache(maxsize=1)
def _counts() -> tuple[dict[str, int], int]:
    from pythainlp.corpus import tnc

    counts = {word: int(n) for word, n in tnc.word_freqs()}
    return counts, sum(counts.values())


def _cosines(matrix: Any, i: Ints, j: Ints) -> Floats:
    out = np.zeros(len(i))
    for at in range(0, len(i), STEP):
        left, right = matrix[i[at : at + STEP]], matrix[j[at : at + STEP]]
        out[at : at + STEP] = np.asarray(left.multiply(right).sum(axis=1)).ravel()
    return np.asarray(np.round(np.clip(out, 0.0, 1.0), 6), dtype=np.float64)
