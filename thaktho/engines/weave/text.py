"""Texts made comparable: compact (no spaces, one kind of digit, lower case), with the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TONES = frozenset(
    "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
)  # with maitaikhu and thanthakhat: all are slipped alike
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\ufeff"
_PLAIN: dict[int, str | None] = {
    **{ord("๐") + i: str(i) for i in range(10)},
    **dict.fromkeys(map(ord, _UNSEEN)),
}
_SHORT = (
    (re.compile(r"(?<![.])ร\.?ร\."), "โรงเรียน"),
    (re.compile(r"(?<![ก-ฮ.])รพ\.(?!\s*สต)"), "โรงพยาบาล"),
    (re.compile(r"(?<![ก-ฮ.])มรภ\."), "มหาวิทยาลัยราชภัฏ"),
    (re.compile(r"(?<![ก-ฮ.])วษ?ท\."), "วิทยาลัย"),
)
_DROP = frozenset("\"'“”‘’«»()[]{}<>:;,!?/\\|–—_*~·ๆฯ-")


@dataclass(frozen=True, slots=True)
class Compact:
    """`text` without spaces, quotes and case; `back[i]` is the index in `source` of `text[i]`."""

    source: str
    text: str
    back: tuple[int, ...]

    def original(self, start: int, end: int) -> str:
        """The words of the source that `text[start:end]` stands for."""
        if start >= end:
            return ""
        return self.source[self.back[start] : self.back[end - 1] + 1].strip()


def clean(text: str) -> str:
    """Unicode NFC, vowels in their usual order, Arabic digits, no invisible marks. Keeps spaces and case."""
    text = unicodedata.normalize("NFC", text).translate(_PLAIN)
    text = text.replace("เเ", "แ").replace("\u0e4d\u0e32", "\u0e33")
    return re.sub(r"\u0e4d([\u0e48-\u0e4b])\u0e32", "\\1\u0e33", text)


def spell_out(text: str) -> str:
    """Usual short forms of what people do something with, in full: "รร.ผู้สูงอายุ" -> "โรงเรียนผู้สูงอายุ"."""
    if "." not in text:
        return text
    for short, full in _SHORT:
        text = short.sub(full, text)
    return text


def compact(text: str) -> Compact:
    """`text` (already cleaned or not) without what never tells two actions apart."""
    source = clean(text)
    letters: list[str] = []
    back: list[int] = []
    for i, char in enumerate(source):
        if char not in _DROP and not char.isspace():
            low = char.lower()
            letters.append(low if len(low) == 1 else char)
            back.append(i)
    return Compact(source, "".join(letters), tuple(back))


def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """`text` without tone marks, so that a slip of tone still matches, and where each letter stood."""
    kept = [(c, i) for i, c in enumerate(text) if c not in TONES]
    return "".join(c for c, _ in kept), tuple(i for _, i in kept)
