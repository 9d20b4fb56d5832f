"""The speakers list of a hall. Time is kept in seconds spoken: `spoken_seconds` and, while somebody speaks, `since`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, demand
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network

from ...access import Of
from ...consensus.models import Delegate
from ..models import Hall, Slot, SpeakerTurn
from ..states import MOST_MINUTES, AskTheChair, Refused, move_turn, stretch, too_long
from .halls import held

MOST_WAITING = 200


def ask(
    by: Actor,
    hall: Hall,
    *,
    name: str,
    network: Network | None = None,
    delegate: Delegate | None = None,
    allowed_seconds: int = 180,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> SpeakerTurn:
    """A wish to speak, at the end of the list. Asked twice by the same person, for whichever network, it is the wish that
    stands. A delegate asks for their own seat, a coordinator for their network; any other name is the chair's to put."""
    if delegate is not None and (network is None or delegate.network_id != network.pk):
        raise ValueError("a delegate speaks for the network they sit for")
    if delegate is None and (network is None or not by.has_for("coordinator", network.pk)):
        demand(by, "assemble.day.run", hall)
    about = Of(hall.edition, network)
    with acting(by, "assemble.day.speak", about, on=hall, act_id=act_id) as act:  # type: ignore[arg-type]
        held(hall.pk)
        waiting = SpeakerTurn.objects.filter(hall=hall, state__in=["waiting", "speaking"])
        standing = _same(waiting, name, network, delegate)
        if standing is not None:
            raise Refused(
                gettext("%(name)s อยู่ในรายชื่อผู้ขอพูดแล้ว รอประธานเรียก หรือถอนก่อนแล้วขอใหม่") % {"name": name}
            )
        if waiting.count() >= MOST_WAITING:
            raise Refused(gettext("รายชื่อผู้ขอพูดเต็มแล้ว แจ้งฝ่ายเลขานุการที่หน้าห้อง"))
        last = SpeakerTurn.objects.filter(hall=hall).aggregate(most=Max("order"))["most"] or 0
        turn = SpeakerTurn.objects.create(
            programme_id=hall.programme_id,
            edition_id=hall.edition_id,
            hall=hall,
            slot=Slot.objects.filter(hall=hall, state="running").first(),
            network=network,
            delegate=delegate,
            name=name,
            order=last + 1,
            allowed_seconds=allowed_seconds,
            is_example=is_example,
        )
        act.about(turn)
        act.note(name=name, hall=hall.name)
    return turn


def _same(waiting: Any, name: str, network: Network | None, delegate: Delegate | None) -> SpeakerTurn | None:
    """A delegate of two networks is one person: one wish at a time in a hall."""
    found: SpeakerTurn | None = (
        waiting.filter(delegate__person_id=delegate.person_id).first()
        if delegate is not None
        else waiting.filter(name=name, network=network).first()
    )
    return found


def move(by: Actor, turn: SpeakerTurn, places: int, *, act_id: UUID | None = None) -> None:
    """Up (-1) or down (+1) among those who wait: the chair's order."""
    with acting(by, "assemble.day.run", turn, act_id=act_id) as act:
        held(turn.hall_id)
        waiting = list(
            SpeakerTurn.objects.select_for_update(of=("self",), no_key=True).filter(
                hall_id=turn.hall_id, state="waiting"
            )
        )
        at = next((place for place, one in enumerate(waiting) if one.pk == turn.pk), None)
        if at is None:
            raise Refused(gettext("ผู้นี้ไม่ได้รออยู่แล้ว เปิดรายชื่อผู้ขอพูดอีกครั้งเพื่อดูลำดับล่าสุด"))
        to = min(max(0, at + places), len(waiting) - 1)
        orders = sorted(one.order for one in waiting)
        waiting.insert(to, waiting.pop(at))
        for one, order in zip(waiting, orders, strict=True):
            one.order = order
        SpeakerTurn.objects.bulk_update(waiting, ["order"])
        act.note(name=turn.name, place=to + 1)


def begin(
    by: Actor, turn: SpeakerTurn, *, minutes: int | None = None, act_id: UUID | None = None
) -> SpeakerTurn:
    """This person speaks now; who spoke has spoken. `minutes`: what the chair says the one before spoke, where asked."""
    with acting(by, "assemble.day.run", turn, act_id=act_id) as act:
        held(turn.hall_id)
        fresh = _locked(turn)
        for other in SpeakerTurn.objects.filter(hall_id=turn.hall_id, state="speaking").exclude(pk=turn.pk):
            _end(other, "stop", minutes)
        move_turn(fresh, "begin")
        fresh.since = timezone.now()
        fresh.slot = fresh.slot or Slot.objects.filter(hall_id=turn.hall_id, state="running").first()
        fresh.save(update_fields=["state", "since", "slot"])
        act.note(name=fresh.name)
    return fresh


def next_one(by: Actor, hall: Hall, *, minutes: int | None = None, act_id: UUID | None = None) -> SpeakerTurn:
    waiting = SpeakerTurn.objects.filter(hall=hall, state="waiting").select_related("edition").first()
    if waiting is None:
        raise Refused(gettext("ไม่มีผู้รอพูด กด «จบ» เพื่อปิดเวลาของผู้ที่กำลังพูด"))
    return begin(by, waiting, minutes=minutes, act_id=act_id)


def pause(
    by: Actor, turn: SpeakerTurn, *, minutes: int | None = None, act_id: UUID | None = None
) -> SpeakerTurn:
    with acting(by, "assemble.day.run", turn, act_id=act_id) as act:
        fresh = _locked(turn)
        if fresh.state != "speaking" or fresh.since is None:
            raise Refused(gettext("เวลาของผู้นี้ไม่ได้เดินอยู่ เปิดรายชื่อผู้ขอพูดอีกครั้ง"))
        _add_up(fresh, minutes)
        fresh.save(update_fields=["spoken_seconds", "since"])
        act.note(name=fresh.name, seconds=fresh.spoken_seconds)
    return fresh


def resume(by: Actor, turn: SpeakerTurn, *, act_id: UUID | None = None) -> SpeakerTurn:
    with acting(by, "assemble.day.run", turn, act_id=act_id) as act:
        fresh = _locked(turn)
        if fresh.state != "speaking" or fresh.since is not None:
            raise Refused(gettext("เวลาของผู้นี้ไม่ได้พักอยู่ เปิดรายชื่อผู้ขอพูดอีกครั้ง"))
        fresh.since = timezone.now()
        fresh.save(update_fields=["since"])
        act.note(name=fresh.name)
    return fresh


def stop(
    by: Actor, turn: SpeakerTurn, *, minutes: int | None = None, act_id: UUID | None = None
) -> SpeakerTurn:
    with acting(by, "assemble.day.run", turn, act_id=act_id) as act:
        fresh = _locked(turn)
        _end(fresh, "stop", minutes)
        act.note(name=fresh.name, seconds=fresh.spoken_seconds)
    return fresh


def extend(by: Actor, turn: SpeakerTurn, seconds: int, *, act_id: UUID | None = None) -> SpeakerTurn:
    with acting(by, "assemble.day.run", turn, act_id=act_id) as act:
        _locked(turn)
        SpeakerTurn.objects.filter(pk=turn.pk).update(
            allowed_seconds=F("allowed_seconds") + max(0, min(seconds, 3600))
        )
        act.note(name=turn.name, more=seconds)
    turn.refresh_from_db()
    return turn


def withdraw(by: Actor, turn: SpeakerTurn, *, act_id: UUID | None = None) -> SpeakerTurn:
    """By who asked (their network), or by the chair. Somebody who already speaks is stopped by the chair, not withdrawn."""
    with acting(by, "assemble.day.speak", turn, act_id=act_id) as act:
        if turn.network_id is None:  # of no network: nobody's but the chair's
            demand(by, "assemble.day.run", turn)
        fresh = _locked(turn)
        if fresh.state == "speaking":
            raise Refused(gettext("ผู้นี้กำลังพูดอยู่ ประธานกด «จบ» แทน"))
        move_turn(fresh, "withdraw")
        fresh.save(update_fields=["state"])
        act.note(name=fresh.name)
    return fresh


def again(by: Actor, turn: SpeakerTurn, *, act_id: UUID | None = None) -> SpeakerTurn:
    """Back into the list with the time already spoken: undoing a withdrawal, or a stop pressed too early."""
    with acting(by, "assemble.day.run", turn, act_id=act_id) as act:
        fresh = _locked(turn)
        move_turn(fresh, "again")
        fresh.save(update_fields=["state"])
        act.note(name=fresh.name)
    return fresh


def _end(turn: SpeakerTurn, verb: str, minutes: int | None) -> None:
    move_turn(turn, verb)
    _add_up(turn, minutes)
    turn.save(update_fields=["state", "spoken_seconds", "since"])


def _add_up(turn: SpeakerTurn, minutes: int | None) -> None:
    """Put the running stretch into the sum. What the chair typed stands for a stretch that cannot be."""
    now = timezone.now()
    if not too_long(turn, now):
        turn.spoken_seconds += int(stretch(turn, now).total_seconds())
    elif minutes is None or minutes > MOST_MINUTES:
        raise AskTheChair(turn)
    else:
        turn.spoken_seconds += minutes * 60
    turn.since = None


def _locked(turn: SpeakerTurn) -> SpeakerTurn:
    held = SpeakerTurn.objects.select_for_update(of=("self",), no_key=True).select_related("edition")
    return held.get(programme_id=turn.programme_id, pk=turn.pk)
