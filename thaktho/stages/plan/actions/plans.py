"""Writing a network's plan as a whole: submit, send back, accept, open again, deadline.

What is sent or given back changes what may overlap, so both ask for a new weaving.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, system
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network

from ..models import CellFlag, NetworkPlan, PlanRow
from ..states import OPEN, Refused, move
from .rounds import record_submission
from .rows import plan_of
from .weaving import ask_weaving

Row = PlanRow.State


def _rows(plan: NetworkPlan) -> Q:
    return Q(programme_id=plan.programme_id, network_id=plan.network_id, live=True, joined_into=None)


def _held(rows: QuerySet[PlanRow]) -> list[UUID]:
    """Rows held in the order in which all hold many: who changes some of them at once waits, and not in a circle."""
    return list(rows.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def submit(by: Actor, network: Network, *, act_id: UUID | None = None) -> NetworkPlan:
    """Send the network's plan: its drafts and returned rows become submitted, together."""
    with acting(by, "plan.submit", network, act_id=act_id) as act:
        plan = plan_of(network, lock=True)
        move(plan, "submit")
        _held(PlanRow.objects.filter(_rows(plan)))
        sent = PlanRow.objects.filter(_rows(plan), state__in=OPEN).update(state=Row.SUBMITTED)
        if not PlanRow.objects.filter(_rows(plan)).exists():
            raise Refused(gettext("ยังไม่มีแถวในแผน เพิ่มแถวหรือนำเข้าไฟล์ก่อน แล้วจึงส่ง"))
        plan.submitted_at, plan.return_reason = timezone.now(), ""
        plan.save(update_fields=["state", "submitted_at", "return_reason"])
        record_submission(plan, PlanRow.objects.filter(_rows(plan)).count())
        act.about(plan)
        act.note(rows=sent)
        ask_weaving(system(plan.programme_id), plan.programme)
    return plan


def return_plan(
    by: Actor, network: Network, reason: str, rows: Iterable[UUID] = (), *, act_id: UUID | None = None
) -> NetworkPlan:
    """Send a plan back with a reason: the rows named, or all that were sent. Rows with an open comment go too."""
    return _give_back(by, network, "return", reason, rows, act_id)


def reopen(
    by: Actor, network: Network, reason: str, rows: Iterable[UUID] = (), *, act_id: UUID | None = None
) -> NetworkPlan:
    """Open an accepted plan again: rows may be added, and those named may be changed. Accepted rows stay accepted."""
    return _give_back(by, network, "reopen", reason, rows, act_id)


def _give_back(
    by: Actor, network: Network, verb: str, reason: str, rows: Iterable[UUID], act_id: UUID | None
) -> NetworkPlan:
    if not reason.strip():
        raise Refused(gettext("กรุณาบอกเหตุผล เครือข่ายจะได้ทราบว่าต้องแก้อะไร"))
    with acting(by, f"plan.{verb}", network, act_id=act_id) as act:
        plan = plan_of(network, lock=True)
        move(plan, verb)
        sent = PlanRow.objects.filter(_rows(plan), state__in=(Row.SUBMITTED, Row.ACCEPTED))
        commented = CellFlag.objects.filter(row__in=sent, kind=CellFlag.Kind.COMMENT, settled_at=None).values(
            "row_id"
        )
        named = list(rows)
        if named:
            sent = sent.filter(Q(pk__in=named) | Q(pk__in=commented))
        elif commented.exists() or verb == "reopen":
            sent = sent.filter(pk__in=commented)
        count = PlanRow.objects.filter(pk__in=_held(sent)).update(state=Row.RETURNED)
        plan.return_reason = reason.strip()
        plan.save(update_fields=["state", "return_reason"])
        act.about(plan)
        act.because(reason.strip())
        act.note(rows=count)
        ask_weaving(system(plan.programme_id), plan.programme)
    return plan


def accept(by: Actor, network: Network, *, act_id: UUID | None = None) -> NetworkPlan:
    """Take a submitted plan: its submitted rows are accepted and go into the weaving."""
    with acting(by, "plan.accept", network, act_id=act_id) as act:
        plan = plan_of(network, lock=True)
        move(plan, "accept")
        _held(PlanRow.objects.filter(_rows(plan)))
        count = PlanRow.objects.filter(_rows(plan), state=Row.SUBMITTED).update(state=Row.ACCEPTED)
        plan.save(update_fields=["state"])
        act.about(plan)
        act.note(rows=count)
    return plan


def set_due(by: Actor, network: Network, due_on: date | None, *, act_id: UUID | None = None) -> NetworkPlan:
    """The day by which this network sends its plan."""
    with acting(by, "plan.due", network, act_id=act_id) as act:
        plan = plan_of(network, lock=True)
        act.about(plan)
        act.note(before=plan.due_on and plan.due_on.isoformat(), after=due_on and due_on.isoformat())
        plan.due_on = due_on
        plan.save(update_fields=["due_on"])
    return plan
