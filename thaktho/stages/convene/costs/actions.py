"""The only writer of cost sheets."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db.models import Max

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ..models import Meeting
from .models import CostLine


def add(
    by: Actor,
    meeting: Meeting,
    *,
    item: str,
    quantity: Decimal | None = None,
    unit: str = "",
    rate: Decimal | None = None,
    purse: str = "",
    is_example: bool = False,
    act_id: UUID | None = None,
) -> CostLine:
    with acting(by, "costs.keep", meeting, act_id=act_id) as act:
        held = Meeting.objects.select_for_update(of=("self",), no_key=True).get(
            programme_id=meeting.programme_id, pk=meeting.pk
        )
        last = held.costs.aggregate(last=Max("order"))["last"] or 0
        line = CostLine.objects.create(
            programme_id=held.programme_id,
            meeting=held,
            order=last + 1,
            item=item,
            quantity=quantity,
            unit=unit,
            rate=rate,
            purse=purse,
            is_example=is_example,
        )
        act.note(item=item, quantity=str(quantity), rate=str(rate), purse=purse)
    return line


def remove(by: Actor, line: CostLine, *, act_id: UUID | None = None) -> None:
    with acting(by, "costs.keep", line, on=line.meeting, act_id=act_id) as act:
        act.note(item=line.item, quantity=str(line.quantity), rate=str(line.rate), purse=line.purse)
        CostLine.objects.filter(pk=line.pk).delete()
