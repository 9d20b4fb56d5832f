"""The difference of two Thai texts, in whole words, and never inside a written letter (grapheme cluster).

    >>> [(piece.op, piece.text) for piece in diff("อบรมเยาวชน ๕๐ คน", "อบรมเยาวชน ๘๐ คน")]
    [('same', 'อบรมเยาวชน '), ('drop', '๕๐'), ('add', '๘๐'), ('same', ' คน')]

`apply(diff(a, b), a) == b` for every two texts. Clusters are those of Unicode UAX 29 (`regex`'s \\X), so that a tone or
a vowel is never shown apart from its consonant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

import regex

from .words import words

Op = Literal["same", "add", "drop"]

_CLUSTER = regex.compile(r"\X")
_PLAIN_JOINT = re.compile("[ -~\u0e00-\u0e7f][ -~\u0e01-\u0e30\u0e32\u0e3f-\u0e46\u0e4f-\u0e5b]")


# Pairs of like words in two texts, up to which they are compared word by word: a third of a second at worst.
MOST_PAIRS = 300_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stands in both (`same`), only in the new (`add`), or only in the old (`drop`)."""

    op: Op
    text: str


class DoesNotFit(ValueError):
    """The pieces were not made from this text."""


def diff(old: str, new: str) -> tuple[Piece, ...]:
    """What was dropped and added, word by word, in reading order; a drop stands before the add in its place."""
    if old == new:
        return (Piece("same", old),) if old else ()
    before, after = tokens(old), tokens(new)
    pieces: list[Piece] = []
    for op, start, end, first, last in opcodes(before, after):
        if op == "equal":
            pieces.append(Piece("same", "".join(before[start:end])))
            continue
        if start < end:
            pieces.append(Piece("drop", "".join(before[start:end])))
        if first < last:
            pieces.append(Piece("add", "".join(after[first:last])))
    return tuple(pieces)


def opcodes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[str, int, int, int, int]]:
    """As difflib's, without `delete` and `insert` said apart from `replace` where the middle is too alike in itself: there
    time would grow with the cube of the length, and anybody may send a text. What both begin and end with is not looked at."""
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < most - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    ends = (len(old) - tail, len(new) - tail)
    found = [("equal", 0, start, 0, start)] if start else []
    a, b = old[start : ends[0]], new[start : ends[1]]
    if a or b:
        found += [
            (op, i + start, j + start, k + start, m + start)
            for op, i, j, k, m in (
                SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
                if _alike_pairs(a, b) <= MOST_PAIRS
                else [("replace", 0, len(a), 0, len(b))]
            )
        ]
    if tail:
        found.append(("equal", ends[0], len(old), ends[1], len(new)))
    return found


def _alike_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    counted = Counter(new)
    return sum(many * counted[token] for token, many in Counter(old).items())


def apply(pieces: Iterable[Piece], old: str) -> str:
    """The new text from the old one. DoesNotFit where `old` is not what the pieces were made from."""
    pieces = tuple(pieces)
    if "".join(piece.text for piece in pieces if piece.op != "add") != old:
        raise DoesNotFit
    return "".join(piece.text for piece in pieces if piece.op != "drop")


def tokens(text: str) -> list[str]:
    """Words, spaces and punctuation; a cut that would part a cluster is not made. Joined they give `text`."""
    return list(_tokens(text))


# A clause is cut once, however many amendments and readers are compared with it.
@lru_cache(maxsize=2048)
def _tokens(text: str) -> tuple[str, ...]:
    whole: list[str] = []
    ends: set[int] | None = None
    held, at = "", 0
    for word in words(text):
        held, at = held + word, at + len(word)
        if not is_plain_joint(text, at) and ends is None:
            ends = cluster_ends(text)
        if is_plain_joint(text, at) or at in (ends or ()):
            whole.append(held)
            held = ""
    return (*whole, held) if held else tuple(whole)


def is_plain_joint(text: str, at: int) -> bool:
    """Surely the beginning of a cluster, seen from two letters alone: a Thai letter or vowel that stands by itself, a Latin
    letter, a sign or a digit, after something as plain. The text's end is one. False says only that it must be looked up."""
    return at == len(text) or bool(at and _PLAIN_JOINT.match(text, at - 1))


def cluster_ends(text: str) -> set[int]:
    """Where a written letter ends: the places at which a text may be cut."""
    return {found.end() for found in _CLUSTER.finditer(text)}
