"""Writing places: the official areas once, a programme's own villages and other names as it goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import geothai
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.thai.normalise import normalise
from thaktho.thai.numerals import to_arabic
from thaktho.thai.sorting import sort_key
from thaktho.thai.words import search_text

from . import queries
from .models import Place, PlaceAlias
from .queries import OfProvince

MOST_ROWS = 5_000


class CodeTaken(ValueError):
    """This programme already has a village of that number in that tambon."""


class NotHere(ValueError):
    """The parent is no tambon of the programme's own province."""


@dataclass(frozen=True)
class Problem:
    """Why one row cannot be taken: its number in the list (from 1), the field, and the remedy in Thai."""

    row: int
    field: str
    why: str


class Rejected(Exception):
    """Nothing was imported; every row that stands in the way is named."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} rows cannot be imported")
        self.problems = problems


@transaction.atomic
def load_official(only: Collection[str] = ()) -> int:
    """Load Thailand's provinces, amphoe and tambon (package geothai: DOPA codes, CC BY 4.0); returns how many.

    `only` loads some provinces by code. Loading again brings names up to date and touches nothing else. It is no programme's act, so no ledger holds it.
    """
    rows = list(_official(only))
    for level in (Place.Level.PROVINCE, Place.Level.AMPHOE, Place.Level.TAMBON):
        Place.objects.bulk_create(
            [row for row in rows if row.level == level],
            batch_size=2_000,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["level", "parent", "name_th", "name_en", "sort_key", "search_text"],
        )
    return len(rows)


def _official(only: Collection[str] = ()) -> Iterator[Place]:
    """Every official area, wider before narrower; `only` some provinces by code."""
    for province in geothai.provinces():
        if only and province.code not in only:
            continue
        yield _area(province.code, "province", None, province.name_th, province.name_en)
        for district in geothai.districts(province.code):
            name = district.name_th.removeprefix("เขต") if province.code == "10" else district.name_th
            yield _area(district.code, "amphoe", province.code, name, district.name_en)
            for tambon in geothai.subdistricts(district.code):
                name = tambon.name_th.removeprefix("แขวง") if province.code == "10" else tambon.name_th
                yield _area(tambon.code, "tambon", district.code, name, tambon.name_en)


def _area(code: str, level: str, parent: str | None, name_th: str, name_en: str, **more: Any) -> Place:
    name = normalise(name_th)
    return Place(
        code=code,
        level=level,
        parent_id=parent,
        name_th=name,
        name_en=name_en,
        sort_key=sort_key(name)[:300],
        search_text=search_text(f"{name} {name_en}".strip())[:300],
        **more,
    )


def add_village(
    by: Actor,
    programme: OfProvince,
    parent_code: str,
    name: str,
    number: int | None = None,
    *,
    name_en: str = "",
    act_id: UUID | None = None,
) -> Place:
    """Add a village (with its moo number) or, without a number, an urban community under a tambon.

    Raises NotHere when the parent is no tambon of the programme's province, CodeTaken when the number is in use.
    """
    with acting(by, "places.edit", programme, act_id=act_id) as act:  # type: ignore[arg-type]
        parent = queries.place(programme, parent_code)
        if (
            parent is None
            or parent.level != Place.Level.TAMBON
            or not parent.code.startswith(programme.province_id)
        ):
            raise NotHere(parent_code)
        codes = _Codes(programme, [parent.code])
        village = _village(programme, codes, parent.code, name, number, name_en)
        village.save(force_insert=True)
        act.note(code=village.code, name=village.name_th)
    return village


def _village(
    programme: OfProvince, codes: _Codes, parent: str, name: str, number: int | None, name_en: str
) -> Place:
    code = codes.village(parent, number) if number else codes.community(parent)
    level = Place.Level.VILLAGE if number else Place.Level.COMMUNITY
    return _area(code, level, parent, name, name_en, programme_id=programme.pk, number=number or None)


class _Codes:
    """Free codes under some tambon. A code is the primary key of all programmes' places, so where another programme
    of the same province holds the plain one, ours carries a short tail; nobody learns that it was taken."""

    def __init__(self, programme: OfProvince, parents: Iterable[str]) -> None:
        taken = Place.objects.filter(parent__in=set(parents)).values_list("code", "programme_id")
        self._tail = "." + programme.pk.hex[-8:]
        self._own = {code.removesuffix(self._tail) for code, owner in taken if owner == programme.pk}
        self._foreign = {code for code, owner in taken if owner != programme.pk}

    def village(self, parent: str, number: int) -> str:
        plain = f"{parent}{number:02d}"
        if plain in self._own:
            raise CodeTaken(plain)
        return self._take(plain)

    def community(self, parent: str) -> str:
        """``570101C01``, ``570101C02``, …: communities have no official number."""
        number = 1
        while f"{parent}C{number:02d}" in self._own:
            number += 1
        return self._take(f"{parent}C{number:02d}")

    def _take(self, plain: str) -> str:
        self._own.add(plain)
        return plain + self._tail if plain in self._foreign else plain


def import_villages(
    by: Actor, programme: OfProvince, rows: Iterable[Mapping[str, Any]], *, act_id: UUID | None = None
) -> list[Place]:
    """Import villages and communities, all or none.

    A row has `name`, and `number` (moo; blank for a community), and its tambon by code (`parent_code`) or by name
    (`tambon`, and `amphoe` where the name is not unique in the province); `name_en` if wanted.
    Raises Rejected naming every row that cannot be taken.
    """
    with acting(by, "places.edit", programme, act_id=act_id) as act:  # type: ignore[arg-type]
        listed = list(rows)
        if len(listed) > MOST_ROWS:
            raise Rejected(
                [
                    Problem(
                        MOST_ROWS + 1,
                        "",
                        gettext("นำเข้าได้ครั้งละไม่เกิน %(most)s แถว แบ่งไฟล์แล้วลองใหม่")
                        % {"most": f"{MOST_ROWS:,}"},
                    )
                ]
            )
        made = _read_villages(programme, listed)
        Place.objects.bulk_create(made, batch_size=1_000)
        act.note(villages=len(made))
    return made


def _read_villages(programme: OfProvince, rows: list[Mapping[str, Any]]) -> list[Place]:
    tambons = list(queries.within(programme, Place.Level.TAMBON))
    by_code = {place.code: place for place in tambons}
    amphoe = {place.code: place.name_th for place in queries.districts(programme)}
    province = queries.province(programme).name_th
    codes = _Codes(programme, by_code)
    made, problems = [], []
    for index, row in enumerate(rows, 1):
        name = normalise(str(row.get("name") or ""))
        if not name or len(name) > 120:
            problems.append(Problem(index, "name", gettext("ใส่ชื่อหมู่บ้านหรือชุมชน ไม่เกิน 120 ตัวอักษร")))
            continue
        try:
            parent = _parent(row, by_code, tambons, amphoe, province)
            number = _moo(row.get("number"))
            made.append(_village(programme, codes, parent, name, number, str(row.get("name_en") or "")))
        except _Wrong as wrong:
            problems.append(Problem(index, wrong.field, wrong.why))
        except CodeTaken:
            problems.append(Problem(index, "number", gettext("มีหมู่ที่นี้ในตำบลนี้อยู่แล้ว ตรวจเลขหมู่")))
    if problems:
        raise Rejected(problems)
    return made


class _Wrong(Exception):
    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field, self.why = field, why


def _parent(
    row: Mapping[str, Any],
    by_code: dict[str, Place],
    tambons: list[Place],
    amphoe: dict[str, str],
    province: str,
) -> str:
    if code := to_arabic(str(row.get("parent_code") or "")).strip():
        if code not in by_code:
            raise _Wrong("parent_code", gettext("ไม่มีตำบลรหัสนี้ในจังหวัด"))
        return code
    tambon = _bare(row.get("tambon"), "ต.", "ตำบล", "แขวง")
    district = _bare(row.get("amphoe"), "อ.", "อำเภอ", "เขต")
    found = [place for place in tambons if place.name_th == tambon]
    if district:
        found = [
            place for place in found if amphoe.get(place.code[:4]) in (district, f"{district}{province}")
        ]
    if not found:
        raise _Wrong("tambon", gettext("ไม่พบตำบลนี้ในจังหวัด ตรวจชื่อตำบลและอำเภอ"))
    if len(found) > 1:
        raise _Wrong("amphoe", gettext("มีตำบลชื่อนี้หลายอำเภอ ใส่ชื่ออำเภอด้วย"))
    return found[0].code


def _bare(value: Any, *words: str) -> str:
    text = normalise(str(value or ""))
    for word in words:
        text = text.removeprefix(word).strip()
    return text


def _moo(value: Any) -> int | None:
    text = to_arabic(str(value if value is not None else "")).strip().removesuffix(".0")
    for word in ("หมู่ที่", "หมู่", "ม."):
        text = text.removeprefix(word).strip()
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 99:
        raise _Wrong("number", gettext("เลขหมู่เป็นเลข 1 ถึง 99 หรือเว้นว่างเมื่อเป็นชุมชน"))
    return int(text)


def add_alias(
    by: Actor, programme: OfProvince, place_code: str, name: str, *, act_id: UUID | None = None
) -> PlaceAlias:
    """Another name for a place in this programme's papers. Raises NotHere for a place the programme does not see."""
    with acting(by, "places.edit", programme, act_id=act_id) as act:  # type: ignore[arg-type]
        place = Place.objects.filter(
            Q(programme=None) | Q(programme_id=programme.pk), code=place_code
        ).first()
        if place is None:
            raise NotHere(place_code)
        name = normalise(name)[:120]
        alias, _ = PlaceAlias.objects.update_or_create(
            programme_id=programme.pk,
            name=name,
            defaults={"place": place, "search_text": search_text(name)[:300]},
        )
        act.about(alias)
        act.note(code=place_code, name=name)
    return alias
