"""Writing rows: add, save what was typed, settle a flag, remove and bring back, move."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, demand, system
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.actions import add_organisation
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import organisations_named
from thaktho.ground.programme.actions import hold

from .. import cells as cell
from ..cells import Cells
from ..models import CellFlag, NetworkPlan, PlanRow
from ..queries.comments import CHANGED
from ..states import Refused, must_be_open
from .derive import derive
from .pairs import join_again, not_before_a_meeting, part
from .placing import hold_project, must_fit_again, must_have_place


class Conflict(Refused):
    """Somebody changed the same cells since this person opened the row: both versions are shown, one is chosen."""

    def __init__(self, row: PlanRow, mine: Cells, theirs: Cells, clash: list[str]) -> None:
        super().__init__(gettext("มีผู้แก้ช่องนี้ก่อนท่าน เลือกว่าจะใช้ของใคร"))
        self.row, self.mine, self.theirs, self.clash = row, mine, theirs, clash


class NoTitle(Refused):
    def __init__(self) -> None:
        super().__init__(gettext("กรุณาพิมพ์ชื่อกิจกรรม/โครงการ"))


def plan_of(network: Network, *, lock: bool = False) -> NetworkPlan:
    """The network's plan, made when it is first written to. Only inside an act."""
    plans = NetworkPlan.objects.select_for_update(no_key=True) if lock else NetworkPlan.objects
    plan, _ = plans.get_or_create(network=network, defaults={"programme_id": network.programme_id})
    return plan


def add_row(
    by: Actor, network: Network, cells: Cells, *, row_id: UUID | None = None, act_id: UUID | None = None
) -> PlanRow:
    """Add a draft at the end of a network's plan."""
    with acting(by, "plan.row.add", network, act_id=act_id) as act:
        must_be_open(by, plan_of(network, lock=True))  # locked: two rows at once get two numbers
        if row_id and PlanRow.objects.filter(pk=row_id).exists():
            row_id = None  # made before under another act: this is another row
        row = make_row(by, network, cells, row_id)
        act.about(row)
        act.note(version=1, title=row.title)
    return row


def make_row(by: Actor, network: Network, cells: Cells, row_id: UUID | None = None, **fields: Any) -> PlanRow:
    """A new row inside an act that is already being done."""
    cells = cell.tidy(cells)
    if not cells.get("title"):
        raise NoTitle
    row = PlanRow(
        programme_id=network.programme_id,
        network=network,
        number=next_number(network),
        title=cells["title"],
        **fields,
    )
    if row_id:
        row.pk = row_id
    derived, flags = derive(row, {}, {name: value for name, value in cells.items() if value})
    _name_organisations(row, derived)
    must_have_place(row, derived)
    cell.apply(row, derived)
    set_flags(row, flags)
    return row


def next_number(network: Network) -> int:
    rows = PlanRow.objects.filter(programme_id=network.programme_id, network=network, live=True)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def save_row(
    by: Actor, row: PlanRow, cells: Cells, version: int, *, act_id: UUID | None = None
) -> tuple[PlanRow, list[str]]:
    """Save the cells that differ from what this person saw at `version`. Returns the row and the names changed.

    Cells that somebody else changed meanwhile are left as they are; where both changed the same cell differently,
    Conflict carries both. Nothing to change is no act.
    """
    cells = cell.tidy(cells)
    demand(by, "plan.row.edit", row)
    if not changed(row, cells, version):
        return row, []
    with acting(by, "plan.row.edit", row, act_id=act_id) as act:
        hold_project(row, cells.get("part_of", ""))
        fresh = lock(row)
        must_be_open(by, plan_of(fresh.network), fresh)
        changes = save_cells(fresh, cells, version)
        act.note(version=fresh.version, changes=changes)
    return fresh, list(changes)


def save_cells(row: PlanRow, cells: Cells, version: int) -> dict[str, list[Any]]:
    """Inside an act: write what changed, grow the version, and give back {name: [before, after]}."""
    before = cell.read(row)
    mine = changed(row, cells, version)
    if mine.get("title") == "":
        raise NoTitle
    derived, flags = derive(row, before, mine)
    _name_organisations(row, derived)
    must_have_place(row, derived)
    row.version += 1
    row.changed_at = timezone.now()
    cell.apply(row, derived)
    set_flags(row, flags)
    _answer_comments(row, list(mine))
    return {name: [before[name], value] for name, value in derived.items() if before[name] != value}


def changed(row: PlanRow, cells: Cells, version: int) -> Cells:
    """The cells this person changed since `version`; Conflict where somebody else changed them too."""
    now = cell.read(row)
    base = cell.as_of(row, version, now)
    if base is None:
        mine = {name: value for name, value in cells.items() if now[name] != value}
        theirs = set(mine)
    else:
        mine = {name: value for name, value in cells.items() if base[name] != value and now[name] != value}
        theirs = {name for name in now if now[name] != base[name]}
    if clash := [name for name in mine if name in theirs]:
        raise Conflict(row, mine, {name: now[name] for name in mine}, clash)
    return mine


def lock(row: PlanRow) -> PlanRow:
    """The row as it is now, held until the act ends. A row that was removed cannot be changed."""
    fresh = (
        PlanRow.objects.select_for_update(of=("self",), no_key=True)
        .select_related("network", "programme")
        .get(pk=row.pk)
    )
    if not fresh.live:
        raise Refused(gettext("แถวนี้ถูกนำออกแล้ว นำกลับมาก่อนจึงแก้ได้"))
    return fresh


def _name_organisations(row: PlanRow, cells: Cells) -> None:
    """Organisations nobody knows yet are entered by name. Naming who works on one's own row needs no right over the
    register of people, so the system enters them."""
    names = [name for name in [cells.get("lead", ""), *cells.get("partners", [])] if name]
    known = organisations_named(row.programme, names)
    for name in dict.fromkeys(names):
        if name not in known:
            add_organisation(system(row.programme_id), row.programme, name=name, networks=[row.network])


def set_flags(row: PlanRow, flags: dict[str, tuple[str, str] | None]) -> None:
    """Raise the flags of cells that could not be read; settle those of cells that now can."""
    for field, flag in flags.items():
        standing = row.flags.filter(kind=CellFlag.Kind.READING, field=field, settled_at=None)
        standing.update(settled_at=timezone.now(), settled_as="changed")
        if flag:
            CellFlag.objects.create(
                programme_id=row.programme_id, row=row, field=field, text=flag[0], why=flag[1]
            )


def _answer_comments(row: PlanRow, names: list[str]) -> None:
    """A comment on a cell is answered when that cell is changed."""
    open_comments = row.flags.filter(kind=CellFlag.Kind.COMMENT, settled_at=None, field__in=names)
    open_comments.update(settled_at=timezone.now(), settled_as=CHANGED)


def settle(
    by: Actor,
    row: PlanRow,
    flag: CellFlag,
    *,
    start: date | None = None,
    end: date | None = None,
    act_id: UUID | None = None,
) -> PlanRow:
    """Answer a flag: give the days that an unreadable time means, or keep the words as words."""
    with acting(by, "plan.row.settle", row, act_id=act_id) as act:
        fresh = lock(row)
        must_be_open(by, plan_of(fresh.network), fresh)
        flag = fresh.flags.select_for_update(no_key=True).get(pk=flag.pk)
        if flag.settled_at:
            raise Refused(gettext("ช่องนี้มีผู้ตอบแล้ว"))
        act.note(field=flag.field, text=flag.text)
        if start:
            if end and end < start:
                raise Refused(gettext("วันสิ้นสุดมาก่อนวันเริ่มต้น กรุณาเลือกใหม่"))
            before = cell.read(fresh)["dates"]
            after = [start.isoformat(), (end or start).isoformat()]
            fresh.version += 1
            fresh.changed_at = timezone.now()
            cell.apply(fresh, {"dates": after})
            act.note(version=fresh.version, changes={"dates": [before, after]})
        flag.settled_at = timezone.now()
        flag.settled_as = "read" if start else ("seen" if flag.kind == CellFlag.Kind.COMMENT else "text")
        flag.save(update_fields=["settled_at", "settled_as"])
    return fresh


def remove_row(by: Actor, row: PlanRow, reason: str, *, act_id: UUID | None = None) -> None:
    """Take a row out of the plan, with a reason. It can be brought back. The originals of a joined row stand on their
    own again: nobody's work leaves the plan with it."""
    if not reason.strip():
        raise Refused(gettext("กรุณาบอกเหตุผลที่นำแถวนี้ออก"))
    with acting(by, "plan.row.remove", row, act_id=act_id) as act:
        if row.is_joined:
            hold(
                row.programme_id
            )  # as a version is being made; before the row, as whoever makes one or undoes a join
        fresh = lock(row)
        must_be_open(by, plan_of(fresh.network), fresh)
        if fresh.is_joined:
            not_before_a_meeting(fresh)
        fresh.live, fresh.removed_at = False, timezone.now()
        fresh.save(update_fields=["live", "removed_at"])
        if fresh.is_joined:
            part(act, fresh)
        act.because(reason.strip())
        act.note(title=fresh.title)


def restore_row(by: Actor, row: PlanRow, *, act_id: UUID | None = None) -> PlanRow:
    """Bring a removed row back, to its old place."""
    with acting(by, "plan.row.restore", row, act_id=act_id) as act:
        fresh = (
            PlanRow.objects.select_for_update(of=("self",), no_key=True)
            .select_related("network")
            .get(pk=row.pk)
        )
        if fresh.live or fresh.split_at or not fresh.removed_at:
            raise Refused(gettext("แถวนี้อยู่ในแผนแล้ว"))
        must_be_open(by, plan_of(fresh.network), fresh)
        must_fit_again(fresh)
        if fresh.is_joined:
            join_again(act, fresh)
        fresh.live, fresh.removed_at, fresh.removed_by = True, None, None
        fresh.save(update_fields=["live", "removed_at", "removed_by"])
        act.note(title=fresh.title)
    return fresh


def move_row(by: Actor, row: PlanRow, number: int, *, act_id: UUID | None = None) -> None:
    """Give a row another place; the rows of its network are numbered anew from 1."""
    with acting(by, "plan.row.move", row, act_id=act_id) as act:
        plan = plan_of(row.network, lock=True)
        fresh = lock(row)
        must_be_open(by, plan, fresh)
        rows = PlanRow.objects.filter(programme_id=fresh.programme_id, network=fresh.network, live=True)
        ids = [pk for pk in rows.order_by("number", "id").values_list("pk", flat=True) if pk != fresh.pk]
        place = max(1, min(number, len(ids) + 1))
        ids.insert(place - 1, fresh.pk)
        standing = {found.pk: found for found in rows.only("pk", "number")}
        moved = []
        for order, pk in enumerate(ids, 1):
            if standing[pk].number != order:
                standing[pk].number = order
                moved.append(standing[pk])
        PlanRow.objects.bulk_update(moved, ["number"], batch_size=500)
        act.note(before=fresh.number, after=place)
