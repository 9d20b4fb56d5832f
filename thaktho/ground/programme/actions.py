"""Writing a programme: the only place where its rows are made or changed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from thaktho.ground.access import Actor, system
from thaktho.ground.ledger.actions import acting

from .models import Declaration, OwnVirtue, Programme, Source, Target, Vision, VisionPart, YearVirtues

# Words at the root of an address that are not provinces.
RESERVED = frozenset(
    {"accounts", "static", "lang", "healthz", "about", "api", "admin", "files", "_components"}
)


class ReservedSlug(ValueError):
    """This address is used by the software itself."""


def hold(programme_id: UUID) -> None:
    """Inside an act: whatever else holds this programme waits until the act is done. Rows that only belong to it are
    written meanwhile (PostgreSQL: FOR NO KEY UPDATE; SQLite has one writer anyway)."""
    Programme.objects.select_for_update(no_key=True).only("pk").get(pk=programme_id)


@transaction.atomic
def found(
    *,
    slug: str,
    province_code: str,
    name_th: str,
    office_th: str,
    first_year: int,
    last_year: int,
    **more: Any,
) -> Programme:
    """Found a province's programme. It opens its own ledger with this act."""
    if slug in RESERVED:
        raise ReservedSlug(slug)
    programme = Programme.objects.create(
        slug=slug,
        province_id=province_code,
        name_th=name_th,
        office_th=office_th,
        first_year=first_year,
        last_year=last_year,
        **more,
    )
    with acting(system(programme.pk), "programme.found", programme) as act:
        act.note(slug=slug, province=province_code, years=[first_year, last_year])
    return programme


def add_source(by: Actor, programme: Programme, *, act_id: UUID | None = None, **fields: Any) -> Source:
    with acting(by, "programme.edit", programme, act_id=act_id) as act:
        source = Source.objects.create(programme=programme, **fields)
        act.about(source)
        act.note(title=source.title, url=source.url)
    return source


def set_vision(
    by: Actor, programme: Programme, text: str, parts: list[str], *, act_id: UUID | None = None, **fields: Any
) -> Vision:
    """State a vision and the parts a plan row may say it serves."""
    with acting(by, "programme.edit", programme, act_id=act_id) as act:
        vision = Vision.objects.create(programme=programme, text=text, **fields)
        VisionPart.objects.bulk_create(
            VisionPart(programme=programme, vision=vision, order=order, text=part)
            for order, part in enumerate(parts, 1)
        )
        act.about(vision)
        act.note(text=text, parts=parts)
    return vision


def set_target(
    by: Actor,
    programme: Programme,
    *,
    unit: str,
    level: int,
    count: int,
    by_year: int,
    act_id: UUID | None = None,
    **fields: Any,
) -> Target:
    with acting(by, "programme.edit", programme, act_id=act_id) as act:
        target = Target.objects.create(
            programme=programme, unit=unit, level=level, count=count, by_year=by_year, **fields
        )
        act.about(target)
        act.note(unit=unit, level=level, count=count, by_year=by_year)
    return target


def change_target(
    by: Actor, target: Target, *, count: int, by_year: int, reason: str, act_id: UUID | None = None
) -> Target:
    """Change a target, saying why; what it was stays in the ledger."""
    with acting(by, "programme.edit", target, act_id=act_id) as act:
        act.note(
            was={"count": target.count, "by_year": target.by_year}, now={"count": count, "by_year": by_year}
        )
        act.because(reason)
        target.count, target.by_year = count, by_year
        target.save(update_fields=["count", "by_year"])
    return target


def choose_virtues(
    by: Actor, programme: Programme, year: int, virtue_set: str, *, act_id: UUID | None = None
) -> YearVirtues:
    with acting(by, "programme.edit", programme, act_id=act_id) as act:
        chosen, _ = YearVirtues.objects.update_or_create(
            programme=programme, year=year, defaults={"virtue_set": virtue_set}
        )
        act.about(chosen)
        act.note(year=year, virtue_set=virtue_set)
    return chosen


def name_virtue(
    by: Actor,
    programme: Programme,
    *,
    name_th: str,
    national: list[str],
    name_en: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> OwnVirtue:
    """Name a virtue of the province's own, and the national ones it means: several, one, or none."""
    with acting(by, "programme.edit", programme, act_id=act_id) as act:
        last = OwnVirtue.objects.filter(programme=programme).aggregate(last=Max("order"))["last"] or 0
        virtue = OwnVirtue.objects.create(
            programme=programme,
            order=last + 1,
            name_th=name_th,
            name_en=name_en,
            national=national,
            first_year=first_year,
            last_year=last_year,
            **fields,
        )
        act.about(virtue)
        act.note(name=name_th, national=national)
    return virtue


def change_virtue(by: Actor, virtue: OwnVirtue, *, act_id: UUID | None = None, **fields: Any) -> OwnVirtue:
    """Change its names, years, or what it means; what it was stays in the ledger."""
    with acting(by, "programme.edit", virtue, act_id=act_id) as act:
        fresh = OwnVirtue.objects.select_for_update(no_key=True).get(pk=virtue.pk)
        act.note(was={name: getattr(fresh, name) for name in fields}, now=fields)
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.save(update_fields=list(fields))
    return fresh


def drop_virtue(by: Actor, virtue: OwnVirtue, reason: str, *, act_id: UUID | None = None) -> None:
    """Take a virtue out of the province's own. Rows keep the national virtues they chose; the ledger keeps this one."""
    with acting(by, "programme.edit", virtue, on=virtue.programme, act_id=act_id) as act:
        act.note(dropped=virtue.name_th, national=virtue.national)
        act.because(reason)
        virtue.delete()


def declare(
    by: Actor, programme: Programme, *, title: str, on: date, act_id: UUID | None = None, **fields: Any
) -> Declaration:
    """Record a declaration of intent."""
    with acting(by, "programme.edit", programme, act_id=act_id) as act:
        declaration = Declaration.objects.create(programme=programme, title=title, on=on, **fields)
        act.about(declaration)
        act.note(title=title, on=on.isoformat())
    return declaration
