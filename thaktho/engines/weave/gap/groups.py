"""Whom a row is for, read from its words with the audiences of the action lexicon (`criteria/actions`, kind audience)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from thaktho.engines.weave.gap.types import EVERYONE
from thaktho.engines.weave.text import compact

if TYPE_CHECKING:
    from thaktho.engines.weave.types import Row

# "ประชาชน" alone stands in every other title and says nothing.
_PUBLIC = (
    "ประชาชนทั่วไป",
    "ประชาชนทุกกลุ่ม",
    "ประชาชนทุกคน",
    "ทุกเพศทุกวัย",
    "ทุกช่วงวัย",
    "ทุกกลุ่มวัย",
    "บุคคลทั่วไป",
    "ผู้สนใจทั่วไป",
)


def groups() -> dict[str, str]:
    """Code -> Thai name of every target group the lexicon knows, and of the public at large."""
    from thaktho.engines.weave.overlap import lexicon

    known = {c.code: c.th for c in lexicon.load().concepts.values() if c.kind == "audience"}
    return {**known, EVERYONE: "ประชาชนทั่วไป"}


@lru_cache(maxsize=32768)
def groups_in(text: str) -> tuple[str, ...]:
    """Codes of the groups a text names, in order of code; empty when it names none."""
    from thaktho.engines.weave.overlap import lexicon

    words = lexicon.load()
    found = {c for c in words.find(text) if words.concepts[c].kind == "audience"}
    if any(p in compact(text).text for p in _PUBLIC):
        found.add(EVERYONE)
    return tuple(sorted(found))


def groups_of(row: Row) -> tuple[str, ...]:
    """Groups a row is for: as its title says; else its good deed and indicator; else its problem. Empty = unknown.
    The name of the responsible agency is not read: a school's row need not be for children."""
    title = row.title.replace(row.agency, " ") if len(row.agency) >= 6 else row.title
    return groups_in(title) or groups_in(f"{row.good_deed} {row.indicator}") or groups_in(row.problem)
