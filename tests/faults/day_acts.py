"""What a house is asked to do on the day of an assembly."""

from __future__ import annotations

from typing import Any


def lay_day(people: int) -> dict[str, str]:
    """An assembly on its day with a hall and so many people expected."""
    from tests.faults.acts import _province
    from tests.stages.assemble.day.tools import make_hall, make_slot
    from tests.tools.assembly import make_assembly
    from thaktho.stages.assemble.day.actions import registering

    assembly = make_assembly(_province())
    hall = make_hall(assembly)
    make_slot(assembly, hall, "พิธีเปิดที่ต้องไม่หาย")
    expected = [registering.Expected(f"สมชาย ตัวอย่าง{n}") for n in range(people)]
    registering.add_people(assembly.actor("secretariat"), assembly.edition, expected)
    return {"hall": str(hall.pk)}


def register(people: int) -> int:
    """So many people come to the desk, one by one."""
    from thaktho.ground.access import system
    from thaktho.stages.assemble.day.actions import registering
    from thaktho.stages.assemble.models import Participant

    for person in Participant.objects.filter(came_at=None).select_related("edition")[:people]:
        registering.arrive(system(person.programme_id), person)
    return Participant.objects.exclude(came_at=None).count()


def same_scan(times: int) -> list[Any]:
    """Two desks scan the same badge in the same instant, again and again."""
    from tests.faults.acts import _together
    from thaktho.ground.access import system
    from thaktho.stages.assemble.day.actions import registering
    from thaktho.stages.assemble.models import CheckIn, Participant

    found = []
    for person in Participant.objects.select_related("edition")[:times]:

        def scan(person: Participant = person) -> str:
            return str(registering.arrive(system(person.programme_id), person)[0].pk)

        ends = _together(scan, scan)
        found.append([sorted(set(ends)), CheckIn.objects.filter(participant=person, undone=False).count()])
    return found


def cards() -> list[str]:
    """The personal link of every speaker, as their cards are printed."""
    from thaktho.stages.assemble.consensus import entering
    from thaktho.stages.assemble.models import Delegate

    for delegate in Delegate.objects.all():
        delegate.token_hash = entering.hash_token(entering.token_for(delegate))
        delegate.save(update_fields=["token_hash"])
    return printed_again()


def printed_again() -> list[str]:
    from thaktho.stages.assemble.consensus import entering
    from thaktho.stages.assemble.models import Delegate

    held = Delegate.objects.order_by("pk")
    return [f"/chiang-rai/assembly/2563/consensus/enter/{entering.token_of(one)}/" for one in held]
