"""The only writer of follow-ups: assign, edit, report, drop, reopen, and carry to the next meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext, override

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network, Person
from thaktho.ground.thread import actions as thread
from thaktho.thai import dates
from thaktho.thai.words import search_text

from ..models import AgendaItem, Decision, Meeting
from .models import FollowUp, FollowUpOnAgenda, FollowUpReport
from .states import Changed, Refused, WrongState, move


def _locked(followup: FollowUp) -> FollowUp:
    held = FollowUp.objects.select_for_update(of=("self",), no_key=True).select_related(
        "meeting", "network", "person"
    )
    return held.get(programme_id=followup.programme_id, pk=followup.pk)


def assign(
    by: Actor,
    meeting: Meeting,
    *,
    text: str,
    network: Network | None = None,
    person: Person | None = None,
    owner: str = "",
    due_on: date | None = None,
    decision: Decision | None = None,
    agenda: AgendaItem | None = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> FollowUp:
    """The meeting asks for something: of a network, a person, or somebody in words. `fields`: source, is_example."""
    with acting(by, "followups.assign", meeting, act_id=act_id) as act:
        fresh = Meeting.objects.select_for_update(of=("self",), no_key=True).get(
            programme_id=meeting.programme_id, pk=meeting.pk
        )
        if fresh.state in (Meeting.State.PLANNED, Meeting.State.CANCELLED):
            raise WrongState(gettext("การประชุมยังไม่ได้เปิด หรือยกเลิกไปแล้ว จึงยังมอบหมายงานไม่ได้"))
        _own(fresh, network, person, decision, agenda)
        if decision is not None and agenda is None:
            agenda = decision.agenda
        made = FollowUp(
            programme_id=fresh.programme_id,
            meeting=fresh,
            text=text,
            network=network,
            person=person,
            owner=owner,
            due_on=due_on,
            decision=decision,
            agenda=agenda,
            **fields,
        )
        made.search_text = _words(made)
        made.save(force_insert=True)
        act.about(made)
        act.note(text=text, owner=made.owner_line, due_on=due_on.isoformat() if due_on else "")
        thread.link(act, decision or fresh, made, "asked")
    return made


def _own(meeting: Meeting, *rows: Any) -> None:
    """Nothing of another province, and no decision or item of another meeting."""
    for row in rows:
        if row is None:
            continue
        if row.programme_id != meeting.programme_id:
            raise ValueError("of another programme")
        if isinstance(row, (Decision, AgendaItem)) and row.meeting_id != meeting.pk:
            raise ValueError("of another meeting")


def _words(followup: FollowUp) -> str:
    return search_text(" ".join(filter(None, (followup.text, followup.owner_line))))


def edit(
    by: Actor,
    followup: FollowUp,
    *,
    seen_version: int | None = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> FollowUp:
    """Change what, whose, until when. Raises Changed when somebody saved first."""
    with acting(by, "followups.edit", followup, act_id=act_id) as act:
        fresh = _locked(followup)
        if not fresh.is_open:
            raise WrongState(gettext("งานนี้จบแล้ว เปิดงานอีกครั้งก่อนจึงแก้ได้"))
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        _own(fresh.meeting, fields.get("network"), fields.get("person"))
        act.note(before={name: str(getattr(fresh, name) or "") for name in fields})
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.search_text, fresh.version = _words(fresh), fresh.version + 1
        fresh.save()
    return fresh


def report(
    by: Actor,
    followup: FollowUp,
    text: str,
    *,
    done: bool = False,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> FollowUpReport:
    """How it goes, in words; `done` says it is finished."""
    with acting(by, "followups.report", followup, act_id=act_id) as act:
        fresh = _locked(followup)
        move(fresh, "finish" if done else "start")
        fresh.ended_on = timezone.localdate() if done else None
        fresh.version += 1
        fresh.save(update_fields=["state", "ended_on", "version"])
        said = FollowUpReport.objects.create(
            programme_id=fresh.programme_id,
            followup=fresh,
            text=text,
            state=fresh.state,
            by_id=by.person_id,
            is_example=is_example,
        )
        act.note(text=text, state=fresh.state)
    return said


def drop(by: Actor, followup: FollowUp, reason: str, *, act_id: UUID | None = None) -> FollowUp:
    if not reason.strip():
        raise ValueError("dropping says why")
    with acting(by, "followups.drop", followup, act_id=act_id) as act:
        fresh = _locked(followup)
        move(fresh, "drop")
        fresh.drop_reason, fresh.ended_on = reason, timezone.localdate()
        fresh.version += 1
        fresh.save(update_fields=["state", "drop_reason", "ended_on", "version"])
        act.because(reason)
    return fresh


def reopen(by: Actor, followup: FollowUp, *, act_id: UUID | None = None) -> FollowUp:
    """Not finished after all, or taken up again."""
    with acting(by, "followups.reopen", followup, act_id=act_id) as act:
        fresh = _locked(followup)
        act.note(was=fresh.state, reason=fresh.drop_reason)
        move(fresh, "reopen")
        fresh.drop_reason, fresh.ended_on = "", None
        fresh.version += 1
        fresh.save(update_fields=["state", "drop_reason", "ended_on", "version"])
    return fresh


def carry(
    by: Actor, meeting: Meeting, followups: Iterable[FollowUp], *, act_id: UUID | None = None
) -> list[AgendaItem]:
    """Put what is open under ระเบียบวาระที่ ๓ เรื่องสืบเนื่อง. What stands there already stays once."""
    with acting(by, "followups.carry", meeting, act_id=act_id) as act:
        fresh = Meeting.objects.select_for_update(of=("self",), no_key=True).get(
            programme_id=meeting.programme_id, pk=meeting.pk
        )
        if fresh.state not in (Meeting.State.PLANNED, Meeting.State.OPEN):
            raise WrongState(gettext("การประชุมนี้ปิดแล้ว เพิ่มวาระจากหน้าจัดวาระแทน"))
        there = set(FollowUpOnAgenda.objects.filter(meeting=fresh).values_list("followup_id", flat=True))
        kind = AgendaItem.Kind.FOLLOW
        number = AgendaItem.objects.filter(meeting=fresh, kind=kind).aggregate(n=Count("id"))["n"]
        made: list[AgendaItem] = []
        for followup in followups:
            if followup.programme_id != fresh.programme_id:
                raise ValueError("of another programme")
            if followup.pk in there or followup.meeting_id == fresh.pk:
                continue
            number += 1
            item = AgendaItem.objects.create(
                programme_id=fresh.programme_id,
                meeting=fresh,
                kind=kind,
                number=number,
                title=followup.text[:500],
                text=_asked(followup),
                is_example=followup.is_example,
            )
            FollowUpOnAgenda.objects.create(
                programme_id=fresh.programme_id, followup=followup, meeting=fresh, agenda=item
            )
            thread.link(act, followup, fresh, "followed")
            made.append(item)
            there.add(followup.pk)
        act.note(items=[item.title for item in made])
    return made


@override("th")  # it is printed on the agenda
def _asked(followup: FollowUp) -> str:
    """Where it comes from and until when. The agenda is public: networks and offices, no person's name."""
    came = followup.meeting.title
    if followup.decision_id and followup.decision and followup.decision.printed_number:
        came = f"มติที่ {followup.decision.printed_number} {came}"
    parts = [f"จาก{came} {dates.show(followup.meeting.held_on)}"]
    if followup.network:
        parts.append(f"ผู้รับผิดชอบ {followup.network.name}")
    if followup.due_on:
        parts.append(f"กำหนด {dates.show(followup.due_on)}")
    return " · ".join(parts)


__all__ = ["Changed", "Refused", "WrongState", "assign", "carry", "drop", "edit", "reopen", "report"]
