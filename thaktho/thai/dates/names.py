"""Names of months and weekdays as people write them: full, short, without dots, in English, and misspelt.

A misspelt name is accepted only when one month is clearly nearest; short forms are never repaired,
because one letter is all that tells ม.ค. from มี.ค. and เม.ย. from มิ.ย.
"""

from __future__ import annotations

import re
from functools import lru_cache

from thaktho.thai.edits import edits

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
SPOKEN_MONTHS = (
    "มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา", "กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา",
)  # fmt: skip
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_WEEKDAY_FORMS = (
    ("จันทร์", "จันทร", "จันทร์ฯ", "จัทร์", "จันท์"),
    ("อังคาร", "อังคาน", "อังคาร์"),
    ("พุธ", "พุทธ", "พุธฯ"),
    ("พฤหัสบดี", "พฤหัสฯ", "พฤหัส", "พฤหัสบดีฯ", "พฤหัสบดิ์", "พฤหัศบดี", "พฤหัสดี", "พฤ."),
    ("ศุกร์", "ศุกร", "สุกร์", "ศุกว์", "ศุกฺร์"),
    ("เสาร์", "เสาร", "เสาว์"),
    ("อาทิตย์", "อาทิตย", "อาทิย์", "อาทิต", "อาทิดย์"),
)


def _spaced(form: str) -> str:
    """Pattern of a short form whose dots may be missing or followed by spaces: ก.พ. ก.พ กพ. กพ `ก. พ.`"""
    first, second = (re.escape(part) for part in form.rstrip(".").split("."))
    return rf"{first}\s*\.?\s*{second}(?![ก-ฮะ-ฺเ-์])\.*|{first}\s*\.\s*{second}\.+"


def _alternatives(names: tuple[tuple[str, int], ...]) -> list[tuple[re.Pattern[str], int]]:
    return [(re.compile(re.escape(name)), number) for name, number in sorted(names, key=lambda n: -len(n[0]))]


_FULL = _alternatives(tuple((name, number) for number, name in enumerate(MONTHS, 1)))
_SPOKEN = _alternatives(tuple((name, number) for number, name in enumerate(SPOKEN_MONTHS, 1)))
_SHORT = [(re.compile(_spaced(form)), number) for number, form in enumerate(SHORT_MONTHS, 1)]
_WEEKDAY_PATTERNS = _alternatives(
    tuple((form, number) for number, forms in enumerate(_WEEKDAY_FORMS) for form in forms)
)
_WORD = re.compile(r"[ก-ฮะ-ฺเ-์]+")
_LATIN = {name.lower(): number for number, name in enumerate(ENGLISH_MONTHS, 1)}
_LATIN |= {name[:3].lower(): number for number, name in enumerate(ENGLISH_MONTHS, 1)} | {"sept": 9}
_LATIN_WEEKDAYS = {name.lower(): number for number, name in enumerate(ENGLISH_WEEKDAYS)}
_LATIN_WEEKDAYS |= {name[:3].lower(): number for number, name in enumerate(ENGLISH_WEEKDAYS)}
_LATIN_WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3}


def month_at(text: str, at: int) -> tuple[int, int, bool] | None:
    """Read an exactly spelt Thai month at `at`: (month 1-12, end offset, False), or None."""
    for pattern, month in _FULL:
        if (found := pattern.match(text, at)) and not _goes_on(text, found.end()):
            return month, found.end(), False
    for pattern, month in _SPOKEN:
        if (found := pattern.match(text, at)) and not _WORD.match(text, found.end()):
            return month, found.end(), False
    for pattern, month in _SHORT:
        if found := pattern.match(text, at):
            return month, found.end(), False
    return None


def _goes_on(text: str, end: int) -> bool:
    """Whether a Thai mark follows, so that the name just read was only the beginning of another word."""
    return end < len(text) and text[end] in "ะัาำิีึืุู็่้๊๋์"


def misspelt_month_at(text: str, at: int) -> tuple[int, int, bool] | None:
    """Read a misspelt full month at `at`: (month, end, True), or None when none is clearly nearest."""
    word = _WORD.match(text, at)
    if word is None:
        return None
    month = nearest_month(word.group())
    return (month, word.end(), True) if month else None


#: Letters that sound alike are the commonest slip, and cost nothing when names are compared.
_ALIKE = str.maketrans("ฏษสภณญ", "ฎศศพนย")


def _heard(word: str) -> str:
    return word.lower().translate(_ALIKE)


@lru_cache(maxsize=4096)
def nearest_month(word: str) -> int | None:
    """Month whose full Thai or English name is clearly nearest to `word`, else None.

    Clearly: one edit, nearer than any other month; or two edits (three in names of nine letters and
    more) with the next month at least as many edits further away.
    """
    if len(word) < 5:
        return None
    names = ENGLISH_MONTHS if word.isascii() else MONTHS
    scores = sorted((edits(_heard(word), _heard(name)), number) for number, name in enumerate(names, 1))
    (best, month), (second, _) = scores[0], scores[1]
    if best > (3 if len(names[month - 1]) >= 9 else 2) or word.isascii() and best > 1:
        return None
    return month if second - best >= max(best, 1) else None


def looks_like_month(word: str) -> bool:
    """Whether `word` resembles some month without being clearly one of them."""
    best = min(edits(word, name) for name in MONTHS)
    return best <= 4 and best <= 0.6 * len(word)


def latin_month(word: str) -> tuple[int, bool] | None:
    """(month, misspelt) of an English month word, dots ignored."""
    word = word.lower().strip(".")
    if word in _LATIN:
        return _LATIN[word], False
    month = nearest_month(word)
    return (month, True) if month else None


def latin_weekday(word: str) -> int | None:
    """Weekday 0-6 (Monday is 0) of an English word."""
    return _LATIN_WEEKDAYS.get(word.lower().strip("."))


def weekday_at(text: str, at: int) -> tuple[int, int] | None:
    """Read a Thai weekday at `at`: (0-6 with Monday 0, end offset), or None."""
    for pattern, weekday in _WEEKDAY_PATTERNS:
        if found := pattern.match(text, at):
            return weekday, found.end()
    return None
