"""Deciding what two similar rows are: one piece of work, two that support each other, or nothing in common.

A join makes a new row and keeps both originals; undoing it brings them back as they were.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.programme.actions import hold
from thaktho.ground.thread import actions as thread

from ..models import BudgetLine, Pair, PlanRow, PlanVersion, RowTarget, VersionLine
from ..states import PUBLIC, Refused
from .weaving import retire_pairs_of

MERGED = "merged_into"
SUPPORTS = "supports"


def decide(
    by: Actor,
    pair: Pair,
    decision: str,
    reason: str,
    *,
    lead: PlanRow | None = None,
    act_id: UUID | None = None,
) -> Pair:
    """Decide one pair, with a reason that is printed in the plan's annex. `lead` heads a joined row (row_a if not
    said)."""
    if not reason.strip():
        raise Refused(gettext("กรุณาเขียนเหตุผล เพราะจะพิมพ์ในภาคผนวกที่มาของแผน"))
    if decision not in Pair.Decision.values:
        raise Refused(gettext("กรุณาเลือกว่าสองแถวนี้เป็นอย่างไร"))
    with acting(by, "plan.pair.decide", pair, act_id=act_id) as act:
        hold(pair.programme_id)
        pair = _locked(pair)
        if pair.decision:
            raise Refused(gettext("คู่นี้มีผู้ตัดสินแล้ว ย้อนกลับก่อนจึงตัดสินใหม่ได้"))
        rows = [_standing(pair.row_a), _standing(pair.row_b)]
        if decision == Pair.Decision.JOIN:
            pair.joined = _join(act, rows, lead or pair.row_a)
        elif decision == Pair.Decision.KEEP:
            thread.link(act, rows[0], rows[1], SUPPORTS)
        pair.decision, pair.reason = decision, reason.strip()
        pair.decided_at, pair.decided_by_id = timezone.now(), by.person_id
        pair.save()
        act.note(decision=decision, rows=[str(row.pk) for row in rows])
        act.because(pair.reason)
    return pair


def undo(by: Actor, pair: Pair, *, act_id: UUID | None = None) -> Pair:
    """Take a decision back. A joined row that a plan before a meeting or an approved plan holds, or that was edited
    since, stays."""
    with acting(by, "plan.pair.decide", pair, act_id=act_id) as act:
        hold(pair.programme_id)
        pair = _locked(pair)
        if not pair.decision:
            raise Refused(gettext("คู่นี้ยังไม่มีการตัดสิน จึงไม่มีอะไรให้ย้อน"))
        if pair.joined:
            # Held and read again: who is just saving this row waits, and is not taken away unseen.
            _unjoin(act, PlanRow.objects.select_for_update(of=("self",), no_key=True).get(pk=pair.joined_id))
        if pair.decision == Pair.Decision.KEEP:
            thread.undo(act, pair.row_a, pair.row_b, SUPPORTS)
        act.note(undone=pair.decision, reason=pair.reason)
        pair.decision, pair.reason, pair.joined = "", "", None
        pair.decided_at, pair.decided_by, pair.stale = None, None, False
        pair.save()
    return pair


def _locked(pair: Pair) -> Pair:
    """The pair as it is now, held against a second decision until this one is written."""
    held = Pair.objects.select_for_update(of=("self",), no_key=True).select_related(
        "row_a", "row_b", "joined"
    )
    return held.get(pk=pair.pk)


def _standing(row: PlanRow) -> PlanRow:
    row = (
        PlanRow.objects.select_for_update(of=("self",), no_key=True).select_related("network").get(pk=row.pk)
    )
    if not row.live:
        raise Refused(gettext("แถว “%(title)s” ถูกนำออกแล้ว ให้ถักทอใหม่") % {"title": row.title})
    if row.joined_into_id:
        raise Refused(gettext("แถว “%(title)s” รวมกับแถวอื่นไปแล้ว ให้ตัดสินจากแถวที่รวมแทน") % {"title": row.title})
    if row.state not in PUBLIC:
        raise Refused(
            gettext("แถว “%(title)s” ถูกส่งกลับให้เครือข่ายแก้ รอเครือข่ายส่งใหม่ก่อนจึงตัดสินได้") % {"title": row.title}
        )
    return row


def _join(act: Draft, rows: list[PlanRow], lead: PlanRow) -> PlanRow:
    """A new row that takes its words from the lead, fills its gaps from the other, and carries both networks."""
    first, second = sorted(rows, key=lambda row: row.pk != lead.pk)
    joined = PlanRow.objects.create(
        programme_id=first.programme_id,
        network=first.network,
        number=first.number,
        state=PlanRow.State.ACCEPTED,
        is_joined=True,
        agency=_both(first.agency, second.agency),
        virtues=list(dict.fromkeys([*first.virtues, *second.virtues])),
        groups=list(dict.fromkeys([*first.groups, *second.groups])),
        part_of_id=first.part_of_id,
        is_example=first.is_example or second.is_example,
        **_filled(first, second),
    )
    joined.partners.set({*first.partners.all(), *second.partners.all()})
    joined.areas.set({*first.areas.all(), *second.areas.all()})
    joined.vision_parts.set({*first.vision_parts.all(), *second.vision_parts.all()})
    _add_up_budgets(joined, rows)
    _take_targets(joined, first, second)
    for row in rows:
        row.joined_into = joined
        row.save(update_fields=["joined_into"])
        thread.link(act, row, joined, MERGED)
    retire_pairs_of(rows)
    return joined


TEXTS = (
    *("title", "problem", "good_deed", "virtues_text", "indicator", "area_text", "unit", "lead_id"),
    *("search_text", "baseline", "baseline_year"),
    *("branch_id", "groups_text", "people", "output", "outcome"),
)


def _filled(first: PlanRow, second: PlanRow) -> dict[str, object]:
    """The lead's cells, and the other's where the lead's are empty. Time goes together: text and dates of one row."""
    cells = {name: _or(getattr(first, name), getattr(second, name)) for name in TEXTS}
    timed = first if first.when_text or first.starts_on else second
    return cells | {"when_text": timed.when_text, "starts_on": timed.starts_on, "ends_on": timed.ends_on}


def _or(one: object, other: object) -> object:
    """Zero is a value; only nothing gives way."""
    return other if one is None or one == "" else one


def _both(one: str, other: str) -> str:
    if not one or not other or other in one:
        return one or other
    if one in other:
        return other
    names = [name.strip() for name in other.split("ร่วมกับ")]
    return " ร่วมกับ ".join([one, *(name for name in names if name and name not in one)])


def _add_up_budgets(joined: PlanRow, rows: list[PlanRow]) -> None:
    """Both rows' money, by year and fund: the work is one, and each network brings its own."""
    sums: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for line in BudgetLine.objects.filter(row__in=rows):
        sums[line.year, line.fund] += line.amount
    BudgetLine.objects.bulk_create(
        BudgetLine(programme_id=joined.programme_id, row=joined, year=year, fund=fund, amount=amount)
        for (year, fund), amount in sums.items()
    )
    stated = [row.budget for row in rows if row.budget is not None]
    joined.budget = sum(stated, Decimal(0)) if stated else None
    joined.save(update_fields=["budget"])


def _take_targets(joined: PlanRow, first: PlanRow, second: PlanRow) -> None:
    targets = list(first.targets.all()) or list(second.targets.all())
    RowTarget.objects.bulk_create(
        RowTarget(programme_id=joined.programme_id, row=joined, year=target.year, value=target.value)
        for target in targets
    )


def _unjoin(act: Draft, joined: PlanRow) -> None:
    if joined.joined_into_id:
        raise Refused(gettext("แถวที่รวมนี้ถูกรวมต่อกับแถวอื่นแล้ว ให้ย้อนการรวมครั้งหลังก่อน"))
    if joined.split_at:
        raise Refused(gettext("แถวที่รวมนี้ถูกแยกเป็นหลายแถวแล้ว ให้ย้อนการแยกก่อน"))
    if VersionLine.objects.filter(row=joined, version__state=PlanVersion.State.APPROVED).exists():
        raise Refused(gettext("แถวที่รวมนี้อยู่ในแผนที่ที่ประชุมเห็นชอบแล้ว จึงย้อนไม่ได้ ให้แก้ในฉบับถัดไป"))
    not_before_a_meeting(joined)
    if joined.version > 1:
        raise Refused(gettext("มีผู้แก้แถวที่รวมแล้ว ย้อนแล้วสิ่งที่แก้จะหาย ให้นำแถวนี้ออกแทน"))
    part(act, joined)
    joined.live = False
    joined.save(update_fields=["live"])


def not_before_a_meeting(joined: PlanRow) -> None:
    """While a proposed version holds a joined row, its originals do not stand on their own again: the meeting reads a
    plan that still is one."""
    proposed = VersionLine.objects.filter(row=joined, version__state=PlanVersion.State.PROPOSED)
    number = proposed.order_by("version__number").values_list("version__number", flat=True).first()
    if number is not None:
        why = gettext("แถวที่รวมนี้อยู่ในแผนฉบับที่ %(number)s ที่เสนอที่ประชุมอยู่ ถอนฉบับนั้นก่อน แล้วจึงย้อนการรวมได้")
        raise Refused(why % {"number": number})


def part(act: Draft, joined: PlanRow) -> None:
    """The originals stand in the plan on their own again. Inside an act."""
    for row in (
        PlanRow.objects.filter(joined_into=joined).select_for_update(of=("self",), no_key=True).order_by("pk")
    ):
        row.joined_into = None
        row.save(update_fields=["joined_into"])
        thread.undo(act, row, joined, MERGED)
    retire_pairs_of([joined])


def join_again(act: Draft, joined: PlanRow) -> None:
    """A joined row is brought back: its originals go into it again, if they are still there to go. Inside an act."""
    pair = Pair.objects.filter(joined=joined).first()
    if pair is None:
        raise Refused("ยกเลิกการรวมไปแล้ว แถวเดิมทั้งสองอยู่ในแผน ให้ตัดสินคู่นี้ใหม่")
    for row_id in (pair.row_a_id, pair.row_b_id):
        row = _standing(PlanRow(pk=row_id))
        row.joined_into = joined
        row.save(update_fields=["joined_into"])
        thread.link(act, row, joined, MERGED)
