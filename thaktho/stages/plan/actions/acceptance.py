"""Whether the organisations a row names have taken their part upon themselves: asked, accepted or declined, and by which
letter it is known."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext, override

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Organisation

from ..models import Acceptance, PlanRow
from ..states import Refused

State = Acceptance.State


def answer(
    by: Actor,
    row: PlanRow,
    organisation: Organisation,
    state: str,
    note: str = "",
    *,
    on: date | None = None,
    act_id: UUID | None = None,
) -> Acceptance:
    """Record where it stands. The organisation's own officers answer; asking is for who keeps the row."""
    if state not in State.values:
        raise Refused(gettext("กรุณาเลือกว่าหน่วยงานตอบรับหรือไม่"))
    if state == State.DECLINED and not note.strip():
        raise Refused(gettext("กรุณาบอกว่าทราบจากหนังสือหรือการประชุมใด หรือเพราะเหตุใดจึงไม่รับ"))
    subject = Acceptance(programme_id=row.programme_id, row=row, organisation=organisation)
    verb = "plan.acceptance.ask" if state == State.ASKED else "plan.acceptance.answer"
    with acting(by, verb, subject, on=row, act_id=act_id) as act:
        fresh = (
            PlanRow.objects.select_for_update(of=("self",), no_key=True).select_related("lead").get(pk=row.pk)
        )
        if not fresh.live:
            raise Refused(gettext("แถวนี้ถูกนำออกแล้ว นำกลับมาก่อนจึงแก้ได้"))
        if organisation.pk not in named(fresh):
            raise Refused(
                gettext("“%(name)s” ไม่ได้เป็นหน่วยงานหลักหรือหน่วยงานร่วมของแถวนี้ เพิ่มในแถวก่อน")
                % {"name": organisation.name}
            )
        answered = None if state == State.ASKED else (on or timezone.localdate())
        values = {"state": state, "note": note.strip(), "answered_on": answered}
        before = Acceptance.objects.filter(row=fresh, organisation=organisation).first()
        found, _ = Acceptance.objects.update_or_create(
            row=fresh,
            organisation=organisation,
            defaults=values,
            create_defaults=values | {"programme_id": row.programme_id},
        )
        with override("th"):  # it is kept
            said = f"{organisation.name}: {found.get_state_display()}"
        act.note(
            organisation=organisation.name,
            acceptance=[before.state if before else "", state],
            comment=said + (f" · {found.note}" if found.note else ""),
        )
    return found


def named(row: PlanRow) -> set[UUID]:
    """The organisations a row names: its lead and its partners."""
    return {*row.partners.values_list("pk", flat=True), *([row.lead_id] if row.lead_id else [])}
