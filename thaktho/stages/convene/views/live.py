"""The page a recorder has open during the meeting: by agenda item what was said, what was decided, who does what.

One form: whatever button is pressed, what was typed is saved with it, also where no script runs. Two recorders may have
it open at once: each field has its revision, as in the editor of the minutes.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.forms import BuddhistDate
from thaktho.ground.people.queries import networks
from thaktho.ground.requests import act_id

from .. import actions, queries
from ..followups import actions as followups
from ..followups import queries as carried
from ..followups.models import FollowUp
from ..models import AgendaItem, Decision, Meeting, MinutesText
from .common import meeting_or_404, to
from .minutes import parts_of, save_all

DECIDE, ASSIGN, ITEM, BEGIN, END = "decide", "assign", "item", "begin", "end"


@allow("convene.plan")
def live(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    by = request.actor  # type: ignore[attr-defined]
    if not permitted(by, "convene.minutes.write", meeting):
        if meeting.state == Meeting.State.PLANNED:
            say.hint(request, _("เปิดประชุมก่อน จึงจะจดรายงานสดได้"))
            return to(request, "convene_meeting", id)
        if meeting.state == Meeting.State.MINUTES_APPROVED:
            say.hint(request, _("รับรองรายงานแล้ว หากผิดให้ทำฉบับแก้ไข"))
            return to(request, "convene_minutes", id)
    demand(by, "convene.minutes.write", meeting)
    draft = queries.draft_minutes(meeting) or actions.begin_minutes(by, meeting)
    parts = parts_of(meeting, draft)
    conflicts, trouble = 0, ""
    if request.method == "POST":
        draft.meeting = meeting
        conflicts = save_all(request, draft, parts)
        trouble, anchor = _pressed(request, meeting, draft)
        if not conflicts and not trouble:
            return to(request, "convene_live", id, anchor=anchor)
        if trouble:
            say.trouble(request, trouble)
        meeting = meeting_or_404(request, id)
    return render(
        request,
        "convene/live.html",
        _context(meeting, draft, parts, conflicts),
        status=409 if conflicts else 200,
    )


def _pressed(request: HttpRequest, meeting: Meeting, draft: Any) -> tuple[str, str]:
    """Do what the button says. Gives (what is wrong in Thai or "", where on the page to go on)."""
    verb, _colon, of = request.POST.get("do", "save").partition(":")
    by, act = request.actor, act_id(request)  # type: ignore[attr-defined]
    item = next((one for one in meeting.agenda.all() if str(one.pk) == of), None)
    anchor = f"item-{of}" if item else "top"
    try:
        if verb == DECIDE:
            text = request.POST.get(f"decision-{of}", "").strip()
            if not text:
                return _("ยังไม่มีข้อความมติ พิมพ์แล้วลองใหม่ ข้อความอื่นบันทึกแล้ว"), anchor
            kind = request.POST.get(f"kind-{of}", "")
            kind = kind if kind in Decision.Kind.values else Decision.Kind.FREE
            made = actions.record_decision(by, meeting, text=text, kind=kind, agenda=item, act_id=act)
            say.done(request, _("บันทึกมติข้อ %(number)s แล้ว") % {"number": made.printed_number or made.number})
        elif verb == ASSIGN:
            return _assign(request, meeting, item, of), anchor
        elif verb == ITEM:
            title = request.POST.get("new-title", "").strip()[:500]
            if not title:
                return _("ยังไม่ได้พิมพ์ชื่อเรื่อง"), "new"
            kind = request.POST.get("new-kind", "")
            kind = (
                int(kind) if kind in {str(one) for one in AgendaItem.Kind.values} else AgendaItem.Kind.OTHER
            )
            added = actions.add_agenda(by, meeting, kind=kind, title=title, act_id=act)
            say.done(request, _("เพิ่มวาระแล้ว"))
            return "", f"item-{added.pk}"
        elif verb in (BEGIN, END):
            now = timezone.localtime().time().replace(second=0, microsecond=0)
            actions.edit_minutes(by, draft, act_id=act, **{"began_at" if verb == BEGIN else "ended_at": now})
            say.done(request, _("บันทึกเวลา %(time)s น. แล้ว") % {"time": f"{now:%H.%M}"})
        else:
            say.done(request, _("บันทึกร่างแล้ว เวลา %(time)s น.") % {"time": f"{timezone.localtime():%H.%M}"})
    except Repeated:
        say.hint(request, _("บันทึกไว้แล้ว"))
    return "", anchor


def _assign(request: HttpRequest, meeting: Meeting, item: AgendaItem | None, of: str) -> str:
    text = request.POST.get(f"task-{of}", "").strip()
    owner = request.POST.get(f"owner-{of}", "").strip()[:300]
    network = networks(meeting.programme).filter(code=request.POST.get(f"network-{of}", "")[:40]).first()
    if not text:
        return _("ยังไม่ได้พิมพ์ว่ามอบหมายเรื่องอะไร")
    if not owner and network is None:
        return _("ระบุผู้รับผิดชอบ เลือกเครือข่าย หรือพิมพ์ชื่อหน่วยงาน")
    due = None
    if typed := request.POST.get(f"due-{of}", "").strip():
        try:
            due = BuddhistDate().clean(typed)
        except ValidationError:
            return _("อ่านกำหนดวันไม่ได้ พิมพ์เช่น 30 ก.ย. 2563")
    followups.assign(
        request.actor,  # type: ignore[attr-defined]
        meeting,
        text=text[:4000],
        network=network,
        owner=owner,
        due_on=due,
        agenda=item,
        act_id=act_id(request),
    )
    say.done(request, _("มอบหมายแล้ว ผู้รับผิดชอบจะเห็นในหน้างานของตน"))
    return ""


def _context(meeting: Meeting, draft: Any, parts: list[dict[str, Any]], conflicts: int) -> dict[str, Any]:
    by_part = {part["part"]: part for part in parts}
    decisions: dict[Any, list[Decision]] = {}
    for decision in meeting.decisions.all():
        decisions.setdefault(decision.agenda_id, []).append(decision)
    tasks: dict[Any, list[FollowUp]] = {}
    for task in carried.of_meeting(meeting):
        tasks.setdefault(task.agenda_id, []).append(task)
    spoken_of = carried.carried_to(meeting)
    headings = [
        {
            "kind": heading.kind,
            "title": heading.title,
            "items": [
                {
                    "item": item,
                    "part": by_part.get(str(item.pk)),
                    "decisions": decisions.get(item.pk, []),
                    "tasks": tasks.get(item.pk, []),
                    "carried": spoken_of.get(item.pk),
                }
                for item in heading.items
            ],
        }
        for heading in queries.agenda_by_kind(meeting)
    ]
    counts = queries.attendance_by_network(meeting)
    return {
        "meeting": meeting,
        "minutes": draft,
        "opening": by_part[MinutesText.OPENING],
        "closing": by_part[MinutesText.CLOSING],
        "headings": headings,
        "loose": decisions.get(None, []),
        "conflicts": conflicts,
        "counts": [count for count in counts if count.present],
        "present": sum(count.present for count in counts),
        "kinds": Decision.Kind.choices,
        "agenda_kinds": AgendaItem.Kind.choices,
        "networks": list(networks(meeting.programme)),
    }
