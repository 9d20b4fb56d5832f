"""Reading area texts of plans and news: "ต.หัวง้ม อ.พาน", "เทศบาลนครเชียงราย", "วัดพระแก้ว จ.เชียงราย".

`mentions` cuts a text into names with the level its words say; `resolve` settles which places they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from thaktho.thai.normalise import normalise
from thaktho.thai.numerals import to_arabic

from .models import Place

# What stands before a name, longest first. Single words that can end another word count at a word's start only.
_MARK = re.compile(
    r"(?P<municipality>เทศบาล(?:นคร|เมือง|ตำบล)|(?<![ก-๎.])ท[นมต]\.)"
    r"|(?P<tambon>องค์การบริหารส่วนตำบล|(?<![ก-๎.])อบต\.?|ตำบล|(?<![ก-๎.])แขวง|(?<![.])ต\.)"
    r"|(?P<amphoe>อำเภอ|(?<![ก-๎.])เขต|(?<![.])อ\.)"
    r"|(?P<province>จังหวัด|(?<![.])จ\.)"
    r"|(?P<number>(?:หมู่ที่|หมู่|(?<![ก-๎.])ม\.)\s*(?P<moo>\d{1,2})(?!\d))"
    r"|(?P<village>(?<![ก-๎.])(?:หมู่บ้าน|ชุมชน|บ้าน))"
)
_GAPS = re.compile(r"[\s,;:/()\[\]«»\"'“”|]+")

SPOKEN = {
    "กทม": "กรุงเทพมหานคร",
    "กทม.": "กรุงเทพมหานคร",
    "กรุงเทพ": "กรุงเทพมหานคร",
    "กรุงเทพฯ": "กรุงเทพมหานคร",
    "อยุธยา": "พระนครศรีอยุธยา",
    "โคราช": "นครราชสีมา",
}
RANK = {"province": 0, "amphoe": 1, "municipality": 2, "tambon": 2, "number": 3, "village": 3, "bare": 4}


@dataclass(frozen=True)
class Mention:
    """One name with what its words say it is; `bare` when no word says so. For หมู่ 5 the name is the number."""

    kind: str
    name: str

    def names(self, home: str) -> Iterable[str]:
        """Every spelling under which the place may be stored. `home` is the programme's province."""
        if self.kind == "number":
            return
        yield self.name
        if self.kind == "village":
            yield f"บ้าน{self.name}"
        if self.kind == "bare":
            yield self.name.removeprefix("บ้าน")
        if self.kind in ("municipality", "province"):
            yield f"เมือง{self.name}"
        if self.name == "เมือง":
            yield f"เมือง{home}"


def mentions(text: str) -> list[Mention]:
    """The names in a text, in its order."""
    text = to_arabic(normalise(text))
    marks = _marks(text)
    found: list[Mention] = []
    for index, mark in enumerate(marks):
        if index == 0:
            found += _bare(text[: mark.start()])
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        kind = mark.lastgroup if mark.lastgroup != "moo" else "number"
        if mark["moo"]:
            found.append(Mention("number", str(int(mark["moo"]))))
            found += _bare(text[mark.end() : end])
            continue
        words = [word for word in _GAPS.split(text[mark.end() : end]) if word]
        if words:
            name = words[0].removesuffix("และ") or words[0]
            found.append(Mention(kind or "bare", SPOKEN.get(name, name)))
            found += _bare(" ".join(words[1:]))
    return found if marks else _bare(text)


def _marks(text: str) -> list[re.Match[str]]:
    """Every word for a level; not the บ้าน of a name that bears it, as in ตำบล บ้านดู่."""
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        begins_a_name = marks and mark["village"] and not text[marks[-1].end() : mark.start()].strip()
        if not begins_a_name:
            marks.append(mark)
    return marks


def _bare(text: str) -> list[Mention]:
    words = [word for word in _GAPS.split(text) if word not in ("", "และ", "-", "–")]
    return [Mention("bare", SPOKEN.get(word, word)) for word in words]


def resolve(found: list[Mention], known: dict[str, list[Place]], home_code: str, home: str) -> list[Place]:
    """Settle every mention, widest first, each within the nearest wider one that was settled."""
    settled: dict[int, Place] = {}
    for index in sorted(range(len(found)), key=lambda index: (RANK[found[index].kind], index)):
        for wider in _around(index, found, settled) or [None]:
            if place := _choose(found[index], known, wider, home_code, home):
                settled[index] = place
                break
    unique = list({settled[index].code: settled[index] for index in sorted(settled)}.values())
    # An area that only holds another chosen one (the province named in every line) adds nothing.
    return [p for p in unique if not any(o.code != p.code and o.code.startswith(p.code) for o in unique)]


def _around(index: int, found: list[Mention], settled: dict[int, Place]) -> list[Place]:
    """The wider areas this mention can stand in. Thai writes small to large, so the nearest one to the right comes
    first, then the nearest to the left; a text that begins with the wide one is read the other way."""
    rank = RANK[found[index].kind]
    wider = [i for i in settled if RANK[found[i].kind] < rank]
    right = [settled[i] for i in sorted(wider) if i > index][:1]
    left = [settled[i] for i in sorted(wider, reverse=True) if i < index][:1]
    wide_first = len(found) > 1 and RANK[found[0].kind] < RANK[found[1].kind]
    return left + right if wide_first else right + left


def _choose(
    mention: Mention, known: dict[str, list[Place]], wider: Place | None, home_code: str, home: str
) -> Place | None:
    if mention.kind == "number":
        return None  # a moo alone names no place; with its village's name the name finds it
    candidates = _candidates(mention, known, wider, home)
    if wider is not None:
        return _only([place for place in candidates if place.code.startswith(wider.code)])
    near = [place for place in candidates if place.code.startswith(home_code)]
    if near:
        return _only(near)
    # Outside the own province a name needs a word that says its level, or to be a province.
    if mention.kind == "bare":
        candidates = [place for place in candidates if place.level == "province"]
    return _only(candidates)


def _candidates(
    mention: Mention, known: dict[str, list[Place]], wider: Place | None, home: str
) -> list[Place]:
    levels = {
        "province": ("province",),
        "amphoe": ("amphoe",),
        "municipality": ("tambon", "amphoe"),
        "tambon": ("tambon",),
        "village": ("village", "community"),
        "bare": ("province", "amphoe", "village", "community", "tambon"),
    }[mention.kind]
    names = [mention.name]
    if mention.kind == "village":
        names.append(f"บ้าน{mention.name}")
    if mention.kind == "bare" and mention.name.startswith("บ้าน"):
        names.append(mention.name.removeprefix("บ้าน"))
    if mention.kind == "municipality" and (seat := known.get(f"เมือง{mention.name}")):
        return seat  # a municipality with a province's name is that province's seat
    if mention.name == "เมือง":
        names = [f"เมือง{wider.name_th if wider and wider.level == 'province' else home}"]
    for level in levels:  # the first level that bears the name; an alias counts as the name
        found = [p for name in names for p in known.get(name, ()) if p.level == level]
        if found and (wider is None or any(p.code.startswith(wider.code) for p in found)):
            return list({p.code: p for p in found}.values())
    return []


def _only(places: list[Place]) -> Place | None:
    return places[0] if len(places) == 1 else None
