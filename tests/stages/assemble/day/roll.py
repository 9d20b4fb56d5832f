"""What the tests of the roll lay down: honours, booths and people of an assembly."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.tools.assembly import Assembly
from thaktho.stages.assemble.day.actions import booths, honours
from thaktho.stages.assemble.day.models import Booth, Honour, Participant
from thaktho.thai.names import person_sort_key
from thaktho.thai.words import search_text

SIGNERS = [{"name": "นายตัวอย่าง ผู้ว่าการ", "position": "ผู้ว่าราชการจังหวัด"}]
CAME = datetime(2020, 9, 1, 2, 0, tzinfo=UTC)


def booth(made: Assembly, title: str = "ผ้าทอบ้านเรา", network: str = "community") -> Booth:
    return booths.ask(
        made.province.system,
        made.edition,
        network=made.province.networks[network],
        title=title,
        is_example=True,
    )


def honour(made: Assembly, name: str = "นายสมชาย ใจดี", **fields) -> Honour:
    fields = {"kind": "person", "category": "บุคคลต้นแบบ", "is_example": True} | fields
    return honours.add(made.province.system, made.edition, name=name, **fields)


def participant(
    made: Assembly, number: int, name: str, network: str | None = "youth", came: bool = True
) -> Participant:
    return Participant.objects.create(
        programme=made.province.programme,
        edition=made.edition,
        number=number,
        name=name,
        network=made.province.networks[network] if network else None,
        code=f"CODE{number:08d}",
        came_at=CAME if came else None,
        sort_key=person_sort_key(name),
        search_text=search_text(name),
        is_example=True,
    )


def url(made: Assembly, path: str) -> str:
    return made.province.url(f"assembly/{made.edition.code}/day/{path}")
