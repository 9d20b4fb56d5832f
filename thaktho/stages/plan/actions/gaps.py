"""Deciding a gap: nobody acts there for now, with the reason, or a network is given the work as a draft row."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.people.models import Network
from thaktho.ground.programme.actions import hold
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread import actions as thread

from ..models import GapDecision, Need, PlanRow
from ..queries.gaps import WHOLE, CellPage, Look, cell_or_bare
from ..states import OPEN, Refused
from .rows import make_row, plan_of

ANSWERED_BY = "answered_by"


def set_aside(
    by: Actor, programme: Programme, look: Look, cell: CellPage, reason: str, *, act_id: UUID | None = None
) -> GapDecision:
    """Nobody will act here for now. The reason is printed in the annex."""
    with acting(by, "plan.gap.decide", programme, act_id=act_id) as act:
        decision = _new(programme, look, cell, reason, kind=GapDecision.Kind.ASIDE)
        act.note(area=cell.area, virtue=decision.virtue, group=look.group, year=look.year, kind=decision.kind)
        act.because(decision.reason)
    return decision


def give(
    by: Actor,
    programme: Programme,
    look: Look,
    cell: CellPage,
    network: Network,
    reason: str,
    *,
    title: str = "",
    act_id: UUID | None = None,
) -> GapDecision:
    """Give the work to a network: a draft row made from the needs, linked to them on the thread, which the network
    fills in and sends, or takes out again. Into a plan that was sent no row is put: the decision stands, and waits with
    the network until its plan is open (`take`)."""
    with acting(by, "plan.gap.decide", programme, act_id=act_id) as act:
        decision = _new(programme, look, cell, reason, kind=GapDecision.Kind.GIVEN)
        decision.network, decision.title = network, title.strip()[:300]
        if plan_of(network, lock=True).state in OPEN:
            _make_row(by, act, decision, look, cell)
        decision.save(update_fields=["network", "title", "row"])
        act.note(
            area=cell.area,
            virtue=decision.virtue,
            network=network.code,
            row=str(decision.row_id) if decision.row_id else "",
        )
        act.because(decision.reason)
    return decision


def take(by: Actor, decision: GapDecision, *, act_id: UUID | None = None) -> PlanRow:
    """A gap that was given while the plan was closed becomes a draft row, now that it is open."""
    with acting(by, "plan.gap.take", decision, act_id=act_id) as act:
        held = GapDecision.objects.select_for_update(of=("self",), no_key=True).select_related(
            "network__programme"
        )
        decision = held.get(pk=decision.pk)
        network = decision.network
        if decision.undone_at or network is None or decision.kind != GapDecision.Kind.GIVEN:
            raise Refused(gettext("การมอบช่องว่างนี้ถูกย้อนไปแล้ว"))
        if decision.row_id:
            raise Refused(gettext("ช่องว่างนี้เพิ่มเป็นแถวร่างแล้ว"))
        if plan_of(network, lock=True).state not in OPEN:
            raise Refused(
                gettext("แผนของ%(name)sส่งแล้ว เมื่อส่งกลับหรือเปิดแก้ จึงเพิ่มเป็นแถวร่างได้") % {"name": network.name}
            )
        look = Look(decision.year or None, decision.group)
        cell = cell_or_bare(network.programme, look, decision.area, decision.virtue or WHOLE)
        row = _make_row(by, act, decision, look, cell)
        decision.save(update_fields=["row"])
        act.note(area=decision.area, virtue=decision.virtue, network=network.code, row=str(row.pk))
    return row


def undo(by: Actor, decision: GapDecision, *, act_id: UUID | None = None) -> None:
    """Take a decision back. A row that was given stays with its network, which may take it out."""
    with acting(by, "plan.gap.decide", decision, act_id=act_id) as act:
        decision = GapDecision.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.pk)
        if decision.undone_at:
            raise Refused(gettext("ข้อนี้ย้อนกลับไปแล้ว"))
        decision.undone_at = timezone.now()
        decision.save(update_fields=["undone_at"])
        act.note(undone=decision.kind, area=decision.area, virtue=decision.virtue)


def _new(programme: Programme, look: Look, cell: CellPage, reason: str, *, kind: str) -> GapDecision:
    if not reason.strip():
        raise Refused(gettext("กรุณาเขียนเหตุผล เพราะจะพิมพ์ในภาคผนวกที่มาของแผน"))
    if cell.state not in ("gap", "partly"):
        raise Refused(gettext("ช่องนี้ไม่ใช่ช่องว่าง จึงไม่มีอะไรต้องตัดสิน"))
    hold(programme.pk)  # two who decide it at once: one after the other
    standing = GapDecision.objects.filter(
        programme=programme, area=cell.area, virtue="" if cell.virtue == WHOLE else cell.virtue,
        group=look.group, year=look.year or 0, undone_at=None,
    )  # fmt: skip
    if standing.exists():
        raise Refused(gettext("ช่องนี้มีผู้ตัดสินแล้ว ย้อนกลับก่อนจึงตัดสินใหม่ได้"))
    decision = GapDecision.objects.create(
        programme=programme,
        area=cell.area,
        virtue="" if cell.virtue == WHOLE else cell.virtue,
        group=look.group,
        year=look.year or 0,
        kind=kind,
        reason=reason.strip(),
    )
    return decision


def _make_row(by: Actor, act: Draft, decision: GapDecision, look: Look, cell: CellPage) -> PlanRow:
    """A draft with what the gap says: its needs as the problem, its area, virtue and group. The plan is held and open."""
    network = decision.network
    assert network is not None
    cells = {
        "title": decision.title or _title(cell.needs, cell),
        "problem": "\n".join(need.text for need in cell.needs),
        "virtues": [] if cell.virtue == WHOLE else [cell.virtue],
        "area_text": f"อ.{cell.area_name}" if len(cell.area) == 4 else f"จ.{cell.area_name}",
    }
    row = make_row(by, network, cells, is_example=any(need.is_example for need in cell.needs))
    if look.group:
        row.groups = [look.group]
        row.save(update_fields=["groups"])
    for need in cell.needs:
        thread.link(act, need, row, ANSWERED_BY)
    decision.row = row
    return row


def _title(needs: Sequence[Need], cell: CellPage) -> str:
    first = needs[0].text if needs else cell.area_name
    return first if len(first) <= 120 else first[:117] + "…"
