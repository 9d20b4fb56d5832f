"""The action lexicon: what temples, schools, councils and hospitals do, as versioned data (`criteria/actions`).

A concept has a code, a Thai label, a kind (activity, theme, form, audience) and patterns. A pattern is a
conjunction of choices, so "เยาวชน ... ยาเสพติด" is found in any order, with anything between. A programme may lay its
own words over the shipped ones: `Lexicon.with_additions`, see `additions.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

import yaml

from thaktho.engines.weave.overlap.additions import Addition, AdditionError, canonical, checked
from thaktho.engines.weave.text import Compact, compact, fold

Kind = Literal["activity", "theme", "form", "audience"]
FOLDER = Path(__file__).resolve().parents[3] / "criteria" / "actions"
SURE_LENGTH = 5  # a folded word this long may differ in tone marks; a shorter one must be written exactly


class LexiconError(ValueError):
    """A lexicon file says something that cannot be meant: an unknown code, a double code, an empty pattern."""


@dataclass(frozen=True, slots=True)
class Concept:
    code: str
    th: str
    kind: Kind
    broader: str | None = None
    over: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    weak: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    concept: str
    parts: tuple[frozenset[int], ...]
    without: tuple[frozenset[int], ...]


@dataclass(slots=True)
class Lexicon:
    """Concepts and their patterns, compiled to one scan of a text. `digest` names its whole content."""

    version: str
    digest: str
    verified: bool
    concepts: dict[str, Concept]
    guards: tuple[str, ...]
    boilerplate: frozenset[str]
    same_words: dict[str, str]
    _common: re.Pattern[str] = re.compile("(?!)")
    _files: Sequence[Mapping[str, Any]] = ()
    _atoms: list[str] = field(default_factory=list)
    _exact: list[str] = field(default_factory=list)
    _index: dict[str, list[int]] = field(default_factory=dict)
    _patterns: list[_Pattern] = field(default_factory=list)
    _by_atom: dict[int, list[int]] = field(default_factory=dict)

    def with_additions(self, additions: Sequence[Addition | Mapping[str, Any]]) -> Lexicon:
        """This lexicon with a programme's own words laid over it; compiled once for the same words.

        Raises AdditionError with every fault in Thai, by the number of the entry; then nothing is taken.
        """
        if not additions:
            return self
        return _laid_over(_Held(self), canonical(additions))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The broader concepts of `code`, nearest first."""
        out: list[str] = []
        at = self.concepts[code].broader
        while at is not None and at not in out:
            out.append(at)
            at = self.concepts[at].broader
        return tuple(out)

    def find(self, text: str | Compact) -> dict[str, tuple[str, ...]]:
        """Every concept in `text`, with the words of `text` that show it. Empty for an empty text."""
        line = text if isinstance(text, Compact) else compact(text)
        hits = self._scan(line)
        if not hits:
            return {}
        present = frozenset(hits)
        found: dict[str, tuple[str, ...]] = {}
        for number in sorted({p for atom in hits for p in self._by_atom.get(atom, ())}):
            pattern = self._patterns[number]
            if pattern.concept in found or not all(part & present for part in pattern.parts):
                continue
            if any(part & present for part in pattern.without):
                continue
            words = {hits[a] for part in pattern.parts for a in part & present}
            found[pattern.concept] = tuple(sorted(words, key=lambda w: (line.source.find(w), w)))
        return found

    def letters(self, text: str) -> str:
        """`text` as bare letters, without spaces, tones and the long phrases that every title has."""
        return fold(self._common.sub("", compact(text).text))[0]

    def _scan(self, line: Compact) -> dict[int, str]:
        text = line.text
        for guard in self.guards:
            if guard in text:
                text = text.replace(guard, "\x00" * len(guard))
        folded, back = fold(text)
        hits: dict[int, str] = {}
        index = self._index
        keys = [
            (i, key)
            for n in (2, 3)
            for i in range(len(folded) - n + 1)
            if (key := folded[i : i + n]) in index
        ]
        for i, key in keys:
            for atom in index[key]:
                word = self._atoms[atom]
                if atom in hits or not folded.startswith(word, i):
                    continue
                start, last = back[i], back[i + len(word) - 1] + 1
                end = last if i + len(word) == len(folded) else back[i + len(word)]
                exact = self._exact[atom]
                if len(word) < SURE_LENGTH and text[start : start + len(exact)] != exact:
                    continue
                if exact.isascii() and not _stands_alone(line, start, last):
                    continue
                hits[atom] = line.original(start, end)
        return hits


def _stands_alone(line: Compact, start: int, end: int) -> bool:
    left, right = line.back[start] - 1, line.back[end - 1] + 1
    source = line.source
    before = left >= 0 and source[left].isascii() and source[left].isalnum()
    after = right < len(source) and source[right].isascii() and source[right].isalnum()
    return not before and not after


def _files(folder: Path) -> list[Mapping[str, Any]]:
    out: list[Mapping[str, Any]] = []
    for path in sorted(folder.glob("[0-9]*.yaml")):
        data = yaml.load(
            path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
        if not isinstance(data, dict):
            raise LexiconError(f"{path.name}: not a mapping")
        out.append(data)
    return out


def _split(part: str, words: Mapping[str, str]) -> Iterable[str]:
    for piece in part.split("|"):
        piece = piece.strip()
        if piece.startswith("@"):
            if piece[1:] not in words:
                raise LexiconError(f"unknown word class {piece}")
            yield from (w.strip() for w in words[piece[1:]].split("|"))
        elif piece:
            yield piece


@lru_cache(maxsize=4)
def load(folder: Path = FOLDER) -> Lexicon:
    """The lexicon of `folder`. Raises LexiconError naming the code that is wrong."""
    files = _files(folder)
    if not files:
        raise LexiconError(f"no lexicon in {folder}")
    return _build(files)


class _Held:
    """A lexicon as a cache key: by content."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __hash__(self) -> int:
        return hash(self.lexicon.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.lexicon.digest == self.lexicon.digest


@lru_cache(maxsize=32)
def _laid_over(held: _Held, additions: str) -> Lexicon:
    base = held.lexicon
    entries = checked(json.loads(additions), base.concepts, base.boilerplate)
    words = [{"code": e["concept"], "match": e["words"]} for e in entries if e["concept"] in base.concepts]
    own = [
        {"code": e["concept"], "th": e["label"], "broader": e.get("broader"), "related": e.get("related", []), "match": e["words"]}
        for e in entries if e["concept"] not in base.concepts
    ]  # fmt: skip
    try:
        return _build([*base._files, {"verified": False, "concepts": own, "more": words}])
    except LexiconError as error:
        raise AdditionError((f"คำที่เพิ่มใช้ไม่ได้: {error}",)) from error


def _build(files: Sequence[Mapping[str, Any]]) -> Lexicon:
    words: dict[str, str] = {}
    raw: dict[str, Mapping[str, Any]] = {}
    more: list[Mapping[str, Any]] = []
    for data in files:
        words.update(data.get("words", {}))
        more += data.get("more", [])
        for entry in data.get("concepts", []):
            if entry["code"] in raw:
                raise LexiconError(f"double code {entry['code']}")
            raw[entry["code"]] = entry
    head = files[0]
    made = Lexicon(
        version=str(head["version"]),
        digest=blake2b(
            json.dumps(list(files), sort_keys=True, default=str).encode(), digest_size=12
        ).hexdigest(),
        verified=all(bool(d.get("verified")) for d in files),
        concepts={c: _concept(e, raw) for c, e in raw.items()},
        guards=tuple(compact(g).text for g in head.get("guards", [])),
        boilerplate=frozenset(compact(w).text for w in head.get("boilerplate", [])),
        same_words={compact(a).text: compact(b).text for a, b in head.get("same_words", {}).items()},
        _files=tuple(files),
    )
    common = sorted((w for w in made.boilerplate if len(w) >= SURE_LENGTH), key=lambda w: (-len(w), w))
    made._common = re.compile("|".join(map(re.escape, common)) or "(?!)")
    atoms: dict[str, int] = {}
    for code, entry in raw.items():
        own = [entry["th"]] if made.concepts[code].kind == "activity" else []
        for text in (*entry.get("match", []), *own):
            _compile(made, atoms, words, code, text)
    for entry in more:
        for text in entry["match"]:
            _compile(made, atoms, words, entry["code"], text)
    return made


def _concept(entry: Mapping[str, Any], raw: Mapping[str, Mapping[str, Any]]) -> Concept:
    named = [*entry.get("over", []), *entry.get("related", [])]
    if entry.get("broader"):
        named.append(entry["broader"])
    for code in named:
        if code not in raw:
            raise LexiconError(f"{entry['code']}: unknown code {code}")
    return Concept(
        entry["code"],
        entry["th"],
        entry.get("kind", "activity"),
        entry.get("broader"),
        frozenset(entry.get("over", [])),
        frozenset(entry.get("related", [])),
        bool(entry.get("weak", False)),
    )


def _compile(made: Lexicon, atoms: dict[str, int], words: Mapping[str, str], code: str, text: str) -> None:
    parts: list[frozenset[int]] = []
    without: list[frozenset[int]] = []
    for part in text.split("+"):
        part = part.strip()
        negative = part.startswith("!")
        ids: set[int] = set()
        for word in _split(part.lstrip("!"), words):
            exact = compact(word).text
            if len(exact) < 2:
                raise LexiconError(f"{code}: word too short in {text!r}")
            if exact not in atoms:
                atoms[exact] = len(atoms)
                folded = fold(exact)[0]
                made._atoms.append(folded)
                made._exact.append(exact)
                made._index.setdefault(folded[:3], []).append(atoms[exact])
            ids.add(atoms[exact])
        (without if negative else parts).append(frozenset(ids))
    if not parts:
        raise LexiconError(f"{code}: pattern without a word: {text!r}")
    number = len(made._patterns)
    made._patterns.append(_Pattern(code, tuple(parts), tuple(without)))
    for atom in parts[0]:
        made._by_atom.setdefault(atom, []).append(number)
