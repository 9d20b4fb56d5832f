"""What is compared of a row: its action without place and year, its concepts, its place and its time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from thaktho.engines.weave import places, times
from thaktho.engines.weave.overlap.lexicon import Lexicon
from thaktho.engines.weave.text import compact, spell_out
from thaktho.engines.weave.types import Place, Row
from thaktho.thai import dates
from thaktho.thai.words import words as cut

Words = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Deed:
    """The action of a row, apart from place and time. Rows of equal text share one Deed.

    `text`: the title without place and edition; `letters`: the same without what every title has;
    `acts`: activities the title names, more exact ones first considered; `hints`: activities named only by the
    good deed, problem or indicator (used when the title names none); `themes`: what they belong to;
    `shown`: concept -> words of the row.
    """

    text: str
    letters: str
    tokens: tuple[str, ...]
    acts: frozenset[str]
    weak: frozenset[str]
    hints: frozenset[str]
    themes: frozenset[str]
    title_themes: frozenset[str]
    forms: frozenset[str]
    audience: frozenset[str]
    need: tuple[str, ...]
    shown: Words = field(compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class Profile:
    row: Row
    deed: Deed
    place: Place
    span: times.Span | None
    owners: frozenset[str]


def profile(row: Row, lexicon: Lexicon, home: str | None = None) -> Profile:
    """Everything `compare` and `weave` look at. Never fails on an empty row."""

    def is_action(text: str) -> bool:
        return any(lexicon.concepts[c].kind == "activity" for c in lexicon.find(text))

    area = _where(row.area, home) if row.place is None else row.place
    owner = _where(row.agency, home)
    title = places.read(
        row.title, home=home, loose=False, is_action=is_action, venue=area.venue or owner.venue
    )
    place = places.merge(area, title.place)
    if not place.known or place == Place(province=place.province):
        place = places.merge(place, owner)
    rest = spell_out(_drop_agency(title.rest, row.agency))
    deed = make_deed(
        places.strip_editions(rest), f"{row.good_deed} {row.problem}".strip(), row.indicator, lexicon
    )
    return Profile(row, deed, place, _span(row), owners(row.agency))


@lru_cache(maxsize=16384)
def _where(text: str, home: str | None) -> Place:
    return places.read(text, home=home).place


def _span(row: Row) -> times.Span | None:
    """The row's days: as given, else as its time text says without doubt."""
    if row.start is None and row.when_text:
        return _read_span(row.when_text)
    return times.span(row.start, row.end)


@lru_cache(maxsize=16384)
def _read_span(text: str) -> times.Span | None:
    said = dates.read(text)
    return times.span(said.start, said.end) if said.status == "ok" else None


def make_deed(title: str, need: str, indicator: str, lexicon: Lexicon) -> Deed:
    """The Deed of cleaned texts; cached, since hundreds of rows of one plan share a title and so one Deed (compared by identity)."""
    return _deed(title, need, indicator, _Held(lexicon))


class _Held:
    """A lexicon as a cache key: by content."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __hash__(self) -> int:
        return hash(self.lexicon.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.lexicon.digest == self.lexicon.digest


@lru_cache(maxsize=32768)
def _deed(title: str, need: str, indicator: str, held: _Held) -> Deed:
    lexicon = held.lexicon
    kinds = lexicon.concepts
    found = lexicon.find(title)
    extra = {c: w for c, w in lexicon.find(f"{need} {indicator}").items() if c not in found}
    acts = _choose(frozenset(c for c in found if kinds[c].kind == "activity"), lexicon)
    hints: frozenset[str] = frozenset()
    if not acts:
        hints = _choose(frozenset(c for c in extra if kinds[c].kind == "activity"), lexicon)
    title_themes = _themes(acts, found, lexicon)
    themes = title_themes or _themes(hints, extra, lexicon)
    keep = {**extra, **found}
    shown = acts | hints | themes | frozenset(c for c in keep if kinds[c].kind == "audience")
    return Deed(
        title, lexicon.letters(title), tokens(title, lexicon), acts, frozenset(c for c in acts if kinds[c].weak), hints,
        themes, title_themes, _of_kind(found, "form", lexicon), _of_kind(found, "audience", lexicon),
        tokens(need, lexicon), {c: keep[c] for c in sorted(keep) if c in shown},
    )  # fmt: skip


def _of_kind(found: Words, kind: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(c for c in found if lexicon.concepts[c].kind == kind)


def _choose(acts: frozenset[str], lexicon: Lexicon) -> frozenset[str]:
    """The most exact activities: what another one stands over goes, weak ones only if nothing else is named."""
    kinds = lexicon.concepts
    for act in sorted(acts):
        acts -= kinds[act].over - {act}
    strong = frozenset(c for c in acts if not kinds[c].weak)
    return strong or acts


def _themes(acts: frozenset[str], found: Words, lexicon: Lexicon) -> frozenset[str]:
    out = {a for act in acts for a in lexicon.ancestors(act)}
    if not acts:
        for code in found:
            if lexicon.concepts[code].kind == "theme":
                out.update((code, *lexicon.ancestors(code)))
    return frozenset(out)


_HEAD = re.compile("(โครงการ|กิจกรรม)(?=\\S)")  # set apart, else "โครงการเยี่ยม" is cut as "โครง|การเยี่ยม"


def tokens(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Words that tell actions apart: no boilerplate, no digits, one spelling for one thing."""
    out: list[str] = []
    for word in cut(_HEAD.sub(r"\1 ", text)):
        word = _plain(word)
        word = lexicon.same_words.get(word, word)
        if len(word) < 2 or word.isdigit() or word in lexicon.boilerplate:
            continue
        out.append(word)
    return tuple(out)


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    return compact(word).text


_JOINERS = re.compile(r"ร่วมกับ|\sและ\s|,|;|/|\(|\)")


@lru_cache(maxsize=16384)
def owners(agency: str) -> frozenset[str]:
    """Names of the agencies of a cell, compact: "วัดพระแก้ว ร่วมกับเทศบาลนครเชียงราย" -> two."""
    return frozenset(t for part in _JOINERS.split(agency) if len(t := compact(part).text) >= 4)


def _drop_agency(title: str, agency: str) -> str:
    for part in sorted((p.strip() for p in _JOINERS.split(agency)), key=len, reverse=True):
        if len(part) >= 6 and part in title and part != title.strip():
            title = title.replace(part, " ")
    return title
