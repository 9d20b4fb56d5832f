"""Who chairs: one at a time. A second one takes over by handing over, in words that stay."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.stages.convene.models import Holding

from ...editions.models import Edition
from ..models import ChairSpell
from ..states import Refused


def take_chair(
    by: Actor,
    edition: Edition,
    *,
    name: str,
    position: str = "",
    holding: str = "full",
    instead_of: UUID | None = None,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> ChairSpell:
    """Somebody chairs from now on. `instead_of` names the spell they take over from, as the page showed it: without it, a
    chair who sits is not put aside."""
    with acting(by, "assemble.day.run", edition, act_id=act_id) as act:
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        sitting = ChairSpell.objects.filter(edition=edition, until=None).first()
        if sitting is not None and sitting.pk != instead_of:
            raise Refused(
                gettext("ขณะนี้ %(name)s เป็นประธานอยู่ มีประธานได้ครั้งละหนึ่งท่าน กด «ส่งมอบ» ใต้ชื่อนั้นเพื่อเปลี่ยนประธาน")
                % {"name": sitting.name}
            )
        if sitting is None and instead_of is not None:
            raise Refused(gettext("ประธานท่านนั้นลงจากที่นั่งแล้ว ตรวจชื่อประธานปัจจุบัน แล้วกดอีกครั้ง"))
        now = timezone.now()
        if sitting is not None:
            sitting.until = max(now, sitting.since)
            sitting.save(update_fields=["until"])
        spell = ChairSpell.objects.create(
            programme_id=edition.programme_id,
            edition=edition,
            name=name,
            position=position,
            holding=Holding(holding).value,
            since=now,
            is_example=is_example,
        )
        act.about(spell)
        act.note(name=name, position=position, holding=holding, before=sitting.name if sitting else "")
    return spell


def leave_chair(by: Actor, spell: ChairSpell, *, act_id: UUID | None = None) -> ChairSpell:
    with acting(by, "assemble.day.run", spell, act_id=act_id) as act:
        fresh = ChairSpell.objects.select_for_update(of=("self",), no_key=True).get(pk=spell.pk)
        if fresh.until is not None:
            raise Refused(gettext("ประธานท่านนี้ลงจากที่นั่งแล้ว"))
        fresh.until = max(timezone.now(), fresh.since)
        fresh.save(update_fields=["until"])
        act.note(name=fresh.name)
    return fresh
