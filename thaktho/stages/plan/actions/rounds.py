"""Writing rounds: until when plans are sent, and who sent what in which."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme

from ..models import NetworkPlan, Round, Submission
from ..queries.rounds import open_round
from ..states import Refused


def make_round(
    by: Actor,
    programme: Programme,
    *,
    title: str,
    due_on: date,
    opens_on: date | None = None,
    note: str = "",
    act_id: UUID | None = None,
) -> Round:
    """Open the next round. Extensions of the round before end with it: all networks have the new day."""
    _must_make_sense(title, opens_on, due_on)
    with acting(by, "plan.round.make", programme, act_id=act_id) as act:
        Programme.objects.select_for_update(of=("self",), no_key=True).get(
            pk=programme.pk
        )  # two at once: one after the other
        if standing := open_round(programme):
            raise Refused(gettext("%(title)s ยังเปิดอยู่ ปิดรอบนั้นก่อนจึงเปิดรอบใหม่ได้") % {"title": standing.title})
        last = Round.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
        made = Round.objects.create(
            programme=programme,
            number=last + 1,
            title=title.strip(),
            opens_on=opens_on,
            due_on=due_on,
            note=note.strip(),
        )
        extended = NetworkPlan.objects.filter(programme=programme, due_on__isnull=False).update(due_on=None)
        act.about(made)
        act.note(number=made.number, due=due_on.isoformat(), extensions_ended=extended)
    return made


def edit_round(
    by: Actor,
    found: Round,
    *,
    title: str,
    due_on: date,
    opens_on: date | None = None,
    note: str = "",
    act_id: UUID | None = None,
) -> Round:
    """Change a round that is open. What was sent keeps the day that held then."""
    _must_make_sense(title, opens_on, due_on)
    with acting(by, "plan.round.edit", found, act_id=act_id) as act:
        fresh = Round.objects.select_for_update(no_key=True).get(pk=found.pk)
        if fresh.closed_at:
            raise Refused(gettext("รอบนี้ปิดแล้ว ย้อนการปิดก่อนจึงแก้ได้"))
        act.note(before=fresh.due_on.isoformat(), after=due_on.isoformat())
        fresh.title, fresh.opens_on, fresh.due_on, fresh.note = title.strip(), opens_on, due_on, note.strip()
        fresh.save()
    return fresh


def close_round(by: Actor, found: Round, *, act_id: UUID | None = None) -> Round:
    with acting(by, "plan.round.close", found, act_id=act_id) as act:
        fresh = Round.objects.select_for_update(no_key=True).get(pk=found.pk)
        if fresh.closed_at:
            raise Refused(gettext("รอบนี้ปิดแล้ว"))
        fresh.closed_at = timezone.now()
        fresh.save(update_fields=["closed_at"])
        act.note(sent=fresh.submissions.values("network").distinct().count())
    return fresh


def reopen_round(by: Actor, found: Round, *, act_id: UUID | None = None) -> Round:
    """Take the closing back, unless another round was opened since."""
    with acting(by, "plan.round.reopen", found, act_id=act_id) as act:
        fresh = Round.objects.select_for_update(no_key=True).get(pk=found.pk)
        if not fresh.closed_at:
            raise Refused(gettext("รอบนี้เปิดอยู่แล้ว"))
        Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=fresh.programme_id)
        if other := open_round(fresh.programme_id):
            raise Refused(gettext("%(title)s เปิดอยู่ เปิดพร้อมกันสองรอบไม่ได้") % {"title": other.title})
        fresh.closed_at = None
        fresh.save(update_fields=["closed_at"])
        act.note(number=fresh.number)
    return fresh


def record_submission(plan: NetworkPlan, rows: int, at: datetime | None = None) -> Submission | None:
    """Inside the act of sending a plan: it was sent in the open round, under the day that held. None without one."""
    found = open_round(plan.programme_id)
    if found is None:
        return None
    return Submission.objects.create(
        programme_id=plan.programme_id,
        round=found,
        network_id=plan.network_id,
        sent_at=at or timezone.now(),
        due_on=plan.due_on or found.due_on,
        rows=rows,
    )


def load_submissions(by: Actor, found: Round, sent: list[tuple[Network, datetime, int]]) -> int:
    """Enter what was sent elsewhere (demo, migration). Only the system may."""
    with acting(by, "plan.round.load", found) as act:
        made = Submission.objects.bulk_create(
            Submission(
                programme_id=found.programme_id,
                round=found,
                network=network,
                sent_at=at,
                due_on=found.due_on,
                rows=rows,
            )
            for network, at, rows in sent
        )
        act.note(count=len(made))
    return len(made)


def _must_make_sense(title: str, opens_on: date | None, due_on: date) -> None:
    if not title.strip():
        raise Refused(gettext("กรุณาพิมพ์ชื่อรอบ เช่น รอบที่ 1 ยกร่างแผน"))
    if opens_on and opens_on > due_on:
        raise Refused(gettext("วันครบกำหนดมาก่อนวันเปิด กรุณาตรวจวันที่"))
