"""What is still open when the next assembly begins appears there by itself, once."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.utils.translation import gettext

from thaktho.ground.access import Actor, system
from thaktho.ground.ledger.actions import acting
from thaktho.ground.thread import actions as thread

from ...editions.models import Edition
from .. import queries
from ..models import Commitment
from ..states import OPEN, Refused

COPIED = (
    "clause_id", "number", "text", "network_id", "organisation_id", "person_id", "who", "measure", "due_on", "state",
    "state_reason", "reported_on", "last_report_id", "search_text", "is_example",
)  # fmt: skip


def carry(by: Actor, edition: Edition, *, act_id: UUID | None = None) -> list[Commitment]:
    """Carry the open commitments of `edition` into the one after it. Again: only what is new since."""
    into = _next(edition)
    with acting(by, "assemble.after.carry", edition, act_id=act_id) as act:
        # Both assemblies are held, in the order of their ids: two hands in the same instant wait for each other.
        list(
            Edition.objects.select_for_update(no_key=True).filter(pk__in=[edition.pk, into.pk]).order_by("pk")
        )
        if _next(edition).pk != into.pk:  # called off, or another begun, before they were held
            raise Refused(gettext("สมัชชาปีถัดไปเพิ่งเปลี่ยน โหลดหน้าใหม่แล้วลองอีกครั้ง"))
        there = Commitment.objects.filter(edition=into).exclude(carried_from=None)
        # Held too: a report in the same instant comes before, and is copied, or after, and finds the copy.
        held = Commitment.objects.select_for_update(of=("self",), no_key=True).select_related("clause")
        open_ones = held.filter(edition=edition, state__in=OPEN).order_by("pk")
        made = []
        for one in open_ones.exclude(pk__in=there.values("carried_from_id")):
            copy = Commitment(programme_id=one.programme_id, edition=into, carried_from=one)
            for name in COPIED:
                setattr(copy, name, getattr(one, name))
            made.append(copy)
        _free_numbers(into, made)
        Commitment.objects.bulk_create(made)
        for copy in made:
            thread.link(act, copy.carried_from, copy, "carried")  # type: ignore[arg-type]
        act.note(into=str(into.pk), count=len(made))
    return made


def _next(edition: Edition) -> Edition:
    into = queries.next_edition(edition)
    if into is None:
        raise Refused(gettext("ยังไม่มีสมัชชาปีถัดไป เปิดสมัชชาปีใหม่ก่อน แล้วข้อที่ค้างจะไปอยู่ที่นั่นเอง"))
    return into


def _free_numbers(into: Edition, made: list[Commitment]) -> None:
    """A number that another commitment has there gives way to the next free one."""
    taken = set(Commitment.objects.filter(edition=into).values_list("clause_id", "number"))
    for copy in made:
        while (copy.clause_id, copy.number) in taken:
            copy.number += 1
        taken.add((copy.clause_id, copy.number))


def carry_all() -> int:
    """For every assembly that is followed up and has one after it: carry what is open and not carried yet."""
    count = 0
    for edition in queries.editions_to_carry():
        with suppress(Refused):  # what changed this instant is carried next time
            count += len(carry(system(edition.programme_id), edition))
    return count
