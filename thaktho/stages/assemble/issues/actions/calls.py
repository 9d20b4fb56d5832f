"""The call: written, opened, closed, decided; and its criteria."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting

from ...editions import carrying
from ...editions.actions.common import running
from ...editions.models import Edition
from ..models import Criterion, Issue, IssueCall, IssueScore
from ..starting import starting
from ..states import Changed, Refused, move_call


def held(call: IssueCall) -> IssueCall:
    """The call as it stands, held; its edition still running."""
    edition = running(call.edition)
    fresh = IssueCall.objects.select_for_update(of=("self",), no_key=True).get(
        programme_id=call.programme_id, pk=call.pk
    )
    fresh.edition = edition
    return fresh


def set_call(
    by: Actor,
    edition: Edition,
    *,
    opens_on: date | None = None,
    closes_on: date | None = None,
    for_everyone: bool = True,
    text: str = "",
    seen_version: int | None = None,
    act_id: UUID | None = None,
) -> IssueCall:
    """Write the call of a year; the first time it is made, with the criteria it begins with. `seen_version`: 0 where the
    form saw none. Raises Changed when somebody saved first."""
    with acting(by, "assemble.issues.call", edition, act_id=act_id) as act:
        fresh = running(edition)
        call = IssueCall.objects.select_for_update(no_key=True).filter(edition=fresh).first()
        if seen_version is not None and seen_version != (call.version if call else 0):
            raise Changed(call)
        if call is None:
            call = IssueCall.objects.create(programme=fresh.programme, edition=fresh, version=0)
            for order, one in enumerate(starting().criteria, 1):
                Criterion.objects.create(
                    programme=fresh.programme, edition=fresh, call=call, order=order, **one
                )
        act.note(before=call.text, text=text, opens_on=str(opens_on or ""), closes_on=str(closes_on or ""))
        call.opens_on, call.closes_on, call.for_everyone, call.text = opens_on, closes_on, for_everyone, text
        call.version += 1
        call.save()
    return call


def move(by: Actor, call: IssueCall, state: str, *, act_id: UUID | None = None) -> IssueCall:
    """Open, close for screening, open again, decided. Nobody's proposal is left without an answer: a call with an
    undecided one is not decided."""
    with acting(by, "assemble.issues.call", call, on=call.edition, act_id=act_id) as act:
        fresh = held(call)
        was = fresh.state
        move_call(fresh, state)
        if state == IssueCall.State.DECIDED:
            left = Issue.objects.filter(call=fresh, state=Issue.State.SUBMITTED).count()
            if left:
                raise Refused(
                    gettext("ยังมี %(count)s ประเด็นที่ยังไม่ตัดสิน ตัดสินให้ครบทุกประเด็นก่อน ผู้เสนอทุกคนต้องได้คำตอบ")
                    % {"count": left}
                )
        fresh.version += 1
        fresh.save(update_fields=["state", "version"])
        act.note(call=str(fresh.pk), before=was, state=state)
    return fresh


def set_criteria(
    by: Actor,
    call: IssueCall,
    rows: list[dict[str, Any]],
    *,
    seen_version: int | None = None,
    act_id: UUID | None = None,
) -> None:
    """The whole list anew: [{id?, name, help, most, weight}] in order; what is not in it goes. Not once somebody has
    scored by it: scores by two lists could not be laid side by side."""
    with acting(by, "assemble.issues.call", call, on=call.edition, act_id=act_id) as act:
        fresh = held(call)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        if IssueScore.objects.filter(criterion__call=fresh).exists():
            raise Refused(gettext("มีผู้ให้คะแนนตามเกณฑ์นี้แล้ว จึงแก้เกณฑ์ไม่ได้"))
        if not rows:
            raise Refused(gettext("ต้องมีเกณฑ์อย่างน้อยหนึ่งข้อ"))
        standing = {str(one.pk): one for one in fresh.criteria.all()}
        act.note(before=[one.name for one in standing.values()], now=[row["name"] for row in rows])
        kept = []
        for order, row in enumerate(rows, 1):
            one = standing.get(str(row.get("id") or ""))
            if one is None:
                one = Criterion(
                    programme=fresh.programme, edition=fresh.edition, call=fresh, code=_code(standing, order)
                )
            one.name, one.help, one.most, one.weight = row["name"], row["help"], row["most"], row["weight"]
            one.order = order
            one.save()
            kept.append(one.pk)
        fresh.criteria.exclude(pk__in=kept).delete()
        fresh.version += 1
        fresh.save(update_fields=["version"])


def _code(standing: dict[str, Criterion], order: int) -> str:
    taken = {one.code for one in standing.values()}
    return next(code for n in range(order, order + len(taken) + 2) if (code := f"own-{n}") not in taken)


def carry_criteria(act: Draft, old: Edition, new: Edition) -> int:
    """The words and criteria of the last call, as a draft of the new one; its days are to be set."""
    was = IssueCall.objects.filter(edition=old).first()
    if was is None:
        return 0
    call = IssueCall.objects.create(
        programme=new.programme, edition=new, for_everyone=was.for_everyone, text=was.text
    )
    rows = [
        Criterion(
            programme=new.programme, edition=new, call=call, code=one.code, name=one.name, help=one.help, most=one.most,
            weight=one.weight, order=one.order,
        )
        for one in was.criteria.all()
    ]  # fmt: skip
    Criterion.objects.bulk_create(rows)
    return len(rows)


def offer_criteria() -> None:
    carrying.offer("criteria", gettext_lazy("เกณฑ์และคำชวนเสนอประเด็น"), carry_criteria)
