"""A hall with a programme, and people expected, on an assembly's day."""

from __future__ import annotations

from datetime import time

from django.utils import timezone

from tests.tools.assembly import Assembly
from thaktho.stages.assemble.day.actions import halls, programme, registering
from thaktho.stages.assemble.day.actions.registering import Expected
from thaktho.stages.assemble.models import Edition, Hall, Participant, Slot


def today(assembly: Assembly) -> Edition:
    """The edition, held today."""
    assembly.edition.held_on = timezone.localdate()
    assembly.edition.save(update_fields=["held_on"])
    return assembly.edition


def make_hall(assembly: Assembly, name: str = "ห้องประชุมใหญ่") -> Hall:
    return halls.add_hall(assembly.actor("secretariat"), assembly.edition, name=name)


def make_slot(
    assembly: Assembly,
    hall: Hall,
    title: str = "พิธีเปิด",
    begins: str = "09.00",
    ends: str = "10.00",
    **more: object,
) -> Slot:
    hours = [time(*map(int, text.split("."))) for text in (begins, ends)]
    fields = {"kind": "opening", "on": timezone.localdate()} | more
    return programme.add_slot(
        assembly.actor("secretariat"), assembly.edition, hall=hall, title=title, starts_at=hours[0], ends_at=hours[1], **fields
    )  # fmt: skip


def expect(assembly: Assembly, name: str, network: str = "", **more: object) -> Participant:
    of = assembly.province.networks.get(network)
    return registering.add_people(
        assembly.actor("secretariat"), assembly.edition, [Expected(name, network=of, **more)]  # type: ignore[arg-type]
    )[0]  # fmt: skip
