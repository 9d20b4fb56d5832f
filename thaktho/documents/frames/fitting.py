"""How large a name can stand in a box: Sarabun's own widths, breaks where a reader would part a name, nothing ever cut."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape

from thaktho.documents import fonts

from .wording import _breaks, clean, thai

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_CLUSTER = re.compile(rf"[เแโใไ]?[^{_MARKS}][{_MARKS}]*[าะ\u0e33ๅ]*", re.DOTALL)
MM_PER_PT = 25.4 / 72


@dataclass(frozen=True)
class Fitted:
    """Lines that fit at `size` (pt); each is set without breaking."""

    lines: tuple[str, ...]
    size: float


def width(text: str, size: float, weight: int = 700) -> float:
    """How wide `text` is in mm at `size` pt. Kerning is left out: Sarabun's is small, and callers keep an edge."""
    advances, units, other = _advances(weight)
    return sum(advances.get(ord(sign), other) for sign in text) / units * size * MM_PER_PT


def paragraph(fitted: Fitted) -> str:
    """HTML of the lines as one paragraph: every box of its own would be laid out on its own."""
    return f"<p>{'<br>'.join(escape(thai(clean(line))) for line in fitted.lines)}</p>"


# Bodies, signers, networks and positions are the same on hundreds of papers.
_KEPT = 4096


@lru_cache(_KEPT)
def fit(
    text: str,
    wide: float,
    high: float,
    *,
    sizes: tuple[float, ...],
    leading: float = 1.35,
    weight: int = 700,
) -> Fitted:
    """The largest of `sizes` (pt, falling) at which `text` stands in `wide` x `high` mm.

    A name is parted at its spaces; between words only where that lets it stand half as large again; inside a word, at
    whole letters with their marks, only where the smallest size needs it. Where even that is too high the lines shrink
    together: no letter is left out.
    """
    text = " ".join(clean(text).split())
    if not text:
        return Fitted((), sizes[-1])
    by_space = _best(_pieces(text, spaces=True), wide, high, sizes, leading, weight)
    by_word = _best(_pieces(text, spaces=False), wide, high, sizes, leading, weight)
    found = [one for one in (by_space, by_word) if one]
    if by_space and by_word:
        return by_word if by_word.size >= 1.5 * by_space.size else by_space
    if found:
        return found[0]
    size = sizes[-1]
    while True:
        lines = _lines(tuple(_CLUSTER.findall(text)), wide, size, weight)
        if len(lines) * size * leading * MM_PER_PT <= high or size <= 2:
            return Fitted(lines, size)
        size = round(size * 0.9, 2)


@lru_cache(_KEPT)
def fit_paragraphs(
    paragraphs: tuple[str, ...],
    wide: float,
    high: float,
    *,
    sizes: tuple[float, ...],
    leading: float = 1.5,
    weight: int = 400,
) -> Fitted:
    """Running text, a line for each line that fits, all at the largest size that leaves it within the box; at the
    smallest size it may stand higher than the box, and is never cut."""
    texts = [text for text in (" ".join(clean(one).split()) for one in paragraphs) if text]
    lines: tuple[str, ...] = ()
    for size in sizes:
        lines = tuple(
            line for text in texts for line in _even(_pieces(text, spaces=False), wide, size, weight)
        )
        if len(lines) * size * leading * MM_PER_PT <= high:
            return Fitted(lines, size)
    return Fitted(lines, sizes[-1])


def _even(pieces: tuple[str, ...], wide: float, size: float, weight: int) -> tuple[str, ...]:
    """As few lines as fit, about equally long: a centred text does not end in one lonely word."""
    lines = _lines(pieces, wide, size, weight)
    low, high = wide / max(len(lines), 1), wide
    while len(lines) > 1 and high - low > 1:
        middle = (low + high) / 2
        tried = _lines(pieces, middle, size, weight)
        if len(tried) == len(lines) and all(width(line, size, weight) <= middle for line in tried):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def _best(
    pieces: tuple[str, ...], wide: float, high: float, sizes: tuple[float, ...], leading: float, weight: int
) -> Fitted | None:
    for size in sizes:
        if any(width(piece.strip(), size, weight) > wide for piece in pieces):
            continue
        lines = _lines(pieces, wide, size, weight)
        if len(lines) * size * leading * MM_PER_PT <= high:
            return Fitted(lines, size)
    return None


def _lines(pieces: tuple[str, ...], wide: float, size: float, weight: int) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and width((line + piece).rstrip(), size, weight) > wide:
            lines.append(line.strip())
            line = ""
        line += piece
    return tuple([*lines, line.strip()] if line.strip() else lines)


def _pieces(text: str, *, spaces: bool) -> tuple[str, ...]:
    places = [place for place in _breaks(text) if not spaces or text[place - 1 : place] == " "]
    cuts = [0, *(place for place in places if 0 < place < len(text)), len(text)]
    return tuple(text[start:stop] for start, stop in itertools.pairwise(cuts))


@cache
def _advances(weight: int) -> tuple[dict[int, int], int, int]:
    """Advance of every letter the font knows, units per em, and the advance assumed for any other."""
    from fontTools.ttLib import TTFont

    with TTFont(fonts.ttf(weight), lazy=True) as font:
        metrics, units = font["hmtx"].metrics, font["head"].unitsPerEm
        known = {code: metrics[name][0] for code, name in font.getBestCmap().items()}
    aa = known.get(0x0E32, units // 2)
    known[0x0E33] = max(known.get(0x0E33, aa), aa)
    return known, units, units
