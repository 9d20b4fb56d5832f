"""Thai words: cutting text that has no spaces, preparing it for search, and keeping known names
unbroken on a page."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from .normalise import normalise
from .numerals import to_arabic

#: Names and terms of the programme that a dictionary would cut and a page must not break.
KNOWN_NAMES = tuple(
    """
    ปีงบประมาณ งบประมาณ แม่ฟ้าหลวง ขับเคลื่อน พอเพียง ถักทอ วัดพระแก้ว
    สมัชชาคุณธรรม จังหวัดคุณธรรม ชุมชนคุณธรรม องค์กรคุณธรรม อำเภอคุณธรรม
    เชียงราย เมืองเชียงราย เวียงเชียงรุ้ง เวียงป่าเป้า พญาเม็งราย จิตอาสา
    เจตนารมณ์ ตู้ปันสุข ธรรมลังกา กตัญญู เห็นแก่ตัว ขัดแย้ง หนี้สิน
    """.split()  # noqa: SIM905 - a page of words reads better than a list
)

_DICTIONARY = "thaktho"
_TONES = re.compile("[\u0e47-\u0e4c]")
_THAI_RUN = re.compile("[\u0e00-\u0e7f]+")
_WORDLIKE = re.compile(r"\w", re.UNICODE)
_CANNOT_BEGIN = re.compile("[\u0e30-\u0e3a\u0e45-\u0e4e]")


@cache
def _ready() -> None:
    """Load the dictionary on first use: PyThaiNLP's words and our names. About a quarter of a second,
    once a process."""
    import nlpo3
    from pythainlp.corpus import thai_words

    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", delete=False) as file:
        file.write("\n".join(sorted({*thai_words(), *KNOWN_NAMES})))
    try:
        nlpo3.load_dict(file.name, _DICTIONARY)
    finally:
        Path(file.name).unlink()


def words(text: str) -> list[str]:
    """Cut `text` into words; spaces and punctuation are pieces of their own. The pieces joined give
    `text` back."""
    import nlpo3

    pieces: list[str] = []
    end = 0
    for run in _THAI_RUN.finditer(text):
        pieces += _others(text[end : run.start()])
        _ready()
        pieces += _repaired(nlpo3.segment(run.group(), _DICTIONARY, safe=True))
        end = run.end()
    return pieces + _others(text[end:])


def _others(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]+", text)


def _repaired(pieces: list[str]) -> list[str]:
    """Join a piece that begins with a mark or a following vowel to the one before: no cut inside a
    syllable."""
    whole: list[str] = []
    for piece in pieces:
        if whole and _CANNOT_BEGIN.match(piece):
            whole[-1] += piece
        else:
            whole.append(piece)
    return whole


def search_text(text: str) -> str:
    """What is stored for search: words of `text` apart, normalised, lower-cased, Arabic digits,
    without tone marks.

    Tone marks, thanthakhat and maitaikhu are dropped on both sides, so `แมสาย` finds `แม่สาย`. After
    the words comes the whole line without its spaces, so that a piece of a word, or words cut
    otherwise, are found by substring.
    """
    folded = _fold(text)
    cut = [word for word in _cut(text) if word]
    together = re.sub(r"\s+", "", folded)
    return " ".join([*cut, together] if together else cut)


def search_terms(query: str) -> list[str]:
    """Terms a query must all match in `search_text`: cut at its spaces only, folded alike. [] for an
    empty query."""
    return list(dict.fromkeys(term for term in _fold(query).split() if _WORDLIKE.search(term)))


def _fold(text: str) -> str:
    return _TONES.sub("", to_arabic(normalise(text)).lower())


def _cut(text: str) -> list[str]:
    tidy = to_arabic(normalise(text)).lower()
    return [_TONES.sub("", word) for word in words(tidy) if _WORDLIKE.search(word)]


def keep_together(text: str, names: Iterable[str] = KNOWN_NAMES) -> list[tuple[str, bool]]:
    """Cut `text` at known `names`: (piece, True) is a name to set in `white-space: nowrap`. The pieces
    joined give `text`."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _pattern(tuple(names)).finditer(text):
        if found.start() > end:
            pieces.append((text[end : found.start()], False))
        pieces.append((found.group(), True))
        end = found.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted((name for name in names if name), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
