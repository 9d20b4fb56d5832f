"""Reading places. Every function takes the programme first, and never shows another programme's own villages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol
from uuid import UUID

import yaml
from django.db.models import Q, QuerySet

from thaktho.thai.normalise import normalise
from thaktho.thai.words import search_terms

from .areas import mentions, resolve
from .models import Place, PlaceAlias

TILES = Path(__file__).resolve().parents[2] / "criteria" / "tiles"
ORDER = {"province": 0, "amphoe": 1, "tambon": 2, "village": 3, "community": 4}

# Words before a name, and the levels they can mean. A municipality bears the name of a tambon or an amphoe.
PREFIXES: dict[str, tuple[str, ...]] = {
    "จังหวัด": ("province",),
    "จ.": ("province",),
    "อำเภอ": ("amphoe",),
    "อ.": ("amphoe",),
    "เขต": ("amphoe",),
    "ตำบล": ("tambon",),
    "ต.": ("tambon",),
    "แขวง": ("tambon",),
    "เทศบาลนคร": ("tambon", "amphoe"),
    "เทศบาลเมือง": ("tambon", "amphoe"),
    "เทศบาลตำบล": ("tambon", "amphoe"),
    "ทน.": ("tambon", "amphoe"),
    "ทม.": ("tambon", "amphoe"),
    "ทต.": ("tambon", "amphoe"),
    "อบต.": ("tambon",),
    "บ้าน": ("village", "community"),
    "บ.": ("village", "community"),
    "ชุมชน": ("community", "village"),
}


class OfProvince(Protocol):
    """What this room needs to know of a programme: its id and its province's code."""

    pk: UUID
    province_id: str


def visible(programme: OfProvince) -> QuerySet[Place]:
    """All official areas, and the programme's own."""
    return Place.objects.filter(Q(programme=None) | Q(programme_id=programme.pk))


def province(programme: OfProvince) -> Place:
    return Place.objects.get(pk=programme.province_id)


def place(programme: OfProvince, code: str) -> Place | None:
    return visible(programme).select_related("parent").filter(code=code).first()


def within(programme: OfProvince, level: str) -> QuerySet[Place]:
    """Everything of one level in the programme's own province, sorted."""
    return (
        visible(programme)
        .filter(level=level, code__startswith=programme.province_id)
        .order_by("sort_key", "code")
    )


def districts(programme: OfProvince) -> QuerySet[Place]:
    """The amphoe of the programme's province, sorted."""
    return within(programme, Place.Level.AMPHOE)


def tambons(programme: OfProvince, amphoe_code: str) -> QuerySet[Place]:
    return children(programme, amphoe_code).filter(level=Place.Level.TAMBON)


def children(programme: OfProvince, code: str) -> QuerySet[Place]:
    """What lies directly under a place: villages by their number, all else by name."""
    return visible(programme).filter(parent=code).order_by("level", "number", "sort_key", "code")


def breadcrumb(programme: OfProvince, code: str) -> list[Place]:
    """The place with all it lies in, widest first; empty when there is no such place. Two queries."""
    here = place(programme, code)
    if here is None:
        return []
    above = [code[:length] for length in (2, 4, 6) if length < len(code)]
    found = Place.objects.in_bulk(above)
    return [*(found[code] for code in above if code in found), here]


def named(programme: OfProvince, codes: list[str]) -> dict[str, Place]:
    """Places by code, for a page that holds codes. One query."""
    return {found.code: found for found in visible(programme).filter(code__in=set(codes))}


def find(programme: OfProvince, text: str, *, level: str | None = None, limit: int = 20) -> list[Place]:
    """Places by part of a name or alias, own province first, then exact names, then wider areas.

    Words for a level are understood (`ต.`, `อำเภอ`, `ทม.` …) and narrow the search. Three queries at most.
    """
    wanted, levels = _asked(text)
    terms = search_terms(wanted)
    if not terms:
        return []
    holds_all = Q(*[Q(search_text__contains=term) for term in terms])
    codes = PlaceAlias.objects.filter(holds_all, programme_id=programme.pk).values_list("place_id", flat=True)
    matching = visible(programme).filter(holds_all | Q(code__in=list(codes[:limit])))
    if level or levels:
        matching = matching.filter(level__in=[level] if level else levels)
    matching = matching.select_related("parent")
    own = list(matching.filter(code__startswith=programme.province_id)[: limit * 10])
    own.sort(key=lambda found: _closeness(found, wanted))
    if len(own) >= limit:
        return own[:limit]
    rest = list(matching.exclude(code__startswith=programme.province_id)[: limit * 10])
    rest.sort(key=lambda found: _closeness(found, wanted))
    return (own + rest)[:limit]


def _asked(text: str) -> tuple[str, tuple[str, ...]]:
    text = normalise(text)
    for word in sorted(PREFIXES, key=len, reverse=True):
        rest = text.removeprefix(word).strip()
        if text.startswith(word) and rest:
            return rest, PREFIXES[word]
    return text, ()


def _closeness(found: Place, wanted: str) -> tuple[bool, bool, int, str, str]:
    starts = found.name_th.startswith(wanted)
    return (found.name_th != wanted, not starts, ORDER[found.level], found.sort_key, found.code)


def locate(programme: OfProvince, text: str) -> list[Place]:
    """The places an area text names, the narrowest that are certain: ต.หัวง้ม อ.พาน gives the tambon.

    A name borne by several places is settled by the amphoe and province in the same text, then by the programme's own
    province, then by being the only one in the country. What stays in doubt gives the wider area that is certain
    (ต.สันทราย จ.เชียงใหม่ → จ.เชียงใหม่, which has several), or nothing: unknown is [].
    """
    return locate_many(programme, [text])[0]


def locate_many(programme: OfProvince, texts: list[str]) -> list[list[Place]]:
    """`locate` for a whole import: three queries, however many texts (one more a thousand names)."""
    read = [mentions(text) for text in texts]
    home = province(programme).name_th if texts else ""
    names = {name for found in read for mention in found for name in mention.names(home)}
    known: dict[str, list[Place]] = {}
    for chunk in _chunks(sorted(names), 900):
        for found in visible(programme).filter(name_th__in=chunk):
            known.setdefault(found.name_th, []).append(found)
        aliases = PlaceAlias.objects.filter(programme_id=programme.pk, name__in=chunk).select_related("place")
        for alias in aliases:
            if alias.place.programme_id in (None, programme.pk):
                known.setdefault(alias.name, []).append(alias.place)
    return [resolve(found, known, programme.province_id, home) for found in read]


def _chunks(names: list[str], size: int) -> list[list[str]]:
    return [names[start : start + size] for start in range(0, len(names), size)]


def tiles(programme: OfProvince) -> list[list[Place | None]] | None:
    """The province's amphoe on a grid drawn by hand (criteria/tiles), or None: then show `districts` as a list."""
    return grid(programme, {found.code: found for found in districts(programme)})


def grid(programme: OfProvince, known: dict[str, Place]) -> list[list[Place | None]] | None:
    """The same, of amphoe that were read already."""
    rows = _grid(programme.province_id)
    if rows is None:
        return None
    if not known.keys() <= {code for row in rows for code in row}:
        return None  # a grid that leaves an amphoe out is worse than a list
    return [[known.get(code) for code in row] for row in rows]


@cache
def _grid(province_code: str) -> tuple[tuple[str, ...], ...] | None:
    path = TILES / f"{province_code}.yaml"
    if not path.is_file():
        return None
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["rows"]
    return tuple(tuple(str(code or "") for code in row) for row in rows)


def aliases(programme: OfProvince, code: str) -> QuerySet[PlaceAlias]:
    return PlaceAlias.objects.filter(programme_id=programme.pk, place_id=code).order_by("name")


def counts(programme: OfProvince, level: str) -> dict[str, int]:
    """How many places of a level lie in each amphoe of the province, by its code. One query."""
    found: dict[str, int] = {}
    for code in within(programme, level).values_list("code", flat=True):
        found[code[:4]] = found.get(code[:4], 0) + 1
    return found


def own_count(programme: OfProvince) -> int:
    """How many villages and communities the programme has entered."""
    return Place.objects.filter(programme_id=programme.pk).count()
