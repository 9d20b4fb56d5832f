"""Splitting a row that holds several pieces of work. The original is kept, stands no more, and can come back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.thread import actions as thread

from .. import cells as cell
from ..cells import Cells
from ..models import Pair, PlanRow, VersionLine
from ..states import Refused, must_be_open
from .derive import derive
from .rows import lock, next_number, plan_of, set_flags
from .weaving import retire_pairs_of

SPLIT = "split_into"
FEWEST, MOST = 2, 9


def split_row(
    by: Actor, row: PlanRow, parts: Sequence[Cells], reason: str, *, act_id: UUID | None = None
) -> list[PlanRow]:
    """Two rows or more in place of one. A cell that a part does not say is the original's; money is each part's own, and
    together it must be the original's: none is made or lost by splitting."""
    if not FEWEST <= len(parts) <= MOST:
        raise Refused(gettext("แยกได้ %(fewest)s ถึง %(most)s แถว") % {"fewest": FEWEST, "most": MOST})
    if not reason.strip():
        raise Refused(gettext("กรุณาบอกเหตุผลที่แยกแถวนี้"))
    with acting(by, "plan.row.split", row, act_id=act_id) as act:
        plan = plan_of(row.network, lock=True)  # before the row, as whoever sends or renumbers the plan does
        whole = lock(row)
        must_be_open(by, plan, whole)
        if whole.joined_into_id:
            raise Refused(gettext("แถวนี้รวมกับแถวอื่นแล้ว ย้อนการรวมก่อนจึงแยกได้"))
        if whole.parts.filter(live=True).exists():
            raise Refused(gettext("โครงการนี้มีกิจกรรมอยู่ งบของกิจกรรมจะนับซ้ำกับแถวที่แยก ให้ปลดกิจกรรมออกก่อนจึงแยกได้"))
        base = cell.read(whole)
        _same_money(base, parts)
        pieces = [_piece(whole, base, part) for part in parts]
        whole.split_at, whole.live = timezone.now(), False
        whole.save(update_fields=["split_at", "live"])
        retire_pairs_of([whole])
        for piece in pieces:
            thread.link(act, whole, piece, SPLIT)
        act.note(title=whole.title, pieces=[str(piece.pk) for piece in pieces])
        act.because(reason.strip())
    return pieces


def unite(by: Actor, row: PlanRow, *, act_id: UUID | None = None) -> PlanRow:
    """Undo a split: the original stands again, where its pieces stood (sent since, or given back). Refused where a piece
    was changed, joined, decided on, or stands in a version: undoing would lose somebody's work."""
    with acting(by, "plan.row.split", row, act_id=act_id) as act:
        plan = plan_of(row.network, lock=True)
        whole = (
            PlanRow.objects.select_for_update(of=("self",), no_key=True)
            .select_related("network")
            .get(pk=row.pk)
        )
        if not whole.split_at:
            raise Refused(gettext("แถวนี้ไม่ได้ถูกแยก"))
        must_be_open(by, plan, whole)
        pieces = list(
            PlanRow.objects.filter(split_from=whole)
            .select_for_update(of=("self",), no_key=True)
            .order_by("pk")
        )
        _must_be_untouched(pieces)
        for piece in pieces:
            piece.live = False
            piece.split_from = None
            piece.removed_at = timezone.now()
            piece.save(update_fields=["live", "split_from", "removed_at"])
            thread.undo(act, whole, piece, SPLIT)
        retire_pairs_of(pieces)
        whole.split_at, whole.live, whole.state = None, True, _state_of(pieces)
        whole.save(update_fields=["split_at", "live", "state"])
        act.note(title=whole.title, undone=[str(piece.pk) for piece in pieces])
    return whole


def _same_money(base: Cells, parts: Sequence[Cells]) -> None:
    before = cell.total(base["budget"]["lines"]) or Decimal(0)
    after = sum(
        (cell.total(part.get("budget", _NOTHING)["lines"]) or Decimal(0) for part in parts), Decimal(0)
    )
    if before != after:
        raise Refused(
            gettext("งบของแถวที่แยกรวมกันได้ %(after)s บาท แต่แถวเดิมมี %(before)s บาท กรุณาแบ่งให้ครบพอดี")
            % {"after": f"{after:,.0f}", "before": f"{before:,.0f}"}
        )


_NOTHING: dict[str, Any] = {"text": "", "lines": []}


def _piece(whole: PlanRow, base: Cells, part: Cells) -> PlanRow:
    if not cell.tidy({"title": part.get("title", "")})["title"]:
        raise Refused(gettext("กรุณาพิมพ์ชื่อกิจกรรมของทุกแถวที่แยก"))
    piece = PlanRow(
        programme_id=whole.programme_id,
        network=whole.network,
        number=next_number(whole.network),
        title=part["title"],
        state=whole.state,
        source=whole.source,
        is_example=whole.is_example,
        split_from=whole,
        branch_id=whole.branch_id,
        part_of_id=whole.part_of_id,
    )
    said = cell.tidy({name: value for name, value in part.items() if value is not None})
    # What follows from words that differ (days, places) is read anew; the rest is the original's.
    own = {name for name, value in part.items() if value is None}
    inherited = {name: value for name, value in base.items() if name not in own}
    derived, flags = derive(piece, inherited, said)
    cell.apply(piece, inherited | {"budget": _NOTHING} | derived)
    set_flags(piece, flags)
    return piece


def _state_of(pieces: Sequence[PlanRow]) -> str:
    """The whole is as far as the piece that is least far: what one was given back for, the whole is."""
    order = (PlanRow.State.RETURNED, PlanRow.State.DRAFT, PlanRow.State.SUBMITTED, PlanRow.State.ACCEPTED)
    return min((piece.state for piece in pieces), key=order.index)


def _must_be_untouched(pieces: Sequence[PlanRow]) -> None:
    ids = [piece.pk for piece in pieces]
    if any(piece.version > 1 or not piece.live for piece in pieces):
        raise Refused(gettext("มีผู้แก้แถวที่แยกแล้ว ย้อนแล้วสิ่งที่แก้จะหาย"))
    if any(piece.joined_into_id or piece.split_at for piece in pieces):
        raise Refused(gettext("แถวที่แยกถูกรวมหรือแยกต่อแล้ว ให้ย้อนครั้งหลังก่อน"))
    if VersionLine.objects.filter(row__in=ids, version__state__in=("proposed", "approved")).exists():
        raise Refused(gettext("แถวที่แยกอยู่ในแผนฉบับที่ออกแล้ว จึงย้อนไม่ได้ ให้แก้ในฉบับถัดไป"))
    if Pair.objects.filter(row_a__in=ids).exclude(decision="").exists() or (
        Pair.objects.filter(row_b__in=ids).exclude(decision="").exists()
    ):
        raise Refused(gettext("มีการตัดสินคู่ของแถวที่แยกแล้ว ให้ย้อนการตัดสินนั้นก่อน"))
