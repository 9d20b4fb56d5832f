"""Reading follow-ups. The programme comes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.kept import kept
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting
from thaktho.thai.words import search_terms

from .models import FollowUp, FollowUpOnAgenda, FollowUpReport

OPEN = (FollowUp.State.TODO, FollowUp.State.DOING)
MOST_OPEN = 2000


@dataclass(frozen=True)
class Asked:
    """`state`: open, late, done, dropped or all."""

    state: str = "open"
    text: str = ""
    network: str = ""
    decision: UUID | None = None
    meeting: UUID | None = None


def search(programme: Programme, asked: Asked, *, today: date | None = None) -> QuerySet[FollowUp]:
    """What is late stands first, then by the day due; what has no day last."""
    found = FollowUp.objects.filter(programme=programme)
    today = today or timezone.localdate()
    match asked.state:
        case "open":
            found = found.filter(state__in=OPEN)
        case "late":
            found = found.filter(state__in=OPEN, due_on__lt=today)
        case "done" | "dropped":
            found = found.filter(state=asked.state)
    for term in search_terms(asked.text):
        found = found.filter(search_text__contains=term)
    if asked.network:
        found = found.filter(network__code=asked.network)
    if asked.decision:
        found = found.filter(decision_id=asked.decision)
    if asked.meeting:
        found = found.filter(meeting_id=asked.meeting)
    newest = FollowUpReport.objects.filter(followup=OuterRef("pk")).order_by("-at", "-id")
    return (
        found.select_related("meeting", "network", "person", "decision", "source")
        .annotate(last_report=Subquery(newest.values("text")[:1]), last_at=Subquery(newest.values("at")[:1]))
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


def counts(programme: Programme, today: date | None = None) -> dict[str, int]:
    today = today or timezone.localdate()
    is_open = Q(state__in=OPEN)
    return FollowUp.objects.filter(programme=programme).aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(due_on__lt=today)),
        done=Count("pk", filter=Q(state=FollowUp.State.DONE)),
        dropped=Count("pk", filter=Q(state=FollowUp.State.DROPPED)),
        all=Count("pk"),
    )


def followup(programme: Programme, id: UUID) -> FollowUp | None:
    found = FollowUp.objects.filter(programme=programme, pk=id)
    found = found.select_related("meeting", "network", "person", "decision", "agenda", "source", "programme")
    return found.prefetch_related("reports__by", "carried__meeting", "carried__agenda").first()


def offered(meeting: Any) -> list[FollowUp]:
    """What may be brought before this meeting: open, of earlier meetings of its series (of no series, when it is of
    none), and not on its agenda yet."""
    if meeting.state not in ("planned", "open"):
        return []
    there = FollowUpOnAgenda.objects.filter(meeting=meeting).values("followup_id")
    found = FollowUp.objects.filter(
        programme_id=meeting.programme_id,
        state__in=OPEN,
        meeting__series_id=meeting.series_id,
        meeting__held_on__lte=meeting.held_on,
    )
    found = found.exclude(meeting=meeting).exclude(pk__in=there)
    found = found.select_related("meeting", "network", "person", "decision")
    return list(found.order_by(F("due_on").asc(nulls_last=True), "pk")[:100])


def of_page(meeting: Any) -> tuple[list[FollowUp], list[FollowUp]]:
    """For a meeting's page: its own, and what is offered to it. One query."""
    there = FollowUpOnAgenda.objects.filter(meeting=meeting, followup=OuterRef("pk"))
    wanted = Q(meeting=meeting)
    if meeting.state in ("planned", "open"):
        earlier = Q(meeting__series_id=meeting.series_id) if meeting.series_id else Q(meeting__series=None)
        wanted |= earlier & Q(state__in=OPEN, meeting__held_on__lte=meeting.held_on) & ~Exists(there)
    found = FollowUp.objects.filter(wanted, programme_id=meeting.programme_id)
    found = found.select_related("meeting", "network", "person", "decision")
    rows = list(found.order_by(F("due_on").asc(nulls_last=True), "pk")[:150])
    own = [row for row in rows if row.meeting_id == meeting.pk]
    return own, [row for row in rows if row.meeting_id != meeting.pk]


def of_meeting(meeting: Any) -> QuerySet[FollowUp]:
    """In the order they were given out."""
    return FollowUp.objects.filter(meeting=meeting).select_related("network", "person").order_by("pk")


def carried_to(meeting: Any) -> dict[UUID, FollowUp]:
    """By agenda item: the follow-up it speaks of."""
    found = FollowUpOnAgenda.objects.filter(meeting=meeting).select_related(
        "followup__network", "followup__person"
    )
    return {row.agenda_id: row.followup for row in found}


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """What this actor is to do, and for the secretariat what is late. What is open is read once for all desks."""
    if not by.grants:
        return []
    today = timezone.localdate()
    own, secretariat = by.scopes("coordinator"), by.has("secretariat")
    found = [
        row
        for row in kept(programme, "convene.followups.open", lambda: _open(programme))
        if (row.network_id and str(row.network_id) in own)
        or (by.person_id and row.person_id == by.person_id)
        or (secretariat and row.due_on and row.due_on < today)
    ]
    lines = []
    for row in found[:6]:
        late = row.due_on is not None and row.due_on < today
        lines.append(
            Waiting(
                title=gettext("งานที่มอบหมายเลยกำหนด") if late else gettext("งานที่ประชุมมอบหมาย"),
                url=reverse("followups_followup", args=[programme.slug, row.pk]),
                verb=gettext("รายงานผล"),
                detail=" · ".join(filter(None, (row.text[:120], row.network.name if row.network else ""))),
                due_on=row.due_on,
                icon="check",
                tone="khamin" if late else "kram",
                is_example=row.is_example,
            )
        )
    return lines


def _open(programme: Programme) -> list[FollowUp]:
    found = FollowUp.objects.filter(programme=programme, state__in=OPEN).select_related("network")
    return list(found.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST_OPEN])
