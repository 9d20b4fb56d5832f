"""The list of meetings, a meeting's page, planning and moving it."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.language import language
from thaktho.ground.people.queries import all_networks as known_networks
from thaktho.ground.people.queries import networks as all_networks
from thaktho.ground.requests import whole
from thaktho.thai.dates import fiscal_year
from thaktho.thai.dates import show as in_words

from .. import actions, calendar, numbering, queries, states, telling
from ..followups import queries as followups
from ..followups.papers import is_late as late
from ..forms import CountForm, DecisionForm, MeetingForm, NetworksForm, PaperForm
from ..models import Meeting
from ..summary import summary_text
from .common import act_id, address, file, inside, may, meeting_or_404, to

PAGE = 20


@allow("convene.read")
def index(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    text = request.GET.get("q", "").strip()[:100]
    asked = request.GET.get("year", "")
    year = int(asked) if re.fullmatch("2[4-6][0-9]{2}", asked) else None
    page = Paginator(queries.meetings(programme, year=year, text=text), PAGE).get_page(
        request.GET.get("page")
    )
    years = queries.years(programme)
    return render(
        request,
        "convene/index.html",
        {
            "page": page,
            "year": year,
            "years": years,
            "q": text,
            "line": queries.fiscal_year_line(
                programme, year or (years[0] if years else fiscal_year(timezone.localdate()))
            ),
            "next": queries.next_meeting(programme),
            "may_plan": permitted(request.actor, "convene.plan", programme),  # type: ignore[attr-defined]
            "inside": inside(request),
            "feed": request.build_absolute_uri(address(request, "convene_feed")),
            "own_networks": own_networks(request),
        },
    )


def own_networks(request: HttpRequest) -> list[Any]:
    """The reader's own networks, for the addresses of their calendars."""
    scopes = request.actor.scopes("coordinator")  # type: ignore[attr-defined]
    return [one for one in known_networks(request.programme) if str(one.pk) in scopes] if scopes else []  # type: ignore[attr-defined]


@allow("convene.read")
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    told = telling.tellings(meeting)
    counts = queries.attendance_by_network(meeting)
    open_to = inside(request)
    decisions = list(meeting.decisions.all()) if open_to or meeting.state in queries.HELD else []
    here = request.build_absolute_uri(address(request, "convene_meeting", meeting.pk))
    version = queries.minutes_in_force(meeting)
    registered = sum(count.present for count in counts)
    examples = any(count.examples for count in counts)
    return render(
        request,
        "convene/meeting.html",
        {
            "meeting": meeting,
            "tellings": told,
            "disagreement": telling.disagreement(meeting, told),
            "counts": counts,
            "registered": registered,
            "registered_examples": examples,
            "listed": any(count.asked for count in counts),
            "decisions": decisions,
            "agenda": queries.agenda_by_kind(meeting),
            "papers": [paper for paper in meeting.papers.all() if open_to or paper.public],
            "inside": open_to,
            "summary": summary_text(
                telling.told(
                    meeting,
                    url=here,
                    registered=registered,
                    registered_examples=examples,
                    decisions=decisions,
                    inside=open_to,
                )
            ),
            "online_url": meeting.online_url if open_to and telling.not_yet_held(meeting) else "",
            "year_doubt": doubt_of(meeting),
            "minutes": version,
            "fiscal_year": fiscal_year(meeting.held_on),
            "may": may(
                request,
                meeting,
                "edit",
                "invite",
                "agenda",
                "open",
                "close",
                "reopen",
                "cancel",
                "decide",
                "paper",
                "minutes.write",
                "minutes.approve",
                "minutes.correct",
                "source",
            ),
            "at_desk": may_register(request, meeting),
            **(matters(request, meeting) if open_to else {}),
            # Three forms on one page: each has ids of its own.
            "decision_form": DecisionForm(meeting, auto_id="decide_%s"),
            "paper_form": PaperForm(meeting, auto_id="paper_%s"),
            "count_form": CountForm(
                auto_id="count_%s",
                initial={
                    "count": meeting.reported_count,
                    "kind": meeting.reported_kind,
                    "stated_networks": meeting.stated_networks,
                },
            ),
        },
    )


def matters(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """What hangs on the meeting besides: follow-ups and letters. For those with a role."""
    today = timezone.localdate()
    tasks, offered = followups.of_page(meeting)
    for task in tasks:
        task.late = late(task, today)
    may_carry = permitted(request.actor, "followups.carry", meeting)  # type: ignore[attr-defined]
    return {
        "tasks": tasks,
        "offered": offered if may_carry else [],
        "may_assign": permitted(request.actor, "followups.assign", meeting),  # type: ignore[attr-defined]
    }


def doubt_of(meeting: Meeting) -> str:
    if meeting.series is None:
        return ""
    return numbering.doubt(meeting.series.year_basis, meeting.number, meeting.year, meeting.held_on)


def may_register(request: HttpRequest, meeting: Meeting) -> bool:
    """Is there anybody on the list this reader may register now?"""
    by = request.actor  # type: ignore[attr-defined]
    if permitted(by, "convene.attend", meeting):
        return True
    for place in meeting.networks.all():
        place.meeting = meeting
        if permitted(by, "convene.respond", place) or permitted(by, "convene.attend", place):
            return True
    return False


@allow("convene.plan")
def plan(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    networks = all_networks(programme)
    form = MeetingForm(programme, request.POST or None)
    asked = NetworksForm(networks, request.POST or None, initial={"networks": list(networks)})
    asked.fields["networks"].required = False
    warning = ""
    if request.method == "POST" and form.is_valid() and asked.is_valid():
        try:
            meeting = actions.plan_meeting(
                request.actor,  # type: ignore[attr-defined]
                programme,
                organisers=form.organiser_names(),
                networks=asked.cleaned_data["networks"],
                year_confirmed="year_confirmed" in request.POST,
                act_id=act_id(request),
                **_with_series(request, form),
            )
        except actions.YearDoubt as doubt:
            warning = str(doubt)
        except actions.NumberTaken as taken:
            form.add_error("number", _("มีการประชุมครั้งที่ %(number)s ในชุดนี้แล้ว") % {"number": taken})
        else:
            say.done(request, _("สร้างการประชุมแล้ว"))
            return to(request, "convene_meeting", meeting.pk)
    return render(request, "convene/form.html", {"form": form, "asked": asked, "warning": warning})


@allow("convene.plan")
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    demand(request.actor, "convene.edit", meeting)  # type: ignore[attr-defined]
    form = MeetingForm.of(meeting, request.POST or None)
    warning, newer = "", None
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("version", "")
        try:
            actions.edit_meeting(
                request.actor,  # type: ignore[attr-defined]
                meeting,
                seen_version=whole(seen),
                organisers=form.organiser_names(),
                year_confirmed="year_confirmed" in request.POST,
                act_id=act_id(request),
                **_with_series(request, form),
            )
        except actions.YearDoubt as doubt:
            warning = str(doubt)
        except actions.NumberTaken as taken:
            form.add_error("number", _("มีการประชุมครั้งที่ %(number)s ในชุดนี้แล้ว") % {"number": taken})
        except actions.Changed as changed:
            newer = changed.meeting
        else:
            say.done(request, _("บันทึกแล้ว"))
            return to(request, "convene_meeting", meeting.pk)
    return render(
        request,
        "convene/form.html",
        {
            "form": form,
            "meeting": meeting,
            "warning": warning,
            "newer": newer,
            "version": (newer or meeting).version,
        },
    )


def _with_series(request: HttpRequest, form: MeetingForm) -> dict[str, Any]:
    """The fields, with the new series made where one was typed. Typed again after a warning it is found, not doubled."""
    fields = form.made()
    if name := form.cleaned_data["new_series"]:
        programme = request.programme  # type: ignore[attr-defined]
        basis = form.cleaned_data["new_basis"] or "fiscal"
        fields["series"] = queries.series(programme).filter(name=name).first() or actions.add_series(
            request.actor,  # type: ignore[attr-defined]
            programme,
            name=name,
            year_basis=basis,
        )
    return fields


@require_POST
@allow("convene.plan")
def move(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    by, verb = request.actor, request.POST.get("verb", "")  # type: ignore[attr-defined]
    reason = request.POST.get("reason", "").strip()
    if verb in ("cancel", "reopen") and not reason:
        say.trouble(request, _("ยังไม่ได้บอกเหตุผล พิมพ์เหตุผลแล้วลองใหม่"))
        return to(request, "convene_meeting", id)
    early = meeting.state == Meeting.State.PLANNED and timezone.localdate() < meeting.held_on
    if verb == "open" and early and "early" not in request.POST:
        return _open_early(request, meeting)
    try:
        if verb == "open":
            actions.open_meeting(by, meeting, act_id=act_id(request))
            say.done(request, _("เปิดประชุมแล้ว ลงทะเบียนได้"))
        elif verb == "close":
            actions.close_meeting(by, meeting, act_id=act_id(request))
            say.done(request, _("ปิดประชุมแล้ว"))
        elif verb == "reopen":
            actions.reopen_meeting(by, meeting, reason, act_id=act_id(request))
            say.done(request, _("เปิดประชุมอีกครั้งแล้ว"))
        elif verb == "cancel":
            actions.cancel_meeting(by, meeting, reason, act_id=act_id(request))
            say.done(request, _("ยกเลิกการประชุมแล้ว"))
        else:
            raise Http404(verb)
    except (states.WrongState, PermissionDenied):
        # The decorator let the secretariat in: what is refused here is the phase, moved on in another tab.
        say.trouble(request, _("การประชุมเปลี่ยนสถานะไปแล้ว ดูสถานะล่าสุดในหน้านี้"))
    return to(request, "convene_meeting", id)


def _open_early(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """A meeting opened before its day cannot be made a planned one again, so it is asked about first."""
    here = address(request, "convene_meeting", meeting.pk)
    day = in_words(meeting.held_on, weekday=True, lang=language())
    left = (meeting.held_on - timezone.localdate()).days
    context = {
        "title": _("ยังไม่ถึงวันประชุม เปิดประชุมตอนนี้หรือไม่"),
        "text": _(
            "กำหนดประชุม%(day)s อีก %(left)s วัน เมื่อเปิดแล้วลงทะเบียนและบันทึกมติได้ทันที และกลับเป็นรอประชุมไม่ได้ "
            "ถ้าวันประชุมเปลี่ยน ให้แก้ข้อมูลการประชุมแทน"
        )
        % {"day": day, "left": left},
        "verb": _("เปิดประชุมตอนนี้"),
        "cancel": _("ยังไม่เปิด"),
        "cancel_url": here,
        "action": address(request, "convene_move", meeting.pk),
        "hidden": {"verb": "open", "early": "1", "next": here},
    }
    return render(request, "web/confirm.html", context)


@require_POST
@allow("convene.plan")
def count(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    form = CountForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        actions.report_count(
            request.actor,  # type: ignore[attr-defined]
            meeting,
            data["count"],
            kind=data["kind"],
            source=meeting.reported_source,
            stated_networks=data["stated_networks"],
            act_id=act_id(request),
        )
        say.done(request, _("บันทึกแล้ว"))
    return to(request, "convene_meeting", id, anchor="counts")


@allow("convene.plan")
def networks(request: HttpRequest, id: UUID) -> HttpResponse:
    """Which networks are asked: the page, asking more, and taking one back."""
    meeting = meeting_or_404(request, id)
    demand(request.actor, "convene.invite", meeting)  # type: ignore[attr-defined]
    asked = {place.network_id: place for place in meeting.networks.all()}
    free = all_networks(request.programme, fiscal_year(meeting.held_on)).exclude(pk__in=asked)  # type: ignore[attr-defined]
    form = NetworksForm(free, request.POST if "invite" in request.POST else None)
    if request.method == "POST":
        if "invite" in request.POST and form.is_valid():
            actions.invite(request.actor, meeting, form.cleaned_data["networks"], act_id=act_id(request))  # type: ignore[attr-defined]
            say.done(request, _("เชิญแล้ว"))
        for place in asked.values():
            if request.POST.get("uninvite") == str(place.pk):
                try:
                    actions.uninvite(request.actor, place, act_id=act_id(request))  # type: ignore[attr-defined]
                    say.done(request, _("ถอนคำเชิญแล้ว"))
                except actions.NotEmpty:
                    say.trouble(request, _("ถอนไม่ได้ เพราะมีรายชื่อหรือแหล่งข่าวของเครือข่ายนี้อยู่"))
        return to(request, "convene_networks", id)
    return render(request, "convene/networks.html", {"meeting": meeting, "form": form, "free": free})


@allow("convene.read")
def ics(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    here = request.build_absolute_uri(address(request, "convene_meeting", meeting.pk))
    online = meeting.online_url if inside(request) and telling.not_yet_held(meeting) else ""
    body = calendar.ics(meeting, url=here, stamp=timezone.now(), online_url=online)
    return file(body.encode(), f"meeting-{meeting.held_on:%Y%m%d}.ics", "text/calendar; charset=utf-8")
