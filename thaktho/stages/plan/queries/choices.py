"""What may be chosen while a row is typed: places, organisations, funds and parts of the vision of one province."""

from __future__ import annotations

from dataclasses import dataclass

from thaktho.ground.kept import kept
from thaktho.ground.people.queries import organisation_names
from thaktho.ground.places.queries import districts, within
from thaktho.ground.programme.models import Programme
from thaktho.ground.programme.queries import vision_parts

from .rows import funds

FUNDS = ("งบประมาณของหน่วยงาน", "งบพัฒนาจังหวัด", "งบองค์กรปกครองส่วนท้องถิ่น", "ศูนย์คุณธรรม", "กองทุน", "ภาคเอกชน")


@dataclass(frozen=True)
class Choices:
    districts: dict[str, str]  # code -> name
    tambons: list[str]
    organisations: list[str]
    funds: list[str]
    vision_parts: list[tuple[str, str]]  # id, text


def choices(programme: Programme) -> Choices:
    return kept(programme, "plan.choices", lambda: _read(programme))


def _read(programme: Programme) -> Choices:
    tambons = within(programme, "tambon").select_related("parent")
    return Choices(
        districts={place.pk: place.name_th for place in districts(programme)},
        tambons=[f"ต.{place.name_th} อ.{place.parent.name_th}" for place in tambons if place.parent],
        organisations=organisation_names(programme),
        funds=list(dict.fromkeys([*FUNDS, *funds(programme)])),
        vision_parts=[(str(part.pk), part.text) for part in vision_parts(programme)],
    )
