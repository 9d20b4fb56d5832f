"""The lexicon as its page shows it: what the programme taught, and what it may add to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from thaktho.ground.programme.models import Programme

from ..lexicon import is_own, known
from ..models import LexiconWord

LISTED = ("activity", "theme", "audience")


@dataclass(frozen=True)
class Taught:
    """One concept with the words the programme gave it."""

    concept: str
    name: str
    own: bool
    words: list[LexiconWord]


def words(programme: Programme, *, retired: bool = False) -> list[Taught]:
    """By concept, the programme's own first. One query."""
    found: dict[str, list[LexiconWord]] = {}
    labels: dict[str, str] = {}
    for word in LexiconWord.objects.filter(programme=programme):
        if word.label:
            labels[word.concept] = word.label
        if bool(word.retired_at) == retired:
            found.setdefault(word.concept, []).append(word)
    shipped = known().concepts
    names = labels | {code: shipped[code].th for code in found if code in shipped}
    listed = [Taught(code, names.get(code, code), is_own(code), items) for code, items in found.items()]
    return sorted(listed, key=lambda one: (not one.own, one.name))


def word(programme: Programme, id: UUID) -> LexiconWord | None:
    return LexiconWord.objects.filter(programme=programme, pk=id).first()


def concepts(taught: list[Taught]) -> list[tuple[str, str]]:
    """What a word may be added to: the programme's own concepts, then the shipped ones by name."""
    own = [(one.concept, one.name) for one in taught if one.own]
    shipped = known().concepts.values()
    return own + sorted(((c.code, c.th) for c in shipped if c.kind in LISTED), key=lambda pair: pair[1])


def themes() -> list[tuple[str, str]]:
    """What a new activity may belong to."""
    shipped = known().concepts.values()
    return sorted(((c.code, c.th) for c in shipped if c.kind == "theme"), key=lambda pair: pair[1])
