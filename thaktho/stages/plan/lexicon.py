"""The words a programme taught the engine, laid over the shipped lexicon."""

from __future__ import annotations

from collections.abc import Sequence

from thaktho.engines.weave.overlap import lexicon
from thaktho.engines.weave.overlap.additions import OWN, Addition, AdditionError, checked
from thaktho.engines.weave.overlap.lexicon import Lexicon
from thaktho.ground.programme.models import Programme

from .models import LexiconWord


def taught(programme: Programme) -> list[Addition]:
    """The programme's own words as the engine takes them: one entry for each concept, in the order they were taught."""
    found: dict[str, Addition] = {}
    for word in LexiconWord.objects.filter(programme=programme):
        _take(found, word)
    return [entry for entry in found.values() if entry["words"]]


def _take(found: dict[str, Addition], word: LexiconWord) -> None:
    """A retired word is no longer used; the name it gave to a concept of its own stays while others use it."""
    entry = found.setdefault(word.concept, Addition(concept=word.concept, words=[]))
    if word.label:
        entry["label"] = word.label
    if word.broader:
        entry["broader"] = word.broader
    if word.retired_at is None and word.pattern not in entry["words"]:
        entry["words"].append(word.pattern)


def faults(entries: Sequence[Addition]) -> tuple[str, ...]:
    """What of these words cannot be meant, in Thai; nothing where all is well."""
    words = known()
    try:
        checked([dict(entry) for entry in entries], words.concepts, words.boilerplate)
    except AdditionError as error:
        return error.faults
    return ()


def own_words(programme: Programme) -> dict[str, Lexicon]:
    """What `engine.weave` is given besides the rows: the lexicon with this programme's words, where it taught any."""
    entries = taught(programme)
    return {"lexicon": known().with_additions(entries)} if entries else {}


def known() -> Lexicon:
    """The shipped lexicon. The one place of this room that knows where it stands."""
    return lexicon.load()


def is_own(concept: str) -> bool:
    return concept.startswith(OWN)
