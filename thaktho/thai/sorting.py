"""Thai order as a key that any database can sort byte by byte.

`sort_key` gives ASCII strings whose binary order (SQLite BINARY, PostgreSQL COLLATE "C") is the order
of ICU's Thai collation (`Intl.Collator("th")`, ICU 78): spaces and punctuation do not count, digits
before Thai before Latin, a leading vowel sorts after its consonant, tone marks and then upper case
decide only between strings otherwise equal. Symbols and letters of other scripts follow by code point,
which is coherent but not ICU's order.
"""

from __future__ import annotations

import re
import unicodedata

from .normalise import normalise
from .numerals import to_arabic

_CONSONANTS = "".join(map(chr, range(0x0E01, 0x0E2F)))
_VOWELS = "\u0e4dะัา\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39เแโใไ\u0e3a"
_SYMBOLS = "`^+<=>|~$฿"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LEADING = re.compile("([เแโใไ])([ก-ฮ])")
_IGNORED_LETTERS = "ฯๆ๏๚๛"

_DIGITS36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def _ranks() -> dict[str, str]:
    """Two-character weights in order: symbols, digits, Thai consonants, Thai vowels, Latin."""
    ranks: dict[str, str] = {}
    for lead, letters in (("0", _SYMBOLS), ("1", "0123456789"), ("2", _CONSONANTS + _VOWELS), ("5", _LATIN)):
        for place, letter in enumerate(letters):
            ranks[letter] = chr(ord(lead) + place // 36) + _DIGITS36[place % 36]
    return ranks


#: First level: two characters each. A letter of no known place is `z` and six hex digits.
_FIRST = _ranks()
_FIRST["ๅ"] = _FIRST["า"]
_FIRST["\u0e33"] = _FIRST["า"] + _FIRST["\u0e4d"]  # ICU expands sara am to aa + nikhahit
_SECOND = {mark: f"1{place}" for place, mark in enumerate("\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b")}
_PLAIN = "00"


def sort_key(text: str) -> str:
    """Return the ASCII key of `text`: three levels parted by `.`, which is below every weight. Never
    raises."""
    line = _LEADING.sub(r"\2\1", to_arabic(normalise(text)))
    first: list[str] = []
    second: list[str] = []
    third: list[str] = []
    ignored = False  # a mark on an ignored letter is ignored with it
    for letter in unicodedata.normalize("NFD", line):
        if mark := _second_level(letter):
            if ignored:
                continue
            second.append(mark)
            third.append("0")
        elif weight := _first_level(letter):
            first.append(weight)
            second.append(_PLAIN)
            ignored = False
            third.append("1" if letter == "ๅ" or letter != letter.lower() else "0")
        else:
            ignored = True
    # Trailing plain weights tell nothing: strings compared on a lower level are equal on the first.
    return ".".join(("".join(first), _trimmed(second), "".join(third).rstrip("0")))


def _trimmed(weights: list[str]) -> str:
    while weights and weights[-1] == _PLAIN:
        weights.pop()
    return "".join(weights)


def _second_level(letter: str) -> str:
    if letter in _SECOND:
        return _SECOND[letter]
    if unicodedata.combining(letter) and letter not in _FIRST:
        return f"2{min(ord(letter), 0xFFFF):04x}"
    return ""


def _first_level(letter: str) -> str:
    if letter in _IGNORED_LETTERS:
        return ""
    lower = letter.lower()
    if known := _FIRST.get(lower):
        return known
    if unicodedata.category(letter)[0] in "PZC":
        return ""
    return f"z{ord(lower[0]):06x}"
