"""Reading meetings. Every function takes the programme first, or a row that carries it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.kept import kept
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread import queries as thread
from thaktho.ground.thread.registry import Knot, kind
from thaktho.ground.waiting import Waiting
from thaktho.thai.dates import fiscal_span, fiscal_year
from thaktho.thai.words import search_terms

from .followups import queries as followups
from .models import (
    AgendaItem,
    Attendance,
    Decision,
    Letter,
    Meeting,
    MeetingNetwork,
    MeetingSeries,
    Minutes,
    NetworkMention,
    Paper,
)

PRESENT = Attendance.State.PRESENT
HELD = (Meeting.State.CLOSED, Meeting.State.MINUTES_APPROVED)


def meetings(programme: Programme, *, year: int | None = None, text: str = "") -> QuerySet[Meeting]:
    """Newest first; of one fiscal year (BE), and with every word of `text`."""
    found = Meeting.objects.filter(programme=programme).select_related("series", "source", "place")
    found = found.annotate(
        network_count=_count(MeetingNetwork),
        present_count=_count(Attendance, state=PRESENT),
        decision_count=_count(Decision, live=True),
        part_invented=Exists(Attendance.objects.filter(meeting=OuterRef("pk"), is_example=True))
        | Exists(Decision.objects.filter(meeting=OuterRef("pk"), is_example=True))
        | Exists(Minutes.objects.filter(meeting=OuterRef("pk"), is_example=True)),
    )
    if year:
        first, last = fiscal_span(year)
        found = found.filter(held_on__range=(first, last))
    for term in search_terms(text):
        found = found.filter(search_text__contains=term)
    return found.order_by("-held_on", "-id")


def _count(model: type[Model], **only: Any) -> Coalesce:
    """How many rows hang on each meeting. A subquery each: joined, they would multiply one another."""
    rows = model._default_manager.filter(meeting=OuterRef("pk"), **only).order_by().values("meeting")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


def years(programme: Programme) -> list[int]:
    """Fiscal years (BE) with a meeting, newest first."""
    days = Meeting.objects.filter(programme=programme).order_by().values_list("held_on", flat=True).distinct()
    return sorted({fiscal_year(day) for day in days}, reverse=True)


def series(programme: Programme) -> QuerySet[MeetingSeries]:
    return MeetingSeries.objects.filter(programme=programme)


def meeting(programme: Programme, id: UUID) -> Meeting | None:
    """One meeting with all its page needs except the seats."""
    mentions = NetworkMention.objects.select_related("source").order_by(
        "source__published_on", "source__title"
    )
    return (
        Meeting.objects.filter(programme=programme, pk=id)
        .select_related("series", "source", "place", "reported_source", "programme")
        .annotate(letter_count=_count(Letter))
        .prefetch_related(
            "organisers",
            "officials",
            "agenda",
            Prefetch("networks", MeetingNetwork.objects.select_related("network").order_by("network__order")),
            Prefetch("networks__mentions", mentions),
            Prefetch("decisions", Decision.objects.select_related("agenda").order_by("number")),
            Prefetch("papers", Paper.objects.select_related("file", "agenda")),
        )
        .first()
    )


def next_meeting(programme: Programme, on: date | None = None) -> Meeting | None:
    """The meeting going on, else the next one planned from today on."""
    today = on or timezone.localdate()
    coming = Meeting.objects.filter(programme=programme)
    going_on = coming.filter(state=Meeting.State.OPEN).order_by("-held_on").first()
    return (
        going_on
        or coming.filter(state=Meeting.State.PLANNED, held_on__gte=today).order_by("held_on", "id").first()
    )


def recent(programme: Programme, count: int = 5) -> QuerySet[Meeting]:
    return meetings(programme).filter(state__in=HELD)[:count]


def decisions(programme: Programme) -> QuerySet[Decision]:
    """Living decisions of all meetings, newest meeting first, with their meeting."""
    living = Decision.objects.filter(programme=programme, live=True).select_related("meeting", "agenda")
    return living.order_by("-decided_on", "meeting_id", "number")


def decision(programme: Programme, id: UUID) -> Decision | None:
    return Decision.objects.filter(programme=programme, pk=id).select_related("meeting", "agenda").first()


def decisions_that_approve(programme: Programme) -> QuerySet[Decision]:
    """Decisions that approve a plan: those a plan version may be tied to, by `actions.tie_decision`."""
    return decisions(programme).filter(kind=Decision.Kind.APPROVE_PLAN)


def tied_to(
    by: Actor, decision: Decision, kinds: Iterable[str] = ("programme.declaration", "plan.version")
) -> list[Knot]:
    """What this decision brought forth, and what was laid before it and approved, as its reader may see it."""
    knots: dict[UUID, Knot] = {}
    for name in kinds:
        ids = thread.targets_of(decision.programme_id, decision.pk, name)
        ids += thread.sources_of(decision.programme_id, decision.pk, name)
        known = kind(name)
        if ids and known:
            knots.update(known.load(by, ids))
    return list(knots.values())


# Attendance -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NetworkCount:
    """One network's attendance in numbers. No names: this is what everybody may see."""

    network: Network | None
    place: MeetingNetwork | None
    asked: int = 0
    accepted: int = 0
    declined: int = 0
    present: int = 0
    online: int = 0
    substitutes: int = 0
    examples: int = 0  # how many of the seats are invented


def attendance_by_network(meeting: Meeting) -> list[NetworkCount]:
    """Every network of the meeting in its order, then those of no network. One query for the counts."""
    state = Attendance.State
    came = Q(state=state.PRESENT)
    rows = (
        Attendance.objects.filter(meeting=meeting)
        .order_by()
        .values("network_id")
        .annotate(
            asked=Count("id"),
            accepted=Count("id", filter=Q(state=state.ACCEPTED)),
            declined=Count("id", filter=Q(state=state.DECLINED)),
            present=Count("id", filter=came),
            online=Count("id", filter=came & Q(mode=Attendance.Mode.ONLINE)),
            substitutes=Count("id", filter=came & ~Q(substitute="")),
            examples=Count("id", filter=Q(is_example=True)),
        )
    )
    by_network = {row.pop("network_id"): row for row in rows}
    counts = [
        NetworkCount(place.network, place, **by_network.pop(place.network_id, {}))
        for place in meeting.networks.all()
    ]
    none = by_network.pop(None, None)
    if by_network:
        others = Network.objects.filter(programme_id=meeting.programme_id, pk__in=by_network)
        counts += [NetworkCount(network, None, **by_network[network.pk]) for network in others]
    if none:
        counts.append(NetworkCount(None, None, **none))
    return counts


def seats(meeting: Meeting, *, network: Network | None = None, text: str = "") -> QuerySet[Attendance]:
    """The list at the door, by network and then by given name."""
    found = Attendance.objects.filter(programme_id=meeting.programme_id, meeting=meeting).select_related(
        "network"
    )
    if network is not None:
        found = found.filter(network=network)
    for term in search_terms(text):
        found = found.filter(search_text__contains=term)
    return found.order_by("network__order", "sort_key", "id")


# Minutes --------------------------------------------------------------------------------------------------------------


def minutes_in_force(meeting: Meeting) -> Minutes | None:
    """The approved version that holds: the newest."""
    return Minutes.objects.filter(meeting=meeting, state=Minutes.State.APPROVED).order_by("-number").first()


def draft_minutes(meeting: Meeting) -> Minutes | None:
    return (
        Minutes.objects.filter(meeting=meeting, state=Minutes.State.DRAFT).prefetch_related("texts").first()
    )


def minutes_versions(meeting: Meeting) -> QuerySet[Minutes]:
    return Minutes.objects.filter(meeting=meeting).defer("frozen").order_by("-number")


# The year -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """A meeting on the line of a fiscal year; `at` is its place on the line, 0 on 1 October, 1 at the year's end."""

    meeting: Meeting
    on: date
    label: str
    at: float
    held: bool


def fiscal_year_line(programme: Programme, year: int) -> list[Mark]:
    """The meetings of fiscal year `year` (BE) in order of days, cancelled ones left out."""
    first, last = fiscal_span(year)
    found = Meeting.objects.filter(programme=programme, held_on__range=(first, last))
    found = found.exclude(state=Meeting.State.CANCELLED).order_by("held_on", "id")
    length = (last - first).days or 1
    return [
        Mark(
            row,
            row.held_on,
            row.short_title or row.title,
            (row.held_on - first).days / length,
            row.state in HELD,
        )
        for row in kept(programme, f"convene.year.{year}", lambda: list(found))
    ]


def agenda_item(programme: Programme, id: UUID) -> AgendaItem | None:
    return AgendaItem.objects.filter(programme=programme, pk=id).select_related("meeting").first()


@dataclass(frozen=True)
class Heading:
    """One of the six kinds with its items."""

    kind: int
    title: str
    items: list[AgendaItem]


def agenda_by_kind(meeting: Meeting) -> list[Heading]:
    by_kind: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in meeting.agenda.all():
        by_kind[item.kind].append(item)
    return [Heading(kind, AgendaItem.Kind(kind).label, items) for kind, items in sorted(by_kind.items())]


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """What waits for this actor: meetings to open, to close, to write up, and lists to fill for own networks."""
    today = timezone.localdate()
    lines: list[Waiting] = []
    if by.has("secretariat"):
        unfinished = Meeting.objects.filter(programme=programme).filter(
            Q(state=Meeting.State.PLANNED, held_on__lte=today)
            | Q(state=Meeting.State.OPEN)
            | Q(state=Meeting.State.CLOSED, held_on__gte=today - WRITE_UP_WITHIN * 4)
        )
        lines += [
            _secretariat_line(programme, row, today) for row in unfinished.order_by("held_on", "id")[:6]
        ]
    own = by.scopes("coordinator")
    if own:
        places = MeetingNetwork.objects.filter(
            programme=programme,
            network_id__in=own,
            meeting__state=Meeting.State.PLANNED,
            meeting__held_on__gte=today,
        ).annotate(listed=Count("meeting__seats", filter=Q(meeting__seats__network_id=F("network_id"))))
        for place in (
            places.filter(listed=0).select_related("meeting", "network").order_by("meeting__held_on")[:3]
        ):
            lines.append(
                Waiting(
                    title=gettext("%(name)s ยังไม่ส่งรายชื่อผู้เข้าประชุม") % {"name": place.network.name},
                    url=reverse("convene_desk", args=[programme.slug, place.meeting_id]),
                    verb=gettext("ใส่รายชื่อ"),
                    detail=place.meeting.title,
                    due_on=place.meeting.held_on,
                    icon="users",
                    is_example=place.meeting.is_example,
                )
            )
    return [*lines, *followups.waiting(by, programme)]


WRITE_UP_WITHIN = timedelta(days=14)


def _secretariat_line(programme: Programme, row: Meeting, today: date) -> Waiting:
    title, verb, address, due = {
        Meeting.State.PLANNED: (
            gettext("ถึงวันประชุมแล้ว ยังไม่ได้เปิดประชุม"),
            gettext("เปิดประชุม"),
            "convene_meeting",
            row.held_on,
        ),
        Meeting.State.OPEN: (
            gettext("กำลังประชุม"),
            gettext("ลงทะเบียน"),
            "convene_desk",
            row.held_until or row.held_on,
        ),
        Meeting.State.CLOSED: (
            gettext("รายงานการประชุมยังไม่ได้รับรอง"),
            gettext("เขียนรายงาน"),
            "convene_minutes_edit",
            row.held_on + WRITE_UP_WITHIN,
        ),
    }[Meeting.State(row.state)]
    return Waiting(
        title=title,
        url=reverse(address, args=[programme.slug, row.pk]),
        verb=verb,
        detail=row.title,
        due_on=due,
        icon="users" if row.state == Meeting.State.OPEN else "file",
        is_example=row.is_example,
    )


def seat(programme: Programme, meeting: Meeting, id: UUID) -> Attendance | None:
    found = Attendance.objects.filter(programme=programme, meeting=meeting, pk=id)
    return found.select_related("meeting", "network").first()


def approved_by(decision: Decision) -> list[UUID]:
    """The plan versions that stand approved by this decision, whichever way they were tied."""
    kind_name, here = "plan.version", (decision.programme_id, decision.pk)
    return thread.sources_of(*here, kind_name) + thread.targets_of(*here, kind_name)


def tied_ids(decision: Decision, kind_name: str = "programme.declaration") -> list[UUID]:
    return thread.targets_of(decision.programme_id, decision.pk, kind_name)
