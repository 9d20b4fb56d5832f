"""Names and set words that must not be broken at a line's end."""

from __future__ import annotations

import re
from functools import lru_cache

from django.core.cache import caches

from thaktho.thai.words import KNOWN_NAMES

# Set words beyond those the Thai room knows.
SET_WORDS = ("ประกาศเจตนารมณ์", "บูรณาการ", "ศูนย์คุณธรรม", "เศรษฐกิจ", "คุณภาพชีวิต", "องค์การมหาชน", "ร่วมกับ")
KEPT_SECONDS = 600


def kept_names() -> re.Pattern[str]:
    """One pattern over amphoe and network names and the set words, longest first; read again every ten minutes."""
    memory = caches["memory"]
    names = memory.get("web.kept_names")
    if names is None:
        names = tuple(sorted({*KNOWN_NAMES, *SET_WORDS, *_from_rows()}, key=len, reverse=True))
        memory.set("web.kept_names", names, KEPT_SECONDS)
    return _pattern(names)


def kept(escaped: str, names: re.Pattern[str]) -> str:
    """Escaped text with its names unbroken, and no ๆ alone at a line's start."""
    return names.sub(r'<span class="keep">\g<0></span>', escaped.replace(" ๆ", "\u00a0ๆ"))


# A number belongs to its word.
NUMBERED = r"ฉบับที่\s?[0-9๐-๙]+"


@lru_cache(maxsize=4)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join([NUMBERED, *(re.escape(name) for name in names)]))


def _from_rows() -> set[str]:
    from thaktho.ground.people.queries import networks
    from thaktho.ground.places import queries as places
    from thaktho.ground.programme.queries import all_programmes

    names: set[str] = set()
    for programme in all_programmes()[:20]:
        names |= {network.short_name for network in networks(programme)}
        names |= {place.name_th for place in places.districts(programme)}
    return {name for name in names if 4 <= len(name) <= 24}
