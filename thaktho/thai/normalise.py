"""One spelling for text that looks the same.

Thai typed on phones, copied from PDF files or pasted from LINE holds the same word in several code
sequences: sara am in two pieces, sara ae as two sara e, tone marks before vowels, invisible spaces.
NFC repairs none of these.
"""

from __future__ import annotations

import re
import unicodedata

TONES = "\u0e48-\u0e4b"
# Spaces without width, and the marks that turn the direction of writing: Thai needs none of them.
_INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\u061c\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANK_EDGES = re.compile(r" ?(\r\n|\n|\r) ?")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
# A run of tone marks is looked at from its beginning only: else a page of them takes the square of its length.
_SARA_AM = re.compile(f"(?<![{TONES}])([{TONES}]*)\u0e4d([{TONES}]*)[\u0e32\u0e33]")
_TONE_AFTER_AM = re.compile(f"\u0e33([{TONES}]+)")
_TONE_AM = re.compile(f"(?<![{TONES}])([{TONES}]+)\u0e33")
_SAME_TWICE = re.compile(f"([\u0e31\u0e34-\u0e3a\u0e47\u0e4c-\u0e4e{TONES}])\\1+")


def _rank(mark: str) -> int:
    """Place of a mark over or under its consonant: phinthu, lower vowel, upper vowel, nikhahit, tone,
    the rest."""
    if mark == "\u0e3a":
        return 0
    if mark in "\u0e38\u0e39":
        return 1
    if mark in "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47":
        return 2
    if mark == "\u0e4d":
        return 3
    return 4 if "\u0e48" <= mark <= "\u0e4b" else 5


def _in_order(marks: re.Match[str]) -> str:
    return _SAME_TWICE.sub(r"\1", "".join(sorted(marks.group(), key=_rank)))


def _one_pass(text: str) -> str:
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = text.replace("\u0e40\u0e40", "\u0e41")
    text = _MARKS.sub(_in_order, text)
    text = _SARA_AM.sub("\\1\\2\u0e33", text)
    text = _TONE_AFTER_AM.sub("\\1\u0e33", text)
    return _BLANK_EDGES.sub(r"\1", _SPACES.sub(" ", text)).strip(" ")


def normalise(text: str) -> str:
    """Return `text` in the one spelling used for storing, comparing and searching. Doing it twice
    changes nothing.

    NFC; invisible characters removed; every kind of space one space, runs collapsed, edges trimmed
    (line breaks stay); nikhahit + aa is sara am, tone before it; two sara e are sara ae; vowel before
    tone; a mark typed twice is one mark. Letters of other scripts keep their NFC form.
    """
    while (
        tidy := _one_pass(text)
    ) != text:  # one repair can open the way to another; each shortens or orders
        text = tidy
    return text


def for_pdf(text: str) -> str:
    """Write tone + sara am as nikhahit + tone + aa, just before rendering a PDF.

    The picture is the same, but text copied out of the PDF is then right (`น้ำ`, not `นํ้า` with lost
    marks). Never store the result: `normalise` brings it back.
    """
    return _TONE_AM.sub("\u0e4d\\1\u0e32", text)
