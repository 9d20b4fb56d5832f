"""What a delegate says inside the network: counted, and under a rule that says named also kept with the name."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ..models import Delegate, InnerCount, InnerVoice, Round, RoundClause, Rulebook, Value
from ..states import Elsewhere, NotOpen, Refused
from .rounds import locked


def speak_inside(
    by: Actor, asked: RoundClause, delegate: Delegate, value: str, *, act_id: UUID | None = None
) -> InnerVoice:
    """Once a person and clause, whichever networks they sit in. Under counts only nobody can say afterwards who said what,
    so it cannot be changed either; under named it can, until the round closes. The ledger's line does not say the value."""
    if value not in Value.values:
        raise ValueError(value)
    with acting(by, "assemble.consensus.inner", delegate, on=asked, act_id=act_id) as act:
        round = locked(asked.round)
        if round.state != Round.State.OPEN:
            raise NotOpen(gettext("รอบนี้ไม่ได้เปิดรับเสียง"))
        holder = Delegate.objects.get(pk=delegate.pk)
        self_or_loader = holder.person_id == by.person_id or by.kind == "system"
        if holder.state != Delegate.State.APPOINTED or not self_or_loader:
            raise Refused(gettext("ผู้แทนที่แต่งตั้งแล้วเท่านั้นที่ให้เสียงภายในเครือข่ายได้"))
        named = round.rule.get("inner") == Rulebook.Inner.NAMED
        spoken = InnerVoice.objects.filter(asked=asked, person_id=holder.person_id).first()
        if spoken is not None and spoken.delegate_id != holder.pk:
            raise Elsewhere(gettext("ท่านให้เสียงภายในข้อนี้กับอีกเครือข่ายแล้ว หนึ่งคนให้ได้เครือข่ายเดียวต่อข้อ"))
        if spoken is None and _seat_has_spoken(asked, holder):
            raise Refused(gettext("ผู้แทนคนก่อนของที่นั่งนี้ให้เสียงภายในข้อนี้ไว้แล้ว เสียงนั้นยังนับอยู่"))
        if spoken is not None:
            if not named:
                raise Refused(gettext("ท่านให้เสียงภายในข้อนี้แล้ว ระบบไม่เก็บว่าใครว่าอย่างไร จึงเปลี่ยนไม่ได้"))
            _count(asked, holder, spoken.value, -1)
            spoken.value = value
            spoken.save(update_fields=["value"])
        else:
            spoken = InnerVoice.objects.create(
                programme_id=asked.programme_id,
                asked=asked,
                person_id=holder.person_id,
                delegate=holder,
                value=value if named else "",
            )
        _count(asked, holder, value, 1)
        act.note(clause=asked.number)
    return spoken


def _seat_has_spoken(asked: RoundClause, holder: Delegate) -> bool:
    seats, seen = [holder.pk], set[UUID]()
    while seats:
        before = list(Delegate.objects.filter(replaced_by__in=seats).values_list("pk", flat=True))
        seats = [pk for pk in before if pk not in seen]
        seen |= set(seats)
    return InnerVoice.objects.filter(asked=asked, delegate_id__in=seen).exists()


def _count(asked: RoundClause, holder: Delegate, value: str, step: int) -> None:
    InnerCount.objects.get_or_create(
        asked=asked,
        network_id=holder.network_id,
        value=value,
        defaults={"programme_id": asked.programme_id},
    )
    row = InnerCount.objects.filter(asked=asked, network_id=holder.network_id, value=value)
    row.update(count=F("count") + step)
